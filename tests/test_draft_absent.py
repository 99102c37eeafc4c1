"""Rows and tables that a draft cannot show are told on its sheets, and cost nothing else."""

import openpyxl
import pytest
from import_builders import RAW, edited, imported, project, quiet, raw, told
from test_cli import run
from test_import import draft

from pipeline import flow
from pipeline.language import Lang
from pipeline.project import Project
from pipeline.stages import Texts


def words(book, sheet):
    """All that a sheet says, in the order of its cells."""
    cells = (cell.value for row in openpyxl.load_workbook(book)[sheet] for cell in row)
    return [str(value) for value in cells if value is not None]


def note(book, sheet):
    (found,) = [said for said in words(book, sheet) if said.startswith("⚠")]
    return found


def of(tmp_path, **raws):
    folder = project(tmp_path / "p", {**RAW, **raws})
    _, book = draft(folder, tmp_path / "draft.xlsx")
    return folder, book


def noted(book):
    """The workbook with an edit of an item."""

    def edit(found):
        found["items"]["B4"] = "陈默"

    return edited(book, edit)


def test_a_row_that_cannot_be_read_is_told_beside_its_table_and_on_the_first_sheet(tmp_path):
    folder, book = of(tmp_path, parts=RAW["parts"] + "p-3,a1,more\n")
    said = note(book, "parts")
    assert said == note(book, "contents")
    assert "1 row of raw/parts.csv cannot be read and is not on this sheet" in said
    assert "raw/parts.csv 中有 1 行无法读取，不在此表中" in said
    assert "raw/parts.csv:4:8 " in said and " → " in said
    assert openpyxl.load_workbook(book)["parts"]["D1"].value == said
    done = imported(folder, noted(book))
    assert done.written, told(done)


def test_a_file_that_cannot_be_read_is_told_in_place_of_its_sheet(tmp_path):
    folder, book = tmp_path / "demo", tmp_path / "draft.xlsx"
    run("init", folder)
    places = folder / "raw" / "places.csv"
    places.write_bytes(places.read_text(encoding="utf-8").encode("gbk"))
    draft(folder, book)
    assert "places" not in openpyxl.load_workbook(book).sheetnames
    said, first = note(book, "contents"), words(book, "contents")
    assert "raw/places.csv cannot be read, so there is no sheet of it" in said
    assert "raw/places.csv:2:14 " in said and "gb18030" in said
    assert first[first.index(said) - 1] == "places"

    def edit(found):
        found["plantings"]["H2"] = "东村"

    assert imported(folder, edited(book, edit)).written


@pytest.mark.parametrize("name", ["items", "parts"])
def test_a_control_character_costs_its_row_and_names_its_cell(tmp_path, name):
    broken = {
        "items": RAW["items"].replace("陈墨", "陈\u000b墨"),
        "parts": RAW["parts"].replace("p-2,a1", "p-\u000b2,a1"),
    }
    folder, book = of(tmp_path, **{name: broken[name]})
    said = note(book, name)
    assert f"1 row of raw/{name}.csv holds what no workbook can, and is not on" in said
    place = {"items": "raw/items.csv:5:4 `name` ", "parts": "raw/parts.csv:3:1 `part_id` "}[name]
    assert f"{place}文本中有控制字符 U+000B" in said
    before = raw(folder)
    done = imported(folder, edited(book, lambda _: None))
    assert not done.changed and raw(folder) == before, told(done)
    (issue,) = done.report.issues
    assert (issue.code, str(issue.severity)) == ("import-behind", "info")
    assert "1 row could not stand in the workbook when it was written" in issue.message


def test_the_rest_of_a_table_with_a_control_character_is_edited(tmp_path):
    folder, book = of(tmp_path, items=RAW["items"].replace("陈墨", "陈\u000b墨"))

    def edit(found):
        found["items"]["B3"] = "花子"

    before = raw(folder)["items.csv"].decode()
    assert imported(folder, edited(book, edit)).written
    assert raw(folder)["items.csv"].decode() == before.replace("﨑本　花子", "花子")


def test_many_rows_are_counted_and_some_are_named(tmp_path):
    more = "".join(f"p-{n},a1,x\n" for n in range(3, 9))
    _, book = of(tmp_path, parts=RAW["parts"] + more)
    said = note(book, "parts")
    assert "6 rows of raw/parts.csv cannot be read and are not" in said
    assert said.count("raw/parts.csv:") == 3 and "另有 3 处" in said


def test_a_draft_in_english_says_it_in_english_first(tmp_path):
    folder = project(tmp_path / "p", {**RAW, "parts": RAW["parts"] + "p-3,a1,more\n"})
    book = tmp_path / "draft.xlsx"
    flow.validate(Project(folder), Texts(), step=quiet, workbook=book, lang=Lang.EN)
    assert note(book, "parts").startswith("⚠ 1 row of raw/parts.csv cannot be read")
    assert "The row has 3 cells where 2 cells are expected." in note(book, "parts")


def test_a_draft_that_lacks_nothing_says_nothing(tmp_path):
    _, book = of(tmp_path, parts=RAW["parts"].replace("a1", "a9"))
    assert not [said for said in words(book, "contents") if said.startswith("⚠")]
