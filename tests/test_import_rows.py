"""Rows that messages name are the sheet's, and the cell that was edited is the one blamed."""

import pytest
from import_builders import ITEMS, RAW, edited, exported, imported, project, told

SHARES = {
    "fields": [
        {"name": "share_id", "type": "string"},
        {"name": "item", "type": "string"},
        {"name": "owner", "type": "string"},
        {"name": "note", "type": "string"},
    ],
    "primaryKey": ["share_id"],
    "uniqueKeys": [["item", "owner"]],
    "foreignKeys": [{"fields": ["item"], "reference": {"resource": "items", "fields": ["id"]}}],
}
SHARED = "share_id,item,owner,note\ns-1,007,x,one\ns-2,a1,x,two\ns-3,a1,y,\ns-4,007,z,four\n"


@pytest.fixture
def tiny(tmp_path):
    schemas = {"items": ITEMS, "shares": SHARES}
    return project(tmp_path / "p", {"items": RAW["items"], "shares": SHARED}, schemas, view=False)


@pytest.fixture
def book(tiny, tmp_path):
    return exported(tiny, tmp_path / "out")


def typed(file, *, reverse=False, **cells):
    """The workbook with the rows of `shares` reversed, and then other cells: `shares_B4="x"`."""

    def edit(book):
        sheet = book["shares"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=5)]
        for number, row in enumerate(reversed(rows) if reverse else rows, 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        for name, value in cells.items():
            title, _, address = name.partition("_")
            book[title][address] = value

    return edited(file, edit)


def found(done):
    return [(i.address, i.message) for i in done.report.issues if i.severity == "error"]


def test_what_stands_twice_is_told_at_the_edited_cell_with_the_row_of_the_sheet(tiny, book):
    """s-1 is in row 5 of the sheet and row 2 of the file; s-2, in row 4 and row 3."""
    done = imported(tiny, typed(book, reverse=True, shares_B4="007"))
    said = "`007`, `x` in `item`, `owner` already stands in row 5"
    assert found(done) == [("shares!B4", said)], told(done)
    assert [place.key for place in done.report.issues[0].related] == ["s-1"]


def test_the_second_field_of_a_key_is_blamed_where_it_was_edited(tiny, book):
    done = imported(tiny, typed(book, shares_C4="x"))
    said = "`a1`, `x` in `item`, `owner` already stands in row 3"
    assert found(done) == [("shares!C4", said)], told(done)


def test_the_first_of_two_rows_is_blamed_where_it_alone_was_edited(tiny, book):
    done = imported(tiny, typed(book, shares_C3="y"))
    said = "`a1`, `y` in `item`, `owner` already stands in row 4"
    assert found(done) == [("shares!C3", said)], told(done)


def test_a_row_that_only_raw_has_is_named_by_its_key(tiny, book):
    with (tiny / "raw" / "shares.csv").open("a", encoding="utf-8") as file:
        file.write("s-9,b2,x,\n")
    done = imported(tiny, typed(book, shares_B3="b2"))
    said = "already stands in `s-9` of raw/shares.csv, which the sheet has not"
    assert found(done) == [("shares!B3", f"`b2`, `x` in `item`, `owner` {said}")], told(done)


def test_a_deleted_row_that_only_raw_refers_to(tiny, book):
    with (tiny / "raw" / "shares.csv").open("a", encoding="utf-8") as file:
        file.write("s-9,b2,x,\n")
    done = imported(tiny, typed(book, items_J1="_delete", items_J4="x"))
    said = "others refer to it: shares / s-9 (raw/shares.csv:6)"
    assert found(done) == [("items!A4", f"`b2` is marked as deleted, and {said}")], told(done)
    assert done.report.issues[0].hint == "take the mark away, or change those that refer to it"


def test_a_deleted_row_that_several_refer_to_is_told_once(tiny, book):
    done = imported(tiny, typed(book, items_J1="_delete", items_J2="x"))
    said = "others refer to it: shares / s-1 (shares!B2), shares / s-4 (shares!B5)"
    assert found(done) == [("items!A2", f"`007` is marked as deleted, and {said}")], told(done)


def test_a_key_typed_over_by_one_that_is_there_is_told_where_it_was_typed(tiny, book):
    """The row that says what was exported under the key has it; the other one lost its own."""
    done = imported(tiny, typed(book, shares_A2="s-2"))
    assert found(done) == [("shares!A2", "the id `s-1` was changed to `s-2`; ids never change")], (
        told(done)
    )


def test_a_row_that_was_put_above_the_one_whose_key_it_repeats(tiny, book):
    def edit(book_):
        book_["shares"].insert_rows(2)
        for column, value in enumerate(["s-3", "b2", "q", "new"], 1):
            book_["shares"].cell(2, column).value = value

    done = imported(tiny, edited(book, edit))
    assert found(done) == [("shares!A2", "the row repeats the id `s-3` of row 5")], told(done)


@pytest.mark.parametrize("reverse", [False, True])
def test_a_key_that_was_changed_with_another_cell_is_told_at_the_key(tiny, book, reverse):
    row = 4 if reverse else 3
    cells = {f"shares_A{row}": "S-2", f"shares_D{row}": "zwei"}
    done = imported(tiny, typed(book, reverse=reverse, **cells))
    assert found(done) == [
        (f"shares!A{row}", "the id `s-2` was changed to `S-2`; ids never change")
    ], told(done)
    assert done.report.issues[0].hint.startswith("write `s-2`; where the row is of another record")
    assert not done.changed


def test_keys_that_were_changed_in_a_row_of_rows(tiny, book):
    cells = {f"shares_A{row}": f"S-{row - 1}" for row in (2, 3, 4, 5)}
    notes = {"shares_D2": "eins", "shares_D5": "vier"}
    done = imported(tiny, typed(book, **cells, **notes))
    assert sorted(at for at, _ in found(done)) == [f"shares!A{n}" for n in (2, 3, 4, 5)]
    assert all("was changed to" in said for _, said in found(done)), told(done)


def test_a_new_row_in_the_place_of_one_that_is_gone_is_no_changed_key(tiny, book):
    new = {"shares_A3": "s-9", "shares_B3": "b2", "shares_C3": "q", "shares_D3": "new"}
    done = imported(tiny, typed(book, **new))
    said = "the row of `s-2` is not there, and was not marked as deleted (exported in row 3)"
    assert found(done) == [("shares", said)], told(done)
