"""The hidden sheet of lists that drop-downs offer and rules look up: one list a column."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from pipeline.export.workbook.limits import units
from pipeline.export.workbook.styles import PLAIN, Styles
from pipeline.export.workbook.titles import CHOICES

_LONGEST = 255
"""Characters that a rule may hold itself, quotes included to be safe."""

_SIMPLE = re.compile(r"[^\s,;\"=](?:[^\r\n\t,;\"]*[^\s,;\"])?")
"""Words that can stand in a rule; others would be split, trimmed or misread there."""


class Choices:
    """Gathers the lists while the sheets are written."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}
        self._long: dict[int, tuple[Any, str]] = {}

    def formula(self, words: Sequence[str]) -> str:
        """What a rule says for a list: the list itself where it is short and simple."""
        inline = f'"{",".join(words)}"'
        if units(inline) <= _LONGEST and all(_SIMPLE.fullmatch(word) for word in words):
            return inline
        return self.area(words)

    def area(self, words: Sequence[str]) -> str:
        """Where a list stands on the hidden sheet."""
        listed = tuple(words)
        number = self._columns.setdefault(listed, len(self._columns) + 1)
        letter = get_column_letter(number)
        return f"{CHOICES}!${letter}$1:${letter}${max(len(listed), 1)}"

    def of(self, names: Mapping[str, Any], words: Callable[[], Sequence[str]]) -> str:
        """The area of a list that belongs to `names`, which is made but once: it may be long."""
        if id(names) not in self._long:
            self._long[id(names)] = (names, self.area(words()))
        return self._long[id(names)][1]

    def write(self, workbook: Any) -> None:
        """Add the hidden sheet, if any list needs it."""
        if not self._columns:
            return
        sheet = workbook.create_sheet(CHOICES)
        sheet.sheet_state = "hidden"
        styles = Styles(sheet)
        for row in range(max(map(len, self._columns))):
            sheet.append(
                [
                    styles.cell(words[row], PLAIN) if row < len(words) else None
                    for words in self._columns
                ]
            )
