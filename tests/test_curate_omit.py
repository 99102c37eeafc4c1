"""`pipeline omit`: what is left out stands there, in one place, and has a reason."""

import pytest
from curate_builders import ROWS, last, project, raw, run, write


@pytest.fixture
def day(tmp_path):
    return project(tmp_path / "day")


def test_the_passage_is_computed(day):
    before = raw(day, "omissions")
    code, out, _ = run("omit", "day", "1689人", day, "--reason", "background", "--note", 'a, "b"')
    assert code == 0
    assert "raw/omissions.csv:2" in out
    assert raw(day, "omissions").startswith(before)
    assert last(day, "omissions") == {
        "omission_id": "day-1689", "source_id": "paper", "document_id": "day",
        "exact": "1689人", "at": "1689人", "reason": "background", "note": 'a, "b"',
    }  # fmt: skip
    assert run("validate", day)[0] == 0


def test_words_broken_by_a_line_end_and_words_with_commas_and_quotes(day):
    assert run("omit", "day", "召\n开", day, "--reason", "slogan")[0] == 0
    row = last(day, "omissions")
    assert (row["exact"], row["at"], row["omission_id"]) == ("召开", "召开", "day-omission-1")
    assert run("omit", "day", '栽,"活', day, "--reason", "slogan")[0] == 0
    row = last(day, "omissions")
    assert (row["exact"], row["omission_id"]) == ('栽,"活', "day-omission-2")
    assert b'"\xe6\xa0\xbd,""\xe6\xb4\xbb"' in raw(day, "omissions")
    assert run("validate", day)[0] == 0


def test_a_doubled_line_is_left_out_once(day):
    assert run("omit", "trees", "330棵", day, "--reason", "repeat")[0] == 0
    assert last(day, "omissions")["at"] == "330棵"
    assert run("validate", day)[0] == 0


def test_words_that_stand_twice_need_a_passage(day):
    before = raw(day, "omissions")
    code, out, err = run("omit", "day", "一棵", day, "--reason", "slogan")
    assert (code, out) == (2, "")
    assert "stands 2 times" in err
    assert "#1 paper.txt:4:7 …" in err
    assert "#2 paper.txt:4:11 …" in err
    assert "--at '活一棵'" in err
    assert raw(day, "omissions") == before
    assert run("omit", "day", "一棵", day, "--reason", "slogan", "--at", "一棵#2")[0] == 0
    assert last(day, "omissions")["at"] == "一棵#2"
    assert run("omit", "day", "一棵", day, "--reason", "slogan", "--at", "栽一棵")[0] == 0
    assert run("validate", day)[0] == 0


def test_words_outside_of_documents_are_left_out_of_the_source(day):
    assert run("omit", "paper", "责任编辑", day, "--reason", "page-furniture")[0] == 0
    row = last(day, "omissions")
    assert (row["source_id"], row["document_id"], row["at"]) == ("paper", "", "责任编辑")
    assert run("validate", day)[0] == 0


def test_the_file_keeps_its_line_ends(day):
    write(day, "omissions", ROWS["omissions"][0])
    assert run("omit", "day", "1689人", day, "--reason", "background")[0] == 0
    write(day, "omissions", raw(day, "omissions").decode().replace("\n", "\r\n"))
    assert run("omit", "day", "外地", day, "--reason", "background")[0] == 0
    text = raw(day, "omissions").decode()
    assert text.count("\r\n") == text.count("\n") == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("day", "外地", "--reason", "backgroud"), "did you mean `background`?"),
        (("day", "外地"), "one of repeat, page-furniture"),
        (("dai", "外地", "--reason", "slogan"), "did you mean `day`?"),
        (("day", "吉田一郎", "--reason", "slogan"), "it prints `𠮷田一郎`"),
        (("day", "没有的话", "--reason", "slogan"), "does not stand in `day`"),
        (("day", " ", "--reason", "slogan"), "no words"),
        (("day", "外地", "--reason", "slogan", "--at", "林树又说"), "not stand in the passage"),
        (("day", "外地", "--reason", "slogan", "--at", "外省"), "do not stand in the text"),
        (("day", "外地", "--reason", "slogan", "--set", "omission_id=A B"), "omission_id"),
    ],
)
def test_refusals(day, words, said):
    before = raw(day, "omissions")
    code, out, err = run("omit", *words[:2], day, *words[2:])
    assert (code, out) == (2, "")
    assert said in err
    assert raw(day, "omissions") == before


def test_nothing_is_left_out_twice(day):
    assert run("omit", "day", "1689人", day, "--reason", "background")[0] == 0
    code, _, err = run("omit", "day", "1689", day, "--reason", "slogan")
    assert code == 2
    assert "left out already, by `day-1689`" in err


def test_tables_and_texts_that_are_not_there(tmp_path):
    some = project(tmp_path / "some", tables=("provenance.Source",))
    code, _, err = run("omit", "day", "林", some, "--reason", "slogan")
    assert code == 2
    assert "provenance.Omission" in err
    bare = project(tmp_path / "bare", tables=())
    assert "no table of omissions" in run("omit", "day", "林", bare, "--reason", "slogan")[2]


def test_part_of_a_number_is_not_left_out(day):
    code, _, err = run("omit", "day", "89人", day, "--reason", "background")
    assert code == 2
    assert "only inside a longer number: …" in err and "write the whole number" in err
