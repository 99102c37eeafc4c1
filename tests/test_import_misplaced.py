"""Ids of two records exchanged in place: refused at both; whole rows moved: taken."""

import pytest
from import_builders import edited, exported, imported, project, raw, told

FIELDS = [
    {"name": name, "type": "string"} for name in ("id", "name", "place", "kind", "note", "more")
]
SCHEMA = {"fields": FIELDS, "primaryKey": ["id"]}
ROWS = [
    ["a1", "陈墨", "东村", "pine", "一", ""],
    ["b2", "𠮷田", "西村", "pine", "", ""],
    ["c3", "安君", "南村", "elm", "三", ""],
    ["d4", "白石", "北村", "elm", "四", ""],
    ["e5", "钱一", "北村", "elm", "四", ""],
]


@pytest.fixture
def made(tmp_path):
    heads = [field["name"] for field in FIELDS]
    text = "".join(",".join(row) + "\n" for row in [heads, *ROWS])
    folder = project(tmp_path / "p", {"people": text}, {"people": SCHEMA}, view=False)
    return folder, exported(folder, tmp_path / "out")


def back(made, **cells):
    def edit(book):
        for at, value in cells.items():
            book["people"][at] = value

    return imported(made[0], edited(made[1], edit))


def moved(done):
    assert all(issue.code == "import-row" for issue in done.report.issues), told(done)
    return {issue.address: issue.message for issue in done.report.issues}


@pytest.mark.parametrize("more", [{}, {"D2": "oak"}, {"D2": "oak", "E5": "改", "B4": "改"}])
def test_two_ids_exchanged_are_refused_at_both(made, more):
    before, done = raw(made[0]), back(made, A2="d4", A5="a1", **more)
    assert moved(done) == {
        "people!A2": "the id `a1` was changed to `d4`; ids never change",
        "people!A5": "the id `d4` was changed to `a1`; ids never change",
    }
    hints = {issue.hint.partition(";")[0] for issue in done.report.issues}
    assert hints == {"write `a1`", "write `d4`"}
    assert not done.written and raw(made[0]) == before
    assert len(done.changed[0].merged.changed if done.changed else ()) == ("B4" in more)


def test_three_ids_in_a_ring_and_an_edit(made):
    done = back(made, A2="b2", A3="c3", A4="a1", B2="改")
    assert set(moved(done)) == {"people!A2", "people!A3", "people!A4"}


def test_rows_exchanged_whole_are_taken(made):
    cells = {f"{letter}2": value or None for letter, value in zip("ABCDEF", ROWS[3], strict=True)}
    cells |= {f"{letter}5": value or None for letter, value in zip("ABCDEF", ROWS[0], strict=True)}
    done = back(made, **cells, G1="mine")
    assert done.report.valid and not done.changed, told(done)
    assert back(made, **{**cells, "B2": "改"}).written


@pytest.mark.parametrize(
    "cells",
    [
        {"B2": "白石", "B5": "陈墨"},  # one value of each
        {"B5": "钱一", "B6": "白石"},  # and all that tells them apart
        {"B2": "白石", "C2": "北村", "D2": "elm", "E2": "四"},  # one row filled like another
        {"B2": "白石", "B5": "陈墨", "C2": "北村", "C5": "东村"},
    ],
)
def test_edits_that_look_alike_are_taken(made, cells):
    done = back(made, **cells)
    assert done.report.valid and done.written, told(done)
