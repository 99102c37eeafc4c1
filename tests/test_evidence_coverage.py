"""What became of everything that a text prints: recorded, left out, said again, or unseen."""

import pytest
from coverage_builders import Day, day, omission
from evidence_builders import World, claim, span, talk

from pipeline.provenance import CoverageKind

NUMERAL, NAME = CoverageKind.ARABIC_NUMERAL, CoverageKind.KNOWN_NAME
TITLE, CHINESE = CoverageKind.TITLE, CoverageKind.CHINESE_QUANTITY


def test_all_that_is_recorded_is_anchored():
    assert day().states(NUMERAL) == [
        ("1689", "anchored"),
        ("689", "anchored"),
        ("13", "unseen"),
        ("11月25日", "anchored"),
        ("２，０００", "anchored"),
        ("330", "anchored"),
        ("12月3日", "anchored"),
    ]
    assert ("𠮷田一郎", "anchored") in day().states(NAME)
    assert ("﨑本花子", "anchored") in day().states(NAME), "broken by the end of a line"


def test_a_name_is_the_longest_that_stands_there():
    assert [words for words, _ in day().states(NAME)] == [
        "𠮷田一郎",
        "﨑本花子",
        "林树苗",
        "林树",
    ]


def test_doubled_lines_count_once():
    found = day().check(cover=True)[0].survey.seen
    doubled = [item for item in found if item.words == "330"]
    assert len(doubled) == 1
    assert len(doubled[0].ranges) == 1, "both copies stand side by side"


def test_what_is_printed_in_a_long_passage_is_not_thereby_recorded():
    world = World().edit("talks", "opening", at="植树大会昨天上午召开…11月25日前寄出的信")
    assert ("13", "unseen") in Day(world).states(NUMERAL)


@pytest.mark.parametrize("source", ["paper", "*"])
def test_what_is_left_out_on_purpose_is_omitted(source):
    left = omission("letters", "13", "大会收到13", source=source)
    found = day(omissions=[left])
    assert ("13", "omitted") in found.states(NUMERAL)
    assert not found.issues("coverage") and not found.issues("omission")


def test_an_omission_holds_in_its_passage_only():
    more = "\n又收13封，再收13封。"
    last = span("4", "又收", "再收13封。")
    found = day(more, spans=[last], omissions=[omission("again", "13", "再收13封")])
    assert [s for w, s in found.states(NUMERAL) if w == "13"] == ["unseen", "unseen", "omitted"]


def test_full_width_and_half_width_figures_are_numerals():
    found = day("\n共３６人与36人", spans=[span("4", "共３６", "36人")])
    assert found.states(NUMERAL)[-2:] == [("３６", "unseen"), ("36", "unseen")]
    assert [i.value for i in found.issues("coverage")] == ["13", "３６", "36"]


def test_page_numbers_stand_outside_the_documents():
    found = day("\n\n第12版", omissions=[omission("letters", "13")])
    (issue,) = found.issues("coverage")
    assert (issue.path, issue.line, issue.column, issue.value) == ("paper.txt", 13, 2, "12")
    assert "outside all documents" in issue.message
    page = omission("page", "12", "第12版", document=None, reason="page-furniture")
    assert not day("\n\n第12版", omissions=[omission("letters", "13"), page]).issues("coverage")


def test_a_numeral_does_not_run_on_over_what_is_in_a_document():
    found = day("\n7\n8月", spans=[span("4", "8月", "8月")])
    assert found.states(NUMERAL)[-2:] == [("7", "unseen"), ("8月", "unseen")]


def test_a_set_phrase_may_be_left_out_everywhere():
    phrase = omission("phrase", "13", document=None, source="*", reason="slogan")
    assert ("13", "omitted") in day(omissions=[phrase]).states(NUMERAL)


def test_a_name_said_again_in_its_document_is_repeated():
    more = "\n林树再次讲话"
    last = span("4", "林树再次", "讲话")
    assert day(more, spans=[last]).states(NAME)[-1] == ("林树", "repeated")
    assert day(more).states(NAME)[-1] == ("林树", "unseen"), "outside the document it is not"


def test_a_name_that_nobody_recorded_is_unseen():
    found = day("\n木村参加", people=[{"person_id": "mucun", "name": "木村"}])
    assert [i.value for i in found.issues("coverage")] == ["13", "木村"]


def test_one_character_is_no_name():
    found = day(people=[{"person_id": "lin", "name": "林"}])
    assert ("林", "unseen") not in found.states(NAME)


def test_a_recorded_reading_is_a_known_name():
    found = day(
        "\n木树参加", spans=[span("4", "木树", "参加")],
        talks=[talk("again", "木树参加", person_id="lin-shu", name="木树")],
        readings=[{"reading_id": "r", "resource": "talks", "key": "again", "field": "name",
                   "cause": "ocr", "note": None}],
    )  # fmt: skip
    assert found.states(NAME)[-1] == ("木树", "anchored")


def test_titles_and_chinese_quantities_are_counted_but_do_not_stand_in_the_way():
    found = day("\n读《植树之书》五次", omissions=[omission("letters", "13")])
    assert found.states(TITLE) == [("《植树之书》", "unseen")]
    assert ("五", "unseen") in found.states(CHINESE)
    assert ("三", "anchored") in found.states(CHINESE)
    assert not found.issues("coverage")


def test_a_date_in_chinese_figures_is_a_numeral_and_yesterday_is_none():
    found = day("\n到二〇三五年")
    assert found.states(NUMERAL)[-1] == ("二〇三五年", "unseen")
    assert not any("昨天" in words for words, _ in found.states())


def dated(at, issued="2020-12-03"):
    world = World().edit("documents", "day", at=at, issued_on=issued)
    bare = world.edit("talks", "lin", date=None, at="林树先生讲话")
    return Day(bare).states(NUMERAL)[-1]


def test_a_short_passage_that_prints_our_own_date_records_it():
    assert dated("12月3日林树") == ("12月3日", "anchored")
    assert dated("12月3日林树", "2020-12") == ("12月3日", "anchored")
    assert dated("获第二名") == ("12月3日", "unseen"), "another passage"
    assert dated("12月3日林树", "2020-12-04") == ("12月3日", "unseen"), "another date"
    assert dated("﨑本…讲话") == ("12月3日", "unseen"), "a long passage is about many things"


def test_an_office_that_holds_a_numeral_records_it():
    more = "\n3队队长林树苗"
    found = day(
        more, spans=[span("4", "3队", "队长林树苗")],
        talks=[talk("captain", "3队队长林树苗", name="3队队长林树苗")],
    )  # fmt: skip
    assert found.states(NUMERAL)[-1] == ("3", "anchored")


def test_the_same_words_in_two_documents_count_once():
    other = {"document_id": "again", "work_id": "again", "kind": "report", "title": "又",
             "issued_on": None, "issued_basis": "unknown"}  # fmt: skip
    part = span("9", "大会收到13", "寄出的信。", document_id="again")
    found = day(spans=[part], documents=[other])
    assert found.states() == day().states()


def test_values_that_are_not_found_come_first():
    world = World().add("claims", claim("new", "植树三亩", "4", "mu"))
    found = Day(world).tallies()
    assert {str(t.state) for t in found.values()} == {"skipped"}
