"""Ids that are wrong in raw/: a draft puts them right, as `pipeline validate` asks for."""

import openpyxl
import pytest
from import_builders import ITEMS, PARTS, edited, imported, project, raw, told
from test_import import draft

from pipeline import language

IDS = {"required": True, "pattern": "[a-z0-9]+(-[a-z0-9]+)*"}
SCHEMAS = {
    "items": {**ITEMS, "fields": [{**ITEMS["fields"][0], "constraints": IDS}, *ITEMS["fields"][1:]]}
} | {"parts": PARTS}


def wrong(folder, key="B 2"):
    """A project with an id that its schema refuses."""
    items = "id,name,kind,count,share,day,about,open,note\n"
    items += f"a1,陈墨,toast,12,,,,,\n{key},何舟,speech,13,,,,,\nc3,林小满,toast,14,,,,,\n"
    return project(folder, {"items": items, "parts": f"part_id,item\np-1,{key}\n"}, SCHEMAS)


def typed(folder, tmp_path, **cells):
    """Its draft with other cells."""
    report, book = draft(folder, tmp_path / "draft.xlsx")
    assert not report.valid

    def edit(found):
        for place, value in cells.items():
            sheet, _, at = place.partition("_")
            found[sheet][at] = value

    return edited(book, edit)


@pytest.mark.parametrize("key", ["B 2", "\u3000", "", "B2 "])
def test_a_draft_with_a_wrong_id_comes_back_without_a_change(tmp_path, key):
    folder = wrong(tmp_path / "p", key)
    before = raw(folder)
    done = imported(folder, typed(folder, tmp_path))
    assert not done.report.issues and not done.changed and raw(folder) == before, told(done)


@pytest.mark.parametrize("key", ["B 2", "\u3000", "", "B2 "])
def test_a_wrong_id_is_put_right_with_what_refers_to_it(tmp_path, key):
    folder = wrong(tmp_path / "p", key)
    before = raw(folder)
    done = imported(folder, typed(folder, tmp_path, items_A3="b2", items_D3=15, parts_B2="b2"))
    assert done.written, told(done)
    good = before["items.csv"].decode().replace(f"{key},何舟,speech,13", "b2,何舟,speech,15")
    assert raw(folder) == {"items.csv": good.encode(), "parts.csv": b"part_id,item\np-1,b2\n"}
    (issue,) = [i for i in done.report.issues if i.address == "items!A3"]
    assert (issue.code, str(issue.severity)) == ("import-row", "info")
    assert "`b2`" in issue.message


def test_what_refers_to_an_id_that_is_put_right_is_told_at_its_cell(tmp_path):
    folder = wrong(tmp_path / "p")
    before = raw(folder)
    done = imported(folder, typed(folder, tmp_path, items_A3="b2"))
    errors = [i for i in done.report.issues if i.severity == "error"]
    assert [(i.address, i.code) for i in errors] == [("parts!B2", "foreign-key")], told(done)
    assert raw(folder) == before


@pytest.mark.parametrize(
    ("new", "said", "do"),
    [
        ("B_2", "`B_2` in `id` is not right", "did you mean `b-2`?"),
        ("a1", "changed to `a1`, which another record has", "write an id that no record has"),
        (None, "the id `B 2` was deleted, and its record has no", "write the id that it should"),
    ],
)
def test_a_wrong_id_becomes_no_other_wrong_one(tmp_path, new, said, do):
    folder = wrong(tmp_path / "p")
    done = imported(folder, typed(folder, tmp_path, items_A3=new, parts_B2=new))
    (issue,) = [i for i in done.report.issues if i.address == "items!A3" and i.severity == "error"]
    assert said in issue.message and do in issue.hint, told(done)
    assert not done.written and not language.speaker(language.Lang.ZH)(issue.message).isascii()


def test_an_id_that_is_right_is_not_changed(tmp_path):
    folder = wrong(tmp_path / "p")
    done = imported(folder, typed(folder, tmp_path, items_A2="a2"))
    (issue,) = done.report.issues
    assert issue.message == "the id `a1` was changed to `a2`; ids never change"


def test_a_row_with_a_wrong_id_is_deleted_by_its_mark(tmp_path):
    folder = wrong(tmp_path / "p", "")
    marked = {"items_J1": "_delete", "items_J3": "x", "parts_B2": "a1"}
    done = imported(folder, typed(folder, tmp_path, **marked))
    assert [table.merged.removed for table in done.changed if table.name == "items"] == [(("",),)]


def test_the_sheet_itself_lets_a_wrong_id_be_changed(tmp_path):
    folder = wrong(tmp_path / "p")
    book = openpyxl.load_workbook(typed(folder, tmp_path))
    listed = (
        [cell.value for column in book["_choices"].columns for cell in column]
        if ("_choices" in book.sheetnames)
        else [cell.value for column in book["choices"].columns for cell in column]
    )
    assert "a1" in listed and "c3" in listed and "B 2" not in listed
