"""Holding what was read back against what was written: the first difference stops the export."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from pipeline.errors import ExportError
from pipeline.export.release import ReleaseField, ReleaseTable
from pipeline.export.values import Value, text

FIRST = 2
"""The number of the first data row: rows are counted as everywhere, with the header as 1."""

_SHOWN = 80
"""Characters of a value that a message shows."""

Same = Callable[[Value, Any, ReleaseField], bool]
"""Does a value of a table equal what was read for it?"""


class Differs(ExportError):
    """An artefact says something else than the tables: which, and what was found in it."""

    def __init__(self, artefact: str, what: str) -> None:
        self.artefact, self.what = artefact, what
        super().__init__(
            f"{artefact} does not read back as it was written: {what}. The release was not"
            " changed; this is a defect of the tool or of the disk: run the export again, and"
            " report it if it stays."
        )


def rows(artefact: str, table: ReleaseTable, read: Iterable[Sequence[Any]], equal: Same) -> None:
    """Raise ExportError at the first cell that did not read back as it was written."""
    found = iter(read)
    for index, values in enumerate(table.rows):
        cells = next(found, None)
        if cells is None:
            differs(artefact, table, f"only {index:,} of {len(table.rows):,} rows are in it")
        if len(cells) != len(values):
            differs(artefact, table, f"row {index + FIRST} has {len(cells)} cells")
        for value, cell, field in zip(values, cells, table.fields, strict=True):
            if not _equal(equal, value, cell, field):
                place = where(table, index, field.name)
                differs(artefact, table, f"{place}: {_show(value)} reads back as {_show(cell)}")
    if next(found, None) is not None:
        differs(artefact, table, f"more than {len(table.rows):,} rows are in it")


def labels(artefact: str, table: ReleaseTable, read: Sequence[Any]) -> None:
    """Raise ExportError unless the header reads back as it was written."""
    if tuple(read) != table.labels:
        differs(artefact, table, f"its header reads back as {_show(list(read))}")


def where(table: ReleaseTable, index: int, field: str) -> str:
    """Row, key and field of one cell, for a message."""
    record = dict(zip(table.labels, table.rows[index], strict=True))
    key = ", ".join(text(record[name]) for name in table.primary_key if name in record)
    return f"row {index + FIRST}{f' ({_show(key)})' if key else ''}, field `{field}`"


def differs(artefact: str, table: ReleaseTable, what: str) -> NoReturn:
    """Stop: the artefact does not say what the table says."""
    spoil(artefact, f"table `{table.name}`, {what}")


def spoil(artefact: str, what: str) -> NoReturn:
    """Stop: the artefact did not read back as it was written."""
    raise Differs(artefact, what)


def _equal(equal: Same, value: Value, cell: Any, field: ReleaseField) -> bool:
    try:
        return equal(value, cell, field)
    except (ValueError, ArithmeticError):
        return False


def _show(value: object) -> str:
    shown = repr(value) if value is not None else "nothing"
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
