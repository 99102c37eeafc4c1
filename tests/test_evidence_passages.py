import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.doubled import undouble
from pipeline.evidence.passages import GAP, Unplaced, resolve
from pipeline.evidence.squeeze import bare, occurrences, squeeze

TEXT = bare("大会表彰了 1689 人，其中 689 人来自外地。𠮷田先生……与﨑本女士到会。大会闭幕。")


def only(at: str, text: str = TEXT):
    found = resolve(at, text)
    assert len(found) == 1
    return found[0]


def quoted(at: str, text: str = TEXT) -> str:
    place = only(at, text)
    assert not isinstance(place, Unplaced), place
    return text[place[0] : place[1]]


def reason(at: str, text: str = TEXT) -> str:
    place = only(at, text)
    assert isinstance(place, Unplaced), place
    return place.reason


def test_words_have_their_one_place():
    assert quoted("表彰了1689人") == "表彰了1689人"


def test_white_space_is_ignored_on_both_sides():
    assert quoted("表 彰了\n1689　人") == "表彰了1689人"


def test_first_and_last_words_enclose_a_passage():
    assert quoted("大会表彰…外地") == "大会表彰了1689人，其中689人来自外地"


def test_the_last_words_are_the_nearest():
    assert quoted("表彰了…人") == "表彰了1689人"


def test_an_ellipsis_of_the_source_is_text():
    assert quoted("𠮷田先生……与﨑本") == "𠮷田先生……与﨑本"


def test_words_beyond_the_basic_plane_count_one_character():
    place = only("𠮷田")
    assert place == (TEXT.index("𠮷"), TEXT.index("𠮷") + 2)


def test_a_compatibility_ideograph_is_not_its_twin():
    assert "do not stand" in reason("崎本")


def test_one_character_off_is_not_found():
    assert "do not stand" in reason("大会表影")


def test_words_that_stand_twice_are_ambiguous_and_tell_where():
    place = only("大会")
    assert isinstance(place, Unplaced)
    assert "2 times" in place.reason
    assert len(place.found) == 2


def test_a_number_sign_chooses_the_occurrence():
    assert only("大会#2") == (TEXT.rindex("大会"), TEXT.rindex("大会") + 2)
    assert only("大会…外地#1")[0] == 0


def test_an_occurrence_that_is_not_there_is_refused():
    assert "only 2 times" in reason("大会#3")


@pytest.mark.parametrize("at", ["", "  ", "…外地", "大会…", "#2", "大会表彰| "])
def test_a_passage_without_words_is_refused(at):
    assert any("without words" in p.reason for p in resolve(at, TEXT) if isinstance(p, Unplaced))


def test_two_signs_in_a_passage_are_refused():
    assert "more than one" in reason("大会…1689…人")


def test_missing_last_words_are_said():
    assert "last words" in reason("到会…外地")


def test_several_passages_are_placed_each_for_itself():
    first, second = resolve("表彰了1689人|到会", TEXT)
    assert first == (TEXT.index("表彰"), TEXT.index("，"))
    assert TEXT[slice(*second)] == "到会"


def test_no_passage_crosses_a_gap():
    assert "missing" in reason("甲乙…丁", f"甲乙{GAP}丙丁")
    assert quoted("丙丁", f"甲乙{GAP}丙丁") == "丙丁"


words = st.text(st.characters(exclude_characters="#|…", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(words, min_size=1, max_size=6))
def test_squeezing_keeps_every_other_character_and_its_origin(parts):
    raw = " \n".join(parts)
    squeezed = squeeze(raw)
    assert [raw[i] for i in squeezed.origins] == list(squeezed.text)
    assert squeezed.text == bare(raw) == "".join(c for c in raw if not c.isspace())


@given(words, words, words)
def test_what_is_quoted_is_what_is_found(before, middle, after):
    text = bare(before + middle + after)
    if not bare(middle):
        return
    found = resolve(middle, text)[0]
    count = len(list(occurrences(text, bare(middle))))
    if count == 1:
        assert text[found[0] : found[1]] == bare(middle)
    else:
        assert isinstance(found, Unplaced)
        assert len(found.found) == count


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("能够获得能够获得20202020年全国劳年全国劳", "能够获得2020年全国劳"),
        ("扬扬。“。“社会主义社会主义", "扬。“社会主义"),
        ("扎扎扎扎", "扎扎"),
        ("““甲甲”，”，乙乙", "“甲”，乙"),
        ("", ""),
    ],
)
def test_doubled_lines_are_read_once(line, text):
    once = undouble(line)
    assert once is not None
    assert once.text == text


@pytest.mark.parametrize("line", ["甲", "甲乙", "甲甲乙", "2020202", "20202020年全国劳年全国"])
def test_lines_that_are_not_doubled_are_refused(line):
    assert undouble(line) is None


@given(st.lists(st.text("甲乙丙20", min_size=1, max_size=5), max_size=6))
def test_doubling_and_undoubling_give_the_line_back(parts):
    once = undouble("".join(part + part for part in parts))
    assert once is not None
    assert len(once.text) == sum(len(part) for part in parts)
    assert all(len(set(pair)) == 2 for pair in once.copies)


@given(st.text("甲乙20，", max_size=16))
def test_both_copies_print_the_character(line):
    once = undouble(line)
    if once is not None:
        for char, copies in zip(once.text, once.copies, strict=True):
            assert {line[at] for at in copies} == {char}
        assert sorted(at for pair in once.copies for at in pair) == list(range(len(line)))


def test_occurrences_are_counted_from_one():
    [found] = resolve("植树#0", "植树植树")
    assert "no #0" in found.reason and "#1" in found.remedy
    assert resolve("植树#0", "植树#0") == [(0, 4)]
