from datetime import date

import pytest
from rule_builders import TABLES, constant, database, rule, run

from pipeline.issue import Layer, Severity
from pipeline.report import State
from pipeline.rules import AdjudicationRow, Verdict, check, digest, lock, read_adjudications


def decision(observed, key="k", name="totals-agree", row=2, number="a1"):
    return AdjudicationRow(number, name, key, observed, row)


def unused(tally):
    assert (tally.code, tally.state, tally.evaluated) == ("adjudication", State.FAILED, 1)
    (issue,) = tally.issues
    assert issue.message.startswith("not used: ") and issue.hint.startswith("Remove the row")
    assert (issue.resource, issue.row, issue.key) == ("adjudications", 2, "a1")
    assert (issue.layer, issue.severity) == (Layer.RULE, Severity.ERROR)
    return issue.message


def test_a_decided_conflict_no_longer_fails():
    outcome, tally, adjudications = run(constant("1689", "1688"), decision(digest(1689, 1688)))
    assert outcome.state is tally.state is State.PASSED
    assert (tally.evaluated, tally.failed, tally.adjudicated, tally.issues) == (1, 0, 1, ())
    (case,) = outcome.cases
    assert (case.verdict, case.adjudication) == (Verdict.ADJUDICATED, "a1")
    assert (adjudications.state, adjudications.evaluated) == (State.PASSED, 1)


@pytest.mark.parametrize(
    ("expected", "actual", "observed"),
    [
        ("35.00", "36::DOUBLE", digest(35, 36)),
        ("35", "[37, 36]", digest(35.0, [36, 37])),
        ("DATE '2020-11-24'", "NULL", digest(date(2020, 11, 24), None)),
        ("1", "[]::INT[]", digest(1, None)),
        ("'𠮷'", "'吉'", digest("𠮷", "吉")),
    ],
)
def test_what_was_observed_is_known_again_however_it_is_typed(expected, actual, observed):
    outcome, _, _ = run(constant(expected, actual), decision(observed))
    assert outcome.cases[0].verdict is Verdict.ADJUDICATED


def test_only_its_own_case_is_settled():
    sql = "SELECT unnest(['k', 'l']) AS key, 1 AS expected, 2 AS actual"
    outcome, tally, _ = run(rule(sql), decision(digest(1, 2)))
    assert outcome.state is State.FAILED
    assert (tally.failed, tally.adjudicated) == (1, 1)


def test_a_decision_on_other_values_has_lapsed():
    outcome, tally, adjudications = run(
        constant("1689", "1687"), decision(digest(1689, 1688), key="k")
    )
    assert outcome.state is State.FAILED and tally.failed == 1
    (issue,) = adjudications.issues
    assert issue.message == (
        "lapsed: `k` of `totals-agree` is no longer what was decided on; "
        "now expected 1689, found 1687"
    )
    assert issue.hint.endswith("pipeline adjudicate totals-agree k")
    assert (issue.resource, issue.row, issue.key) == ("adjudications", 2, "a1")
    assert (adjudications.state, adjudications.failed) == (State.FAILED, 1)


def test_a_key_with_spaces_is_quoted_for_the_shell():
    sql = "SELECT 'a b' AS key, 1 AS expected, 2 AS actual"
    _, _, adjudications = run(rule(sql), decision("0" * 64, key="a b"))
    assert adjudications.issues[0].hint.endswith("pipeline adjudicate totals-agree 'a b'")


def test_a_decision_on_a_case_that_passes_is_not_used():
    _, _, adjudications = run(constant("1", "1"), decision(digest(1, 2)))
    assert "finds no conflict in `k` any more" in unused(adjudications)


def test_a_decision_on_no_case_is_not_used():
    _, _, adjudications = run(constant("1", "1"), decision(digest(1, 2), key="l"))
    assert "has no case `l`" in unused(adjudications)


def test_a_decision_on_no_rule_is_not_used():
    _, _, adjudications = run(constant("1", "1"), decision(digest(1, 2), name="totals-agre"))
    assert "there is no rule `totals-agre`; did you mean `totals-agree`?" in unused(adjudications)


def test_a_decision_on_what_cannot_be_evaluated_is_not_used():
    item = constant("NULL::INT", "1", more=", 'not stated' AS reason", min_cases=0)
    _, _, adjudications = run(item, decision(digest(None, 1)))
    assert "cannot evaluate `k`: not stated" in unused(adjudications)


def test_two_decisions_on_one_conflict():
    rows = [decision(digest(1, 2)), decision(digest(1, 2), row=3, number="a2")]
    outcome, _, adjudications = run(constant("1", "2"), *rows)
    assert outcome.cases[0].adjudication == "a1"
    (issue,) = adjudications.issues
    assert issue.key == "a2" and "`a1` already settles `k`" in issue.message


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (constant("1", "1", needs=("lists",)), State.SKIPPED),
        (rule("SELECT nope"), State.BROKEN),
        (rule("SELECT 'x' AS key, 1 AS expected, 1 AS actual WHERE false"), State.VACUOUS),
    ],
)
def test_a_rule_that_says_nothing_leaves_its_decisions_alone(item, state):
    outcome, _, adjudications = run(item, decision(digest(1, 2)))
    assert outcome.state is state
    assert (adjudications.state, adjudications.failed) == (State.PASSED, 0)


def test_a_rule_that_could_not_be_read_leaves_its_decisions_alone():
    row = decision(digest(1, 2), name="unreadable")
    _, _, adjudications = run(constant("1", "1"), row, unread=["unreadable"])
    assert adjudications.state is State.PASSED


def test_a_rule_that_breaks_midway_settles_nothing():
    sql = (
        "SELECT unnest(['k', 'l']) AS key, 1 AS expected, 2 AS actual, "
        "[CASE WHEN false THEN 1 ELSE 2 END] AS related"
    )
    outcome, _, adjudications = run(rule(sql), decision("0" * 64))
    assert outcome.state is State.BROKEN
    assert adjudications.state is State.PASSED


def test_without_adjudications_the_check_is_still_named():
    _, _, adjudications = run(constant("1", "1"))
    assert (adjudications.state, adjudications.evaluated) == (State.PASSED, 0)


def test_rows_are_read_from_the_typed_table():
    con = database()
    assert read_adjudications(con) == []
    con.execute(
        "CREATE TABLE typed.adjudications "
        "(_row BIGINT, adjudication_id VARCHAR, rule VARCHAR, key VARCHAR, observed VARCHAR)"
    )
    con.execute("INSERT INTO typed.adjudications VALUES (3, 'a2', 'r', 'l', NULL), (2, 'a1', 'r', 'k', 'd')")  # fmt: skip
    lock(con)
    assert read_adjudications(con) == [AdjudicationRow("a1", "r", "k", "d", 2)]
    _, tallies = check(con, [], tables=TABLES, adjudications=read_adjudications(con))
    assert "there is no rule `r`" in unused(tallies[0])
