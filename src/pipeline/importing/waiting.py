"""Sheets of tables into which nothing can be merged now: as exported, or not.

What people wrote beside the fields of such a sheet is told as of any other, and a row that is
marked for deletion is an edit.
"""

from collections.abc import Iterator

from pipeline.importing.ours import Ours
from pipeline.importing.workbook import Theirs, untouched
from pipeline.issue import Issue, Severity
from pipeline.returning import header
from pipeline.returning.finding import finding
from pipeline.returning.marks import mark
from pipeline.returning.struck import struck


def uncompared(given: Theirs, mine: Ours, because: str) -> list[Issue]:
    """What is told of a sheet that says what was exported; nothing where it was edited.

    Its own columns that are no fields any more say what they did, as all others.
    """
    spec, grid = mine.spec, given.grid
    if not untouched(given, spec.columns):
        return []
    head = header.read(grid, spec, given.carried.labels)
    rows = range(2, len(grid.rows) + 1)
    marks = [mark(grid, spec.name, row, head.delete) for row in rows]
    if True in marks:
        return []
    no_marks = [found for found in marks if isinstance(found, Issue)]
    struck_out = struck(grid, spec.name, head.columns, rows, {})
    others = [found for found in head.issues if found.field not in given.carried.labels]
    return [_told(given, because), *others, *no_marks, *struck_out]


def refused(given: Theirs, name: str, because: str) -> Iterator[Issue]:
    """That an edited sheet has to wait."""
    said = f"nothing can be merged into the table `{name}` as it is now: {because}"
    hint = "mend what pipeline validate says of it, then import again"
    yield finding("import-sheet", said, hint, given.grid.title, table=name)


def _told(given: Theirs, because: str) -> Issue:
    name = given.carried.name
    said = f"the sheet is as exported, and was not compared with the table `{name}`: {because}"
    hint = "nothing has to be done here; pipeline validate says what to mend"
    where = given.grid.title
    return finding("import-sheet", said, hint, where, table=name, severity=Severity.INFO)
