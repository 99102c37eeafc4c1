"""`pipeline source add`: a text becomes a source, and no other row changes."""

from hashlib import sha256

import pytest
from curate_builders import ROWS, last, project, raw, run, write


@pytest.fixture
def day(tmp_path):
    return project(tmp_path / "day")


def text(folder, name, content="林间小道\n"):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_what_the_file_says_is_filled_in(day, tmp_path):
    before = raw(day, "sources")
    file = text(tmp_path, "My Page_1.txt")
    code, out, _ = run("source", "add", file, day, "--title", "林间, \"小道\"")  # fmt: skip
    assert code == 0
    assert raw(day, "sources").startswith(before)
    row = last(day, "sources")
    assert row["source_id"] == "my-page-1"
    assert row["file_name"] == "My Page_1.txt"
    assert row["sha256"] == sha256(file.read_bytes()).hexdigest()
    assert row["characters"] == "5"
    assert row["title"] == '林间, "小道"'
    assert (row["kind"], row["rights"], row["publisher"]) == ("unknown", "unknown", "")
    assert "raw/sources.csv:3: my-page-1" in out
    assert "publisher, kind, published_on" in out
    assert run("validate", day)[0] == 0


def test_line_ends_mark_and_missing_last_end_are_kept(day, tmp_path):
    before = "\ufeff" + "\r\n".join(ROWS["sources"])
    write(day, "sources", before)
    assert run("source", "add", text(tmp_path, "林.txt"), day)[0] == 0
    after = raw(day, "sources").decode()
    assert after.startswith(before + "\r\n")
    assert after.endswith(",unknown\r\n")
    assert after.count("\n") == after.count("\r\n") == 3
    assert last(day, "sources")["source_id"] == "source-1"


def test_ids_do_not_collide(day, tmp_path):
    assert run("source", "add", text(tmp_path, "Paper!.txt"), day)[0] == 0
    assert last(day, "sources")["source_id"] == "paper-2"


def test_any_field_can_be_set(day, tmp_path):
    words = ("--set", "derived_from=paper", "--set", "page=3", "--id", "own")
    assert run("source", "add", text(tmp_path, "a.txt"), day, *words)[0] == 0
    row = last(day, "sources")
    assert (row["source_id"], row["derived_from"], row["page"]) == ("own", "paper", "3")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--id", "paper"), "choose another"),
        (("--id", "Not An Id"), "source_id"),
        (("--url", "nowhere"), "url"),
        (("--published-on", "tomorrow"), "published_on"),
        (("--set", "derived_from=papr"), "derived_from"),
        (("--set", "pagee=3"), "did you mean `page`?"),
        (("--set", "page"), "FIELD=VALUE"),
    ],
)
def test_what_would_not_be_valid_is_refused(day, tmp_path, words, said):
    before = raw(day, "sources")
    code, out, err = run("source", "add", text(tmp_path, "a.txt"), day, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert raw(day, "sources") == before
    assert [f.name for f in (day / "raw").iterdir() if f.name.startswith(".")] == []


def test_a_text_is_registered_once(day, tmp_path):
    paper = day / "raw" / "sources" / "paper.txt"
    assert "is a source already: `paper`" in run("source", "add", paper, day)[2]
    copy = text(tmp_path, "copy.txt", paper.read_bytes())
    assert "(as paper.txt)" in run("source", "add", copy, day)[2]
    other = text(tmp_path, "paper.txt", "别的")
    assert "another text of this name" in run("source", "add", other, day)[2]


def test_what_is_no_text_is_refused(day, tmp_path):
    gbk = text(tmp_path, "gbk.txt", "植树大会昨天上午召开，来宾很多。\n".encode("gbk"))
    code, _, err = run("source", "add", gbk, day)
    assert code == 2
    assert "GB18030" in err
    assert "holds no text" in run("source", "add", text(tmp_path, "e.txt", " \n"), day)[2]
    assert "does not exist" in run("source", "add", tmp_path / "no.txt", day)[2]
    assert "is a folder" in run("source", "add", tmp_path, day)[2]


def test_a_project_without_the_table_is_told_how(tmp_path):
    bare = project(tmp_path / "bare", tables=())
    code, _, err = run("source", "add", text(tmp_path, "a.txt"), bare)
    assert code == 2
    assert "provenance.Source" in err


def test_a_broken_table_is_left_alone(day, tmp_path):
    broken = "\n".join(ROWS["sources"]) + '\npage,"open\n'
    write(day, "sources", broken)
    code, _, err = run("source", "add", text(tmp_path, "a.txt"), day)
    assert code == 2
    assert "raw/sources.csv:3" in err
    assert raw(day, "sources").decode() == broken
    write(day, "sources", "source_id,file_name\n")
    assert "sha256" in run("source", "add", text(tmp_path, "a.txt"), day)[2]


def test_a_file_with_nul_characters_is_no_text(day, tmp_path):
    (tmp_path / "nul.txt").write_bytes(b"\0" * 4)
    code, _, err = run("source", "add", tmp_path / "nul.txt", day)
    assert code == 2 and "NUL" in err
