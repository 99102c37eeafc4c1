"""Drop-downs: a field with categories offers them, from its own rule or from a hidden sheet."""

import re
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.export.release import ReleaseField
from pipeline.export.workbook.limits import ROWS
from pipeline.export.workbook.styles import PLAIN, Styles
from pipeline.export.workbook.titles import CHOICES

_LONGEST = 255
"""Characters that a rule may hold itself, quotes included to be safe."""

_SIMPLE = re.compile(r"[^\s,;\"=](?:[^\r\n\t,;\"]*[^\s,;\"])?")
"""Codes that can stand in a rule; others would be split, trimmed or misread there."""


class Choices:
    """Gathers the lists that need a sheet of their own while the sheets are written."""

    def __init__(self) -> None:
        self._columns: dict[tuple[tuple[str, ...], bool], int] = {}

    def validation(self, field: ReleaseField, column: int) -> DataValidation | None:
        """The drop-down of a column down to the last row, so that new rows have it too."""
        if not field.categories:
            return None
        codes = tuple(code for code, _, _ in field.categories)
        rule = DataValidation(
            type="list",
            formula1=self._formula(codes, field.type in ("integer", "number")),
            allow_blank=not field.required,
            showErrorMessage=True,
            errorTitle="Not in the list 不在列表中",
            error="Choose one of the listed codes. 请选择列表中的代码。",
        )
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{ROWS}")
        return rule

    def write(self, workbook: Any) -> None:
        """Add the hidden sheet, if any list needs it: one list a column."""
        if not self._columns:
            return
        sheet = workbook.create_sheet(CHOICES)
        sheet.sheet_state = "hidden"
        styles = Styles(sheet)
        for row in range(max(len(codes) for codes, _ in self._columns)):
            sheet.append(
                [
                    styles.cell(_typed(codes[row], numeric), PLAIN) if row < len(codes) else None
                    for codes, numeric in self._columns
                ]
            )

    def _formula(self, codes: tuple[str, ...], numeric: bool) -> str:
        inline = f'"{",".join(codes)}"'
        if all(_SIMPLE.fullmatch(code) for code in codes) and _units(inline) <= _LONGEST:
            return inline
        number = self._columns.setdefault((codes, numeric), len(self._columns) + 1)
        letter = get_column_letter(number)
        return f"{CHOICES}!${letter}$1:${letter}${len(codes)}"


def _typed(code: str, numeric: bool) -> str | float:
    try:
        return float(code) if numeric else code
    except ValueError:
        return code


def _units(value: str) -> int:
    return len(value.encode("utf-16-le", "surrogatepass")) // 2
