"""What is slipped into text: dashes that a program put in, characters that nobody sees."""

import pytest

from pipeline.returning.words import refused


@pytest.mark.parametrize(
    ("base", "text"), [("Jim - cat", "Jim – cat"), ("Jim -- cat", "Jim — cat")]
)
def test_a_dash_that_a_program_put_in(base, text):
    told = refused(text, base)
    assert "a dash" in told.message and not told.more


@pytest.mark.parametrize(
    ("base", "text"), [("1949-2020", "1949–2020"), ("Jim – cat", "Jim – dog"), ("Jim", "Jim – cat")]
)
def test_a_dash_that_a_person_wrote(base, text):
    assert refused(text, base) is None


@pytest.mark.parametrize("char", "\ufe0e\ufe0f\U000e0101\u034f\ufffc\u180b")
def test_signs_that_cling_unseen_to_others(char):
    assert "invisible" in refused(f"陈{char}墨", "陈墨").message
    assert refused(f"陈{char}墨墨", f"陈{char}墨") is None
