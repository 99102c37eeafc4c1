"""What `raw/` says since the export, an earlier import of the workbook too, is told and stays."""

import pytest
from import_builders import edited, exported, imported, project, raw, shown, told
from test_cli import run

from pipeline import language

CLAIM = "raw/ says all that the file says"
ANEW = "Before you go on in a workbook, export anew"


@pytest.fixture
def tiny(tmp_path):
    return project(tmp_path / "p")


@pytest.fixture
def book(tiny, tmp_path):
    return exported(tiny, tmp_path / "out")


def typed(file, **cells):
    """The workbook with other cells: `items_B4="x"`."""

    def edit(book):
        for name, value in cells.items():
            sheet, _, address = name.partition("_")
            book[sheet][address] = value

    return edited(file, edit)


def places(done):
    return [(i.address, i.code, str(i.severity)) for i in done.report.issues]


def test_an_edit_taken_back_in_the_same_workbook_is_told_at_its_cell(tiny, book):
    wrong = imported(tiny, typed(book, items_I3="wrong", items_A5="c3", items_B5="新"))
    assert wrong.written and ANEW in shown(wrong), told(wrong)
    before = raw(tiny)
    done = imported(tiny, typed(book))  # both edits are taken back
    assert raw(tiny) == before and not done.written and done.report.valid
    assert places(done) == [
        ("items", "import-behind", "info"),
        ("items!I3", "import-behind", "info"),
    ], told(done)
    row, cell = done.report.issues
    assert "`c3` was added to raw/items.csv since the export" in row.message
    assert cell.message.endswith("exported `=1+1`, as here; it has `wrong`")
    assert cell.hint == "to change it, export anew and write it there"
    said = shown(done)
    assert CLAIM not in said and "raw/ was changed since the export in 2 places" in said


def test_an_untouched_workbook_does_not_claim_what_a_changed_raw_does_not_say(tiny, book):
    file = tiny / "raw" / "items.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("陈墨", "陈默").replace("a1,﨑本　花子", "a2,﨑本　花子"), "utf-8")
    done = imported(tiny, book)
    assert [address for address, *_ in places(done)] == ["items", "items!A3", "items!B4"], told(
        done
    )
    assert "`a1` was deleted in raw/items.csv since the export" in done.report.issues[1].message
    assert CLAIM not in shown(done)


def test_what_raw_says_besides_is_told_beside_what_is_written(tiny, book):
    imported(tiny, typed(book, items_I3="wrong"))
    done = imported(tiny, typed(book, items_B4="陈默"))
    assert done.written and places(done) == [("items!I3", "import-behind", "info")]
    assert "raw/ was changed since the export in 1 place, and stays" in shown(done)


def test_an_imported_cell_that_is_edited_again_names_the_way_out(tiny, book):
    imported(tiny, typed(book, items_B4="陈默", items_A5="c3", items_B5="新"))
    done = imported(tiny, typed(book, items_B4="陈漠", items_A5="c3", items_B5="旧"))
    assert [address for address, *_ in places(done)] == ["items!B4", "items!B5"], told(done)
    for issue in done.report.issues:
        assert issue.code == "import-conflict"
        assert "from an earlier import of this workbook, export anew" in issue.hint


def test_a_row_that_was_imported_and_is_marked_as_deleted_then(tiny, book):
    new = {"items_A5": "c3", "items_B5": "新"}
    imported(tiny, typed(book, **new))
    (issue,) = imported(tiny, typed(book, **new, items_J1="_delete", items_J5="x")).report.issues
    said = "`c3` was added to raw/items.csv since the export, and is marked as deleted here"
    assert issue.message == said


def test_the_same_import_again_claims_that_all_is_there(tiny, book):
    back = typed(book, items_B4="陈默", items_A5="c3", items_B5="新")
    assert imported(tiny, back).written
    done = imported(tiny, back)
    assert not done.report.issues and CLAIM in shown(done), told(done)


def test_many_places_are_counted_and_some_are_named(tmp_path):
    rows = [f"p-{n},007" for n in range(60)]
    items = "id,name,kind,count,share,day,about,open,note\n007,a,,,,,,,\n008,b,,,,,,,\n"
    folder = project(tmp_path / "p", {"items": items, "parts": "\n".join(["part_id,item", *rows])})
    back = exported(folder, tmp_path / "out")
    file = folder / "raw" / "parts.csv"
    file.write_text(file.read_text().replace("007", "008"), encoding="utf-8")
    done = imported(folder, back)
    assert len(done.report.issues) == 20
    assert "import-behind: 40 more, not shown" in shown(done)
    assert "raw/ was changed since the export in 60 places" in shown(done)


def test_what_is_not_imported_is_no_part_of_the_claim(tiny, book):
    def edit(book_):
        book_.create_sheet("Notes")["A1"] = "do not forget"

    done = imported(tiny, edited(book, edit))
    assert not done.same and CLAIM not in shown(done)


def test_the_command_says_to_export_anew(tiny, book):
    code, out, _ = run("import", typed(book, items_B4="陈默"), "--into", tiny)
    assert code == 0 and out.splitlines()[-1].startswith(ANEW)
    code, out, _ = run("import", book, "--into", tiny)
    assert code == 0 and "items!B4 info import-behind" in out
    assert out.splitlines()[-1].startswith("nothing to import; where the file says otherwise")


def test_what_is_joined_to_a_hint_is_said_in_chinese_too(tiny, book):
    imported(tiny, typed(book, items_B4="陈默"))
    (issue,) = imported(tiny, typed(book, items_B4="陈漠")).report.issues
    said = language.speaker(language.Lang.ZH)(issue.hint)
    assert said.endswith("；如其内容来自先前导入的本工作簿，请重新导出并在新工作簿中继续"), said


def test_where_the_schemas_alone_changed_the_data_are_as_they_were(tiny, book):
    schema = tiny / "schemas" / "items.json"
    schema.write_text(schema.read_text("utf-8").replace('"Speech"', '"Talk"'), "utf-8")
    done = imported(tiny, book)
    since = "what people edit in raw/ is as it was then, the schemas have changed"
    assert done.origin == f"exported from tiny 1.0.0; {since}"
    said = language.speaker(language.Lang.ZH)(done.origin)
    assert said == "由 tiny 1.0.0 导出；raw/ 中由人编辑的内容与当时相同，模式有改动"
    file = tiny / "raw" / "items.csv"
    file.write_text(file.read_text("utf-8").replace("陈墨", "陈默"), "utf-8")
    assert imported(tiny, book).origin.endswith(
        "raw/ has changed since then, and so have the schemas"
    )


def test_a_line_that_the_draft_could_not_read_is_not_called_added_since(tmp_path):
    folder = tmp_path / "trees"
    run("init", folder)
    file, book = folder / "raw" / "plantings.csv", tmp_path / "draft.xlsx"
    text = file.read_text(encoding="utf-8")
    whole = text.splitlines()[1]
    short, mended = (f"dup,{whole.partition(',')[2]}".rsplit(",", n)[0] for n in (3, 0))
    file.write_text(f"{text}{short}\n", encoding="utf-8")
    run("validate", folder, "--output", f"workbook={book}")
    file.write_text(f"{text}{mended}\n", encoding="utf-8")
    (issue,) = (i for i in imported(folder, book).report.issues if i.code == "import-behind")
    assert issue.message == (
        "`dup` of raw/plantings.csv has no row in the sheet, and stays: 1 row could not "
        "stand in the workbook when it was written, and it is one of these or was added since"
    )
    said = language.speaker(language.Lang.ZH)(issue.message)
    assert said.startswith("raw/plantings.csv 的 `dup` 在工作表中没有行") and "有 1 行不能" in said
