"""What a workbook cannot hold: found before anything is written."""

from typing import NoReturn

from pipeline.errors import ExportError
from pipeline.export.compare import where
from pipeline.export.release import Release, ReleaseTable
from pipeline.export.workbook.cells import Held, escape, held, illegal

ROWS, COLUMNS, CHARACTERS = 1_048_576, 16_384, 32_767
"""Rows and columns of a sheet, characters of a cell: the format's own limits."""

LABEL = 255
"""Characters of a column's name in a spreadsheet's table."""


def check(release: Release) -> None:
    """Raise ExportError at the first thing that a workbook cannot hold."""
    for table in release.tables:
        _size(table)
        _labels(table)
        for index, row in enumerate(table.rows):
            for field, value in zip(table.fields, row, strict=True):
                if value is not None:
                    _cell(table, index, field.name, held(value))


def _size(table: ReleaseTable) -> None:
    if not table.fields:
        _stop(table, "it has no fields", "give it at least one, or leave it out")
    if len(table.rows) >= ROWS:
        what = f"it has {len(table.rows):,} rows; a sheet holds {ROWS - 1:,} and the header"
        _stop(table, what, "split the table")
    if len(table.fields) > COLUMNS:
        what = f"it has {len(table.fields):,} fields; a sheet holds {COLUMNS:,}"
        _stop(table, what, "split the table")


def _labels(table: ReleaseTable) -> None:
    seen: dict[str, str] = {}
    for name in table.labels:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            what = f"fields {other!r} and {name!r} differ only in upper and lower case"
            _stop(table, what, "rename one of them")
        if not name.strip() or "\n" in name or "\r" in name or illegal(name):
            _stop(table, f"field {name!r} cannot head a column", "give it a visible, plain name")
        if units(name) > LABEL:
            what = f"the name of field {name[:40]!r}… is longer than {LABEL} characters"
            _stop(table, what, "give it a shorter name")


def _cell(table: ReleaseTable, index: int, field: str, value: Held) -> None:
    if not isinstance(value, str):
        return
    if (character := illegal(value)) is not None:
        what = (
            f"{where(table, index, field)}: the character U+{ord(character):04X} in it"
            " is a control character, which a workbook cannot hold"
        )
        _stop(table, what, "remove it from the cell; it is usually left over from copying")
    if value == "":
        what = f"{where(table, index, field)}: the text is empty, which no file can tell from null"
        _stop(table, what, "make it null")
    if len(value) > CHARACTERS // 8 and (count := units(escape(value))) > CHARACTERS:
        what = (
            f"{where(table, index, field)}: the text has {count:,} characters;"
            f" a workbook's cell holds {CHARACTERS:,}"
        )
        _stop(table, what, "shorten it, or divide it among several rows or fields")


def units(value: str) -> int:
    """Characters as spreadsheets count them: 𠮷 is two."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


def _stop(table: ReleaseTable, what: str, remedy: str) -> NoReturn:
    raise ExportError(f"table `{table.name}`, {what}. Remedy: {remedy}.")
