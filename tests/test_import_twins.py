"""Records that shared a key when a draft was made, or share one now, are never merged by it."""

import openpyxl
import pytest
from import_builders import RAW, edited, imported, project, quiet, raw, told
from test_import import draft

from pipeline import flow, language
from pipeline.issue import Severity
from pipeline.project import Project
from pipeline.stages import Texts

SAY = language.speaker(language.Lang.ZH)
TWICE = RAW["items"].replace("\nb2,", "\na1,").replace("陈墨", "𠮷墨")
"""The second and the third record have one key."""


@pytest.fixture
def twice(tmp_path):
    """A project in which two records have one key, and its draft."""
    folder = project(tmp_path / "p", {**RAW, "items": TWICE})
    _, book = draft(folder, tmp_path / "draft.xlsx")
    return folder, book


def mend(folder, old, new):
    file = folder / "raw" / "items.csv"
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def refused(folder, book, edit):
    """The one error of an import that writes nothing."""
    before = raw(folder)
    done = imported(folder, edited(book, edit))
    assert not done.written and not done.changed and raw(folder) == before, told(done)
    (issue,) = done.report.issues
    assert issue.code == "import-row" and issue.severity is Severity.ERROR, told(done)
    for words in (issue.message, issue.hint):
        assert "which of" not in SAY(words) and "workbook" not in SAY(words), SAY(words)
    return issue


def test_the_other_twin_is_not_overwritten_where_each_side_deleted_one(twice):
    folder, book = twice
    mend(folder, "a1,﨑本　花子,toast,12,,2020-11-25,2020-11,false,=1+1\n", "")
    issue = refused(folder, book, lambda found: found["items"].delete_rows(4))
    assert issue.address == "items!A3" and issue.key == "a1"
    assert "(rows 3, 4 of the sheet)" in issue.message
    assert issue.hint.startswith("make the workbook anew from raw/items.csv as it is now")


@pytest.mark.parametrize("cell", ["A4", "B3"])
def test_a_twin_that_has_a_key_of_its_own_by_now_is_not_merged(twice, cell):
    folder, book = twice
    mend(folder, "a1,𠮷墨", "b2,𠮷墨")

    def edit(found):
        found["items"]["A4"] = "b2"
        found["items"]["D3"] = 13
        found["items"][cell] = "b2" if cell == "A4" else "改"

    assert refused(folder, book, edit).address == "items!A3"


def test_keys_that_stand_twice_in_raw_are_named_with_their_lines(twice):
    folder, book = twice

    def edit(found):
        found["items"]["D4"] = 13

    issue = refused(folder, book, edit)
    assert issue.address == "items!A4"
    assert "(raw/items.csv:4, raw/items.csv:5)" in issue.message  # the first record has two lines
    assert issue.hint.startswith("give each a key of its own in raw/items.csv")
    assert "then make the workbook anew" in issue.hint


@pytest.mark.parametrize("broken", [TWICE, TWICE.replace("\na1,", "\n,")])
def test_the_draft_says_what_the_import_will(tmp_path, broken):
    folder = project(tmp_path / "p", {**RAW, "items": broken})
    book = tmp_path / "draft.xlsx"
    flow.validate(Project(folder), Texts(), step=quiet, workbook=book, lang=language.Lang.EN)
    anew = "do so in raw/items.csv itself, and then make this workbook anew"
    found = openpyxl.load_workbook(book)
    assert anew in found["items"]["A4"].comment.text
    assert any(anew in str(cell.value) for row in found["issues"] for cell in row)


def test_a_single_record_without_a_key_is_mended_in_the_draft(tmp_path):
    folder = project(tmp_path / "p", {**RAW, "items": RAW["items"].replace("\nb2,", "\n,")})
    _, book = draft(folder, tmp_path / "draft.xlsx")
    assert "重新生成" not in openpyxl.load_workbook(book)["items"]["A4"].comment.text

    def edit(found):
        found["items"]["A4"] = "b2"

    assert imported(folder, edited(book, edit)).written


def test_the_remedy_that_is_named_is_one(twice, tmp_path):
    folder, _ = twice
    mend(folder, "a1,𠮷墨", "b2,𠮷墨")
    _, book = draft(folder, tmp_path / "anew.xlsx")

    def edit(found):
        found["items"]["D3"] = 13

    assert imported(folder, edited(book, edit)).written


def test_a_sheet_as_it_was_keeps_no_other_from_coming_back(twice):
    folder, book = twice
    mend(folder, "a1,𠮷墨", "b2,𠮷墨")

    def edit(found):
        found["parts"]["B2"] = "a1"

    done = imported(folder, edited(book, edit))
    assert done.written and [table.name for table in done.changed] == ["parts"], told(done)
    (issue,) = done.report.issues
    assert issue.severity is Severity.INFO and "when the workbook was made" in issue.message


def test_a_key_that_came_twice_since_the_export_is_told_at_its_row(tmp_path):
    folder = project(tmp_path / "p")
    _, book = draft(folder, tmp_path / "draft.xlsx")
    mend(folder, "b2,", "a1,")

    def edit(found):
        found["items"]["D3"] = 13

    assert refused(folder, book, edit).address == "items!A3"


def test_several_records_without_a_key(tmp_path):
    folder = project(tmp_path / "p", {**RAW, "items": TWICE.replace("\na1,", "\n,")})
    _, book = draft(folder, tmp_path / "draft.xlsx")

    def edit(found):
        found["items"]["A3"] = "a1"

    assert "several records have no key (raw/items.csv:4" in refused(folder, book, edit).message


def test_a_text_file_waits_for_twins_too(twice, tmp_path):
    folder, _ = twice
    copy = tmp_path / "copy.csv"
    copy.write_text(TWICE.replace("toast", "speech"), encoding="utf-8")
    done = imported(folder, copy, table="items")
    (issue,) = done.report.issues
    assert issue.hint.endswith("do so in this file as well, then import it again"), told(done)
