"""Two printings of one work, of our own making."""

import csv
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline import provenance
from pipeline.evidence.check import check
from pipeline.evidence.variants import VARIANT
from pipeline.records import Parsed
from pipeline.report import State

CITY = "植树大会开幕了。𠮷田一郎先生说，要种好树，看好树。明年再来！"


def document(name, work="speech"):
    return {"document_id": name, "work_id": work, "kind": "speech", "title": name,
            "issued_basis": "unknown"}  # fmt: skip


def span(name, seq, from_, to, joins="break"):
    return {"span_id": f"{name}-{seq}", "document_id": name, "seq": seq, "role": "body",
            "source_id": name, "from": from_, "to": to, "joins": joins,
            "quality": "plain"}  # fmt: skip


def variant(at, other_at, one="city", other="town"):
    return {"variant_id": f"v-{sha256(at.encode()).hexdigest()[:8]}", "document_id": one, "at": at, "other_document_id": other,
            "other_at": other_at, "cause": "other-wording"}  # fmt: skip


def source(name, text):
    return {"source_id": name, "file_name": f"{name}.txt", "title": name, "kind": "paper",
            "sha256": sha256(text.encode()).hexdigest(), "characters": len(text),
            "rights": "ours"}  # fmt: skip


def parsed(model, rows):
    blank = dict.fromkeys(info.alias or n for n, info in model.model_fields.items())
    records = [model.model_validate({**blank, **row}) for row in rows]
    return Parsed(model.TABLE.name, model, dict(enumerate(records, 2)))


def compared(town, *variants, spans=None, work="speech", texts=True, table=True):
    """The tally of the check, of the city's text and another one."""
    tables = [
        parsed(provenance.Source, [source("city", CITY), source("town", town)]),
        parsed(provenance.Document, [document("city"), document("town", work)]),
        parsed(
            provenance.DocumentSpan,
            [span("city", 1, CITY[:5], CITY[-5:])]
            + (spans or [span("town", 1, town[:5], town[-5:])]),
        ),
        *([parsed(provenance.Variant, variants)] if table else []),
    ]
    with tempfile.TemporaryDirectory() as folder:
        if texts:
            Path(folder, "city.txt").write_bytes(CITY.encode())
            Path(folder, "town.txt").write_bytes(town.encode())
        _, tallies = check(tables, Path(folder), required=False)
    [found] = [tally for tally in tallies if tally.code == VARIANT]
    return found


TOWN = CITY.replace("种好树", "栽好树")


def test_the_same_words_set_differently_do_not_differ():
    town = CITY.replace("。𠮷", "。\n  𠮷")
    two = [span("town", 1, "植树", "开幕了。"), span("town", 2, "𠮷田", "再来！")]
    assert (compared(town, spans=two).state, compared(town).evaluated) == (State.PASSED, 0)


def test_a_difference_without_a_row_is_shown_with_the_row_to_paste():
    found = compared(TOWN)
    assert (found.evaluated, found.failed) == (1, 1)
    [issue] = found.issues
    assert (issue.resource, issue.row, issue.key, issue.related[0].key) == (
        "documents", 2, "city", "town",
    )  # fmt: skip
    assert "…郎先生说，要【种】好树，看好树…" in issue.message
    assert "…郎先生说，要【栽】好树，看好树…" in issue.message
    pasted = next(csv.reader([issue.hint.split("): ")[1]]))
    one, at, other, other_at = pasted
    assert compared(TOWN, variant(at, other_at, one, other)).state is State.PASSED


@pytest.mark.parametrize(
    "row",
    [
        variant("要种好树", "要栽好树"),
        variant("要栽好树", "要种好树", "town", "city"),
        variant("植树…再来！", "植树…再来！"),
        variant("开幕了|要种好树", "要栽好树"),
    ],
)
def test_a_row_that_holds_both_sides_explains_it_in_either_order(row):
    found = compared(TOWN, row)
    assert (found.state, found.evaluated) == (State.PASSED, 1)


@pytest.mark.parametrize(
    "row", [variant("要种好树", "看好树"), variant("看好树", "要栽好树"), variant("说，", "说，")]
)
def test_a_row_that_holds_one_side_explains_nothing(row):
    found = compared(TOWN, row)
    assert [(i.resource, i.field) for i in found.issues] == [
        ("documents", "work_id"),
        ("variants", "at"),
    ]


def test_one_row_may_explain_two_differences_and_every_row_one():
    town = TOWN.replace("看好树", "护好树")
    assert compared(town).evaluated == 2
    assert compared(town, variant("要种好树，看好", "要栽好树，护好")).state is State.PASSED
    idle = compared(TOWN, variant("要种好", "要栽好"), variant("明年再来", "明年再来"))
    assert [(i.resource, i.row) for i in idle.issues] == [("variants", 3)]


def test_words_left_out_or_doubled_are_differences():
    less = CITY.replace("先生", "")
    assert compared(less).failed == 1
    assert compared(less, variant("一郎先生说", "一郎说")).state is State.PASSED
    more = CITY.replace("看好树", "看好好树")
    assert compared(more, variant("看好树", "看好好树")).state is State.PASSED
    tail = CITY.removesuffix("明年再来！")
    assert compared(tail, variant("看好树…再来！", "看好树。")).state is State.PASSED


def test_text_opposite_a_gap_is_no_difference():
    town = "植树大会开幕了。𠮷田一郎（下转第二版）看好树。明年再来！"
    gap = [span("town", 1, "植树", "一郎"), span("town", 2, "看好", "再来！", "gap")]
    assert (compared(town, spans=gap).state, compared(town, spans=gap).evaluated) == (
        State.PASSED, 0,
    )  # fmt: skip
    missing = [span("town", 1, "植树", "一郎"), span("town", 2, "看好", "再来！")]
    assert compared(town, spans=missing).failed == 1


def test_a_row_of_two_works_explains_nothing():
    found = compared(TOWN, variant("要种好树", "要栽好树"), work="another")
    [issue] = found.issues
    assert (found.evaluated, issue.resource, issue.field) == (1, "variants", "other_document_id")


def test_a_row_whose_passage_has_no_place_is_the_business_of_another_check():
    assert [i.resource for i in compared(TOWN, variant("没有的话", "要栽好树")).issues] == [
        "documents"
    ]


def test_a_project_without_variants_is_told_how_to_get_them():
    [issue] = compared(TOWN, table=False).issues
    assert "provenance.Variant" in issue.hint


def test_without_texts_nothing_is_compared():
    assert compared(TOWN, texts=False).state is State.SKIPPED
