"""What people wrote where nothing is imported from: free cells of the tool's sheets, and notes."""

from collections.abc import Iterator

from pipeline.export.workbook.issues import WIDTH
from pipeline.export.workbook.manifest import Carried, Manifest, mark
from pipeline.export.workbook.spelling import ABSENT, field_of
from pipeline.export.workbook.titles import CONTENTS, ISSUES
from pipeline.issue import Issue, Severity
from pipeline.returning.book import Book
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid, Kind


def on_tools_sheets(book: Book, about: Manifest) -> Iterator[Issue]:
    """One warning a sheet, at the first of the cells that somebody filled."""
    if CONTENTS in book.sheets and about.known:
        grid, known = book.sheets[CONTENTS], {*about.known}
        cells = [(row, at) for row, at, said in _filled(grid) if mark(said) not in known]
        yield from _remarks(grid, cells, None)
    if ISSUES in book.sheets and ISSUES in about.sheets:
        grid = book.sheets[ISSUES]
        cells = [(row, at) for row, at, _ in _filled(grid) if at > WIDTH]
        yield from _remarks(grid, cells, None)


def beside(grid: Grid, table: Carried) -> Iterator[Issue]:
    """One warning for the free cells beside a table that the tool writes."""
    heads = {n: field_of(c.shown) for n, c in enumerate(grid.rows[0] if grid.rows else (), 1)}
    free = ((row, at, said) for row, at, said in _filled(grid) if heads.get(at) not in table.labels)
    cells = [(row, at) for row, at, said in free if row > 1 or not said.startswith(ABSENT)]
    yield from _remarks(grid, cells, table.name)


def notes(grid: Grid, table: Carried, about: Manifest) -> Iterator[Issue]:
    """A warning for each note that is none of ours; a draft has its own on cells with issues."""
    if not about.content:
        return
    for row, column, text in grid.noted:
        if mark(text) in about.known or (row == 1 and not about.known):
            continue  # an older workbook does not say what its notes were
        said = "the cell has a comment, which is not imported"
        if row == 1:
            said = "the note on the header was written or changed, which is not imported"
        hint = "put what it says into a field of the table, or keep it elsewhere"
        where = grid.address(row, column)
        yield finding("import-cell", said, hint, where, table=table.name, severity=Severity.WARNING)


def _filled(grid: Grid) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell.kind not in (Kind.BLANK, Kind.MERGED):
                yield row, column, cell.shown


def _remarks(grid: Grid, cells: list[tuple[int, int]], table: str | None) -> Iterator[Issue]:
    if not cells:
        return
    said = "cells of this sheet were written or changed, first this one; they are not imported"
    hint = "put what they say into fields of a table, or keep it elsewhere"
    where = grid.address(*cells[0])
    yield finding("import-sheet", said, hint, where, table=table, severity=Severity.WARNING)
