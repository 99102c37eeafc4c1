import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evidence.diff import Edit, edits, matches

TEXTS = st.text(alphabet="植树大会16，\U00020bb7", max_size=40)


def apply(old, new, found):
    """The new text, made from the old one and its edits."""
    parts, at = [], 0
    for edit in found:
        parts += [old[at : edit.start], new[edit.new_start : edit.new_end]]
        at = edit.end
    return "".join(parts) + old[at:]


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_edits_make_the_new_text_of_the_old(old, new):
    assert apply(old, new, edits(old, new)) == new


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_an_edit_that_slides_gives_the_same_text(old, new):
    for edit in edits(old, new):
        for by in range(-edit.left, edit.right + 1):
            start, end = edit.start + by, edit.end + by
            there = new[edit.new_start + by : edit.new_end + by]
            here = new[edit.new_start : edit.new_end]
            slid = old[: min(start, edit.start)] + old[min(start, edit.start) : start]
            assert slid + there + old[end:] == old[: edit.start] + here + old[edit.end :]


def test_equal_texts_have_no_edits():
    assert edits("植树大会", "植树大会") == []
    assert edits("", "") == []


def test_one_character_is_one_edit():
    assert edits("网约工、司机", "网约车、司机") == [Edit(2, 3, 2, 3)]
    assert edits("统筹疫情", "统筹推进疫情") == [Edit(2, 2, 2, 4)]


def test_a_doubled_insertion_says_that_it_may_be_either():
    [edit] = edits("甲乙丙", "甲乙乙丙")
    assert edit.end == edit.start and edit.left + edit.right == 1


def test_a_long_text_with_few_edits_keeps_the_rest():
    rng = random.Random(1)
    old = "".join(chr(0x4E00 + rng.randrange(400)) for _ in range(50_000))
    at = sorted(rng.sample(range(1, 49_999), 60))
    new = "".join(f"{char}#" if i in set(at) else char for i, char in enumerate(old))
    assert [edit.start for edit in edits(old, new)] == [i + 1 for i in at]


def test_unrelated_long_texts_are_one_replacement():
    assert matches("甲" * 3000, "乙" * 3000) == []
    assert matches("甲" * 30_000 + "乙", "乙" + "丙" * 30_000) == []
