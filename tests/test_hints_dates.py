"""Likely causes of dates, in fields of type date and in those with the pattern of one."""

import pytest
from table_schema_builders import outcome

from pipeline.declare import PARTIAL_DATE, SLUG
from pipeline.table_schema.pattern_words import IN_WORDS

FIELDS = {
    "type-error": {"name": "d", "type": "date"},
    "constraint-error": {"name": "d", "type": "string", "constraints": {"pattern": PARTIAL_DATE}},
}


@pytest.mark.parametrize("code", FIELDS)
@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("3/12/2025", "`2025-03-12` or `2025-12-03`? dates are written YYYY-MM-DD: look it up"),
        ("3/12/25", "`2025-03-12` or `2025-12-03`? dates are written YYYY-MM-DD: look it up"),
        ("3/24/25", "did you mean `2025-03-24`? dates are written YYYY-MM-DD"),
        ("24/3/25", "`2024-03-25` or `2025-03-24`? dates are written YYYY-MM-DD: look it up"),
        ("3/12/85", "`1985-03-12` or `1985-12-03`? dates are written YYYY-MM-DD: look it up"),
        (
            "03/12/25",
            "`2025-03-12`, `2003-12-25` or `2025-12-03`? dates are written YYYY-MM-DD: look it up",
        ),
        ("3/3/25", "did you mean `2025-03-03`? dates are written YYYY-MM-DD"),
        ("12-Mar-25", "did you mean `2025-03-12`? dates are written YYYY-MM-DD"),
        ("12 March 1985", "did you mean `1985-03-12`? dates are written YYYY-MM-DD"),
        ("Mar 12, 2025", "did you mean `2025-03-12`? dates are written YYYY-MM-DD"),
        ("20250312", "did you mean `2025-03-12`? dates are written YYYY-MM-DD"),
        ("12.03.2025", "did you mean `2025-03-12`? dates are written YYYY-MM-DD"),
        ("11/24/2020", "did you mean `2020-11-24`? dates are written YYYY-MM-DD"),
        (
            "'2025-03-12",
            "did you mean `2025-03-12`? the sign before it is how spreadsheets mark a text",
        ),
    ],
)
def test_a_date_in_another_form(code, cell, hint):
    (issue,) = outcome({"fields": [FIELDS[code]]}, [[cell]]).of(code)
    assert issue.hint.startswith(hint)


def test_a_number_marked_as_text():
    (issue,) = outcome({"fields": [{"name": "n", "type": "integer"}]}, [["'480"]]).of("type-error")
    assert issue.hint.startswith("did you mean `480`? the sign before it")


def test_the_usual_patterns_are_told_in_words():
    assert {PARTIAL_DATE, SLUG} <= {*IN_WORDS}
    (issue,) = outcome({"fields": [FIELDS["constraint-error"]]}, [["x"]]).of("constraint-error")
    assert "the whole value must be a date as YYYY-MM-DD" in issue.message
    assert "[0-9]" not in issue.message
