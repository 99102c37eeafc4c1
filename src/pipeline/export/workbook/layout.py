"""How wide and high things are: Chinese characters count double."""

import unicodedata
from collections.abc import Iterable

from pipeline.export.release import ReleaseTable
from pipeline.export.values import text

_NARROWEST, _WIDEST = 8, 48
"""Column widths in characters: room for the header's arrow, and no wider than one reads."""

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


def column_widths(table: ReleaseTable) -> list[int]:
    """A width for every column, from its header and its cells."""
    widest = [width(field.name) + _ARROW for field in table.fields]
    kinds = [field.type for field in table.fields]
    for row in table.rows:
        for index, value in enumerate(row):
            if value is not None and widest[index] < _WIDEST:
                widest[index] = max(widest[index], _longest_line(text(value, kinds[index])) + 2)
    return [min(max(item, _NARROWEST), _WIDEST) for item in widest]


def _longest_line(value: str) -> int:
    parts: Iterable[str] = value.split("\n") if "\n" in value else (value,)
    return max(width(part) for part in parts)
