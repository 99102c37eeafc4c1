"""Committed rows that stand as derived are passed at once; whatever else is held one by one."""

from evidence_builders import World, issues
from hypothesis import given, settings
from hypothesis import strategies as st

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
