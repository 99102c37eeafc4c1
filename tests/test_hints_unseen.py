"""What a curator cannot see in a cell is shown and named, in cells and in references."""

import pytest

from pipeline.table_schema.hints import likely, near, variants
from pipeline.table_schema.messages import cell


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\u200e", "\ufeff"])
def test_an_invisible_character_is_shown_and_repaired(char):
    text = f"qing{char}liu"
    assert cell(text) == f"`qing\\u{{{ord(char):x}}}liu`"
    assert likely(text, lambda other: other == "qingliu") == (
        "did you mean `qingliu`? there is an invisible character in it"
    )
    assert near(text, ["qingliu", "beiliu"]) == "qingliu"
    assert "qingliu" in variants(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("45728", "did you mean `2025-03-12`? spreadsheets count days"),
        ("00412", None),
        ("1234567", None),
    ],
)
def test_days_that_a_spreadsheet_counted_are_dates(text, hint):
    found = likely(text, lambda other: "-" in other)
    assert (found or "").startswith(hint or "") and (found is None) == (hint is None)
