"""Which rows of a sheet are marked for deletion, and marks that are none."""

from pipeline.issue import Issue
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid, Kind

_MARKS = ("x", "delete", "yes", "true", "1", "是", "删除")
"""What marks a row for deletion, in a column headed `_delete` or 删除."""


def mark(grid: Grid, table: str, row: int, column: int | None) -> bool | Issue:
    """Is the row marked in the column of marks? An issue where what stands there is no mark."""
    if column is None:
        return False
    cell = grid.cell(row, column)
    said = cell.shown.strip().casefold()
    if not said or (cell.kind is Kind.BOOLEAN and not cell.value):
        return False
    if said in _MARKS and cell.kind in (Kind.TEXT, Kind.BOOLEAN, Kind.NUMBER):
        return True
    hint = "write `x` to delete the row, or leave the cell empty"
    at = grid.address(row, column)
    return finding("import-row", f"`{cell.shown}` is no mark", hint, at, table=table)
