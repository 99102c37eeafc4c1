"""The same file imported twice changes nothing the second time, whatever stands in its rows."""

import csv

import openpyxl
import pytest
from import_builders import imported, raw, shown, told
from test_cli import run
from test_import_proposed import add

from pipeline import language
from pipeline.declare import NUMBER
from pipeline.returning.edited import Edited
from pipeline.returning.spec import Spec
from pipeline.returning.unnamed import Unnamed, free

ROW = {
    "at": "东村…360棵",
    "document_id": "planting-report",
    "place_id": "east-village",
    "trees": 360,
}
ID = "east-village-in-planting-report"


@pytest.fixture
def trees(tmp_path):
    """A new project whose plantings need not be unique, so that nothing else stops a copy."""
    folder = tmp_path / "trees"
    run("init", folder)
    models = folder / "schemas" / "models.py"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace('unique=(("document_id", "place_id"),),', ""), "utf-8")
    run("schemas", folder)
    return folder


@pytest.fixture
def book(trees, tmp_path):
    file = tmp_path / "trees.xlsx"
    run("validate", trees, "--output", f"workbook={file}")
    return file


def typed(file, *rows, **cells):
    book = openpyxl.load_workbook(file)
    for row in rows:
        add(book, "plantings", **row)
    for address, value in cells.items():
        book["plantings"][address] = value
    book.save(file)
    return file


def ids(folder):
    with (folder / "raw" / "plantings.csv").open(encoding="utf-8", newline="") as lines:
        return [row["planting_id"] for row in csv.DictReader(lines)]


def test_rows_without_an_id_are_added_once(trees, book):
    file = typed(book, ROW, ROW, {**ROW, "trees": 77})
    known = ids(trees)
    done = imported(trees, file)
    assert done.written, told(done)
    new = [key for key in ids(trees) if key not in known]
    assert len(new) == 3 and all(key.startswith(ID) for key in new)
    before = raw(trees)
    again = imported(trees, file)
    assert raw(trees) == before and again.report.valid and not again.changed, told(again)
    assert {i.key for i in again.report.issues} == {*new}
    for issue in again.report.issues:
        assert issue.severity == "info" and issue.message == (
            f"the row has no id; it is `{issue.key}`, which raw/plantings.csv has already"
        )
    assert "nothing to import: raw/ says all that the file says" in shown(again)


def test_a_row_without_an_id_that_was_corrected_is_asked_for(trees, book):
    imported(trees, typed(book, ROW))
    (key,) = (key for key in ids(trees) if key not in book_ids(book))
    before, row = raw(trees), last(book)
    file = typed(book, **{f"{letter(book, 'trees')}{row}": 361})
    done = imported(trees, file)
    (issue,) = done.report.issues
    assert issue.address == f"plantings!A{row}" and raw(trees) == before, told(done)
    assert issue.message == (
        f"the row has no id, and may be `{key}`, which raw/plantings.csv has already; "
        "`trees` is `360` there"
    )
    assert issue.hint == (
        f"write its id in `planting_id` if it is `{key}`, another id if it is a new record"
    )
    say = language.speaker(language.Lang.ZH)
    assert say(issue.message).endswith("；那里的 `trees` 为 `360`")
    other = imported(trees, typed(file, **{f"A{row}": "another"}))
    assert other.written and "another" in ids(trees), told(other)


def test_a_row_beside_one_that_was_imported_is_new(trees, book):
    imported(trees, typed(book, ROW))
    known = ids(trees)
    done = imported(trees, typed(book, ROW))
    assert done.written and len(ids(trees)) == len(known) + 1, told(done)


def book_ids(file):
    return [cells[0].value for cells in openpyxl.load_workbook(file)["plantings"].iter_rows(2)]


def last(file):
    """The last row that holds anything."""
    rows = openpyxl.load_workbook(file)["plantings"].iter_rows()
    return max(n for n, cells in enumerate(rows, 1) if any(c.value is not None for c in cells))


def letter(file, name):
    head = openpyxl.load_workbook(file)["plantings"][1]
    return next(c.column_letter for c in head if c.value.rpartition("\n")[2] == name)


@pytest.mark.parametrize(
    ("made", "known", "fits"),
    [
        ("a", "a", True),
        ("a", "a-2", True),
        ("a", "a-b", False),
        ("a", "a-2-3", False),
        ("p-{n}", "p-12", True),
        ("p-{n}", "p-", False),
        ("p-{n}", "q-1", False),
    ],
)
def test_which_ids_a_rule_may_have_made(made, known, fits):
    made = made.replace("{n}", NUMBER)
    spec = Spec("t", "t.csv", {}, ("id",), lambda _: made)
    found = Unnamed(
        [(None, Edited(2, {"id": "", "x": "1"}))], spec, ["id", "x"], {(known,): {"x": "1"}}
    )
    assert bool(found.same) is fits


def test_a_number_makes_an_id_new():
    assert free("a", ()) == "a" and free("a", ("a", "a-2")) == "a-3"
    assert free(f"p-{NUMBER}", ("p-1",)) == "p-2"


def csv_of(folder, to, **cells):
    """The table as a spreadsheet saves it, with one more row and a column of marks."""
    with (folder / "raw" / "plantings.csv").open(encoding="utf-8", newline="") as lines:
        known = list(csv.DictReader(lines))
    names = [*known[0], "_delete"]
    with to.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, names, restval="")
        table.writeheader()
        table.writerows([{**known[0], "_delete": "x"}, *known[1:], cells])
    return known[0]["planting_id"]


def test_a_csv_file_imported_twice(trees, tmp_path):
    file = tmp_path / "plantings.csv"
    gone = csv_of(trees, file, **ROW)
    known = ids(trees)
    assert imported(trees, file, table="plantings").written
    (new,) = (key for key in ids(trees) if key not in known)
    assert gone not in ids(trees)
    before = raw(trees)
    again = imported(trees, file, table="plantings")
    assert raw(trees) == before and again.report.valid and not again.changed, told(again)
    assert sorted(issue.message for issue in again.report.issues) == [
        f"`{gone}` is marked as deleted, and there is no such record any more",
        f"the row has no id; it is `{new}`, which raw/plantings.csv has already",
    ]
    assert "nothing to import: raw/ says all that the file says" in shown(again)
    file.write_text(file.read_text("utf-8").replace("360,", "361,"), "utf-8")
    (asked,) = (
        i for i in imported(trees, file, table="plantings").report.issues if i.severity == "error"
    )
    assert f"may be `{new}`" in asked.message, asked
    file.write_text(file.read_text("utf-8").replace("\n,", f"\n{new},"), "utf-8")
    assert (
        imported(trees, file, table="plantings").written
        and "361" in raw(trees)["plantings.csv"].decode()
    )
