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
    even = _even(grid, len(head))
    for row, cells in grid.body():
        here, wanted = len(cells), len(head)
        if here > wanted and not even:
            more = [cell.shown for cell in cells[wanted:] if cell.kind is not Kind.BLANK]
            said = f"the line has {here:,} cells and the header {wanted:,}: {_listed(more)}"
            hint = 'put a text that holds the separator between quotes: "one, two"'
            if not more:
                said = (
                    f"the line has {here:,} cells, the last of them empty, and the header "
                    f"{wanted:,}"
                )
                hint = "; ".join((hint, "where there is none, take the surplus separators away"))
            at = grid.address(row, wanted + 1)
            yield row, finding("import-row", said, hint, at, table=table)
        elif named and len(cells) < named[-1]:
            said = f"the line has {len(cells):,} cells and the header {named[-1]:,}"
            hint = "put back what is missing; where cells are empty, their separators stand there"
            yield row, finding("import-row", said, hint, grid.address(row, 1), table=table)


def _even(grid: Grid, width: int) -> bool:
    """Have all rows as many empty cells beyond the header, as spreadsheets write them?"""
    beyond = [cells[width:] for _, cells in grid.body()]
    empty = all(cell.kind is Kind.BLANK for cells in beyond for cell in cells)
    return empty and len({len(cells) for cells in beyond}) <= 1


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(f"`{cell}`" for cell in cells)
