"""Evidence goes over to a corrected text by a diff, and never to a lookalike."""

import pytest
from coverage_builders import omission, table
from evidence_builders import ROWS, TEXT, World, claim, issues, source, span, talk
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import provenance
from pipeline.evidence.carry.carry import carry
from pipeline.evidence.index import Index, cells

ANCHORED = World().anchored()


def carried(text, world=ANCHORED):
    """What becomes of a world's evidence when its text is corrected."""
    tables = world.parsed()
    declared = Index.from_tables(tables).sources["paper"]
    now = provenance.Source.model_validate(
        {**cells(declared), **{k: source("paper", text)[k] for k in ("sha256", "characters")}}
    )
    return carry(tables, (declared, world.text), (now, text), {})


def afterwards(found, text, world=ANCHORED):
    """The world with the new text and what was carried to it."""
    rows = {**world.rows, "sources": [source("paper", text)]}
    return World(text, {**rows, "evidence": [row._asdict() for row in found.rows]})


def edited(found):
    return {(item.resource, item.key, item.field) for item in found.edited}


def agrees(text, world=ANCHORED):
    """Everything is carried, and the texts say the same."""
    found = carried(text, world)
    assert (found.whole, edited(found)) == (True, set())
    assert issues(afterwards(found, text, world)) == []
    return found


def test_a_paragraph_that_stands_further_down_is_carried():
    found = agrees(f"第一版\n\n{TEXT}")
    assert (found.evidence.carried, found.evidence.rewrapped, found.spans.carried) == (20, 0, 3)
    was = ANCHORED.evidence_of("claims", "all", "value")["spans"]
    now = next(row for row in found.rows if (row.key, row.field) == ("all", "value")).spans
    assert [int(n) + 5 for n in was.split("-")] == [int(n) for n in now.split("-")]


def test_lines_wrapped_anew_are_carried_as_such():
    found = agrees(TEXT.replace("𠮷田一郎先生", "𠮷田\n  一郎先生"))
    assert (found.evidence.carried, found.evidence.rewrapped) == (19, 1)


def test_a_line_break_that_makes_another_number_is_edited():
    found = carried(TEXT.replace("13\n11月25日", "1311月25日"))
    assert ("talks", "letters", "date") in edited(found)


def test_a_paragraph_moved_past_others_is_listed_not_sought():
    head, tail = TEXT.split("近万人次参观，")
    found = carried(f"近万人次参观，{head}{tail}")
    assert ("talks", "jitian", "person_id") not in edited(found)
    assert not found.whole


@pytest.mark.parametrize(
    ("was", "now"),
    [("，𠮷田", "，“𠮷田"), ("报名，\n", "报名。\n"), ("先生主持，﨑", "先生主持：﨑")],
)
def test_punctuation_beside_a_place_leaves_it(was, now):
    text = TEXT.replace(was, now)
    agrees(text)


def test_a_character_inside_a_place_edits_it():
    found = carried(TEXT.replace("𠮷田一郎先生", "𠮷田·一郎先生"))
    assert edited(found) == {("talks", "jitian", "person_id")}
    [item] = found.edited
    assert (item.old, item.new) == ("𠮷田一郎", "𠮷田·一郎")
    assert item.reason and item.hint


@pytest.mark.parametrize(
    ("was", "now", "spot"),
    [
        ("1689人", "16890人", ("claims", "all", "value")),
        ("1689人", "11689人", ("claims", "all", "value")),
        ("1689人", "1689.5人", ("claims", "all", "value")),
        ("获第二名", "获第十二名", ("claims", "rank", "value")),
        ("12月3日", "12月30日", ("talks", "lin", "date")),
    ],
)
def test_a_figure_more_makes_another_number(was, now, spot):
    found = carried(TEXT.replace(was, now))
    assert found.edited
    assert spot not in {(row.resource, row.key, row.field) for row in found.rows}


def test_a_name_that_goes_on_is_edited_though_its_characters_stand():
    world = World().add("talks", talk("shown", "其中689…外地", name="外地")).anchored()
    found = carried(TEXT.replace("来自外地。", "来自外地州。"), world)
    assert edited(found) == {("talks", "shown", "name")}


def test_a_corrected_name_waits_for_its_record():
    text = TEXT.replace("林树苗", "林树茁")
    found = carried(text)
    assert edited(found) == {("talks", "miao", "at")}
    assert found.waiting == 2
    left = {(row.key, row.field) for row in found.rows}
    assert ("miao", "person_id") not in left and len(left) == 19
    asked = {(issue.code, issue.key) for issue in issues(afterwards(found, text))}
    assert asked == {("passage", "miao")}


def test_a_passage_that_became_ambiguous_is_edited():
    found = carried(TEXT.replace("近万人次", "去年植树三亩，近万人次"))
    assert ("claims", "mu", "at") in edited(found)


def test_a_lookalike_before_the_original_is_not_taken():
    world = World().edit("claims", "mu", at="植树三亩#1").anchored()
    assert issues(world) == []
    text = TEXT.replace("近万人次", "去年植树三亩，近万人次")
    found = carried(text, world)
    assert ("claims", "mu", "at") in edited(found)
    [item] = [item for item in found.edited if item.field == "at"]
    assert "another place" in item.reason
    assert ("claims", "mu") not in {(row.resource, row.key) for row in found.rows}
    assert ("evidence") not in {i.code for i in issues(world)}


def test_of_two_equal_copies_neither_is_taken():
    text = TEXT.replace("三亩，", "三亩，三亩，")
    world = World().edit("claims", "mu", at="老人植树…亩").anchored()
    assert issues(world) == []
    assert ("claims", "mu", "value") in edited(carried(text, world))


def test_a_span_whose_first_words_stand_elsewhere_now_is_edited():
    spans = [{**ROWS["document_spans"][0], "from": "植树大会#1"}, *ROWS["document_spans"][1:]]
    world = World(TEXT, {**ROWS, "document_spans": spans}).anchored()
    assert issues(world) == []
    found = carried(f"植树大会公报\n{TEXT}", world)
    assert ("document_spans", "s-1", "from") in edited(found)


def test_what_was_stale_before_is_not_made_good():
    world = ANCHORED.edit("claims", "all", note="ours, still").edit("claims", "mu", value=4)
    found = carried(f"。{TEXT}", world)
    assert {item.key for item in found.edited} == {"mu"}
    assert "run `pipeline anchor` with the old text" in found.edited[0].hint


def test_what_is_printed_only_now_is_listed():
    world = World().add("claims", claim("new", "老人植树…亩", "4", "mu")).anchored()
    found = carried(TEXT.replace("三亩", "四亩"), world)
    assert ("claims", "new", "value") in edited(found)


def test_evidence_of_other_texts_stays_as_it_is():
    world = World()
    rows = {**world.rows, "sources": [source("paper", TEXT), source("other", "另一份报纸")]}
    rows["documents"] = [*rows["documents"], {**rows["documents"][0], "document_id": "other"}]
    rows["document_spans"] = [
        *rows["document_spans"],
        {**span("9", "另一份", "报纸"), "document_id": "other", "source_id": "other", "seq": 1},
    ]
    theirs = {**ANCHORED.rows["evidence"][0], "evidence_id": "x", "key": "x"}
    theirs |= {"document_id": "other", "source_id": "other"}
    rows["evidence"] = [theirs, *ANCHORED.rows["evidence"]]
    found = carried(f"。{TEXT}", World(TEXT, rows))
    assert found.whole
    assert [row._asdict() for row in found.rows if row.key == "x"] == [theirs]


def test_a_text_of_a_hundred_thousand_characters_is_carried():
    body = "".join(chr(0x4E00 + (n * n * 7 + n * 13) % 9000) for n in range(100_000))
    world = World(f"{TEXT}\n{body}", {**ROWS, "sources": [source("paper", f"{TEXT}\n{body}")]})
    agrees(f"{TEXT}\n{body[:50_000]}、{body[50_000:]}", world.anchored())


_EDGES = sorted(
    {
        at
        for row in ANCHORED.rows["evidence"]
        if row["printed_as"] != "passage"
        for part in row["spans"].split(";")
        for at in range(int(part.split("-")[0]) - 1, int(part.split("-")[1]) + 1)
    }
)
_QUOTED = "".join(
    part for t in ("claims", "talks") for row in ROWS[t] for part in row["at"].split("…")
) + "".join(row[n] for row in ROWS["document_spans"] for n in ("from", "to"))
_FREE = [
    at
    for at in range(len(TEXT))
    if not {at, at - 1} & set(_EDGES) and at < TEXT.index("林林先先") and TEXT[at] not in _QUOTED
]


@given(st.sampled_from(_FREE), st.text(alphabet="龘靐齉\n ", min_size=1, max_size=4), st.booleans())
@settings(deadline=None, max_examples=60)
def test_an_edit_outside_all_places_carries_everything(at, words, instead):
    agrees(TEXT[:at] + words + TEXT[at + instead :])


def test_words_moved_out_of_their_document_are_said_to_stand_elsewhere():
    text = TEXT.replace("近万人次参观，", "") + "\n。\n近万人次参观，"
    [item] = [item for item in carried(text).edited if item.key == "visits"]
    assert (item.resource, item.key, item.field) == ("claims", "visits", "at")
    assert f"line {text.count(chr(10)) + 1} of the new text, outside the spans" in item.reason
    assert "extend document_spans" in item.hint
    assert item.new == "近万人次参观"


def test_an_edited_value_is_asked_about():
    world = World().edit("claims", "all", at="大会表彰了…人").anchored()
    [item] = carried(TEXT.replace("1689人", "1698人"), world).edited
    assert (item.field, item.old, item.new) == ("value", "1689人", "1698人")
    assert "`1689人` → `1698人`: look whether `value` (`1689`)" in item.hint
    assert "pipeline anchor" in item.hint


def test_an_edited_passage_is_not_told_to_be_copied():
    [item] = carried(TEXT.replace("1689人", "1698人")).edited
    assert item.field == "at" and "look whether the values" in item.hint


@pytest.mark.parametrize("gap", ["\n", " ", "\r\n　"])
def test_white_space_inside_a_number_has_a_message_of_its_own(gap):
    [item] = carried(TEXT.replace("1689人", f"16{gap}89人")).edited
    assert (item.key, item.field) == ("all", "value")
    assert "inside the number of `1689人`" in item.reason
    assert "never read across white space" in item.hint


@pytest.mark.parametrize(
    ("at", "exact", "text", "lost"),
    [
        (None, "本版责编", TEXT + "\n本版责编", None),
        (None, "本版责编", f"号外\n{TEXT}\n本版责编", None),
        (None, "本版责编", TEXT + "\n责编", "exact"),
        ("本版责编林", "责编", TEXT + "\n本版责编林", None),
        ("本版责编林", "责编", TEXT + "\n本版责编王", "at"),
    ],
)
def test_omissions_of_the_raw_text_are_carried(at, exact, text, lost):
    left = omission("furniture", exact, at, document=None)
    old = f"{TEXT}\n本版责编林"
    tables = [*World(old).anchored().parsed(), table(provenance.Omission, [left])]
    declared = Index.from_tables(tables).sources["paper"]
    now = provenance.Source.model_validate(
        {**cells(declared), **{k: source("paper", text)[k] for k in ("sha256", "characters")}}
    )
    found = carry(tables, (declared, old), (now, text), {})
    assert edited(found) == ({("omissions", "furniture", lost)} if lost else set())
