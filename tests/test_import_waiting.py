"""A table that nothing can be merged into: what its sheet says otherwise is told, whatever it is.

The law: every difference from the hidden copy is written, or told.
"""

import tempfile
from copy import copy
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_builders import RAW, edited, imported, project, raw, shown, told
from import_projects import Edits, canonical, edits, expected, tables, type_in
from test_import import draft
from test_import_laws import LAWS, STYLES, made

from pipeline import language
from pipeline.issue import Severity
from pipeline.returning.edited import Edited
from pipeline.returning.merge import Conflict, merge

SAY = language.speaker(language.Lang.ZH)
ITEMS = RAW["items"]
TWICE = ITEMS.replace("\nb2,", "\na1,").replace("陈墨", "𠮷墨")
PARTS = RAW["parts"].replace("p-2,", "p-1,")


def longer(text):
    return text + "c,d,e,f,g,h,i,j,k,l,m\n"


def renamed(text):
    return text.replace("note", "notes").replace("item\n", "thing\n")


def again(text):
    return text + text.splitlines()[-1] + "\n"


def mended(text):
    return text.replace("a1,𠮷墨", "b2,𠮷墨").replace("p-1,a1", "p-2,a1")


SCENES = {
    "sound": ("sound", str),
    "a row with a cell too many since": ("sound", longer),
    "a header that is not the schema's since": ("sound", renamed),
    "a key that stands twice since": ("sound", again),
    "a key that stood twice": ("twins", str),
    "a key that stood twice and was mended since": ("twins", mended),
}
"""What the tables were when the workbook was made, and what befell the raw files since."""


@cache
def book_of(scratch, first):
    """The workbook of a project whose tables hold a key twice, or of a sound one, and its raw."""
    raws = {"items": TWICE, "parts": PARTS} if first == "twins" else RAW
    folder = project(Path(scratch) / first, raws)
    return raws, draft(folder, Path(scratch) / f"{first}.xlsx")[1]


@pytest.fixture(scope="module")
def scratch():
    with tempfile.TemporaryDirectory() as folder:
        yield folder


def marked(head, word, row=4):
    def edit(sheet):
        column = sheet.max_column + 1
        sheet.cell(1, column).value, sheet.cell(row, column).value = head, word

    return edit


def cell(address, value):
    def edit(sheet):
        sheet[address] = value

    return edit


def beside(address):
    """Another column with the same header."""

    def edit(sheet):
        sheet.cell(1, sheet.max_column + 1).value = sheet[f"{address[0]}1"].value
        for row in range(2, 5):
            of = sheet.cell(row, sheet.max_column)
            of.value = sheet[f"{address[0]}{row}"].value
        sheet[address] = "另"

    return edit


def struck(sheet):
    font = copy(sheet["B3"].font)
    font.strikethrough = True
    sheet["B3"].font = font


ERRORS = {
    "a mark": ("items", marked("_delete", "x")),
    "a mark in Chinese": ("items", marked("删除", "是", 3)),
    "a mark beside an empty row": ("items", marked("_delete", "x", 30)),
    "no mark": ("items", marked("_delete", "?")),
    "marks under another header": ("items", marked("delete", "x")),
    "a cell": ("items", cell("I3", "改")),
    "an emptied cell": ("items", cell("B2", None)),
    "an emptied key": ("items", cell("A2", None)),
    "a number in text": ("items", cell("B2", 107)),
    "a name of another record": ("parts", cell("B2", "007 · 陈墨")),
    "a mark of a part": ("parts", marked("_delete", "x", 2)),
    "a new row": ("items", cell("A6", "neu")),
    "a new row without a key": ("items", cell("B6", "李四")),
    "a row that is gone": ("items", lambda sheet: sheet.delete_rows(4)),
    "merged cells": ("items", lambda sheet: sheet.merge_cells("B2:B3")),
    "a column that is gone": ("items", lambda sheet: sheet.delete_cols(9)),
    "a column twice": ("items", beside("I2")),
    "a header": ("items", cell("I1", "nota")),
}
ASIDE = {
    "a column of their own": ("items", marked("我的", "再看", 3)),
    "a cell beside": ("items", cell("Z3", "再看")),
    "a cell struck out": ("items", struck),
}


@pytest.fixture(params=SCENES)
def scene(request, scratch, tmp_path):
    """Its name, the project as it is now, and the workbook."""
    first, since = SCENES[request.param]
    raws, book = book_of(scratch, first)
    folder = project(tmp_path / "p", {name: since(text) for name, text in raws.items()})
    return request.param, folder, book


@pytest.mark.parametrize("what", ERRORS | ASIDE)
def test_every_difference_is_written_or_told(scene, tmp_path, what):
    name, folder, book = scene
    table, edit = (ERRORS | ASIDE)[what]
    done = imported(folder, edited(book, lambda found: edit(found[table]), tmp_path / "e.xlsx"))
    kept = ASIDE if what in ASIDE else ERRORS
    if done.written:
        assert name == "sound" and kept is ERRORS, told(done)
        return
    wanted = Severity.WARNING if kept is ASIDE else Severity.ERROR
    found = [i for i in done.report.issues if i.severity is wanted and i.resource == table]
    assert found, told(done)
    assert "raw/ says all that the file says" not in shown(done)
    if kept is ASIDE:
        assert done.report.valid and "nothing to import" in shown(done), told(done)


def test_a_sheet_as_it_was_is_no_error(scene, tmp_path):
    _, folder, book = scene
    done = imported(folder, edited(book, lambda _: None, tmp_path / "e.xlsx"))
    assert done.report.valid and not done.changed, told(done)
    assert all(issue.severity is Severity.INFO for issue in done.report.issues), told(done)


@pytest.mark.parametrize("since", [longer, renamed, again])
@pytest.mark.parametrize("words", ["as it was", "marked"])
def test_a_text_file_of_such_a_table_is_refused(tmp_path, since, words):
    folder = project(tmp_path / "p", {**RAW, "parts": since(RAW["parts"])})
    text = RAW["parts"]
    if words == "marked":
        text = "part_id,item,_delete\np-1,007,x\np-2,a1,\n"
    file = tmp_path / "copy.csv"
    file.write_text(text, encoding="utf-8")
    before = raw(folder)
    done = imported(folder, file, table="parts")
    assert not done.report.valid and not done.written and raw(folder) == before, told(done)


def test_a_mark_beside_an_empty_row_says_so(tmp_path):
    folder = project(tmp_path / "p")
    _, book = draft(folder, tmp_path / "draft.xlsx")
    marking = marked("_delete", "x", 6)
    (issue,) = imported(folder, edited(book, lambda found: marking(found["items"]))).report.issues
    assert (issue.address, issue.severity) == ("items!J6", Severity.ERROR)
    assert issue.message == "an empty row is marked as deleted, so the mark deletes nothing"
    assert SAY(issue.message) == "空行被标记为删除，该标记不会删除任何内容"


def test_a_field_that_is_new_since_is_told_of_a_record_that_is_gone():
    """Their column was put there by hand; nothing can be written, as the record is not there."""
    theirs = {("a",): Edited(2, {"id": "a", "new": "x"})}
    found = merge({("a",): {"id": "a"}}, {}, theirs)
    assert found.conflicts == (Conflict(("a",), 2, "new", "", None, "x"),) and not found.behind
    (stands,) = merge({("a",): {"id": "a"}}, {}, {("a",): Edited(2, {"id": "a", "new": ""})}).behind
    assert stands.field is None


@LAWS
@given(st.data(), tables(), STYLES)
def test_what_cannot_be_merged_is_never_lost(data, known, style):
    found = data.draw(edits(known))
    if data.draw(st.booleans()):
        found = Edits(gone=found.gone)
    broken = data.draw(st.sampled_from(known))
    with tempfile.TemporaryDirectory() as scratch:
        folder, book = made(scratch, known, style)
        back = edited(book, type_in(found, known))
        file = folder / "raw" / f"{broken.name}.csv"
        content, end = file.read_bytes(), style["end"].encode()
        ended = content if content.endswith(end) else content + end
        file.write_bytes(ended + b"z" + b",z" * len(broken.kinds) + end)
        done = imported(folder, back)
        ours = [i for i in done.report.issues if i.resource == broken.name]
        if says(found, broken) != says(Edits(), broken):
            assert any(i.severity is Severity.ERROR for i in ours), told(done)
        elif not found.cells and not found.new.get(broken.name):
            assert all(i.severity is Severity.INFO for i in ours) and ours, told(done)
        assert file.read_bytes().startswith(content)


def says(found, table):
    """Key → what its record says after the edits, however that is spelled."""
    rows = expected(found, table)
    kinds = table.kinds
    return {k: {n: canonical(kinds[n], row[n]) for n in kinds} for k, row in rows.items()}


def test_a_workbook_with_a_mark_alone_says_what_the_command_says(tmp_path, scratch):
    raws, book = book_of(scratch, "twins")
    folder = project(tmp_path / "p", raws)
    edit = marked("_delete", "x")
    done = imported(folder, edited(book, lambda found: edit(found["items"]), tmp_path / "e.xlsx"))
    (issue,) = (i for i in done.report.issues if i.severity is Severity.ERROR)
    assert "several records have the key `a1`" in issue.message
    assert openpyxl.load_workbook(tmp_path / "e.xlsx")["items"]["J4"].value == "x"
