"""Names inside a workbook: of its sheets and of the tables on them, each unique."""

import re
from collections.abc import Iterable

from pipeline.export.workbook.manifest import SHEET

CONTENTS = "contents"
"""The first sheet."""

CHOICES = "choices"
"""The hidden sheet with the drop-downs that fit nowhere else."""

ISSUES = "issues"
"""The sheet of what is wrong, in a workbook made of a report."""

_RESERVED = (CONTENTS, CHOICES, ISSUES, "history", SHEET)
"""Names that are taken: by us, and by spreadsheets for themselves."""

_SHEET_LENGTH, _TABLE_LENGTH = 31, 200
"""Longest names: of a sheet by the format (in UTF-16), of a table well under its 255."""

_NOT_IN_SHEET = re.compile(r"[\[\]:*?/\\]|^'|'$")
_NOT_IN_TABLE = re.compile(r"[^0-9A-Za-z_\u4e00-\u9fff]")


def sheets(names: Iterable[str]) -> list[str]:
    """A sheet's name for every table: its own where that is possible."""
    taken = {name.casefold() for name in _RESERVED}
    return [_unique(_NOT_IN_SHEET.sub("_", name), _SHEET_LENGTH, taken) for name in names]


def tables(names: Iterable[str]) -> list[str]:
    """A spreadsheet table's name for every table; `t_` keeps it from looking like a cell."""
    taken: set[str] = set()
    return [_unique(f"t_{_NOT_IN_TABLE.sub('_', name)}", _TABLE_LENGTH, taken) for name in names]


def _unique(name: str, length: int, taken: set[str]) -> str:
    """The name, cut and numbered as need be; `taken` learns it."""
    found, number = _cut(name, length), 1
    while found.casefold() in taken:
        number += 1
        suffix = f"_{number}"
        found = _cut(name, length - len(suffix)) + suffix
    taken.add(found.casefold())
    return found


def _cut(name: str, length: int) -> str:
    """As many characters as fit when those beyond the basic plane count as two."""
    units = 0
    for index, character in enumerate(name):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > length:
            return name[:index]
    return name
