"""Committed rows that stand as derived are passed at once; whatever else is held one by one."""

import os

import pytest
from evidence_builders import World, issues
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evidence import check, halves
from pipeline.evidence.row import Row

WORLD = World().anchored()
ROWS = WORLD.rows["evidence"]


def committed(rows):
    world = World(WORLD.text, {**WORLD.rows})
    world.rows["evidence"] = rows
    return world


def evaluated(world):
    return {t.code: t.evaluated for t in world.check()[1] if "evidence" in t.code}


@settings(max_examples=30, deadline=None)
@given(st.permutations(ROWS))
def test_the_order_of_rows_says_nothing(rows):
    assert issues(committed(rows)) == []
    assert evaluated(committed(rows)) == evaluated(WORLD)


@settings(max_examples=150, deadline=None)
@given(
    st.permutations(range(len(ROWS))),
    st.sampled_from(range(len(ROWS))),
    st.sampled_from(range(len(ROWS))),
    st.sampled_from(Row._fields),
)
def test_the_cell_of_another_row_is_found_wherever_the_row_stands(order, mine, other, name):
    rows = [dict(row) for row in ROWS]
    rows[mine][name] = ROWS[other][name]
    changed = rows[mine][name] != ROWS[mine][name]
    here, moved = committed(rows), committed([rows[n] for n in order])
    assert bool(issues(here)) is bool(issues(moved)) is changed
    assert {(i.code, i.message) for i in issues(here)} == {
        (i.code, i.message) for i in issues(moved)
    }


def test_a_row_more_or_less_is_found():
    assert issues(committed(ROWS[1:]))
    assert issues(committed([*ROWS, {**ROWS[0], "evidence_id": "once-more"}]))


@pytest.fixture
def divided(monkeypatch):
    """Whatever is asked is small; two processes look at it all the same."""
    said = []

    def noted(*given, **more):
        said.append(halves.proved(*given, large=0, **more))
        return said[-1]

    monkeypatch.setattr(check, "proved", noted)
    return said


@pytest.mark.skipif(not halves._divisible(), reason="a second process can be forked on Linux only")
def test_two_processes_find_what_one_finds(divided):
    assert issues(WORLD) == [] and divided == [True]
    counted = evaluated(WORLD)
    for row in range(len(ROWS)):
        for name in Row._fields:
            rows = [dict(item) for item in ROWS]
            rows[row][name] = ROWS[row - 1][name]
            if rows != ROWS:
                assert issues(committed(rows)), (row, name)
                assert divided[-1] is False
    assert issues(committed(ROWS[1:])) and issues(committed([*ROWS, ROWS[0]]))
    assert divided[-2:] == [False, False]
    divided.clear()
    assert evaluated(WORLD) == counted and divided == [True]


@pytest.mark.skipif(not halves._divisible(), reason="a second process can be forked on Linux only")
def test_a_process_that_dies_proves_nothing(divided, monkeypatch):
    monkeypatch.setattr(halves, "_tell", lambda *_: os._exit(1))
    assert issues(WORLD) == [] and divided == [False]
