"""Edits on sheets that the tool writes: at their cells, where the project has what they held."""

from collections.abc import Mapping
from itertools import islice

from pipeline.export.workbook.manifest import Carried
from pipeline.export.workbook.spelling import BETWEEN, field_of
from pipeline.issue import Issue
from pipeline.returning.dropped import changed
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid
from pipeline.returning.spec import Key, Texts

Made = tuple[tuple[str, ...], Mapping[Key, Texts]]
"""The primary key of a table, and its records as the project has them."""

_MOST = 20
"""Cells that are named: where more differ, the table was made anew since the export."""


def edits(grid: Grid, table: Carried, made: Made) -> list[Issue]:
    """An issue for each cell that differs from `made`, else one for the sheet."""
    names, records = made
    columns = {field_of(c.shown): n for n, c in enumerate(grid.rows[0] if grid.rows else (), 1)}
    columns = {name: columns[name] for name in table.labels if name in columns}
    found = list(islice(changed(grid, columns, _rows(grid, columns, names), records), _MOST + 1))
    said = f"the sheet `{table.sheet}` was edited; its table is made by the tool from the others"
    hint = "undo the edits there (or export anew), and edit the tables that it follows from"
    if not 0 < len(found) <= _MOST:
        return [finding("import-locked", said, hint, grid.title, table=table.name)]
    issues = []
    for name, key, row, column, was in found:
        back = f"write `{was}` again" if was else "empty the cell"
        hint = f"{back}, and edit the tables that it follows from"
        at = grid.address(row, column)
        issues.append(
            finding("import-locked", said, hint, at, table=table.name, field=name, key=key)
        )
    return issues


def _rows(grid: Grid, columns: Mapping[str, int], key: Key) -> dict[Key, int]:
    """Key → row; what refers to a record is its key alone, without the name."""
    if not all(name in columns for name in key):
        return {}
    found = {}
    for row, _ in grid.body():
        cells = (grid.cell(row, columns[name]).shown for name in key)
        found[tuple(cell.partition(BETWEEN)[0] for cell in cells)] = row
    return found
