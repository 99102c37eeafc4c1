import csv
import io
import random

import pytest
from evidence_builders import TEXT, Talk, World, issues
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.declare import columns
from pipeline.evidence import spans
from pipeline.evidence.anchor import anchor, as_cells, as_csv, write
from pipeline.evidence.data import Datum
from pipeline.evidence.derive import Found, Outcome
from pipeline.evidence.forms import Forms
from pipeline.evidence.index import Index, cells
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.row import names
from pipeline.provenance import Evidence
from pipeline.records import Parsed

WORLD = World()
ROWS = WORLD.check()[0].rows


def test_rows_follow_tables_rows_and_fields():
    order = {
        (t.name, str(next(iter(cells(r).values())))): (i, n)
        for i, t in enumerate(WORLD.parsed())
        for n, r in t.records.items()
    }
    places = [order[row.resource, row.key] for row in ROWS]
    assert places == sorted(places)
    fields = [row.field for row in ROWS if row.key == "lin"]
    assert fields == ["person_id", "role", "date"]


def test_deriving_again_gives_the_same_bytes():
    assert as_csv(WORLD.check()[0].rows) == as_csv(ROWS)


def test_the_table_is_canonical_csv(tmp_path):
    write(ROWS, tmp_path / "evidence.csv")
    content = (tmp_path / "evidence.csv").read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["evidence.csv"]
    assert b"\r" not in content and content.endswith(b"\n")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
    assert header == list(columns(Evidence))
    parsed = [Evidence.model_validate(dict(zip(header, row, strict=True))) for row in rows]
    assert list(as_cells(parsed)) == [list(row) for row in ROWS]


def test_no_text_of_the_source_is_in_it():
    assert not any(char > "\x7f" for char in as_csv(ROWS))


def test_ids_are_readable_and_unique():
    assert ROWS[0].evidence_id == "claims-all-value"
    assert len({row.evidence_id for row in ROWS}) == len(ROWS)


CITED = {**dict.fromkeys(columns(Talk)), "document_id": "day", "at": "x", "name": "x"}


def datum(resource, key, field):
    return Datum(Parsed(resource, Talk), 2, key, field, columns(Talk)["name"], CITED)


def test_an_id_of_a_key_that_is_no_slug_has_a_digest():
    assert names([("list_entries", "a, b", "x_y")]) == ["list-entries-a-b-x-y"]
    first, second = names([("t", "甲-1", "f"), ("t", "乙-1", "f")])
    assert first != second
    assert first.startswith("t-1-f-")
    upper, lower = names([("t", "A", "f"), ("t", "a", "f")])
    assert upper != lower


def test_a_field_printed_in_two_sources_has_a_number_from_the_second_on():
    assert names([("t", "a", "f")] * 2) == ["t-a-f", "t-a-f-2"]


class Anywhere:
    """A witness that prints everything at one place."""

    def cite(self, place):
        return [("paper", (place,))]

    def digest(self, citation):
        return "0" * 64


def test_ids_that_would_be_the_same_are_told_apart():
    index = Index.from_tables(WORLD.parsed())
    place = Found((0, 1), Anywhere())
    outcomes = [Outcome(datum("t", key, "f"), Forms(("x",)), place) for key in ("a_b", "a-b", "c")]
    first, second, third = (row.evidence_id for row in anchor(outcomes, index))
    assert third == "t-c-f"
    assert first != second
    assert {first[:6], second[:6]} == {"t-a-b-"}


@pytest.mark.parametrize("bad", ["", "4", "4-", "4-3", "4-4", "a-b", "1-2,3-4", "1-2;"])
def test_spans_are_well_formed(bad):
    with pytest.raises(ValidationError):
        Evidence.model_validate({**ROWS[0]._asdict(), "spans": bad})


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 100)), min_size=1))
def test_spans_read_back_as_they_are_shown(pairs):
    ranges = tuple((start, start + length) for start, length in pairs)
    assert spans.parse(spans.show(ranges)) == ranges


@settings(deadline=None, max_examples=100)
@given(st.text("甲𠮷﨑12 \n　", min_size=1, max_size=40), st.data())
def test_ranges_hold_the_characters_and_white_space_between_them(raw, data):
    source = Source.from_text("s", raw)
    if not source.text:
        return
    reading = Reading(source.text, tuple((("s", at),) for at in source.origins))
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    ((source_id, ranges),) = spans.cite(reading, start, end, {"s": source})
    assert source_id == "s"
    assert len(ranges) == 1
    first, last = ranges[0]
    assert "".join(raw[first:last].split()) == source.text[start:end]
    assert not raw[first].isspace() and not raw[last - 1].isspace()
    inside = first > 0 and raw[first - 1] in "12" and raw[first] in "12"
    inside = inside or (last < len(raw) and raw[last] in "12" and raw[last - 1] in "12")
    assert spans.cuts([(source_id, ranges)], {"s": source}) is inside


@pytest.mark.parametrize(
    ("raw", "at", "cut"),
    [
        ("1,689人", 2, True),
        ("1,689人", 0, False),
        ("1,689人", 5, False),
        ("24日,30人", 4, False),
        ("２，０００", 2, True),
        ("1.5倍", 2, True),
        ("2020.11.24", 5, True),
        ("第1、2", 3, False),
        ("13\n11月", 3, False),
    ],
)
def test_numbers_are_not_cut(raw, at, cut):
    source = Source.from_text("s", raw)
    assert spans.cuts([("s", ((0, at),))], {"s": source}) is cut


def test_seams_are_where_the_raw_text_breaks():
    raw = "甲13\n11乙 丙"
    source = Source.from_text("s", raw)
    reading = Reading(source.text, tuple((("s", at),) for at in source.origins))
    assert spans.seams(reading) == {3, 6}


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_other_tables_does_not_matter(rng: random.Random):
    rows = {name: list(listed) for name, listed in WORLD.rows.items()}
    for name in ("people", "document_spans", "sources"):
        rng.shuffle(rows[name])
    assert as_csv(World(TEXT, rows).check()[0].rows) == as_csv(ROWS)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, len(ROWS) - 1), st.sampled_from(range(64)))
def test_any_digest_edited_by_hand_is_caught(which, at):
    anchored = WORLD.anchored()
    row = anchored.rows["evidence"][which]
    for name in ("basis_digest", "span_digest"):
        digit = "0" if row[name][at] != "0" else "1"
        changed = row[name][:at] + digit + row[name][at + 1 :]
        found = issues(anchored.edit("evidence", row["evidence_id"], **{name: changed}))
        assert [(i.code, i.key) for i in found] == [("evidence", row["key"])]
