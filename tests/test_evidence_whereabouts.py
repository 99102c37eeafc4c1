"""A passage that its document does not print: the span or the document to correct is named."""

import pytest
from evidence_builders import TEXT, World, issues, source, span, talk

from pipeline.evidence.documents import Documents, read_readings
from pipeline.evidence.explain import in_another_form
from pipeline.evidence.index import Index
from pipeline.evidence.passages import resolve
from pipeline.evidence.reading import Source
from pipeline.evidence.squeeze import bare
from pipeline.evidence.whereabouts import Whereabouts


def only(world):
    found = [i for i in issues(world) if i.code == "passage"]
    assert len(found) == 1, [i.message for i in found]
    return found[0]


def told(issue):
    return issue.message, issue.hint, [(p.resource, p.key, p.field) for p in issue.related]


def with_two_documents(at, document_id="day"):
    other = {**World().rows["documents"][0], "document_id": "other", "work_id": "other"}
    world = World().add("documents", other)
    world.rows["document_spans"] = [
        span("1", "植树大会", "第二名。"),
        span("2", "林林先先", "棵棵", document_id="other", seq=1, quality="doubled"),
    ]
    world.rows["claims"], world.rows["talks"] = [], []
    return world.add("talks", talk("t", at, document_id=document_id, name=None))


def test_words_that_a_span_cuts_through_name_the_span():
    world = World().drop("claims", "rank").edit("document_spans", "s-1", to="植树三")
    issue = only(world)
    message, hint, related = told(issue)
    assert message == "`植树三亩`: span `s-1` of the document ends inside these words"
    assert "correct `to` of `s-1` in document_spans" in hint and "【植树三亩】" in hint
    assert related == [("document_spans", "s-1", "to")]


def test_words_before_the_edge_name_its_from():
    world = World().edit("document_spans", "s-3", **{"from": "月3日林树"})
    found = [i for i in issues(world) if i.code == "passage"]
    assert [told(i)[2] for i in found] == [[("document_spans", "s-3", "from")]]
    assert "begins inside" in found[0].message


def test_words_that_the_spans_leave_out_name_the_nearest():
    message, hint, related = told(only(World().edit("document_spans", "s-3", to="先生")))
    assert message == ("`讲话`: these words stand in the text `paper`, but outside of the document")
    assert "correct `to` of `s-3`" in hint and related == [("document_spans", "s-3", "to")]


def test_words_of_another_document_name_it():
    message, hint, _ = told(only(with_two_documents("林先生植树")))
    assert message.endswith("these words stand in another document than `day`: `other`")
    assert hint == "correct the document that the record cites, or the passage"


def test_words_that_no_document_prints_name_the_nearest_span():
    world = with_two_documents("12月3日林树", "other")
    message, hint, _ = told(only(world))
    assert "stand in the text `paper`, but outside of the document" in message
    assert "add a span that holds them" in hint


def test_words_over_a_break_name_the_span_that_does_not_run_on():
    world = World().add("talks", talk("over", "棵12月", name=None))
    message, hint, related = told(only(world))
    assert message == "`棵12月`: these words run over into span `s-3`, which does not run on"
    assert "`runs-on`" in hint and related == [("document_spans", "s-3", "joins")]


def test_words_that_stand_nowhere_show_the_nearest():
    issue = only(World().add("talks", talk("near", "林树描发言", name=None)))
    assert issue.message == "`林树描发言`: these words do not stand in the text"
    assert issue.hint.startswith("one character differs: the document prints …")
    assert "【林树苗发言】" in issue.hint


@pytest.mark.parametrize(
    ("at", "hint"),
    [
        ("林樹苗發言", "simplified and traditional characters differ: the text prints …"),
        ("３月１２日", "full-width and half-width characters differ: the text prints …"),
        (
            "林树...讲话",
            "the sign between first and last words is one character: write `林树…讲话`",
        ),
        ("林树……讲话", "the sign between first and last words is one character: write `林树…讲话`"),
        ("林树\u200b苗", "there is an invisible character in it: the text prints …"),
    ],
)
def test_words_in_another_form(at, hint):
    text = "3月12日，林树苗发言讲话"
    assert in_another_form(bare(at), text).startswith(hint)


def test_a_passage_and_a_span_in_the_other_script_say_so():
    issue = only(World().add("talks", talk("near", "林樹苗發言", name=None)))
    assert "simplified and traditional" in issue.hint and "【林树苗发言】" in issue.hint
    found = issues(World().edit("document_spans", "s-1", to="第叁名"))
    assert any("one character differs: the text prints" in (i.hint or "") for i in found)


def test_last_words_that_a_span_cuts_off_name_it_too():
    world = World(TEXT).edit("talks", "qiben", at="﨑本…树三亩，获")
    world = world.drop("claims", "mu").drop("claims", "rank")
    world = world.edit("document_spans", "s-1", to="植树三")
    assert any("【树三亩，获】" in (i.hint or "") for i in issues(world))


def test_a_span_without_a_place_is_the_one_cause():
    world = World().edit("document_spans", "s-1", to="第三名。")
    assert [(i.code, i.key) for i in issues(world)] == [("document-span", "s-1")]
    wrong = world.add("talks", talk("wrong", "没有这句话", name=None))
    assert {i.key for i in issues(wrong)} == {"s-1", "wrong"}


def test_a_span_that_cuts_a_number_is_the_one_cause():
    world = World().edit("document_spans", "s-1", to="大会表彰了16")
    found = issues(world)
    assert [(i.code, i.key, i.field) for i in found] == [("document-span", "s-1", "to")]
    assert "the span ends inside a number of the source" in found[0].message
    begun = World().edit("document_spans", "s-3", **{"from": "2月3日"})
    assert [(i.code, i.field) for i in issues(begun)] == [("document-span", "from")]


def test_spans_that_go_on_with_a_number_do_not_cut_it():
    spans = World().rows["document_spans"]
    more = [
        span("1", "植树大会", "大会表彰了16"),
        span("2", "89人,其中", "第二名。", joins="runs-on"),
        *({**row, "seq": row["seq"] + 1, "span_id": f"t-{row['seq']}"} for row in spans[1:]),
    ]
    world = World()
    world.rows["document_spans"] = more
    assert issues(world.anchored()) == []


def test_passages_of_several_records_beyond_a_span_are_one_issue_of_it():
    world = World().edit("document_spans", "s-1", to="大会表彰了1689人,其中")
    found = [i for i in issues(world) if i.code == "passage"]
    assert [(i.resource, i.key, i.field) for i in found] == [("document_spans", "s-1", "to")]
    assert found[0].message.startswith("10 passages quote words that this span leaves out or cuts")
    assert "correct `to` of `s-1`" in found[0].hint
    assert [p.resource for p in found[0].related] == ["claims"] * 3


def test_words_that_no_document_prints_name_the_text():
    world = World().add("sources", {**source("more", TEXT), "file_name": "paper.txt"})
    world.rows["document_spans"] = [span("1", "获第二名。", "获第二名。")]
    world.rows["claims"], world.rows["talks"] = [], []
    index = Index.from_tables(world.parsed())
    texts = {
        "paper": Source.from_text("paper", "获第二名。"),
        "more": Source.from_text("more", TEXT),
    }
    readings, _ = read_readings(index, texts)
    documents = Documents(texts, readings, frozenset(), 1, [], [])
    (problem,) = resolve("林树苗发言", readings["day"].text)
    told = Whereabouts(index, documents).tell("day", problem)
    assert told.problem.reason == "these words stand in the text `more`, but in no document"
    assert "【林树苗发言】" in told.problem.remedy
