from datetime import date

import pytest
from export_builders import F
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.export.values import text
from pipeline.export.workbook.spelling import (
    field_of,
    head,
    labels,
    read_back,
    reference,
    shown,
)
from pipeline.language import Lang

UNITS = F(
    name="unit",
    categories=(("person", "Persons", "人"), ("item", "Items", "项"), ("count", "Items", "个")),
)
PERSON = F(name="person_id", references=("people", "person_id"))


def test_categories_are_shown_by_label():
    assert labels(UNITS, Lang.ZH) == {"person": "人", "item": "项", "count": "个"}
    assert labels(UNITS, Lang.EN) == {
        "person": "Persons", "item": "Items · item", "count": "Items · count"
    }  # fmt: skip
    assert shown(UNITS, None, Lang.ZH) is None
    assert shown(UNITS, "wrong", Lang.ZH) == "wrong"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("人", "person"), ("Persons", "person"), ("person", "person"), ("人 · person", "person"),
        ("Items · count", "count"), ("项", "item"), ("Items", "Items"), ("人员", "人员"),
    ],
)  # fmt: skip
def test_categories_come_back_in_either_language(cell, code):
    assert read_back(UNITS, cell) == code


def test_a_label_that_is_another_code_is_told_apart():
    swapped = F(name="v", categories=(("a", "b", ""), ("b", "a", "")))
    assert labels(swapped, Lang.EN) == {"a": "b · a", "b": "a · b"}
    assert read_back(swapped, "a") == "a"


def test_numbers_can_be_categories():
    score = F(name="v", type="integer", categories=(("1", "Low", "低"), ("2", "High", "高")))
    assert shown(score, 2, Lang.ZH) == "高"
    assert read_back(score, "高") == "2"


def test_references_are_shown_by_key_and_name():
    assert shown(PERSON, "zeng-xiaofan", Lang.EN, "曾晓芃") == "zeng-xiaofan · 曾晓芃"
    assert shown(PERSON, "unknown", Lang.EN) == "unknown"
    assert read_back(PERSON, "zeng-xiaofan · 曾晓芃") == "zeng-xiaofan"
    assert read_back(PERSON, "unknown") == "unknown"
    assert shown(PERSON, 7, Lang.EN, "七") == "7 · 七"


def test_names_are_short_and_on_one_line():
    assert reference("k", "a\n b") == "k · a b"
    assert reference("k", "买买提 · 艾力") == "k · 买买提·艾力"
    assert reference("k", "长" * 60) == f"k · {'长' * 39}…"
    assert reference("k", " · ") == "k"
    assert reference("a · b", None) == "a · b · —"


def test_other_cells_are_as_they_are():
    plain = F(name="note")
    assert shown(plain, "a · b", Lang.ZH) == "a · b" == read_back(plain, "a · b")
    assert shown(F(name="d", type="date"), date(2020, 11, 24), Lang.ZH) == date(2020, 11, 24)


@pytest.mark.parametrize("lang", Lang)
def test_headers_name_their_field_on_the_last_line(lang):
    field = F(name="from", title="First words", title_zh="起首")
    first, second = head(field, lang, required=True)
    assert first == ("起首 *" if lang is Lang.ZH else "First words *")
    assert field_of(f"{first}\n{second}") == "from" == field_of("from")
    assert head(F(name="x"), lang) == ("", "x")


WORDS = st.text(st.sampled_from("ab· \n—…1"), max_size=6)


@given(st.lists(st.tuples(WORDS.filter(bool), WORDS, WORDS), unique_by=lambda item: item[0]))
def test_every_category_comes_back(categories):
    field = F(name="v", categories=tuple(categories))
    for code, _, _ in categories:
        for lang in Lang:
            assert read_back(field, shown(field, code, lang)) == code
    for lang in Lang:
        assert len(set(labels(field, lang).values())) == len(categories)


@given(st.one_of(WORDS.filter(bool), st.integers()), st.one_of(st.none(), WORDS, st.text()))
@example("a · b", "")
@example("a ·", "· b")
def test_every_reference_comes_back(key, name):
    assert read_back(PERSON, shown(PERSON, key, Lang.EN, name)) == text(key)
