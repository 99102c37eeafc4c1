"""Cells with words struck out, raised or lowered: as plain text they would say something else."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.issue import Issue, Severity
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid
from pipeline.returning.spec import Key

_WORDS = {"struck": "struck out", "superscript": "raised", "subscript": "lowered"}


def struck(
    grid: Grid, table: str, columns: Mapping[str, int], rows: Iterable[int], keys: Mapping[int, Key]
) -> Iterator[Issue]:
    """An error where a part of a cell is, as it is not told from the rest; else a warning.

    keys: row → the key of its record.
    """
    names = {column: name for name, column in columns.items()}
    wanted = {*rows}
    for (row, column), (look, part) in grid.struck.items():
        if row not in wanted or column not in names:
            continue
        how = _WORDS[look]
        if part:
            said = f"a part of the text is {how}, and fields hold plain text"
            hint = "write the text as it should be, without such a part"
            severity = Severity.ERROR
        else:
            said = f"the whole cell is {how}, which is not imported"
            hint = "empty it, or mark its row under `_delete`, where that is what it means"
            severity = Severity.WARNING
        yield finding(
            "import-cell",
            said,
            hint,
            grid.address(row, column),
            table=table,
            field=names[column],
            key=keys.get(row),
            severity=severity,
        )
