import pytest
from evidence_builders import TEXT, World, cited, claim, issues, source, span, spots, talk
from hypothesis import given, settings
from hypothesis import strategies as st

WORLD = World()


def derived(world):
    """All issues but those about the evidence table, which stays empty here."""
    return [issue for issue in issues(world, evidence=False) if issue.code != "source-text"]


def codes(world):
    return {(i.code, i.key, i.field) for i in derived(world)}


def only(world):
    found = derived(world)
    assert len(found) == 1, found
    return found[0]


def with_claim(at, value, unit="person", **more):
    return WORLD.add("claims", claim("new", at, value, unit, **more))


def with_talk(at, **more):
    return WORLD.add("talks", talk("new", at, **more))


def test_every_value_of_a_sound_project_is_placed():
    assert derived(WORLD) == []


@pytest.mark.parametrize(
    ("table", "key", "field", "printed"),
    [
        ("claims", "all", "value", ["1689人"]),
        ("claims", "away", "value", ["689人"]),
        ("claims", "students", "value", ["２，０００余名"]),
        ("claims", "visits", "value", ["近万人次"]),
        ("claims", "old", "value", ["十几位"]),
        ("claims", "mu", "value", ["三亩"]),
        ("claims", "rank", "value", ["第二名"]),
        ("talks", "opening", "date", ["昨天"]),
        ("talks", "letters", "date", ["11月25日"]),
        ("talks", "jitian", "person_id", ["𠮷田一郎"]),
        ("talks", "qiben", "name", ["﨑本花\n子"]),
        ("talks", "jitian", "role", ["主持"]),
        ("talks", "qiben", "role", ["共同主持"]),
    ],
)
def test_a_value_is_cited_as_it_is_printed(table, key, field, printed):
    assert cited(WORLD, table, key, field) == printed


def test_both_copies_of_a_doubled_line_are_cited():
    assert cited(WORLD, "claims", "trees", "value") == ["330330棵棵"]
    world = with_talk("林先生", name="先生")
    assert cited(world, "talks", "new", "name") == ["先先生生"]


def test_a_number_across_a_line_break_is_not_joined():
    assert "missing-evidence" in {i.code for i in derived(with_claim("收到1311月", "1311", "tree"))}
    found = only(with_talk("大会收到1311月25日", name="1311月"))
    assert (found.code, found.key) == ("missing-evidence", "new")
    assert "across two" in found.hint


@pytest.mark.parametrize("value", ["689", "168", "89"])
def test_no_number_is_found_inside_a_longer_one(value):
    found = only(with_claim("大会表彰了1689人", value))
    assert (found.code, found.field) == ("missing-evidence", "value")
    found = only(with_talk("大会表彰了1689人", name=value))
    assert "part of a number" in found.hint


def test_full_width_figures_are_not_cut_either():
    assert only(with_talk("２，０００余名", name="０００")).code == "missing-evidence"


def test_a_span_that_begins_inside_a_number_is_no_evidence():
    world = WORLD.edit("document_spans", "s-1", **{"from": "89人,其中"})
    world = World(
        world.text, {**world.rows, "claims": [claim("all", "89人,其", "89")], "talks": []}
    )
    assert {i.code for i in derived(world)} == {"document-span"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": 1680}, "it prints …开大会表彰了【1689人】,其中689…"),
        ({"unit": "times"}, "not with `人次`, `次`"),
        ({"comparator": "over"}, "is not printed"),
    ],
)
def test_value_unit_and_comparator_are_read_together(changes, said):
    found = only(WORLD.edit("claims", "all", **changes))
    assert (found.code, found.key, found.field) == ("missing-evidence", "all", "value")
    assert said in f"{found.message} | {found.hint}"


def test_the_longer_measure_word_is_the_unit():
    assert only(WORLD.edit("claims", "visits", unit="person")).code == "missing-evidence"


def test_bounds_stand_where_there_is_no_single_value():
    assert only(WORLD.edit("claims", "old", high=20)).code == "missing-evidence"


def test_a_rank_is_no_count_and_says_so():
    found = only(WORLD.edit("claims", "rank", unit="person"))
    assert "printed as a rank" in found.hint
    assert only(with_claim("植树三亩", "3", "rank")).code == "missing-evidence"


def test_a_unit_without_forms_is_not_printed():
    world = World(TEXT.replace("三亩", "330万"))
    world = world.edit("claims", "mu", at="植树330万", value=3300000, unit="count")
    assert derived(world) == []
    assert "not with `亩`" in only(world.edit("claims", "mu", unit="mu")).hint
    assert "with a measure word" in only(WORLD.edit("claims", "mu", unit="count")).hint
    strange = World(TEXT.replace("三亩", "330万株")).edit(
        "claims", "mu", at="植树330万株", value=3300000, unit="count"
    )
    assert "with a measure word" in only(strange).hint


def test_a_value_printed_twice_in_a_passage_is_never_guessed():
    world = World(TEXT.replace("三亩", "三亩又三亩"))
    found = only(world.edit("claims", "mu", at="植树\n三亩又三亩"))
    assert (found.code, found.key) == ("ambiguous-evidence", "mu")
    assert "【三亩】" in found.message
    assert "narrow `at`" in found.hint


def test_a_value_in_two_passages_is_ambiguous_and_in_one_is_not():
    world = with_talk("𠮷田一郎先生主持|﨑本花子", person_id="qiben")
    assert derived(world) == []
    world = with_talk("先生主持|林先生植", name="先生")
    assert only(world).code == "ambiguous-evidence"


def test_a_passage_that_overlaps_another_is_one_place():
    assert derived(with_talk("𠮷田一郎先生|一郎先生主持", name="先生")) == []


def test_a_longer_form_wins_over_one_inside_it():
    assert only(WORLD.edit("talks", "qiben", role="presided")).code == "missing-evidence"


def test_a_name_inside_a_longer_name_is_not_it():
    found = only(WORLD.edit("talks", "miao", person_id="lin-shu"))
    assert (found.code, found.field) == ("missing-evidence", "person_id")


def test_two_people_swapped_are_both_missing():
    world = WORLD.edit("talks", "jitian", person_id="qiben")
    world = world.edit("talks", "qiben", person_id="jitian")
    assert codes(world) == {
        ("missing-evidence", "jitian", "person_id"),
        ("missing-evidence", "qiben", "person_id"),
    }


@pytest.mark.parametrize("name", ["吉田一郎", "𠮷田一朗", "𠮷田一郎子"])
def test_a_lemma_one_character_off_is_hinted_at_and_not_taken(name):
    found = only(WORLD.edit("people", "jitian", name=name))
    assert (found.code, found.key) == ("missing-evidence", "jitian")
    assert "one character differs" in found.hint
    assert "𠮷田一" in found.hint


def test_a_lemma_with_what_nobody_sees_in_it_is_told_why():
    hint = only(WORLD.edit("people", "jitian", name="𠮷田一\u200b郎")).hint
    assert hint.startswith("there is an invisible character in it: the passage prints …")
    assert "【𠮷田一郎】" in hint


def test_a_compatibility_ideograph_is_not_its_twin():
    found = derived(WORLD.edit("people", "qiben", name="崎本花子"))
    assert [(i.code, i.key, i.field) for i in found] == [("missing-evidence", "qiben", "person_id")]


def test_a_recorded_reading_is_a_form_of_the_name():
    world = WORLD.edit("people", "qiben", name="崎本花子")
    reading = {
        "reading_id": "r",
        "resource": "talks",
        "key": "qiben",
        "field": "name",
        "cause": "ocr",
    }
    assert derived(world.add("readings", reading)) == []
    assert derived(world.add("readings", {**reading, "field": "role"})) != []


def test_a_value_elsewhere_in_the_document_is_shown_there():
    found = only(WORLD.edit("claims", "all", at="大会收到"))
    assert "widen `at`" in found.hint
    assert "【1689人】" in found.hint


def test_words_broken_at_a_seam_of_spans_are_explained():
    rows = {
        **WORLD.rows,
        "claims": [],
        "talks": [talk("new", "先生植树330棵…12月", name="330棵12月")],
    }
    world = World(TEXT, rows)
    assert "runs-on" in only(world).hint
    assert derived(world.edit("document_spans", "s-3", joins="runs-on")) == []


def test_a_value_without_a_passage_is_missing():
    assert "`at` is empty" in only(WORLD.edit("claims", "all", at=None)).message


def test_a_passage_without_a_place_is_one_issue():
    assert {i.code for i in derived(WORLD.edit("talks", "qiben", at="没有的话"))} == {"passage"}
    assert {i.code for i in derived(WORLD.edit("claims", "all", at="大会"))} == {"passage"}


def test_a_span_without_a_place_is_one_issue():
    found = derived(WORLD.edit("document_spans", "s-2", to="没有"))
    assert {i.code for i in found} <= {"document-span", "passage"}
    assert "document-span" in {i.code for i in found}


def test_a_document_without_spans_is_one_issue():
    world = WORLD.add("documents", {**WORLD.rows["documents"][0], "document_id": "night"})
    world = world.edit("claims", "all", document_id="night")
    assert codes(world) == {("document-span", "night", "document_id")}


@pytest.mark.parametrize("texts", [True, False])
def test_a_reference_to_nothing_is_left_to_the_table_check(texts):
    world = WORLD.edit("talks", "jitian", person_id="nobody").edit(
        "claims", "all", document_id="no"
    )
    found = {i.key for i in issues(world.anchored(), texts=texts)}
    assert found == set()


def test_a_category_without_printed_forms_is_not_looked_for():
    assert derived(WORLD.edit("talks", "jitian", role="silent")) == []


@pytest.mark.parametrize(
    ("issued_on", "date", "found"),
    [
        ("2020-12-03", "2020-12-02", True),
        ("2020-12-03", "2020-12-03", False),
        ("2020-12-03", "2020-12", True),
        ("2020-12", "2020-12-02", False),
        ("2020", "2020-12-02", False),
    ],
)
def test_yesterday_leans_on_the_day_of_the_document(issued_on, date, found):
    world = World(TEXT, {**WORLD.rows, "claims": [], "talks": [talk("t", "大会昨天", date=date)]})
    world = world.edit("documents", "day", issued_on=issued_on)
    assert (derived(world) == []) is found


@pytest.mark.parametrize(
    ("issued_on", "basis", "found"),
    [("2020", "derived", True), ("2021", "derived", False), (None, "unknown", False)],
)
def test_a_date_without_its_year_takes_the_document_s(issued_on, basis, found):
    rows = {**WORLD.rows, "claims": [], "talks": [talk("t", "11月25日前", date="2020-11-25")]}
    world = World(TEXT, rows).edit("documents", "day", issued_on=issued_on, issued_basis=basis)
    assert (derived(world) == []) is found


def test_contextual_values_are_evidence_only_where_they_stand_once():
    assert ("claims", "all", "person_id") not in spotted(WORLD)
    world = WORLD.edit("claims", "rank", person_id="jitian", at="𠮷田…第二名")
    assert cited(world, "claims", "rank", "person_id") == ["𠮷田一郎"]
    twice = World(TEXT.replace("主持，﨑本", "主持，𠮷田一郎，﨑本"))
    twice = twice.edit("claims", "rank", person_id="jitian", at="𠮷田一郎…第二名#1")
    twice = twice.edit("talks", "jitian", at="𠮷田一郎先生主持")
    assert derived(twice) == []
    assert ("claims", "rank", "person_id") not in spotted(twice)


def spotted(world):
    return {(row.resource, row.key, row.field) for row in world.check()[0].rows}


def test_a_word_across_two_sources_has_a_row_for_each():
    rows = {
        **WORLD.rows,
        "sources": [source("paper", TEXT), source("other", "page two")],
        "document_spans": [
            span("1", "植树大会", "第二名。"),
            span("2", "page", "two", source_id="other", joins="runs-on"),
        ],
        "claims": [],
        "talks": [talk("t", "获第二名。page", name="名。page")],
    }
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from pipeline.evidence.check import check

    with TemporaryDirectory() as folder:
        Path(folder, "paper.txt").write_bytes(TEXT.encode())
        Path(folder, "other.txt").write_bytes(b"page two")
        found, _ = check(World(TEXT, rows).parsed(), Path(folder), required=True)
    assert [(r.evidence_id, r.source_id, r.spans) for r in found.rows] == [
        ("talks-t-name", "paper", f"{TEXT.index('名。')}-{TEXT.index('名。') + 2}"),
        ("talks-t-name-2", "other", "0-4"),
        ("documents-day-document-id", "paper", "0-118"),
        ("documents-day-document-id-2", "other", "0-8"),
    ]


def valued(world):
    """Evidence of values, without that of documents."""
    rows = world.check(evidence=False)[0].rows
    return [row for row in rows if row.resource != "documents"]


def hinted(world):
    [found] = [i for i in issues(world) if i.code == "missing-evidence"]
    return found.message, found.hint


def test_two_people_swapped_are_asked_about():
    said, hint = hinted(WORLD.edit("talks", "miao", person_id="jitian"))
    assert "`𠮷田一郎` (jitian) is not printed" in said and "prints `林树苗` (lin-shumiao)" in said
    assert "The passage prints `林树苗` (lin-shumiao), the record says `𠮷田一郎`" in hint
    assert "correct `person_id`" in hint and "widen" not in hint


def test_a_name_inside_a_longer_one_is_told_as_such():
    said, hint = hinted(WORLD.edit("talks", "miao", person_id="lin-shu"))
    assert "prints `林树苗` (lin-shumiao)" in said
    assert hint.startswith(
        "`林树` stands there only inside the longer name `林树苗` (lin-shumiao): if that one is "
        "meant, correct `person_id`; else quote in `at`"
    )


def test_a_category_inside_a_longer_one_is_told_as_such():
    _, hint = hinted(WORLD.edit("talks", "qiben", role="presided"))
    assert hint.startswith(
        "`主持` stands there only inside the longer `共同主持`: if that is meant, correct `role`;"
    )


def test_a_longer_name_may_reach_beyond_the_passage():
    world = WORLD.edit("talks", "miao", person_id="lin-shu", at="主持，林树", role="silent")
    _, hint = hinted(world)
    assert "inside the longer name `林树苗` (lin-shumiao)" in hint


def test_a_name_one_off_is_shown_with_what_stands_around_it():
    _, hint = hinted(WORLD.edit("people", "jitian", name="𠮷田一朗"))
    assert "【𠮷田一郎】先生主持" in hint and "`people`" in hint


def test_a_value_that_stands_elsewhere_may_be_the_wrong_one():
    _, hint = hinted(WORLD.edit("claims", "all", value=689))
    assert "widen `at`" in hint and "if what the passage prints is right" in hint


FILLER = st.text("甲乙丙，。 \n", max_size=8)
NUMBERS = st.integers(1, 10**6)


@settings(deadline=None, max_examples=60)
@given(before=FILLER, value=NUMBERS, between=FILLER, other=NUMBERS, after=FILLER)
def test_a_count_is_found_where_it_is_printed_and_nowhere_else(
    before, value, between, other, after
):
    text = f"起始{before}共有{value}人{between}另有{other}人{after}终结"
    rows = {
        **WORLD.rows,
        "claims": [claim("one", "起始…终结", str(value))],
        "talks": [],
        "document_spans": [span("1", "起始", "终结")],
    }
    world = World(text, {k: v for k, v in rows.items() if k != "sources"})
    found = valued(world)
    start = text.index(f"共有{value}人") + 2
    if value == other:
        assert found == []
    else:
        assert [row.spans for row in found] == [f"{start}-{start + len(str(value)) + 1}"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["甲", "乙", "𠮷", "﨑", "7", " ", "\n", "　"]), min_size=1, max_size=30
    ),
    st.data(),
)
def test_the_characters_cited_are_the_words_searched(chars, data):
    text = "始" + "".join(chars) + "终"
    squeezed = "".join(text.split())
    start = data.draw(st.integers(0, len(squeezed) - 1))
    end = data.draw(st.integers(start + 1, len(squeezed)))
    rows = {
        **WORLD.rows,
        "claims": [],
        "talks": [talk("t", "始…终", name=squeezed[start:end])],
        "document_spans": [span("1", "始", "终")],
    }
    world = World(text, {k: v for k, v in rows.items() if k != "sources"})
    for row in valued(world):
        ranges = [tuple(map(int, part.split("-"))) for part in row.spans.split(";")]
        assert all(not text[a].isspace() and not text[b - 1].isspace() for a, b in ranges)
        assert "".join("".join(text[a:b].split()) for a, b in ranges) == squeezed[start:end]


def test_without_a_table_of_evidence_values_are_checked_all_the_same():
    assert spots(WORLD.edit("claims", "all", value=1), evidence=False) == {
        ("missing-evidence", "all", "value")
    }
