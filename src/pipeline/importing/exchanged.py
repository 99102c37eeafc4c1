"""Sheets whose names were exchanged: told once, and none of them is read."""

from collections.abc import Iterator, Sequence

from pipeline.export.workbook.manifest import Carried, Manifest
from pipeline.export.workbook.spelling import field_of
from pipeline.issue import Issue
from pipeline.returning.book import Book
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid


def exchanged(book: Book, about: Manifest) -> dict[str, Carried]:
    """Title of a sheet → the table that stands on it, where that is another one's by its title."""
    found = {}
    for table in about.tables:
        grid = book.sheets.get(table.sheet)
        other = _held(grid, table, about.tables) if grid else None
        if other:
            found[table.sheet] = other
    kept = len(about.tables) + 1
    while len(found) < kept:  # until each of them is the place of another
        kept = len(found)
        titles = {other.sheet for other in found.values()}
        found = {t: o for t, o in found.items() if o.sheet in found and t in titles}
    return found


def told(found: dict[str, Carried]) -> Iterator[Issue]:
    """One issue for all of them."""
    if found:
        first, other = next(iter(found.items()))
        listed = ", ".join(f"`{title}`" for title in found)
        back = ", ".join(f"`{title}` → `{table.sheet}`" for title, table in found.items())
        said = f"the sheets {listed} have each other's names"
        hint = f"rename them as exported: {back}"
        yield finding("import-sheet", said, hint, first, table=other.name)


def _held(grid: Grid, table: Carried, tables: Sequence[Carried]) -> Carried | None:
    """The other table that a sheet holds: by the spreadsheet table on it, else by its headers."""
    if table.display in grid.tables:
        return None
    others = [other for other in tables if other is not table]
    named = next((other for other in others if other.display in grid.tables), None)
    heads = {field_of(cell.shown) for cell in grid.rows[0]} if grid.rows else set()
    if named or heads >= set(table.labels):
        return named
    fits = [other for other in others if heads >= set(other.labels)]
    return max(fits, key=lambda other: len(other.labels), default=None)
