"""Without the texts too: no cell that evidence or coverage rests on can be edited unseen."""

import pytest
from coverage_builders import Day, omission
from evidence_builders import TEXT, World, issues, keys_of, source, span, talk

from pipeline import provenance
from pipeline.evidence.check import check
from pipeline.issue import Layer
from pipeline.records import Parsed
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.report import Report, tally

WORLD = World().anchored()

CELLS = {
    "evidence_id": "other",
    "resource": "talks",
    "key": "away",
    "field": "unit",
    "document_id": "other",
    "source_id": "other",
    "spans": "17-20",
    "printed_as": "literal",
    "basis_digest": "0" * 64,
    "span_digest": "0" * 64,
}


@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize(("name", "value"), CELLS.items())
def test_no_cell_of_evidence_is_edited_by_hand(name, value, texts):
    row = WORLD.evidence_of("claims", "all", "value")
    found = issues(WORLD.edit("evidence", row["evidence_id"], **{name: value}), texts=texts)
    assert {i.code for i in found} <= {"evidence", "stale-evidence"} and found
    assert all("pipeline anchor" in (i.hint or "") for i in found)


@pytest.mark.parametrize("texts", [True, False])
def test_no_row_of_evidence_is_taken_out(texts):
    talks = [talk("said", "林树苗发言", name="林树苗", person_id=None, role="spoke")]
    world = World().add("talks", *talks)
    world = world.edit("claims", "all", at="主持，﨑本|大会表彰了1689人", person_id="qiben")
    world = World(TEXT.replace("﨑本花\n子", "﨑本花子"), {**world.rows})
    world.rows["sources"] = [source("paper", world.text)]
    world = world.edit("claims", "all", at="﨑本花子女士|大会表彰了1689人").anchored()
    assert issues(world, texts=texts) == []
    for row in world.rows["evidence"]:
        found = issues(world.drop("evidence", row["evidence_id"]), texts=texts)
        assert found, row
        assert all("pipeline anchor" in (i.hint or "") for i in found)


@pytest.mark.parametrize(
    ("table", "name", "changes", "stale"),
    [
        ("documents", "day", {"work_id": "night"}, {"day"}),
        ("documents", "day", {"reuses": "day"}, {"day"}),
        ("documents", "day", {"issued_basis": "printed"}, {"day"}),
        ("sources", "paper", {"characters": 10_000}, {"day"}),
        ("sources", "paper", {"file_name": "another.txt"}, {"day"}),
        ("sources", "paper", {"published_on": "2020"}, {"day"}),
    ],
)
def test_what_a_document_rests_on_is_held_without_its_text(table, name, changes, stale):
    found = issues(WORLD.edit(table, name, **changes), texts=False)
    assert {i.code for i in found} == {"stale-evidence"}
    assert {i.key for i in found} == stale
    assert all("pipeline anchor" in i.hint for i in found)


def test_free_text_of_ours_is_not_held():
    world = WORLD.edit("sources", "paper", title="another", rights="theirs")
    assert issues(world.edit("documents", "day", note="seen again"), texts=False) == []


def test_the_cause_of_a_reading_is_held_by_the_record_that_it_explains():
    reading = {
        "reading_id": "r", "resource": "talks", "key": "qiben", "field": "name", "cause": "ocr",
    }  # fmt: skip
    world = WORLD.edit("people", "qiben", name="崎本花子").add("readings", reading).anchored()
    assert issues(world, texts=False) == []
    noted = world.edit("readings", "r", note="looked at again")
    assert issues(noted, texts=False) == []
    edited = world.edit("readings", "r", cause="misprint")
    assert keys_of(issues(edited, texts=False)) == {"qiben"}
    assert keys_of(issues(edited)) == {"qiben"}


def test_a_record_that_quotes_nothing_is_held_by_its_passage():
    world = World().add("talks", talk("listened", "林树苗发言", role="silent")).anchored()
    row = world.evidence_of("talks", "listened", "at")
    assert row["printed_as"] == "passage"
    for texts in (True, False):
        assert issues(world, texts=texts) == []
        assert keys_of(issues(world.edit("talks", "listened", at="获第二名"), texts=texts))
        gone = world.drop("evidence", row["evidence_id"])
        assert keys_of(issues(gone, texts=texts)) == {"listened"}


VARIANT = {
    "variant_id": "v", "document_id": "day", "at": "近万人次参观", "other_document_id": "copy",
    "other_at": "近万人次", "cause": "omission", "note": None,
}  # fmt: skip


def two(evidence=True, texts=False, **changes):
    """Two printings of one work with a variant, and what is wrong without the texts."""
    other = "近万人次，十几位老人植树"
    documents = [{**WORLD.rows["documents"][0], "document_id": "copy", "note": None}]
    spans = [span("4", "近万人次", "植树", document_id="copy", source_id="other", seq=1)]
    world = World().add("sources", source("other", other)).add("documents", *documents)
    world = world.add("document_spans", *spans)
    tables = [t for t in world.parsed() if t.name != "evidence"]

    def with_variant(row):
        record = provenance.Variant.model_validate(row)
        return [*tables, Parsed("variants", provenance.Variant, {2: record})]

    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "paper.txt").write_bytes(TEXT.encode())
        Path(folder, "other.txt").write_bytes(other.encode())
        rows = check(with_variant(VARIANT), Path(folder), required=True)[0].rows
    model = provenance.Evidence
    records = {n: model.model_validate(row._asdict()) for n, row in enumerate(rows, 2)}
    anchored = [*with_variant({**VARIANT, **changes}), Parsed("evidence", model, records)]
    _, tallies = check(anchored, None, required=False)
    return [(i.code, i.resource, i.field) for t in tallies for i in t.issues]


def test_variants_are_held_by_both_passages():
    assert two() == []
    assert two(note="another note") == []
    both = [("stale-evidence", "variants", None)]
    assert two(at="近万人次") == both
    assert two(other_at="近万人") == both
    assert two(cause="ocr") == both


def counted(**edited):
    """A day with evidence and counts, without its text; `edited` is done before it is checked."""
    whole = Day(WORLD, [omission("o", "万", at="近万人次")], evidence=False)
    world = World(TEXT, WORLD.rows)
    rows = Day(world, whole.omissions, evidence=False).check(cover=True)[0].rows
    world = World(TEXT, {**world.rows, "evidence": [row._asdict() for row in rows]})
    day = Day(world, whole.omissions, evidence=True).counted()
    for name, change in edited.items():
        setattr(day, name, change(getattr(day, name)))
    return day


def stale(day, **how):
    return [(i.code, i.field) for t in day.check(**how)[1] for i in t.issues]


def test_counts_are_attested_without_the_texts():
    day = counted()
    assert stale(day, texts=False) == []
    assert day.tallies(texts=False)["stale-coverage"].evaluated == len(day.coverage)


def test_an_edited_count_is_stale_without_the_texts():
    def edit(rows):
        return [{**row, "omitted": row["omitted"] + (n == 0)} for n, row in enumerate(rows)]

    found = counted(coverage=edit).issues("stale-coverage", texts=False)
    assert [i.field for i in found] == ["basis_digest"]
    assert "pipeline coverage" in found[0].hint
    told = Report("p", "1", (), (tally("stale-coverage", Layer.EVIDENCE, found),))
    text = RENDERERS["text"](told, Run(sources="texts"))
    assert "Next: pipeline coverage --sources texts, then run pipeline validate again" in text


def test_a_count_taken_out_is_missed_without_the_texts():
    assert len(counted(coverage=lambda rows: rows[1:]).issues("stale-coverage", texts=False)) == 1


def test_an_omission_taken_out_is_stale_without_the_texts():
    gone = counted(omissions=lambda rows: [])
    found = [i for t in gone.check(texts=False)[1] for i in t.issues]
    assert found and all("pipeline" in i.hint for i in found)


def test_a_name_more_makes_the_counts_stale_without_the_texts():
    more = {"person_id": "wang", "name": "王小明"}
    found = counted(world=lambda world: world.add("people", more)).issues(
        "stale-coverage", texts=False
    )
    assert [i.field for i in found] == ["basis_digest"]
