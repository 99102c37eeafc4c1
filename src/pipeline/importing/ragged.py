"""Lines of a CSV file with more or fewer cells than its header: their cells are of other fields."""

from collections.abc import Iterator, Sequence

from pipeline.issue import Issue
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid, Kind


def ragged(grid: Grid, table: str, issues: Sequence[Issue]) -> list[Issue]:
    """The issues of the file, with one for each such line in place of all that follows from it."""
    found = dict(_found(grid, table))
    width = len(grid.rows[0]) if grid.rows else 0
    longest = max((len(grid.rows[row - 1]) for row in found), default=0)
    cells = {grid.address(row, n) for row in found for n in range(1, max(longest, width) + 1)}
    cells |= {grid.address(1, n) for n in range(width + 1, longest + 1)}
    return [*found.values(), *(issue for issue in issues if issue.address not in cells)]


def _found(grid: Grid, table: str) -> Iterator[tuple[int, Issue]]:
    head = grid.rows[0] if grid.rows else ()
    named = [n for n, cell in enumerate(head, 1) if cell.kind is not Kind.BLANK]
    for row, cells in grid.body():
        more = [cell.shown for cell in cells[len(head) :] if cell.kind is not Kind.BLANK]
        if more:
            said = (
                f"the line has {len(cells):,} cells and the header {len(head):,}: {_listed(more)}"
            )
            hint = 'put a text that holds the separator between quotes: "one, two"'
            at = grid.address(row, len(head) + 1)
            yield row, finding("import-row", said, hint, at, table=table)
        elif named and len(cells) < named[-1]:
            said = f"the line has {len(cells):,} cells and the header {named[-1]:,}"
            hint = "put back what is missing; where cells are empty, their separators stand there"
            yield row, finding("import-row", said, hint, grid.address(row, 1), table=table)


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(f"`{cell}`" for cell in cells)
