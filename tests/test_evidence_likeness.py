"""Words in another form: one character apart."""

import pytest

from pipeline.evidence.likeness import one_off


@pytest.mark.parametrize(
    ("form", "text", "near"),
    [
        ("曾晓芃", "授予曾晓梵等", "曾晓梵"),
        ("东明", "王东名", "东名"),
        ("曾晓芃", "曾芃", "曾芃"),
        ("林树", "林先生", "林先"),
        ("完全不同", "这里没有", None),
        ("一", "二", None),
    ],
)
def test_one_character_off(form, text, near):
    assert one_off(form, text) == near
