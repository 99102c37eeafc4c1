"""What a curator cannot see in a cell is shown and named, in cells and in references."""

import pytest
from planting_builders import change, copy, text

from pipeline.table_schema.hints import likely, near, variants
from pipeline.table_schema.messages import cell
from pipeline.twins import letters


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


@pytest.mark.parametrize(
    ("text", "meant", "why"),
    [
        ("e\u0430st-village", "east-village", "`\u0430` (Cyrillic) in it only looks like a Latin"),
        ("p\u03bfplar", "poplar", "`\u03bf` (Greek) in it only looks like a Latin letter"),
    ],
)
def test_a_letter_that_only_looks_latin_is_named(text, meant, why):
    found = likely(text, lambda other: other == meant)
    assert (found or "").startswith(f"did you mean `{meant}`? {why}")
    assert near(text, [meant]) == meant and meant in variants(text)


def test_words_of_another_script_stay():
    assert letters.latin("Москва") == "Москва"
    assert letters.latin("东村") == "东村"


@pytest.mark.parametrize("format", ["text", "html", "markdown", "junit", "github"])
def test_what_nobody_sees_is_shown_wherever_a_value_stands(tmp_path, format):
    project = copy(tmp_path)
    change(project, "plantings.csv", "cypress,420,", "cypress,420 ,")
    change(project, "plantings.csv", "poplar,360,", "poplar,3\u200b60\u3000,")
    change(project, "places.csv", ",东村,", ",东村\u00a0,")
    change(project, "plantings.csv", "pine,480", "pine,４８０")
    shown = text(project, "--format", format)
    assert "`420 `" not in shown and "<code>420 </code>" not in shown
    assert "420␣" in shown and "3\\u{200b}60␣" in shown
    assert not {"\u200b", "\u00a0", "\u3000"} & {*shown}


def test_the_record_of_a_character_is_named_by_its_key(tmp_path):
    project = copy(tmp_path)
    change(project, "plantings.csv", "南村植", "南\u200b村植")
    assert "in plantings / south-2025 · 南村 / at = `\\u{200b}`" in text(project)
