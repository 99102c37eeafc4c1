import time
from dataclasses import replace

import pytest
from rule_builders import TABLES, WARNING, constant, database, rule, run

from pipeline.issue import Layer, Place, Severity
from pipeline.keeping import READ
from pipeline.report import Report, State
from pipeline.rules import Verdict, check
from pipeline.rules import check as check_rules

ROWS = "SELECT claim_id AS key, 1689 AS expected, value AS actual FROM claims"


def state_of(item):
    return run(item)[0].state


def test_a_rule_whose_cases_agree_passes():
    outcome, tally, _ = run(rule(f"{ROWS} WHERE claim_id = 'c1'", severity=WARNING))
    assert outcome.state is tally.state is State.PASSED
    assert (tally.code, tally.layer, tally.severity) == ("totals-agree", Layer.RULE, WARNING)
    assert (tally.evaluated, tally.failed, tally.issues) == (1, 0, ())
    (case,) = outcome.cases
    assert (case.key, case.expected, case.actual, case.verdict) == ("c1", 1689, 1689, Verdict.PASS)


def test_a_failing_case_is_an_issue():
    outcome, tally, _ = run(rule(ROWS, hint="Count again.", severity=WARNING))
    assert outcome.state is tally.state is State.FAILED
    assert (tally.evaluated, tally.failed) == (3, 2)
    assert [case.key for case in outcome.cases] == ["c1", "c2", "c3"]
    issue = tally.issues[0]
    assert issue.message == "c2: expected 1689, found 1688"
    assert (issue.code, issue.layer, issue.severity) == ("totals-agree", Layer.RULE, WARNING)
    assert (issue.hint, issue.key) == ("Count again.", "c2")
    assert issue.path == "schemas/rules/totals-agree.sql" and issue.resource is None
    assert tally.issues[1].message == "c3: expected 1689, found nothing"


def test_the_rule_may_add_its_own_words():
    _, tally, _ = run(constant("1", "2", more=", ' as printed ' AS message"))
    assert tally.issues[0].message == "k: expected 1, found 2; as printed"


@pytest.mark.parametrize(
    ("expected", "actual", "state"),
    [
        ("35", "35.0", State.PASSED),
        ("35", "35::DOUBLE", State.PASSED),
        ("35::HUGEINT", "35::DECIMAL(38,10)", State.PASSED),
        ("0.1::DECIMAL(38,10)", "0.1::DOUBLE", State.PASSED),
        ("99999999999999999999999999999999999999::HUGEINT", "1e38::HUGEINT", State.FAILED),
        ("DATE '2020-11-24'", "DATE '2020-11-24'", State.PASSED),
        ("DATE '2020-11-24'", "DATE '2020-11-25'", State.FAILED),
        ("TIME '09:30:00'", "TIME '09:30'", State.PASSED),
        ("TIMESTAMP '2020-11-24 09:30:00'", "TIMESTAMP '2020-11-24T09:30:00'", State.PASSED),
        ("'省长'", "'省长'", State.PASSED),
        ("'省长'", "'副省长'", State.FAILED),
        ("'35'", "'35.0'", State.FAILED),
        ("'a'::ENUM('a', 'b')", "'a'", State.PASSED),
        ("35", "[35, 35]", State.PASSED),
        ("35", "[35.0, 36.0]", State.FAILED),
        ("35", "[35, NULL]", State.FAILED),
        ("'a'", "['a', 'a']", State.PASSED),
        ("[1, 2, 2]", "[2, 1, 2]", State.PASSED),
        ("[1, 2]", "[2, 1, 2]", State.FAILED),
        ("35", "[]", State.FAILED),
        ("35", "[]::BIGINT[]", State.FAILED),
        ("35", "NULL", State.FAILED),
        ("'a'", "NULL", State.FAILED),
        ("NULL", "DATE '2020-11-24'", State.FAILED),
        ("NULL", "NULL", State.FAILED),
    ],
)
def test_the_machine_compares(expected, actual, state):
    assert state_of(constant(expected, actual)) is state


def test_a_null_with_a_reason_is_not_evaluable():
    item = constant("NULL::INT", "1", more=", 'not stated' AS reason", min_cases=0)
    outcome, tally, _ = run(item)
    assert outcome.state is State.PASSED
    assert (tally.evaluated, tally.failed, tally.not_evaluable) == (0, 0, 1)
    assert (outcome.cases[0].verdict, outcome.cases[0].reason) == (
        Verdict.NOT_EVALUABLE,
        "not stated",
    )


def test_a_blank_reason_is_none():
    assert state_of(constant("NULL::INT", "1", more=", ' ' AS reason")) is State.FAILED


def test_a_reason_does_not_excuse_a_difference():
    assert state_of(constant("2", "1", more=", 'so it is' AS reason")) is State.FAILED


def test_too_few_cases_are_vacuous():
    outcome, tally, _ = run(rule(f"{ROWS} WHERE claim_id = 'c1'", min_cases=2))
    assert outcome.state is tally.state is State.VACUOUS
    assert (tally.evaluated, tally.failed) == (1, 1)
    (issue,) = tally.issues
    assert issue.message == "wanted at least 2 cases to compare, found 1"
    assert "claims, people" in issue.hint and "only where fewer are meant" in issue.hint
    assert issue.path == "schemas/rules/totals-agree.sql"


def test_where_all_statements_agree_the_record_that_they_contradict_is_told_first():
    places = [("claims", "c1"), ("claims", "c2"), ("people", "p1")]
    listed = ", ".join(f"{{'resource': '{t}', 'key': '{k}'}}" for t, k in places)

    def first(said):
        _, tally, _ = run(constant("12", said, more=f", [{listed}] AS related"))
        return tally.issues[0].resource

    assert first("[22, 22]") == "people"
    assert first("[22, 23]") == first("[12, 22]") == first("22") == "claims"


def test_what_cannot_be_evaluated_does_not_count():
    outcome, tally, _ = run(constant("NULL::INT", "1", more=", 'not stated' AS reason"))
    assert outcome.state is State.VACUOUS
    assert tally.issues[0].message.endswith("found 0 besides 1 that cannot be evaluated")


def test_vacuous_and_failing_says_both():
    _, tally, _ = run(constant("1", "2", min_cases=2))
    assert tally.state is State.VACUOUS
    assert tally.failed == len(tally.issues) == 2
    report = Report.from_tallies([tally], name=None, version=None, tables=())
    assert report.count(Severity.ERROR) == 2


def test_no_cases_pass_only_where_none_are_wanted():
    assert state_of(rule(f"{ROWS} WHERE false")) is State.VACUOUS
    assert state_of(rule(f"{ROWS} WHERE false", min_cases=0)) is State.PASSED


def test_an_unsound_table_skips_the_rule():
    outcome, tally, _ = run(rule(ROWS, needs=("claims", "lists"), severity=WARNING))
    assert outcome.state is tally.state is State.SKIPPED
    assert tally.because == outcome.because == "waits until lists can be trusted"
    assert (tally.evaluated, tally.issues, tally.severity) == (0, (), WARNING)


def test_a_table_that_does_not_exist_breaks_the_rule():
    _, tally, _ = run(rule(ROWS, needs=("claim",)))
    assert tally.state is State.BROKEN
    assert "no such table; did you mean `claims`?" in tally.issues[0].message


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT 'k' AS key", "does not give the column `expected` nor `actual`"),
        ("SELECT 1 AS expected, 1 AS actual", "does not give the column `key`"),
        ("SELECT 'k' AS key, 1 AS expected, 1 AS actual, true AS ok", "unknown column `ok`"),
        ("SELECT 'k' AS key, 'l' AS key, 1 AS expected, 1 AS actual", "unknown column `key_1`"),
        ("SELECT 'k' AS key, true AS expected, 1 AS actual", "`expected` is a BOOLEAN"),
        ("SELECT 'k' AS key, 1 AS expected, 1 = 1 AS actual", "`actual` is a BOOLEAN"),
        ("SELECT 'k' AS key, 1 AS expected, [true] AS actual", "`actual` is a BOOLEAN"),
        ("SELECT 'k' AS key, 1 AS expected, [[1]] AS actual", "cannot be compared"),
        ("SELECT 'k' AS key, 1 AS expected, {'a': 1} AS actual", "cannot be compared"),
        ("SELECT 'k' AS key, 1 AS expected, INTERVAL 1 DAY AS actual", "cannot be compared"),
        ("SELECT 'k' AS key, 1 AS expected, 'a'::BLOB AS actual", "cannot be compared"),
        (
            "SELECT 'k' AS key, 1 AS expected, TIMESTAMPTZ '2020-11-24 00:00:00+08' AS actual",
            "cannot be compared",
        ),
        ("SELECT 'k' AS key, '35' AS expected, 35 AS actual", "never equal: cast one"),
        (
            "SELECT 'k' AS key, DATE '2020-11-24' AS expected, '2020-11-24' AS actual",
            "`expected` is a date and `actual` is text",
        ),
        ("SELECT 'k' AS key, [1] AS expected, 1 AS actual", "must be a list too"),
        ("SELECT 1 AS key, 1 AS expected, 1 AS actual", "must be text: cast it to VARCHAR"),
        ("SELECT NULL AS key, 1 AS expected, 1 AS actual", "`key` is null in 1 of 1"),
        (
            "SELECT unnest(['a', NULL, NULL]) AS key, 1 AS expected, 1 AS actual",
            "`key` is null in 2 of 3",
        ),
        (
            "SELECT unnest(['b', 'a', 'b', 'a', 'a']) AS key, 1 AS expected, 1 AS actual",
            'must be unique; "a" is given 3 times',
        ),
        (
            "SELECT 'k' AS key, 1 AS expected, 1 AS actual, 'claims/c1' AS related",
            "`related` must be a list",
        ),
        (
            "SELECT 'k' AS key, 1 AS expected, 1 AS actual, [{'table': 'claims'}] AS related",
            "`related` must name places",
        ),
        ("SELECT 'k' AS key, 1 AS expected, 1 AS actual, [1] AS related", "must name places"),
    ],
)
def test_a_rule_that_is_not_fit_is_broken(sql, words):
    outcome, tally, _ = run(rule(sql, severity=WARNING))
    assert outcome.state is tally.state is State.BROKEN
    assert outcome.cases == () and outcome.problem is not None
    assert (tally.evaluated, tally.failed, tally.severity) == (0, 1, Severity.ERROR)
    (issue,) = tally.issues
    assert words in issue.message
    assert "nothing of it is checked" in issue.hint


def test_column_names_may_be_in_any_case():
    assert state_of(rule("SELECT 'k' AS KEY, 1 AS Expected, 1 AS ACTUAL")) is State.PASSED


def test_an_untyped_key_without_cases_is_no_matter():
    sql = "SELECT NULL AS key, NULL AS expected, NULL AS actual WHERE false"
    assert state_of(rule(sql, min_cases=0)) is State.PASSED


def test_a_rule_that_takes_too_long_is_stopped():
    endless = rule("SELECT 'k' AS key, count(*) AS expected, 1 AS actual FROM range(9000000) a, range(9000000) b WHERE a.range * b.range % 7 = 3")  # fmt: skip
    quick = replace(constant("1", "1"), name="quick")
    began = time.monotonic()
    outcomes, tallies = check(database(), [quick, endless], tables=TABLES, seconds=0.3)
    assert time.monotonic() - began < 5
    assert [o.state for o in outcomes] == [State.PASSED, State.BROKEN]
    assert tallies[1].issues[0].message == "stopped after 0.3 seconds, its time limit"


def test_a_broken_rule_does_not_stop_the_next():
    rules = [
        replace(constant("1", "1"), name="c"),
        rule("SELECT nope", name="b"),
        replace(constant("1", "2"), name="a"),
    ]
    outcomes, tallies = check(database(), rules, tables=TABLES)
    assert [(t.code, t.state.value) for t in tallies] == [
        ("a", "failed"),
        ("b", "broken"),
        ("c", "passed"),
        ("adjudication", "passed"),
    ]
    assert [o.rule.name for o in outcomes] == ["a", "b", "c"]


def test_counts_are_exact_where_cases_and_issues_are_capped():
    sql = (
        "SELECT printf('%05d', range) AS key, range % 2 AS expected, 0 AS actual FROM range(24000)"
    )
    outcome, tally, _ = run(rule(sql))
    assert (tally.evaluated, tally.failed, len(tally.issues)) == (24000, 12000, READ)
    assert outcome.count(Verdict.PASS) == outcome.count(Verdict.FAIL) == 12000
    assert len(outcome.cases) == 20000
    assert tally.issues[0].message.startswith("00001: ")


def test_cases_are_sorted_by_key_whatever_the_query_does():
    sql = "SELECT unnest(['𠮷', '﨑', 'b', 'a']) AS key, 1 AS expected, 1 AS actual ORDER BY 1 DESC"
    outcome, _, _ = run(rule(sql))
    keys = [case.key for case in outcome.cases]
    assert keys == sorted(keys) == ["a", "b", "﨑", "𠮷"]


STRUCTS = "[{'resource': 'claims', 'key': 'c1', 'field': 'value'}, {'resource': 'claims', 'key': 'c2', 'field': NULL}]"  # fmt: skip
TEXTS = "['claims/c1/value', NULL, 'claims/c2', 'claims/c1/value']"


@pytest.mark.parametrize("related", [STRUCTS, TEXTS])
def test_an_issue_stands_at_its_first_related_place(related):
    outcome, tally, _ = run(constant("1", "2", more=f", {related} AS related"))
    (issue,) = tally.issues
    first = Place(resource="claims", key="c1", field="value")
    assert issue.related == (first, Place(resource="claims", key="c2"))
    assert outcome.cases[0].related == issue.related
    assert (issue.resource, issue.key, issue.field) == ("claims", "c1", "value")
    assert issue.path is None and issue.row is None


def test_a_key_may_hold_strokes():
    _, tally, _ = run(constant("1", "2", more=", ['claims/a/b/value', 'claims/a/b/'] AS related"))
    assert tally.issues[0].related == (
        Place(resource="claims", key="a/b", field="value"),
        Place(resource="claims", key="a/b"),
    )


def test_places_are_resolved_in_one_question():
    asked = []

    def locate(places):
        asked.append(set(places))
        known = {("claims", "c1"): 2}
        return {
            place: replace(place, row=row, path="raw/claims.csv", line=5)
            for place in places
            if (row := known.get((place.resource, place.key)))
        }

    sql = (
        "SELECT claim_id AS key, 0 AS expected, 1 AS actual, "
        "['claims/' || claim_id || '/value', 'claims/c1'] AS related FROM claims"
    )
    _, tally, _ = run(rule(sql), locate=locate)
    assert len(asked) == 1 and len(asked[0]) == 4
    first, second, _ = tally.issues
    assert (first.resource, first.path, first.row, first.line) == ("claims", "raw/claims.csv", 2, 5)
    assert (first.key, first.field) == ("c1", "value")
    assert (second.key, second.path, second.row) == ("c2", None, None)
    assert second.related[1].row == 2


def test_nothing_to_place_asks_nothing():
    run(constant("1", "1"), locate=lambda places: pytest.fail("asked"))


def test_the_same_twice():
    item = rule(ROWS)
    con = database()
    assert check_rules(con, [item], tables=TABLES) == check_rules(con, [item], tables=TABLES)
