"""`pipeline find`: where words stand, and what can be pasted to cite them."""

import csv

import pytest
from curate_builders import TEXT, project, raw, run, write
from hypothesis import given
from hypothesis import strategies as st

from pipeline.curate.hits import hits
from pipeline.curate.quote import quote
from pipeline.evidence.passages import resolve
from pipeline.evidence.reading import Reading, Source


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    return project(tmp_path_factory.mktemp("find") / "day")


def pasted(out):
    return [row for row in csv.reader(line.strip() for line in out.splitlines())
            if len(row) == 2 and row[0] in ("day", "trees") and row[1]]  # fmt: skip


def test_words_are_found_with_their_place_and_speaker(day):
    code, out, err = run("find", "外地", day)
    assert (code, err) == (0, "")
    assert "day  植树日 (林树)" in out
    assert "paper.txt:3:9 …" in out
    assert "689人来自【外地】。林树说" in out
    assert pasted(out) == [["day", "外地"]]
    assert "1 time in 1 document" in out


def test_white_space_and_line_ends_hide_nothing(day):
    code, out, _ = run("find", " 召 开，大会", day)
    assert code == 0
    assert "paper.txt:1:9 " in out
    assert pasted(out) == [["day", "召开，大会"]]


def test_a_doubled_line_is_read_once(day):
    code, out, _ = run("find", "植树330", day)
    assert code == 0
    assert "paper.txt:7:7 " in out
    assert pasted(out) == [["trees", "植树330"]]


def test_repeated_words_are_widened_and_no_number_is_cut(day):
    _, out, _ = run("find", "689人", day)
    assert pasted(out) == [["day", "689人来"]]


def test_passages_with_commas_and_quotes_are_quoted(day):
    code, out, _ = run("find", '栽,"活"', day)
    assert code == 0
    assert '    day,"栽,""活"""\n' in out


def test_one_document_can_be_asked(day):
    code, out, _ = run("find", "植树", day, "--document", "trees")
    assert (code, pasted(out)) == (0, [["trees", "植树"]])
    assert "1 time in day" in out
    code, out, _ = run("find", "外地", day, "--document", "trees")
    assert code == 1
    assert "it stands 1 time in day" in out


def test_words_outside_of_documents_are_told_apart(day):
    code, out, _ = run("find", "责任编辑", day)
    assert code == 1
    assert "no document prints `责任编辑`" in out
    assert "paper.txt:8:3 " in out
    assert "outside of documents" in out
    assert not pasted(out)


def test_words_that_only_the_raw_text_has_together(day):
    code, out, _ = run("find", "先先生生", day)
    assert code == 1
    assert "documents hold it only in parts" in out


def test_one_character_off_is_a_hint_only(day):
    code, out, _ = run("find", "吉田一郎", day)
    assert code == 1
    assert "one character differs (a hint, not a match)" in out
    assert "【𠮷田一郎】" in out
    assert not pasted(out)
    assert run("find", "完全没有的话", day)[1] == "no document prints `完全没有的话`\n"


def test_misuse_exits_2(day, tmp_path):
    assert "no words" in run("find", " ", day)[2]
    code, _, err = run("find", "林", day, "--document", "dai")
    assert code == 2
    assert "did you mean `day`?" in err
    assert "no such folder" in run("find", "林", day, "--sources", tmp_path / "no")[2]
    code, _, err = run("find", "林", day, "--sources", tmp_path)
    assert code == 2
    assert "not at hand" in err


def test_what_could_not_be_looked_through_is_said(tmp_path):
    day = project(tmp_path / "day")
    spans = raw(day, "document_spans").decode()
    write(day, "document_spans", spans.replace("林林先先", "林林生生"))
    code, out, _ = run("find", "外地", day)
    assert code == 0
    assert "not looked through:\n    trees-1: `林林生生`" in out


def test_without_sources_it_says_so(tmp_path):
    bare = project(tmp_path / "bare", tables=())
    assert "pipeline source add FILE" in run("find", "林", bare)[2]


def test_occurrences_are_counted_where_nothing_else_tells_them_apart():
    text = "好" * 60
    assert quote(text, (30, 31)) == "好#31"
    assert quote("甲\n甲\n甲", (2, 3)) == "甲#2"


def test_signs_of_passages_are_stepped_over():
    assert quote("一甲|乙二", (1, 4)) == "甲…乙"
    assert quote("一甲…乙…丙二", (1, 6)) == "甲…丙"


@given(st.text("林树1.,|…#\n", min_size=1, max_size=40), st.data())
def test_what_is_quoted_holds_the_place(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    at = quote(text, (start, end))
    if at is not None:
        (found,) = resolve(at, text)
        assert found[0] <= start < end <= found[1]


def test_every_word_of_the_text_can_be_quoted():
    text = "".join(TEXT.split())
    for start in range(len(text)):
        assert quote(text, (start, start + 1)) is not None


def test_words_inside_a_number_are_left_out_and_counted(day):
    code, out, _ = run("find", "689", day)
    assert (code, pasted(out)) == (0, [["day", "中689"]])
    assert "it stands once only inside a longer number" in out
    code, out, _ = run("find", "89人", day)
    assert (code, pasted(out)) == (1, [])
    assert "2 times only inside a longer number" in out


def test_a_whole_row_of_a_table_is_given(day):
    code, out, _ = run("find", "外地", day, "--table", "omissions")
    assert code == 0
    assert "    ,,day,,外地,,\n" in out
    assert "paste as omission_id,source_id,document_id,exact,at,reason,note" in out
    code, _, err = run("find", "外地", day, "--table", "people")
    assert code == 2 and "`people` cites no passage" in err
    code, _, err = run("find", "外地", day, "--table", "omission")
    assert code == 2 and "did you mean `omissions`?" in err


def text_of(words):
    source = Source.from_text("s", words)
    return Reading(source.text, tuple((("s", at),) for at in source.origins)), {"s": source}


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("共1689人", "689", 0),
        ("共1,689人", "689人", 0),
        ("共１，６８９人", "６８９", 0),
        ("共1.5亿", "5亿", 0),
        ("共1,689人", "1,689", 1),
        ("13\n11月25日", "11月25日", 1),
        ("1689人,689人", "689人", 1),
        ("二十九人", "九人", 0),
        ("二十九人", "二十九", 1),
        ("第三，三人", "三人", 1),
    ],
)
def test_a_hit_cuts_no_number(text, words, places):
    reading, sources = text_of(text)
    assert len(hits(reading, words, sources).places) == places
