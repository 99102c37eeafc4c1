"""A new row without an id that has other faults: each is told, and of no id that nobody wrote."""

import re

import openpyxl
import pytest
from import_builders import imported, shown, told
from test_import_again import ROW, book, last, letter, trees, typed  # noqa: F401
from test_import_proposed import add

from pipeline import language

SAY = language.speaker(language.Lang.ZH)
NONE = "a row was added, and it has no id"
PLACE = {"name": "北村", "kind": "Village", "within_id": "qingliu"}


def added(folder, file, sheet, row):
    """What is told of the new row: field → codes; and nowhere an id that was made up."""
    found = openpyxl.load_workbook(file)
    number = add(found, sheet, **row)
    found.save(file)
    done = imported(folder, file)
    assert not done.written and not done.report.valid, told(done)
    for text in (shown(done), SAY(shown(done)), *told(done)):
        assert not re.search(r"\?\d", text), text
    assert {i.address.rpartition("!")[2].lstrip("ABCDEFGH") for i in done.report.issues} == {
        str(number)
    }, told(done)
    fields = {i.field: i for i in done.report.issues}
    assert len(fields) == len(done.report.issues), told(done)
    return fields


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({}, set()),
        ({"name": "北村 "}, {"name"}),
        ({"name": 107}, {"name"}),
        ({"kind": "工厂"}, {"kind"}),
        ({"within_id": "nowhere"}, set()),  # it may be the id of the new row
        ({"kind": None}, {"kind"}),
        ({"name": "合计", "kind": None, "within_id": 107}, {"within_id"}),
    ],
)
def test_where_there_is_no_rule_the_row_is_asked_for_an_id(trees, book, cells, wrong):  # noqa: F811
    found = added(trees, book, "places", {**PLACE, **cells})
    assert found["place_id"].message == NONE and found["place_id"].key is None
    assert wrong <= {*found}, found
    assert all(issue.key is None for issue in found.values())


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"note": 5}, {"note"}),
        ({"trees": "many"}, {"trees"}),
        ({"at": "东村…360棵 "}, {"at"}),
        ({"species": "樟树"}, {"species"}),
    ],
)
def test_where_there_is_one_it_waits_for_the_other_cells(trees, book, cells, wrong):  # noqa: F811
    found = added(trees, book, "plantings", {**ROW, **cells})
    assert {*found} == wrong


def test_it_gets_its_id_once_the_rest_is_mended(trees, book):  # noqa: F811
    added(trees, book, "plantings", {**ROW, "note": 5})
    done = imported(trees, typed(book, **{f"{letter(book, 'note')}{last(book)}": None}))
    assert done.written, told(done)
