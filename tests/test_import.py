"""What an import refuses, merges and tells; the draft that a curator mends; the command."""

import csv
import json
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest
from evidence_builders import World
from import_builders import ITEMS, RAW, edited, exported, imported, project, raw, shown, told
from test_cli import run
from test_evidence_flow import project as evidenced
from test_evidence_flow import texts

from pipeline import flow, language
from pipeline.errors import ImportingError
from pipeline.language import Lang
from pipeline.project import Project
from pipeline.stages import Texts

BASE = Path(__file__).resolve().parent / "examples" / "base"


@pytest.fixture
def tiny(tmp_path):
    return project(tmp_path / "p")


def typed(file, sheet, address, value, to=None):
    """The workbook with one other cell."""

    def edit(book):
        book[sheet][address] = value

    return edited(file, edit, to)


def raw_change(folder, table, old, new):
    file = folder / "raw" / f"{table}.csv"
    assert old in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_conflict_shows_base_ours_and_theirs(tiny, tmp_path):
    book = typed(exported(tiny, tmp_path / "out"), "items", "B4", "陈默")
    raw_change(tiny, "items", "陈墨", "陈漠")
    before, done = raw(tiny), imported(tiny, book)
    (issue,) = done.report.issues
    assert (issue.address, issue.code) == ("items!B4", "import-conflict")
    assert issue.message == (
        "`name` of `b2` was changed on both sides: exported `陈墨`, raw/items.csv has `陈漠`, "
        "the file `陈默`"
    )
    assert language.speaker(language.Lang.ZH)(issue.hint) == (
        "请决定以哪个为准，并同时写入 raw/items.csv 和此处；"
        "如其内容来自先前导入的本工作簿，请重新导出并在新工作簿中继续"
    )
    assert "raw/ has changed since then" in shown(done)
    assert raw(tiny) == before


def test_the_same_change_on_both_sides_is_none(tiny, tmp_path):
    book = typed(exported(tiny, tmp_path / "out"), "items", "B4", "陈默")
    raw_change(tiny, "items", "陈墨", "陈默")
    done = imported(tiny, book)
    assert done.report.valid and not done.changed, told(done)


def test_what_one_side_deleted_and_the_other_changed_is_a_conflict(tiny, tmp_path):
    book = typed(exported(tiny, tmp_path / "out"), "items", "B4", "陈默")
    raw_change(tiny, "items", "b2,陈墨,,,1e-3,,2020,,it's 5 o'clock...\n", "")
    (issue,) = imported(tiny, book).report.issues
    assert (issue.address, issue.message) == (
        "items!B4",
        "`name` of `b2` was changed here, and the record was deleted in raw/items.csv: exported "
        "`陈墨`, raw/items.csv has no such record, the file `陈默`",
    )
    assert language.speaker(language.Lang.ZH)(issue.message) == (
        "`b2` 的 `name` 在此处被改动，而该记录在 raw/items.csv 中已删除：导出时为 `陈墨`，"
        "raw/items.csv 中没有这一记录，文件中为 `陈默`"
    )
    assert language.speaker(language.Lang.ZH)(issue.hint) == (
        "请决定以哪个为准：在 raw/items.csv 中恢复该记录，或将此处该行标记为删除；"
        "如其内容来自先前导入的本工作簿，请重新导出并在新工作簿中继续"
    )


def test_a_row_marked_as_deleted_and_changed_in_raw_shows_every_value(tiny, tmp_path):
    def mark(book):
        book["items"]["J1"], book["items"]["J4"] = "_delete", "x"

    book = edited(exported(tiny, tmp_path / "out"), mark)
    raw_change(tiny, "items", "b2,陈墨,,,", "b2,陈漠,,3,")
    issues = imported(tiny, book).report.issues
    assert [(i.address, i.code) for i in issues] == [
        ("items!B4", "import-conflict"),
        ("items!D4", "import-conflict"),
    ]
    assert issues[1].message == (
        "`count` of `b2` was changed in raw/items.csv, and the row is marked as deleted here: "
        "exported nothing, raw/items.csv has `3`, the file deletes the row"
    )
    said = language.speaker(language.Lang.ZH)(issues[1].message)
    assert "导出时为 空，raw/items.csv 中为 `3`，文件中删除该行" in said
    assert "去掉标记" in language.speaker(language.Lang.ZH)(issues[1].hint)


def test_a_workbook_of_another_dataset(tiny, tmp_path):
    other = project(tmp_path / "other", name="other")
    with pytest.raises(ImportingError, match="a workbook of the dataset `other`, and this proj"):
        imported(tiny, exported(other, tmp_path / "out"))


def test_a_workbook_of_another_version(tiny, tmp_path):
    """A field is gone since, and another was added: what is left comes back."""
    book = exported(tiny, tmp_path / "out")
    fields = [f for f in ITEMS["fields"] if f["name"] != "share"] + [{"name": "new"}]
    raws = "id,name,kind,count,day,about,open,note,new\n007,𠮷田﨑,speech,1,,,,,x\n"
    later = project(tmp_path / "later", {"items": raws}, {"items": {**ITEMS, "fields": fields}})
    done = imported(later, typed(book, "items", "B2", "𠮷田"), dry_run=True)
    assert "raw/ has changed since then, and so have the schemas" in done.origin
    kinds = sorted((i.code, str(i.severity), i.address) for i in done.report.issues)
    stands = ("A3", "A4", "D2", "F2", "G2", "H2", "I2")  # rows and values that raw/ no longer has
    assert kinds == [
        *(("import-behind", "info", f"items!{cell}") for cell in stands),
        ("import-column", "warning", "items!E1"),
        ("import-sheet", "warning", "parts"),
    ], told(done)
    assert [(c.field, c.old, c.new) for c in done.changed[0].merged.changed] == [
        ("name", "𠮷田﨑", "𠮷田")
    ]


@pytest.mark.parametrize(
    "head", ["_delete\n", "_delete\n删除", "删\n除", "_delete \r\nwhere wrong"]
)
def test_a_header_of_marks_may_have_line_breaks(tiny, tmp_path, head):
    def edit(book):
        book["parts"]["C1"], book["parts"]["C3"] = head, "x"

    done = imported(tiny, edited(exported(tiny, tmp_path / "out"), edit), dry_run=True)
    assert [table.merged.removed for table in done.changed] == [(("p-2",),)], told(done)


@pytest.mark.parametrize("head", ["_删除", "\uff3fdelete", "deleted"])
def test_marks_under_a_header_that_is_none_are_no_mere_warning(tiny, tmp_path, head):
    def edit(book):
        book["parts"]["C1"], book["parts"]["C3"] = head, "x"

    done = imported(tiny, edited(exported(tiny, tmp_path / "out"), edit))
    (issue,) = done.report.issues
    assert (issue.address, str(issue.severity)) == ("parts!C1", "error")
    assert "head it `_delete`" in issue.hint


def test_files_that_cannot_come_back(tiny, tmp_path):
    plain = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(plain)
    for file, words in (
        (plain, "does not say what it was exported from"),
        (tmp_path / "none.xlsx", "there is no such file"),
    ):
        with pytest.raises(ImportingError, match=words):
            imported(tiny, file)


MODEL = '''

class Proposing(Person):
    """Someone, with an id made of the name."""

    @classmethod
    def propose_key(cls, cells):
        """The name's code points."""
        return "-".join(f"{ord(char):x}" for char in cells["name"]) or None


TABLES = (Proposing, Talk)
'''


def test_rows_without_an_id_get_the_one_that_the_model_makes(tmp_path):
    folder = tmp_path / "p"
    shutil.copytree(BASE, folder)
    models = folder / "schemas" / "models.py"
    models.write_text(models.read_text(encoding="utf-8") + MODEL, encoding="utf-8")

    def edit(book):
        book["people"].append([None, "王芳", 1970])
        book["people"].append([None, "王芳", 1980])
        book["people"].append([None, None, 1980])

    book = edited(exported(folder, tmp_path / "out"), edit)
    done = imported(folder, book)
    assert sorted((i.address, str(i.severity)) for i in done.report.issues) == [
        ("people!A5", "info"),
        ("people!A6", "info"),
        ("people!A7", "error"),
        ("people!B7", "error"),  # of the name, which is needed, the id would have been made
    ], told(done)
    done = imported(folder, typed(book, "people", "C7", None, book))
    assert done.written, told(done)
    rows = list(csv.reader((folder / "raw" / "people.csv").open(encoding="utf-8")))
    assert rows[-2:] == [["738b-82b3", "王芳", "1970"], ["738b-82b3-2", "王芳", "1980"]]


def test_edits_that_make_evidence_stale_are_merged_and_told(tmp_path):
    folder = tmp_path / "p"
    folder.mkdir()
    found = evidenced(folder, World())
    descriptor = folder / "datapackage.yaml"
    dated = 'version: 1.0.0\ncreated: "2026-01-31T00:00:00Z"\n'
    descriptor.write_text(descriptor.read_text() + dated)
    assert flow.anchor(found, texts(folder), partial=False, step=lambda _: None).written
    book = exported(folder, tmp_path / "out")
    heads = [cell.value.split("\n")[-1] for cell in openpyxl.load_workbook(book)["claims"][1]]
    value = heads.index("value") + 1

    def edit(book_):
        cell = book_["claims"].cell(2, value)
        cell.value += 1

    done = imported(folder, edited(book, edit))
    assert done.written and done.stale == 1, told(done)
    assert "the evidence of 1 record is stale: run pipeline anchor" in shown(done)
    assert "Next: pipeline anchor, then pipeline validate" in shown(done)


def draft(folder, to):
    """The workbook of a project with errors."""
    report = flow.validate(Project(folder), Texts(), step=lambda _: None, workbook=to, lang=Lang.ZH)
    return report, to


@pytest.fixture
def wrong(tmp_path):
    """A project with a category, a day and a reference that are none."""
    items = RAW["items"].replace("toast", "toats").replace("2020-11-25", "2020/11/25")
    return project(tmp_path / "p", {"items": items, "parts": RAW["parts"].replace("a1", "a9")})


def test_a_draft_comes_back_without_a_change(wrong, tmp_path):
    before = raw(wrong)
    report, book = draft(wrong, tmp_path / "draft.xlsx")
    assert not report.valid
    done = imported(wrong, edited(book, lambda _: None))
    assert not done.report.issues and not done.changed and raw(wrong) == before, told(done)


def test_a_draft_is_mended_in_the_workbook(wrong, tmp_path):
    _, book = draft(wrong, tmp_path / "draft.xlsx")

    def edit(book_):
        assert book_["items"]["C3"].value == "toats" and book_["items"]["F3"].value == "2020/11/25"
        book_["items"]["C3"], book_["items"]["F3"] = "祝酒，短", "2020-11-25"
        book_["parts"]["B3"] = "a1 · 﨑本　花子"

    done = imported(wrong, edited(book, edit))
    assert done.written, told(done)
    good = {name: text.encode() for name, text in RAW.items()}
    assert raw(wrong) == {"items.csv": good["items"], "parts.csv": good["parts"]}


def test_a_table_that_cannot_be_merged_stands_in_the_way_of_its_own_edits_alone(tmp_path):
    twice = {**RAW, "parts": RAW["parts"] + "p-1,a1\n"}
    folder = project(tmp_path / "p", twice)
    _, book = draft(folder, tmp_path / "draft.xlsx")
    done = imported(folder, typed(book, "items", "B4", "陈默"), dry_run=True)
    assert done.report.valid and len(done.changed) == 1, told(done)
    done = imported(folder, typed(book, "parts", "B2", "a1"), dry_run=True)
    (issue,) = done.report.issues
    assert "several records have the key `p-1` (raw/parts.csv:2, " in issue.message


def test_a_file_whose_header_cannot_be_read_keeps_no_other_table_from_coming_back(tmp_path):
    folder = project(tmp_path / "p", {**RAW, "parts": RAW["parts"].replace(",", ";")})
    _, book = draft(folder, tmp_path / "draft.xlsx")
    done = imported(folder, edited(book, lambda _: None), dry_run=True)
    assert [(i.address, str(i.severity)) for i in done.report.issues] == [("parts", "info")]
    assert not done.changed and not done.same, told(done)
    done = imported(folder, typed(book, "items", "B4", "陈默"), dry_run=True)
    assert done.report.valid and len(done.changed) == 1, told(done)


def test_a_name_beside_a_key_is_held_to_its_record_as_the_first_sheet_says(tiny, tmp_path):
    book = exported(tiny, tmp_path / "out")
    said = [cell.value or "" for row in openpyxl.load_workbook(book)["contents"] for cell in row]
    assert any("after the dot must be the record's name" in words for words in said)
    assert any("点后须是该记录的名称" in words for words in said)
    (issue,) = imported(tiny, typed(book, "parts", "B2", "007 · 陈墨")).report.issues
    assert (issue.address, issue.message) == ("parts!B2", "`陈墨` is not the name of `007`")


def test_issues_stand_in_the_order_of_their_cells(tiny, tmp_path):
    def edit(book):
        for address in ("B10", "I3", "B3", "B2"):
            book["items"][address] = "x\u200b"
        book["items"]["A10"] = "new"

    done = imported(tiny, edited(exported(tiny, tmp_path / "out"), edit))
    found = [issue.address for issue in done.report.issues]
    assert found == ["items!B2", "items!B3", "items!I3", "items!B10"]


def test_the_command(tiny, tmp_path):
    book = exported(tiny, tmp_path / "out")
    before = raw(tiny)
    assert run("import", book, "--into", tiny) == (
        0,
        "tiny.xlsx: exported from tiny 1.0.0; raw/ is as it was then\n"
        "nothing to import: raw/ says all that the file says\n",
        "",
    )
    good = typed(book, "items", "B4", "陈默")
    code, out, _ = run("import", good, "--dry-run", cwd=tiny)
    assert code == 0 and "name: `陈墨` → `陈默`" in out and "nothing was written (--dry-run)" in out
    assert raw(tiny) == before
    assert run("import", typed(book, "items", "F3", "11月24日"), "--into", tiny)[0] == 1
    assert raw(tiny) == before
    code, out, _ = run("import", typed(book, "items", "B4", "陈默"), "--into", tiny)
    assert code == 0 and "written: 1 value changed\nrules between records were not" in out
    assert "pipeline validate does that\nNext: pipeline validate\nBefore you" in out
    assert raw(tiny)["items.csv"] == before["items.csv"].replace("陈墨".encode(), "陈默".encode())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["items.csv"], "say which table it holds: --table NAME"),
        (["book.xlsx", "--table", "items"], "--table is for CSV files"),
        (["nothing.xlsx"], "there is no such file"),
    ],
)
def test_wrong_uses_of_the_command_are_one_line(tiny, words, said):
    code, out, err = run("import", *words, "--into", tiny)
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1, sys.stderr


def test_an_edit_in_a_column_that_the_schema_has_dropped(tiny, tmp_path):
    book = exported(tiny, tmp_path / "out")
    schema = json.loads((tiny / "schemas" / "items.json").read_text())
    gone = {"kind", "share", "day", "open", "note"}
    schema["fields"] = [field for field in schema["fields"] if field["name"] not in gone]
    (tiny / "schemas" / "items.json").write_text(json.dumps(schema))
    rows = list(csv.DictReader(RAW["items"].splitlines(keepends=True)))
    kept = [field["name"] for field in schema["fields"]]
    with (tiny / "raw" / "items.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (tiny / "schemas" / "views" / "totals.sql").unlink()
    done = imported(tiny, book)
    assert done.report.valid and not done.changed, told(done)
    done = imported(tiny, typed(book, "items", "I4", "it is"))
    errors = [i for i in done.report.issues if i.severity == "error"]
    assert [i.address for i in errors] == ["items!I4"], told(done)
    assert "no longer has the field `note`" in errors[0].message

    def append(book_):
        book_["items"]["A5"], book_["items"]["B5"], book_["items"]["I5"] = "c3", "新", "noted"
        book_["items"]["I6"] = "beside nothing"

    done = imported(tiny, edited(book, append))
    errors = [i for i in done.report.issues if i.severity == "error"]
    assert [i.address for i in errors] == ["items!I5", "items!I6"], told(done)
    assert "no longer has the field `note`, and a new row has one" in errors[0].message
    assert not done.written


@pytest.mark.parametrize("head", ["delete", "Delete", "删"])
def test_marks_under_another_header_are_not_lost(tiny, tmp_path, head):
    def edit(book):
        book["parts"]["C1"], book["parts"]["C3"] = head, "x"

    done = imported(tiny, edited(exported(tiny, tmp_path / "out"), edit))
    (issue,) = done.report.issues
    assert (issue.severity, issue.address) == ("error", "parts!C1") and "_delete" in issue.hint


@pytest.mark.parametrize(
    ("before", "after", "words", "header"),
    [
        (["--lang", "zh"], [], {}, "姓名"),
        ([], ["--lang", "zh"], {}, "姓名"),
        (["--lang", "zh"], ["--lang", "en"], {}, "Name"),
        ([], [], {"LANG": "zh_CN.UTF-8"}, "Name"),
    ],
)
def test_the_language_of_a_workbook_is_the_one_asked_for(
    tiny, tmp_path, before, after, words, header
):
    book = tmp_path / "draft.xlsx"
    command = ["validate", tiny, "--output", f"workbook={book}"]
    assert run(*before, *command, *after, **words)[0] == 0
    assert openpyxl.load_workbook(book)["items"]["B1"].value.startswith(header)


CHECKING = '''

from pydantic import model_validator


class Checking(Person):
    """Someone whose record is held against itself."""

    @model_validator(mode="after")
    def born_late(self):
        """The record as a whole."""
        if self.born and self.born < 1900:
            raise ValueError("born before the list begins")
        return self


TABLES = (Checking, Talk)
'''


def test_what_models_check_of_a_record_is_told_before_anything_is_written(tmp_path):
    folder = tmp_path / "p"
    shutil.copytree(BASE, folder)
    models = folder / "schemas" / "models.py"
    models.write_text(models.read_text(encoding="utf-8") + CHECKING, encoding="utf-8")

    def edit(book):
        book["people"]["C2"] = 1800
        book["people"].append(["new", "王芳", 1801])

    before = raw(folder)
    done = imported(folder, edited(exported(folder, tmp_path / "out"), edit))
    errors = sorted((i.address, str(i.layer)) for i in done.report.issues)
    assert errors == [("people!A2", "record"), ("people!A5", "record")], told(done)
    assert raw(folder) == before
