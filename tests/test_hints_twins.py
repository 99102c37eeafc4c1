"""Likely causes: twins of another script or width, flawed keys, characters that nobody sees."""

import json

import pytest

from pipeline import twins
from pipeline.issue import Issue, Layer, Severity
from pipeline.table_schema import hints
from pipeline.table_schema.complaints import shown


@pytest.mark.parametrize(
    ("text", "meant"),
    [("廣東", "广东"), ("甘肅", "甘肃"), ("內蒙古", "内蒙古"), ("张伟", "張偉"), ("头发", "頭髮")],
)
def test_twins_of_the_other_script(text, meant):
    assert twins.same_but_script(text, meant)
    assert meant in twins.spellings(text)
    assert hints.near(text, [meant, "北京"]) == meant
    assert "simplified and traditional" in hints.likely(text, [meant].__contains__)


def test_twins_of_the_other_width():
    assert hints.near("A1", ["A１", "B2"]) is None, "a flawed one is never suggested"
    assert "full-width and half-width" in hints.twin("A1", "Ａ1")
    assert not hints.twin("A1", "A2")


def test_long_texts_try_the_wholly_traditional_early():
    assert twins.spellings("东" * 40)[0] == "東" * 40


@pytest.mark.parametrize("flawed", ["east ", "\u3000east", "ea\u200bst", "ｅast"])
def test_a_flawed_key_is_told_from_its_sound_twin(flawed):
    assert hints.flaw(flawed)
    assert hints.tidied(flawed) == "east"
    assert not hints.flaw("east")
    assert not hints.flaw("张伟（北京）")


def test_what_nobody_sees_has_a_sign():
    assert shown("青柳\u200b乡") == "`青柳\\u{200b}乡`"
    assert shown("安\u3000君 ") == "`安␣君␣`"
    assert shown("a\x1b[31m\u202e\n") == "`a\\u{1b}[31m\\u{202e}␊`"


def test_no_message_holds_a_raw_control_character():
    issue = Issue(
        code="type-error", layer=Layer.TABLE, severity=Severity.ERROR,
        message="`a\x1b\u202e\u3000b`\nnext line", hint="`\u200b`", value="a\x1b",
    )  # fmt: skip
    assert issue.message == "`a\\u{1b}\\u{202e}␣b`\nnext line"
    assert issue.hint == "`\\u{200b}`"
    assert "\\u001b" not in json.dumps(issue.message)
