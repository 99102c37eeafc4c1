import pytest
from rule_builders import write

from pipeline.issue import Layer, Severity
from pipeline.report import State
from pipeline.rules import read_rules

GOOD = """/* title: Totals agree
   title_zh: 总数一致
   severity: warning
   needs: [claims, people, claims]
   hint: "Look at both."
   min_cases: 0
*/
SELECT 1
"""


def read(folder, text, name="totals-agree.sql"):
    write(folder, name, text)
    rules, tallies = read_rules(folder, shown="schemas/rules")
    return (rules or [None])[0], (tallies or [None])[0]


def problem(folder, text, name="totals-agree.sql"):
    rule, tally = read(folder, text, name)
    assert rule is None
    assert (tally.state, tally.failed, tally.layer) == (State.BROKEN, 1, Layer.RULE)
    (issue,) = tally.issues
    assert issue.path == f"schemas/rules/{name}" and issue.code == tally.code
    return issue


def test_a_head_says_everything(tmp_path):
    rule, tally = read(tmp_path, GOOD)
    assert tally is None
    assert (rule.name, rule.path) == ("totals-agree", "schemas/rules/totals-agree.sql")
    assert (rule.title, rule.title_zh, rule.hint) == ("Totals agree", "总数一致", "Look at both.")
    assert (rule.severity, rule.needs, rule.min_cases) == (
        Severity.WARNING,
        ("claims", "people"),
        0,
    )
    assert rule.sql == GOOD


def test_a_short_head_has_defaults(tmp_path):
    rule, _ = read(tmp_path, "/*\ntitle: T\nneeds:\n  - claims\n*/ SELECT 1")
    assert (rule.severity, rule.min_cases, rule.hint) == (Severity.ERROR, 1, None)


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n")])
def test_bom_and_crlf_do_not_matter(tmp_path, text):
    rule, _ = read(tmp_path, text)
    assert rule.sql == GOOD


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT 1", "does not begin with a head"),
        ("-- x\n/* title: T */", "does not begin with a head"),
        ("", "does not begin with a head"),
        ("/* title: T", "does not begin with a head"),
        ("/* words */ SELECT 1", "not a list of `name: value`"),
        ("/* */ SELECT 1", "not a list of `name: value`"),
        ("/* title: T */", "`needs` is missing"),
        ("/* needs: [a] */", "`title` is missing"),
        ("/* {title: T, needs: []} */", "`needs` is empty"),
        ("/* {title: '', needs: [a]} */", "`title` is empty"),
        ("/* {title: T, needs: claims} */", "`needs` must be a list"),
        ("/* {title: T, needs: [1]} */", "`needs.0` must be text"),
        ("/* {title: yes, needs: [a]} */", "`title` must be text"),
        ("/* {title: T, needs: [a], severty: error} */", "did you mean `severity`?"),
        ("/* {title: T, needs: [a], ok: 1} */", "unknown key `ok` (known are title"),
        ("/* {title: T, needs: [a], severity: fatal} */", "one of error, warning, info"),
        ("/* {title: T, needs: [a], min_cases: -1} */", "`min_cases`: "),
        ("/* {title: T, needs: [a], min_cases: true} */", "`min_cases`: "),
        ("/* {title: T, needs: [a], min_cases: '1'} */", "`min_cases`: "),
        ("/* {title: T, title: U, needs: [a]} */", "`title` is given twice"),
        ("/* {1: T, title: U, needs: [a]} */", "the head is wrong"),
        (b"/* title: \xd6\xd0 */", "not UTF-8 (byte 11)"),
    ],
)
def test_a_wrong_head_breaks_its_rule(tmp_path, text, words):
    assert words in problem(tmp_path, text).message


def test_everything_wrong_is_said_at_once(tmp_path):
    message = problem(tmp_path, "/* {needs: a, foo: 1} */").message
    assert "`title` is missing" in message and "`needs`" in message and "`foo`" in message


def test_bad_yaml_names_its_line(tmp_path):
    issue = problem(tmp_path, "/* title: T\n   needs: [a\n   hint: x: y\n*/ SELECT 1")
    assert "not YAML" in issue.message and issue.line in (3, 4)


@pytest.mark.parametrize("name", ["Totals.sql", "a_b.sql", "a--b.sql", "总数.sql"])
def test_a_name_is_kebab_case(tmp_path, name):
    assert "cannot name a rule" in problem(tmp_path, GOOD, name).message


def test_a_rule_must_not_take_the_name_of_a_check(tmp_path):
    assert "check of the tool" in problem(tmp_path, GOOD, "adjudication.sql").message


def test_one_wrong_file_does_not_stop_the_others(tmp_path):
    for name, text in (("c.sql", GOOD), ("b.sql", "nothing"), ("a.sql", GOOD), ("d.txt", "x")):
        write(tmp_path, name, text)
    write(tmp_path, ".hidden.sql", "x")
    (tmp_path / "folder.sql").mkdir()
    rules, tallies = read_rules(tmp_path, shown="r")
    assert [rule.name for rule in rules] == ["a", "c"]
    assert [tally.code for tally in tallies] == ["b", "folder"]


def test_no_folder_is_no_rules(tmp_path):
    assert read_rules(tmp_path / "none", shown="r") == ([], [])
