from decimal import Decimal

import pytest
from evidence_builders import TEXT, World, issues, source, span, spots, talk

from pipeline.evidence.check import check
from pipeline.report import State

WORLD = World().anchored()
READING = {"reading_id": "r", "resource": "talks", "key": "qiben", "field": "name", "cause": "ocr"}


def keys(world, code, **how):
    """The records at which a code stands."""
    return {issue.key for issue in issues(world, **how) if issue.code == code}


def states(world, **how):
    found, tallies = world.check(**how)
    return found.state, {t.code: t.state for t in tallies if "evidence" in t.code}


def test_evidence_as_anchored_holds_with_and_without_the_text():
    assert issues(WORLD) == []
    assert issues(WORLD, texts=False) == []


def test_the_report_says_what_was_read():
    assert states(WORLD) == (
        "re-read",
        {
            "missing-evidence": State.PASSED,
            "ambiguous-evidence": State.PASSED,
            "evidence": State.PASSED,
            "stale-evidence": State.SKIPPED,
        },
    )
    assert states(WORLD, texts=False) == (
        "attested",
        {
            "missing-evidence": State.SKIPPED,
            "ambiguous-evidence": State.SKIPPED,
            "evidence": State.SKIPPED,
            "stale-evidence": State.PASSED,
        },
    )
    assert states(WORLD, texts=False, evidence=False)[0] == "none"
    assert states(WORLD, evidence=False) == (
        "re-read",
        {
            "missing-evidence": State.PASSED,
            "ambiguous-evidence": State.PASSED,
            "evidence": State.SKIPPED,
            "stale-evidence": State.SKIPPED,
        },
    )


def test_nothing_at_all_is_none():
    found, tallies = check([], None, required=False)
    assert found.state == "none"
    assert {t.state for t in tallies} == {State.SKIPPED}


def test_stale_records_are_told_with_their_document():
    (found,) = issues(WORLD.edit("documents", "day", issued_on="2020-12-04"), texts=False)
    assert "its evidence and that of 3 records that cite it is stale" in found.message
    assert {p.key for p in found.related} > {"opening", "letters", "lin"}


def test_every_datum_is_counted():
    evaluated = {
        how: {t.code: t.evaluated for t in WORLD.check(texts=how)[1] if t.evaluated}
        for how in (True, False)
    }
    data = len(WORLD.rows["evidence"]) + 2  # contextual ones that are not printed there
    assert evaluated[True]["evidence"] == data
    assert evaluated[False] == {"stale-evidence": data}


EDITS = [
    (WORLD.edit("claims", "all", value=1698), {"all"}),
    (WORLD.edit("claims", "all", at="表彰了1689人"), {"all"}),
    (WORLD.edit("claims", "all", unit="tree"), {"all"}),
    (WORLD.edit("claims", "all", person_id="qiben"), {"all"}),
    (WORLD.edit("talks", "jitian", person_id="lin-shu"), {"jitian"}),
    (WORLD.edit("people", "jitian", name="𠮷田一朗"), {"jitian"}),
    (WORLD.edit("people", "lin-shumiao", name="林树兰"), {"lin-shumiao", "lin"}),
    (WORLD.edit("talks", "qiben", name="﨑本花"), {"qiben"}),
    (WORLD.edit("documents", "day", issued_on="2020-12-04"), {"day"}),
    (
        WORLD.edit("talks", "jitian", person_id="qiben").edit("talks", "qiben", person_id="jitian"),
        {"jitian", "qiben"},
    ),
]


@pytest.mark.parametrize(("world", "stale"), EDITS)
def test_an_edit_of_a_record_is_stale_without_the_text(world, stale):
    assert keys(world, "stale-evidence", texts=False) == stale
    assert {issue.code for issue in issues(world, texts=False)} == {"stale-evidence"}


@pytest.mark.parametrize(("world", "stale"), EDITS)
def test_an_edit_of_a_record_is_caught_with_the_text(world, stale):
    assert {issue.key for issue in issues(world)} & stale


WHOLE = [
    WORLD.edit("document_spans", "s-1", to="获第二名。"),
    WORLD.edit("document_spans", "s-3", role="caption"),
    WORLD.edit("document_spans", "s-3", joins="runs-on"),
    WORLD.edit("sources", "paper", sha256="0" * 64),
]


@pytest.mark.parametrize("world", WHOLE)
def test_an_edit_of_spans_or_source_makes_the_document_stale_without_the_text(world):
    others = len({(row["resource"], row["key"]) for row in WORLD.rows["evidence"]}) - 1
    (found,) = [i for i in issues(world, texts=False) if i.code == "stale-evidence"]
    assert (found.resource, found.key) == ("documents", "day")
    assert found.message.endswith(f"and that of {others} records that cite it is stale")


@pytest.mark.parametrize("world", WHOLE[:3])
def test_an_edit_of_spans_is_stale_with_the_text_too(world):
    assert {issue.code for issue in issues(world)} == {"evidence"}
    assert all("stale" in issue.message for issue in issues(world))


def test_a_reading_is_part_of_the_basis():
    world = WORLD.add("readings", READING).edit("talks", "qiben", name="﨑本")
    [stale] = [i for i in issues(world, texts=False) if i.key == "qiben"]
    assert "`person_id`, `name`, `role` is stale" in stale.message
    explained = WORLD.edit("people", "qiben", name="崎本花子").add("readings", READING).anchored()
    assert issues(explained) == []
    assert keys(explained.drop("readings", "r"), "stale-evidence", texts=False) == {"qiben"}
    assert keys(explained.drop("readings", "r"), "evidence") == {"qiben"}


def test_what_is_ours_is_no_basis():
    assert issues(WORLD.edit("claims", "all", note="a better note"), texts=False) == []
    assert issues(WORLD.edit("documents", "day", title="another title"), texts=False) == []


def test_a_span_may_be_renamed():
    assert issues(WORLD.edit("document_spans", "s-3", span_id="s-last"), texts=False) == []


def evidence_edited(key, field, **changes):
    name = WORLD.evidence_of(*key, field)["evidence_id"]
    return WORLD.edit("evidence", name, **changes)


@pytest.mark.parametrize(
    "spans", ["17-22", "15-20", "17-21", "16-20", "16-21;24-25", "160000-160005"]
)
def test_an_offset_moved_by_hand_is_caught_with_the_text(spans):
    world = evidence_edited(("claims", "all"), "value", spans=spans)
    found = issues(world)
    assert [(i.code, i.resource, i.row, i.field) for i in found] == [
        ("evidence", "claims", 2, "value")
    ]
    assert f"cites paper {spans}, but it is printed at paper 16-21" in found[0].message
    assert found[0].related[0].resource == "evidence"


def test_a_citation_beyond_the_text_is_caught_without_it():
    world = evidence_edited(("claims", "all"), "value", spans="160000-160005")
    found = issues(world, texts=False)
    assert [(i.code, i.resource, i.field) for i in found] == [
        ("stale-evidence", "evidence", "spans")
    ]


@pytest.mark.parametrize(
    "changes", [{"span_digest": "0" * 64}, {"printed_as": "literal"}, {"evidence_id": "other"}]
)
def test_other_cells_of_evidence_are_not_edited_by_hand(changes):
    world = evidence_edited(("claims", "all"), "value", **changes)
    found = issues(world)
    assert [(i.code, i.key) for i in found] == [("evidence", "all")]
    assert next(iter(changes)) in found[0].message


def test_a_basis_edited_by_hand_is_stale_in_both_ways():
    world = evidence_edited(("claims", "all"), "value", basis_digest="0" * 64)
    assert keys(world, "evidence") == {"all"}
    assert keys(world, "stale-evidence", texts=False) == {"all"}


def test_a_value_that_is_not_printed_is_the_only_issue_of_its_record():
    [issue] = issues(WORLD.edit("claims", "all", value=1698))
    assert (issue.code, issue.key, issue.field) == ("missing-evidence", "all", "value")
    assert "it prints …开大会表彰了【1689人】" in issue.message


def test_a_row_of_evidence_that_is_missing_is_placed_at_its_record():
    name = WORLD.evidence_of("claims", "all", "value")["evidence_id"]
    world = WORLD.drop("evidence", name)
    assert spots(world) == {("evidence", "all", "value")}
    assert spots(world, texts=False) == {("stale-evidence", "all", "value")}


def test_a_record_without_evidence_is_placed():
    world = WORLD.add("talks", talk("new", "大会表彰", name="大会"))
    assert spots(world) == {("evidence", "new", "name")}
    assert spots(world, texts=False) == {("stale-evidence", "new", "name")}


@pytest.mark.parametrize(("texts", "code"), [(True, "evidence"), (False, "stale-evidence")])
def test_evidence_without_its_record_is_placed_where_people_edit(texts, code):
    gone = WORLD.drop("talks", "miao")
    (issue,) = issues(gone, texts=texts)
    assert (issue.code, issue.resource, issue.key) == (code, "talks", "miao")
    emptied = WORLD.edit("talks", "qiben", name=None)
    assert spots(emptied, texts=texts) >= {(code, "qiben", "name")}


def test_rows_that_could_not_be_parsed_are_not_called_missing():
    tables = WORLD.drop("talks", "miao").parsed()
    for table in tables:
        table.sound = table.name != "talks"
    _, tallies = check(tables, None, required=False)
    assert [issue for tally in tallies for issue in tally.issues] == []


@pytest.mark.parametrize("name", ["document_spans", "evidence"])
def test_tables_with_errors_are_waited_for(name):
    tables = WORLD.edit("claims", "all", value=7).parsed()
    for table in tables:
        table.sound = table.name != name
    _, tallies = check(tables, None, required=False)
    waiting = {t.code: t.because for t in tallies if t.code == "stale-evidence"}
    assert name in waiting["stale-evidence"]


@pytest.mark.parametrize("name", ["people", "readings"])
def test_names_are_not_attested_by_tables_with_errors(name):
    tables = WORLD.drop("people", "jitian").parsed()
    for table in tables:
        table.sound = table.name != name
    _, tallies = check(tables, None, required=False)
    assert [i.key for t in tallies for i in t.issues if i.field == "person_id"] == []


def test_one_character_inserted_into_a_source_is_another_text():
    longer = World(TEXT.replace("大会表彰", "大会，表彰"), WORLD.rows)
    assert {i.code for i in issues(longer)} == {"source-text"}
    assert longer.check()[0].state == "attested"


def test_a_source_declared_anew_makes_its_evidence_stale():
    text = TEXT.replace("大会表彰", "大 会表彰")
    longer = World(text, {**WORLD.rows, "sources": [source("paper", text)]})
    assert keys(longer, "evidence") == {"day"}
    assert keys(longer, "stale-evidence", texts=False) == {"day"}
    assert issues(longer.anchored()) == []


def test_evidence_must_cite_a_source_of_its_document():
    world = WORLD.add("sources", source("other", TEXT))
    name = WORLD.evidence_of("claims", "all", "value")["evidence_id"]
    world = world.edit("evidence", name, source_id="other")
    found = issues(world, texts=False)
    assert [(i.code, i.resource, i.key) for i in found] == [("stale-evidence", "evidence", name)]


def test_documents_whose_text_is_missing_are_attested_beside_those_that_are_read():
    world = World().add("sources", source("other", TEXT))
    world = world.add("documents", {**world.rows["documents"][0], "document_id": "copy"})
    spans = [
        span("4", "植树大会", "第二名。", document_id="copy", source_id="other", seq=1),
    ]
    world = world.add("document_spans", *spans)
    world = world.add("talks", talk("far", "林树苗发言", document_id="copy", name="林树苗"))
    world = World(TEXT, {**world.rows, "evidence": WORLD.rows["evidence"]})
    found, tallies = world.check()
    assert found.state == "attested"
    assert spots(world) == {
        ("stale-evidence", "far", "name"),
        ("stale-evidence", "copy", "document_id"),
    }
    assert {t.code: t.evaluated for t in tallies}["stale-evidence"] == 3


def test_a_reference_to_another_than_the_passage_prints_is_the_one_cause():
    visit = {"document_id": "day", "at": "林树苗…近万人次参观", "value": Decimal(10000)}
    more = {"claim_id": "visit", "unit": "times", "comparator": "nearly"}
    world = World().add("claims", {**more, **visit, "person_id": "lin-shumiao"}).anchored()
    found = issues(world.edit("claims", "visit", person_id="qiben"))
    assert [(i.code, i.key, i.field) for i in found] == [("evidence", "visit", "person_id")]
    assert "no longer prints it" in found[0].message
    assert "if `person_id` is wrong now, correct it" in (found[0].hint or "")


def test_a_record_that_cites_another_document_is_stale_once():
    other = {**WORLD.rows["documents"][0], "document_id": "other", "work_id": "other"}
    spans = [span("4", "植树大会", "第二名。", document_id="other", seq=1)]
    world = WORLD.add("documents", other).add("document_spans", *spans)
    found = issues(world.edit("talks", "qiben", document_id="other"), texts=False)
    ours = [(i.code, i.resource, i.key) for i in found if i.key != "other"]
    assert ours == [("stale-evidence", "talks", "qiben")]
