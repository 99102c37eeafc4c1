import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from pipeline.checks import CHECKS, find
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import READ
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.render.wording import visible
from pipeline.report import Report, State, TableSummary, skipped, tally

SCHEMA = json.loads(files("pipeline.render").joinpath("report-1.schema.json").read_text())


def issue(**changes):
    base = Issue(
        code="foreign-key",
        layer=Layer.TABLE,
        severity=Severity.ERROR,
        message="`zeng-xiaofan` is no person",
        hint="did you mean `zeng-xiaopeng`?",
        resource="claims",
        path="raw/claims.csv",
        row=14,
        line=15,
        column=23,
        field="person_id",
        key="c-14",
        value="zeng-xiaofan",
        related=(Place(resource="people", path="raw/people.csv", row=2, line=2, key="p"),),
    )
    return replace(base, **changes)


def report(*tallies, sources="none"):
    tables = [TableSummary("claims", "raw/claims.csv", 20, not tallies)]
    return Report.from_tallies(
        tallies, name="tiny", version="1.0.0", tables=tables, sources=sources
    )


GOOD = tally("type-error", Layer.TABLE, evaluated=40)
RULE = replace(tally("totals-agree", Layer.RULE, evaluated=3), adjudicated=1)


def test_counts_stay_exact_while_examples_are_capped():
    many = [issue(row=n, line=n) for n in range(READ + 50)]
    found = report(tally("foreign-key", Layer.TABLE, many))
    assert found.count(Severity.ERROR) == READ + 50
    assert len(found.issues) == READ
    assert "50 more" in RENDERERS["text"](found, Run())


def test_many_are_counted_with_the_same_separator_everywhere():
    many = [issue(row=n, line=n) for n in range(3)]
    found = report(tally("foreign-key", Layer.TABLE, many, failed=9_003))
    said = RENDERERS["text"](found, Run())
    assert "foreign-key: 9,000 more, not shown" in said and "9,003 errors" in said


def test_what_is_shown_is_of_every_cause_one_before_the_second_of_any():
    found = report(
        tally("foreign-key", Layer.TABLE, [issue(row=n, line=n) for n in range(9)]),
        tally("type-error", Layer.TABLE, [issue(code="type-error", row=20, line=20)]),
    )
    shown = found.capped(3)
    assert sorted(i.code for i in shown.issues) == ["foreign-key", "foreign-key", "type-error"]
    assert shown.count(Severity.ERROR) == 10


def test_tallies_of_one_check_are_merged():
    found = report(GOOD, tally("type-error", Layer.TABLE, [issue(code="type-error")], evaluated=2))
    assert [(c.code, c.state, c.evaluated, c.failed) for c in found.checks] == [
        ("type-error", State.FAILED, 42, 1)
    ]


def test_issues_are_in_reading_order_without_repeats():
    late, early = issue(line=30, row=29), issue(line=3, row=2)
    rule = issue(code="r", layer=Layer.RULE, line=1)
    found = report(
        tally("r", Layer.RULE, [rule]), tally("foreign-key", Layer.TABLE, [late, early, late])
    )
    assert found.issues == (early, late, rule)


@pytest.mark.parametrize("state", [State.VACUOUS, State.BROKEN])
def test_a_check_that_checked_nothing_fails_the_run(state):
    assert report(replace(RULE, state=state, evaluated=0, failed=0)).fails()


def test_a_skipped_check_alone_does_not_fail_but_is_shown():
    found = report(skipped("totals-agree", Layer.RULE, "claims has errors"))
    assert not found.fails()
    assert "skipped totals-agree: claims has errors" in RENDERERS["text"](found, Run())


def test_the_threshold_decides():
    found = report(
        tally(
            "blank-row", Layer.TABLE, [issue(severity=Severity.WARNING)], severity=Severity.WARNING
        )
    )
    assert not found.fails()
    assert found.fails(Severity.WARNING)
    assert found.fails(Severity.INFO)


def test_text_names_place_value_and_remedy():
    text = RENDERERS["text"](report(tally("foreign-key", Layer.TABLE, [issue()])), Run(1.25))
    assert text.startswith("raw/claims.csv:15:23 error foreign-key: `zeng-xiaofan` is no person\n")
    assert "in claims / c-14 / person_id = `zeng-xiaofan`" in text
    assert "see raw/people.csv:2 / people / p" in text
    assert "→ did you mean" in text
    assert "tiny 1.0.0 is not valid: 1 error in 1.2 s" in text
    assert "Next: mend raw/claims.csv:15:23, then run pipeline validate again" in text


def test_text_says_what_was_proven():
    text = RENDERERS["text"](report(GOOD, RULE, sources="re-read"), Run())
    assert "1 tables, 20 rows" in text or "1 table, 20 rows" in text
    assert "totals-agree: 3 cases (1 adjudicated)" in text
    assert "re-read" in text
    assert len(text.splitlines()) < 24


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a b", "a b"),
        ("a\u00a0b", "a␣b"),
        (" 420 ", "␣420␣"),
        ("2020\u3000年\u2003", "2020␣年␣"),
        ("a\nb\t", "a␊b␉"),
        ("\u200b", "\\u{200b}"),
        ("𠮷", "𠮷"),
        ("x" * 70, "x" * 60 + "…"),
    ],
)
def test_invisible_characters_are_made_visible(value, shown):
    assert visible(value) == shown


@pytest.mark.parametrize("seconds", [None, 0.5])
def test_json_follows_its_schema(seconds):
    broken = replace(RULE, code="broken-rule", state=State.BROKEN, because="no such column")
    found = report(
        GOOD,
        RULE,
        broken,
        tally(
            "foreign-key",
            Layer.TABLE,
            [
                issue(),
                issue(path=None, line=None, column=None, row=None, value="=1+1 𠮷", related=()),
            ],
        ),
    )
    values = json.loads(RENDERERS["json"](found, Run(seconds)))
    jsonschema.Draft202012Validator(SCHEMA).validate(values)
    assert ("timing" in values) == (seconds is not None)
    assert values["stats"]["errors"] == 3
    assert [c["code"] for c in values["checks"]] == [
        "foreign-key",
        "type-error",
        "broken-rule",
        "totals-agree",
    ]


def test_the_schema_refuses_what_is_no_report():
    values = json.loads(RENDERERS["json"](report(GOOD), Run()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values | {"extra": 1}, SCHEMA)


def test_codes_are_unique_and_explained():
    codes = [check.code for check in CHECKS]
    assert len(codes) == len(set(codes))
    for check in CHECKS:
        assert find(check.code) is check
        assert all((check.title, check.meaning, check.remedy))
    assert find("no-such-code") is None
