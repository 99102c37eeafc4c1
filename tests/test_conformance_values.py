"""Every requirement of the standard's text about values, kept and broken."""

import pytest
from conformance.values import REQUIREMENTS, TABLES, Requirement, Tables
from table_schema_builders import outcome

EACH = pytest.mark.parametrize("case", REQUIREMENTS, ids=lambda case: case.id)


def test_ids_are_unique():
    ids = [case.id for case in (*REQUIREMENTS, *TABLES)]
    assert len(set(ids)) == len(ids)


@EACH
def test_what_keeps_a_requirement(case: Requirement):
    found = outcome(case.descriptor, [[cell] for cell in case.good])
    assert found.failing() == set()


@EACH
def test_what_breaks_it(case: Requirement):
    found = outcome(case.descriptor, [[cell] for cell in case.bad])
    assert [row for row, *_ in found.spots(case.code)] == list(range(2, 2 + len(case.bad)))
    assert found.failing() == ({case.code} if case.bad else set())


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.id)
def test_whole_tables(case: Tables):
    schema, labels, rows = case.good
    assert outcome(schema, rows, labels).failing() == set()
    schema, labels, rows = case.bad
    found = outcome(schema, rows, labels)
    assert found.failing() == {case.code}
    assert tuple(row for row, *_ in found.spots(case.code)) == case.at
