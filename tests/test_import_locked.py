"""An edit on a sheet that the tool writes is told at its cell, where that can be known."""

import pytest

from pipeline.export.workbook.manifest import Carried
from pipeline.importing import locked
from pipeline.returning.grid import Cell, Grid, Kind

FIELDS = (("id", "string"), ("of", "string"), ("said", "string"))
TABLE = Carried("evidence", "evidence", "", "", FIELDS, "")
ROWS = [["e1", "a · 陈墨", "one"], ["e2", "b · 王芳", "two"]]
RECORDS = [{"id": "e1", "of": "a", "said": "one"}, {"id": "e2", "of": "b", "said": "two"}]
MADE = (("id",), {(record["id"],): record for record in RECORDS})


def sheet(rows):
    cells = [[name for name, _ in FIELDS], *rows]
    return Grid("evidence", tuple(tuple(Cell(Kind.TEXT, c) for c in row) for row in cells))


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([ROWS[0], ["e2", "b · 王芳", "zwei"]], ["evidence!C3"]),
        ([["e1", "c · 陈墨", "one"], ROWS[1]], ["evidence!B2"]),
        (ROWS[:1], ["evidence"]),  # a row is gone: no cell to show
    ],
)
def test_the_cell_is_named(rows, places):
    found = locked.edits(sheet(rows), TABLE, MADE)
    assert [issue.address for issue in found] == places
    assert all(issue.code == "import-locked" and issue.hint for issue in found)


def test_of_a_view_the_sheet_is_named():
    (issue,) = locked.edits(sheet(ROWS), TABLE, ((), {}))
    assert issue.address == "evidence"
