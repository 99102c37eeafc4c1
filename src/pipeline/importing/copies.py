"""Copies of a table's sheet with columns taken out or rows put above, and edits that were meant."""

from collections.abc import Iterator, Sequence

from pipeline.export.workbook.spelling import field_of
from pipeline.returning.grid import Cell, Grid

_ABOVE = 10
"""Rows in which headers are looked for: titles and remarks stand above them."""


def differs(sheet: Grid | None, grid: Grid, labels: Sequence[str], key: tuple[str, ...]) -> bool:
    """Does it show records of the sheet, by their key, with other values in the same columns?

    A copy with all headers in the first row is none of these; neither is a list of few columns.
    """
    if sheet is None or not key:
        return False
    top, at = next(_heads(grid, labels, key), (0, {}))
    if not top or (top == 1 and len(at) == len(labels)):
        return False
    _, own = next(_heads(sheet, labels, key), (0, {}))
    common = [name for name in at if name in own]
    ours = {_shown(cells, own, key): _shown(cells, own, common) for cells in sheet.rows[1:]}
    theirs = [(_shown(cells, at, key), _shown(cells, at, common)) for cells in grid.rows[top:]]
    return any(any(k) and k in ours and ours[k] != shown for k, shown in theirs)


def _heads(
    grid: Grid, labels: Sequence[str], key: Sequence[str]
) -> Iterator[tuple[int, dict[str, int]]]:
    """Rows that name the key and half of the fields, with field → 0-based column."""
    for number, cells in enumerate(grid.rows[:_ABOVE], 1):
        heads = {field_of(cell.shown): at for at, cell in enumerate(cells)}
        found = {name: heads[name] for name in labels if name in heads}
        if len(found) * 2 >= len(labels) and len(found) > len(key) and {*key} <= {*found}:
            yield number, found


def _shown(cells: Sequence[Cell], at: dict[str, int], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(cells[at[name]].shown if at[name] < len(cells) else "" for name in names)
