"""How wide and high things are: Chinese characters count double."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.worksheet.dimensions import RowDimension

from pipeline.export.values import text
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.spelling import head

_NARROWEST, _WIDEST = 10, 40
"""Column widths in characters: room for the header's arrow, and no wider than one reads."""

_LINE, _RIM, _HIGHEST = 16, 2, 409
"""Height of a line, of Chinese too, of a row's rim, and of the highest row that there can be, in
points: with less, programs without our font cut off the feet of letters."""

_ARROW = 4
"""Room that the filter's arrow takes in a header."""


def width(value: str) -> int:
    """Columns that a line of text takes in a fixed-width font."""
    if value.isascii():
        return len(value)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in value)


def lines(value: str, columns: int) -> int:
    """Lines that the text takes when wrapped at this width."""
    return sum(max(1, -(-width(line) // columns)) for line in value.split("\n"))


def column_widths(plan: Plan) -> list[int]:
    """A width for every column, from its header and from what its cells say."""
    fields = plan.table.fields
    heads = [head(field, plan.lang, required=plan.needed(field)) for field in fields]
    widest = [max(map(width, both)) + _ARROW for both in heads]
    kinds = [field.type for field in fields]
    spellers = plan.spellers()
    for row in plan.table.rows:
        for index, value in enumerate(row):
            if value is not None and widest[index] < _WIDEST:
                speller = spellers[index]
                said = text(speller(value) if speller else value, kinds[index])
                widest[index] = max(widest[index], _longest_line(said) + 2)
    return [min(max(item, _NARROWEST), _WIDEST) for item in widest]


def height(cells: Sequence[Cell | None], widths: Sequence[int]) -> int:
    """Lines that the row takes: as many as the highest of its cells with text."""
    highest = 1
    for cell, columns in zip(cells, widths, strict=True):
        words = cell.value if cell is not None else None
        if isinstance(words, str) and (len(words) * 2 >= columns or "\n" in words):
            highest = max(highest, lines(words, columns - 1))
    return highest


def points(high: int) -> int:
    """The height of so many lines."""
    return min(_LINE * high + _RIM, _HIGHEST)


def even(sheet: Any) -> None:
    """Let rows of one line, new ones too, be as high as such a line is."""
    sheet.sheet_format.defaultRowHeight = points(1)
    sheet.sheet_format.customHeight = True


def append(sheet: Any, row: int, cells: Sequence[Cell | None], high: int, extra: float = 0) -> None:
    """Add a row of so many lines; not all programs find out the height for themselves.

    extra: points for larger letters.
    """
    if high > 1 or extra:
        sheet.row_dimensions[row] = _Row(sheet, index=row, ht=points(high) + extra)
    sheet.append(cells)
    sheet.row_dimensions.pop(row, None)


class _Row(RowDimension):
    """A row with a height that still follows its content when somebody edits it."""

    customHeight = False  # openpyxl says true wherever there is one


def _longest_line(value: str) -> int:
    parts: Iterable[str] = value.split("\n") if "\n" in value else (value,)
    return max(width(part) for part in parts)
