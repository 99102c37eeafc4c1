"""`pipeline adjudicate`: an open case, its row, and the judgement that is a person's."""

import pytest
from curate_builders import last, project, raw, run, write

GIVEN = (
    "--decision", "prefer-actual", "--cause", "source-error", "--reason", '数得准, "1689"',
    "--by", "我们", "--on", "2026-01-31",
)  # fmt: skip


@pytest.fixture
def day(tmp_path):
    return project(tmp_path / "day", rule=True)


def test_open_cases_are_listed_with_their_command(day):
    code, out, _ = run("adjudicate", cwd=day)
    assert code == 1
    assert "hundred: t-1: expected 804, found 1689" in out
    assert "    pipeline adjudicate hundred t-1\n" in out
    assert "1 open case\n" in out
    assert run("adjudicate", "hundred", cwd=day)[:2] == (1, out)
    assert run("adjudicate", "listeners-agree", cwd=day)[:2] == (0, "no rule has an open case\n")


def test_a_case_is_taken_up_and_left_to_be_judged(day):
    before = raw(day, "adjudications")
    code, out, _ = run("adjudicate", "hundred", "t-1", day)
    assert code == 0
    assert "expected 804" in out
    assert "found    1689" in out
    assert "see raw/talks.csv:2 / talks / t-1 / listeners" in out
    assert "raw/adjudications.csv:2: hundred-t-1" in out
    assert "decision, cause, reason, decided_by, decided_on" in out
    assert raw(day, "adjudications").startswith(before)
    row = last(day, "adjudications")
    assert (row["rule"], row["key"], len(row["observed"])) == ("hundred", "t-1", 64)
    assert row["decision"] == row["decided_on"] == ""
    code, out, _ = run("validate", day)
    assert code == 1
    assert "decided_by" in out
    assert "hundred: t-1" not in out


def test_the_judgement_can_be_given_at_once_or_later(day):
    assert run("adjudicate", "hundred", "t-1", day, *GIVEN)[0] == 0
    assert run("validate", day)[0] == 0
    assert last(day, "adjudications")["reason"] == '数得准, "1689"'
    code, _, err = run("adjudicate", "hundred", "t-1", day)
    assert code == 2
    assert "`hundred-t-1` is there already" in err
    assert run("adjudicate", "hundred", "t-1", day, "--by", "你们")[0] == 0
    row = last(day, "adjudications")
    assert (row["decided_by"], row["reason"]) == ("你们", '数得准, "1689"')
    assert run("validate", day)[0] == 0


def test_a_lapsed_decision_is_taken_back_in_its_place(day):
    assert run("adjudicate", "hundred", "t-1", day, *GIVEN)[0] == 0
    other = "other,hundred,t-9," + "0" * 64 + ',undecided,unknown,"多\r\n行",,我们,2026-01-31'
    text = raw(day, "adjudications").decode() + other + "\n"
    head, first = text.splitlines()[:2]
    write(day, "adjudications", "\r\n".join((head, other, first)) + "\r\n")
    talks = raw(day, "talks").decode()
    write(day, "talks", talks.replace("1689", "1690"))
    observed = last(day, "adjudications")["observed"]
    code, out, _ = run("adjudicate", "hundred", "t-1", day, "--decision", "undecided")
    assert code == 0
    assert "taken back" in out
    assert "raw/adjudications.csv:4: hundred-t-1" in out
    after = raw(day, "adjudications").decode()
    assert after.startswith(f"{head}\r\n{other}\r\n")
    assert after.count("\n") == after.count("\r\n")
    row = last(day, "adjudications")
    assert row["observed"] != observed
    assert row["adjudication_id"] == "hundred-t-1"
    assert (row["decision"], row["reason"], row["decided_by"]) == ("undecided", "", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hundret", "t-1"), "did you mean `hundred`?"),
        (("hundred", "t1"), "did you mean `t-1`?"),
        (("hundred", "t-3"), "nothing to decide"),
        (("hundred", "t-2"), "nobody counted"),
        (("hundred", "t-1", "--decision", "prefer-actal"), "did you mean `prefer-actual`?"),
        (("hundred", "t-1", "--cause", "x"), "no cause"),
        (("hundred", "t-1", "--on", "31.1.2026"), "decided_on"),
    ],
)
def test_refusals(day, words, said):
    before = raw(day, "adjudications")
    code, out, err = run("adjudicate", *words[:2], day, *words[2:])
    assert (code, out) == (2, "")
    assert said in err
    assert raw(day, "adjudications") == before


def test_rules_that_say_nothing(day):
    talks = raw(day, "talks").decode()
    write(day, "talks", talks.replace("2020-12-22", "2020-22-12"))
    code, _, err = run("adjudicate", "hundred", "t-1", day)
    assert code == 2
    assert "waits until talks can be trusted" in err
    (day / "schemas" / "rules" / "hundred.sql").write_text(
        "/*\ntitle: x\nneeds: [talks]\n*/\nSELECT"
    )
    write(day, "talks", talks)
    assert "does not work" in run("adjudicate", "hundred", "t-1", day)[2]


def test_a_project_without_the_table_is_told_how(tmp_path):
    bare = project(tmp_path / "bare", tables=(), rule=True)
    assert "provenance.Adjudication" in run("adjudicate", "hundred", "t-1", bare)[2]
    assert "name the case" in run("adjudicate", "hundred", "--by", "x", cwd=bare)[2]


def test_a_basis_names_documents_that_there_are(day):
    before = raw(day, "adjudications")
    code, _, err = run("adjudicate", "hundred", "t-1", day, "--basis", "day tree")
    assert code == 2
    assert "no document `tree`; did you mean `trees`?" in err
    assert raw(day, "adjudications") == before
    assert run("adjudicate", "hundred", "t-1", day, "--basis", "day trees")[0] == 0
    assert last(day, "adjudications")["basis"] == "day trees"
