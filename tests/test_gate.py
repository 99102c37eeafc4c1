"""The gate: severities, waivers, thresholds, baselines; each with what passes and what fails."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from planting_builders import change
from planting_builders import copy as plantings
from sarif_pydantic import Sarif
from test_cli import BASE, run
from test_formats import issue, report
from test_report import SCHEMA

from pipeline.errors import ProjectError
from pipeline.gate import Baseline, Policy, Threshold, apply, known_apart, read_policy
from pipeline.issue import Layer, Severity
from pipeline.keeping import READ
from pipeline.project import Settings
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.report import tally

TODAY = date(2026, 11, 21)
WAIVER = {
    "code": "foreign-key",
    "table": "claims",
    "key": "c-12",
    "reason": "the person is being registered",
    "author": "王",
    "until": "2026-11-21",
}


def waived(**changes):
    return read_policy({"waivers": [{**WAIVER, **changes}]})


def found(number=1, evaluated=20):
    issues = [issue(key=f"c-{n}") for n in range(12, 12 + number)]
    return report(tally("foreign-key", Layer.TABLE, issues, evaluated=evaluated))


def codes(after):
    return [(item.severity.value, item.code) for item in after.issues]


def test_a_severity_of_the_project_replaces_the_checks_own():
    after = apply(found(), read_policy({"severity": {"foreign-key": "warning"}}), today=TODAY)
    assert codes(after) == [("warning", "foreign-key")]
    assert after.valid
    assert not apply(found(), Policy(), today=TODAY).valid


def test_a_waiver_lets_one_finding_pass_and_is_told():
    after = apply(found(2), waived(), today=TODAY)
    assert [item.key for item in after.issues] == ["c-13"]
    assert [(p.issue.key, p.author, p.until) for p in after.pardons] == [
        ("c-12", "王", "2026-11-21")
    ]
    assert after.count(Severity.ERROR) == 1


def test_a_waiver_whose_key_is_misspelt_is_told_which_may_be_meant():
    policy = waived(key=f"{WAIVER['key']}x")
    (told,) = (i for i in apply(found(), policy, today=TODAY).issues if i.code == "waiver")
    assert (told.hint or "").startswith(f"did you mean the key `{WAIVER['key']}`? Else delete it")


def test_a_waiver_that_ran_out_lets_nothing_pass_and_is_an_error():
    after = apply(found(), waived(until="2026-11-20"), today=TODAY)
    assert codes(after) == [("error", "waiver"), ("error", "foreign-key")]
    assert "ran out on 2026-11-20" in after.issues[0].message


def test_nothing_follows_from_a_waiver_that_ran_out():
    after = apply(found(), waived(until="2026-11-20"), today=TODAY)
    assert "    may follow from" not in RENDERERS["text"](after, Run())


@pytest.mark.parametrize("change", [{"key": "c-99"}, {"table": "people"}, {"field": "value"}])
def test_a_waiver_of_nothing_is_a_warning(change):
    after = apply(found(), waived(**change), today=TODAY)
    assert codes(after) == [("error", "foreign-key"), ("warning", "waiver")]


TABLES = {"claims": ["id", "person_id"], "people": ["id"], "figures": None}


@pytest.mark.parametrize(
    ("given", "said", "hint"),
    [
        ({"severity": {"foriegn-key": "info"}}, "`foriegn-key` under severity", "`foreign-key`"),
        ({"thresholds": {"xyzzy": 3}}, "`xyzzy` under thresholds", "pipeline explain"),
        ({"waivers": [{**WAIVER, "code": "foriegn-key"}]}, "no check or rule", "`foreign-key`"),
        ({"waivers": [{**WAIVER, "table": "claim"}]}, "the table `claim`", "`claims`"),
        ({"waivers": [{**WAIVER, "field": "person"}]}, "which `claims` has not", "`person_id`"),
        ({"waivers": [{**WAIVER, "table": "people", "field": "idd"}]}, "which `people`", "`id`"),
    ],
)
def test_a_name_that_means_nothing_is_told_with_the_one_that_was_meant(given, said, hint):
    after = apply(found(), read_policy(given), today=TODAY, tables=TABLES)
    assert codes(after) == [("error", "gate-setting"), ("error", "foreign-key")], "one cause, one"
    assert said in after.issues[0].message
    assert hint in after.issues[0].hint


@pytest.mark.parametrize(
    "given",
    [
        {"severity": {"import-row": "info", "foreign-key": "error"}},
        {"waivers": [{**WAIVER, "field": "person_id", "key": None}]},
        {"waivers": [{**WAIVER, "table": "figures", "field": "any"}]},
        {"waivers": [{**WAIVER, "table": None, "field": "any"}]},
    ],
)
def test_a_name_that_is_there_or_that_nobody_knows_is_let_be(given):
    after = apply(found(), read_policy(given), today=TODAY, tables=TABLES)
    (said,) = (check for check in after.checks if check.code == "gate-setting")
    assert (said.failed, said.evaluated) == (0, sum(map(len, given.values())))


def test_a_waiver_with_a_code_alone_lets_nothing_of_a_table_pass():
    after = apply(found(2), waived(table=None, key=None), today=TODAY)
    assert codes(after) == [
        ("error", "foreign-key"),
        ("error", "foreign-key"),
        ("warning", "waiver"),
    ]
    assert "names no table and no key" in after.issues[-1].message
    assert "name the table or the key" in after.issues[-1].hint


def test_a_waiver_with_a_code_alone_is_for_what_stands_in_no_table():
    entry = issue(resource=None, key=None, field=None, path="datapackage.yaml", pointer="/licenses")
    before = report(tally("foreign-key", Layer.PACKAGE, [entry]))
    after = apply(before, waived(table=None, key=None), today=TODAY)
    assert (after.valid, len(after.pardons)) == (True, 1)


def test_sarif_shows_what_is_waived_as_suppressed_with_the_reason():
    after = apply(found(2), waived(), today=TODAY)
    (one,) = json.loads(RENDERERS["sarif"](after, Run()))["runs"]
    told = [result.get("suppressions") for result in one["results"]]
    assert told[0] is None
    assert told[1][0]["justification"].startswith("the person is being registered (王")
    Sarif.model_validate_json(RENDERERS["sarif"](after, Run()))


def test_the_same_waiver_twice_is_once_too_many():
    after = apply(found(), read_policy({"waivers": [WAIVER, WAIVER]}), today=TODAY)
    assert codes(after) == [("warning", "waiver")]


@pytest.mark.parametrize(
    ("said", "told"),
    [("100 %", "100%"), ("5%", "5%"), ("12.5 %", "12.5%"), ("0.05%", "0.05%"), (1200, "1,200"),
     ("33.3333%", "33.3333%"), ("0 %", "0%"), ("0.1%", "0.1%")],
)  # fmt: skip
def test_a_threshold_is_told_as_a_person_writes_it(said, told):
    assert str(read_policy({"thresholds": {"foreign-key": said}}).thresholds["foreign-key"]) == told


@pytest.mark.parametrize(
    ("limit", "number", "passes"),
    [(2, 2, True), (2, 3, False), ("10 %", 2, True), ("10%", 3, False), (0, 1, False)],
)
def test_a_threshold_lets_so_many_pass_as_warnings(limit, number, passes):
    after = apply(found(number), read_policy({"thresholds": {"foreign-key": limit}}), today=TODAY)
    assert after.valid is passes
    assert after.count(Severity.WARNING if passes else Severity.ERROR) == number


def test_a_share_of_nothing_allows_nothing():
    assert not Threshold(share=1.0).allows(1, 0)


def baseline(of):
    counts = {check.code: check.failed for check in of.checks}
    listed = {code: sum(i.code == code for i in of.issues) for code in counts}
    return Baseline({item.fingerprint: 1 for item in of.issues}, counts, listed)


def test_a_baseline_leaves_only_what_is_new():
    after = known_apart(found(3), baseline(found(2)))
    assert [item.key for item in after.issues] == ["c-14"]
    assert (after.checks[0].failed, after.checks[0].known) == (1, 2)


def test_a_baseline_knows_a_finding_only_as_often_as_it_stood_there():
    twice = report(tally("foreign-key", Layer.TABLE, [issue(line=1), issue(line=2)]))
    assert known_apart(twice, baseline(found())).count(Severity.ERROR) == 1
    assert known_apart(found(), baseline(found())).valid


def test_where_one_issue_stands_for_many_findings_counts_decide():
    many = found(2)
    check = replace(many.checks[0], failed=500)
    many = replace(many, checks=(check,))
    before = baseline(many)
    assert known_apart(many, before).valid
    grown = replace(many, checks=(replace(check, failed=503),))
    assert known_apart(grown, before).count(Severity.ERROR) == 3


def test_a_setting_that_is_misspelt_is_asked_about():
    with pytest.raises(ProjectError, match=r"knows no `gaet`: did you mean `gate`\?"):
        Settings.from_descriptor({"x-pipeline": {"gaet": {}}})
    with pytest.raises(ProjectError, match=r"knows no `xyz` \(it knows models, rules"):
        Settings.from_descriptor({"x-pipeline": {"xyz": {}}})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"colour": 1}, "knows"),
        ({"severity": {"foreign-key": "grave"}}, "grave"),
        ({"severity": ["x"]}, "severity"),
        ({"thresholds": {"foreign-key": -1}}, "thresholds.foreign-key"),
        ({"thresholds": {"foreign-key": "200 %"}}, "thresholds.foreign-key"),
        ({"thresholds": {"foreign-key": True}}, "thresholds.foreign-key"),
        ({"waivers": {"code": "x"}}, "list"),
        ({"waivers": [{**WAIVER, "reason": " "}]}, "reason"),
        ({"waivers": [{**WAIVER, "until": "soon"}]}, "date"),
        ({"waivers": [{**WAIVER, "tabel": "x"}]}, "waivers[0]"),
    ],
)
def test_a_gate_that_cannot_be_meant_is_refused(given, said):
    with pytest.raises(ProjectError, match=r"x-pipeline\.gate") as caught:
        read_policy(given)
    assert said in str(caught.value)


@pytest.fixture
def broken(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    talks = tmp_path / "tiny" / "raw" / "talks.csv"
    text = talks.read_text(encoding="utf-8")
    talks.write_text(text.replace("t-3,chen-mo", "t-3,chen-mao"), encoding="utf-8")
    return tmp_path / "tiny"


def test_a_baseline_report_silences_what_it_knows(broken, tmp_path):
    before = tmp_path / "before.json"
    assert run("validate", broken, "--output", f"json={before}")[0] == 1
    code, out, _ = run("validate", broken, "--baseline", before)
    assert code == 0
    assert "foreign-key: 1 known from the baseline" in out
    code, _, err = run("validate", broken, "--baseline", broken / "datapackage.yaml")
    assert code == 2
    assert "is no JSON report" in err


def test_no_file_of_the_project_is_to_be_written_over_by_a_report(broken):
    _, _, err = run("validate", broken, "--baseline", broken / "raw" / "talks.csv")
    assert "json=baseline.json" in err and "json=" + str(broken) not in err


def test_a_waiver_in_the_descriptor_is_shown_in_every_report(broken):
    descriptor = broken / "datapackage.yaml"
    gate = {
        "gate": {"waivers": [{**WAIVER, "table": "talks", "key": "t-3", "until": "2999-01-01"}]}
    }
    text = descriptor.read_text(encoding="utf-8")
    assert "x-pipeline" not in text
    descriptor.write_text(f"{text}\nx-pipeline: {json.dumps(gate)}\n", encoding="utf-8")
    code, out, _ = run("validate", broken)
    assert code == 0
    assert "waived foreign-key by 王 until 2999-01-01: the person is being registered" in out
    values = json.loads(run("validate", broken, "--format", "json")[1])
    assert values["waived"][0]["issue"]["key"] == "t-3"


def test_what_the_gate_says_of_itself_has_its_line(broken):
    descriptor = broken / "datapackage.yaml"
    text = descriptor.read_text(encoding="utf-8").rstrip("\n")
    more = """
x-pipeline:
  gate:
    severity:
      foriegn-key: warning
    waivers:
      - code: foreign-key
        table: talk
        reason: the person is being registered
        author: 王
        until: 2999-01-01
      - code: foreign-key
        table: talks
        key: t-3
        reason: the person is being registered
        author: 王
        until: 2020-01-01
"""
    descriptor.write_text(text + more, encoding="utf-8")
    above = text.count("\n") + 1
    code, out, _ = run("validate", broken)
    assert code == 1
    for line in (4, 7, 11):
        assert f"datapackage.yaml:{above + line}:" in out, out
    assert "did you mean `talks`?" in out


@pytest.fixture
def package(tmp_path):
    """A table with as many errors as asked for, in which some can be mended or added."""
    (tmp_path / "p").mkdir()
    fields = [{"name": "id", "type": "string"}, {"name": "n", "type": "integer"}]
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": fields, "primaryKey": ["id"]}}
    text = json.dumps({"name": "p", "resources": [resource]})
    (tmp_path / "p" / "datapackage.json").write_text(text, encoding="utf-8")

    def write(*bad, good=()):
        rows = [f"k{n},x{n}" for n in bad] + [f"k{n},{n}" for n in good]
        file = tmp_path / "p" / "t.csv"
        file.write_text("\n".join(["id,n", *rows, ""]), encoding="utf-8")
        return tmp_path / "p"

    return write


@pytest.mark.parametrize("limit", [(), ("--limit", "1")])
def test_a_new_error_passes_no_baseline_of_many(package, tmp_path, limit):
    before = tmp_path / "before.json"
    old = range(150)
    run("validate", package(*old), "--output", f"json={before}", *limit)
    known = run("validate", package(*old), "--baseline", before)
    assert known[0] == (1 if limit else 0), known
    code, out, _ = run("validate", package(*old[:140], *old[141:], 999, good=[140]),
                       "--baseline", before)  # fmt: skip
    assert code == 1
    assert limit or "t.csv:151:6" in out
    assert ("names only 1 of its 150 findings" in out) is bool(limit)
    assert limit or "`x999`" in out


@pytest.mark.parametrize("first", ["--format", "--output"])
def test_a_baseline_knows_more_than_people_read(package, tmp_path, first):
    before = tmp_path / "before.json"
    folder = package(*range(READ + 5))
    if first == "--format":
        before.write_text(run("validate", folder, first, "json")[1], encoding="utf-8")
    else:
        code, out, _ = run("validate", folder, first, f"json={before}")
        assert "5 more, not shown" in out
    code, out, _ = run("validate", folder, "--baseline", before)
    assert code == 0
    assert f"{READ + 5:,} known from the baseline" in out


@pytest.mark.parametrize("format", ["json", "sarif", "codequality"])
def test_reports_for_programs_name_all(package, format):
    out = run("validate", package(*range(READ + 5)), "--format", format)[1]
    assert f"x{READ + 4}" in out


def test_a_limit_above_what_people_read_is_kept_and_shown(package):
    _, out, _ = run("validate", package(*range(READ + 5)), "--limit", READ + 2, "--format", "html")
    assert "6 more, not shown" in out  # three warnings are shown as well
    assert f"x{READ - 2}" in out


def test_a_waiver_lets_more_pass_than_people_read(broken):
    rows = "".join(f"t-{n},nobody,speech,2020-01-01,,,,\n" for n in range(READ + 5))
    with (broken / "raw" / "talks.csv").open("a", encoding="utf-8") as file:
        file.write(rows)
    waiver = {**WAIVER, "table": "talks", "key": None, "field": "person_id", "until": "2999-12-31"}
    with (broken / "datapackage.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nx-pipeline: {json.dumps({'gate': {'waivers': [waiver]}})}\n")
    _, out, _ = run("validate", broken)
    assert f"{READ + 5:,} waived by" in out or f"{READ + 6:,} waived by" in out, out
    assert "error foreign-key" not in out


def test_what_is_only_counted_is_new_and_says_why():
    many = report(tally("foreign-key", Layer.TABLE, [issue(key=f"c-{n}") for n in range(READ + 5)]))
    after = known_apart(many, baseline(many))
    assert (after.checks[0].known, after.count(Severity.ERROR)) == (READ, 5)
    assert "cannot be compared with 5 findings" in after.checks[0].because


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_report_does_not_go_over_its_baseline(package, tmp_path, monkeypatch, format):
    monkeypatch.chdir(tmp_path)
    before = tmp_path / "before.json"
    run("validate", package(1, 2), "--output", f"json={before}")
    text = before.read_bytes()
    code, _, err = run("validate", "p", "--baseline", before, "--output", f"{format}=before.json")
    assert (code, before.read_bytes()) == (2, text)
    assert "it is the baseline" in err if format == "json" else err


def test_a_report_that_named_only_what_was_new_is_no_whole_baseline(package, tmp_path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    run("validate", package(1, 2), "--output", f"json={first}")
    run("validate", package(1, 2), "--baseline", first, "--output", f"json={second}")
    code, out, _ = run("validate", package(1, 2), "--baseline", second)
    assert code == 1
    assert "type-error: the baseline was itself held to a baseline" in out


def test_a_row_put_above_makes_nothing_new(tmp_path):
    schema = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
    given = {"name": "p", "resources": [{"name": "t", "path": "t.csv", "schema": schema}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(given), encoding="utf-8")
    (tmp_path / "t.csv").write_text("a,b\n1\n\n1,2,3\n", encoding="utf-8")
    before = tmp_path / "before.json"
    run("validate", tmp_path, "--output", f"json={before}")
    (tmp_path / "t.csv").write_text("a,b\n7,8\n1\n\n1,2,3\n", encoding="utf-8")
    assert run("validate", tmp_path, "--baseline", before)[0] == 0
    (tmp_path / "t.csv").write_text("a,b\n7,8\n1\n1\n\n1,2,3\n", encoding="utf-8")
    assert run("validate", tmp_path, "--baseline", before)[0] == 1


def last_lines(*words):
    code, out, _ = run("validate", *words)
    return code, *out.rstrip("\n").split("\n")[-2:]


def test_the_last_line_agrees_with_fail_on(broken):
    gate = {"gate": {"severity": {"foreign-key": "warning"}}}
    text = (broken / "datapackage.yaml").read_text(encoding="utf-8")
    more = f"{text}\nx-pipeline: {json.dumps(gate)}\n"
    (broken / "datapackage.yaml").write_text(more, encoding="utf-8")
    code, verdict, advice = last_lines(broken)
    assert (code, "at which pipeline export stops" in advice) == (0, True)
    assert "is valid (2 warnings)" in verdict
    code, verdict, advice = last_lines(broken, "--fail-on", "warning")
    assert code == 1
    assert "has no error, but --fail-on warning stops it: 2 warnings" in verdict
    assert "Next: see which is right, " in advice
    assert "talks.csv:5:5" in advice
    _, out, _ = run("validate", broken, "--fail-on", "warning", "--format", "markdown")
    assert out.startswith("## ❌ ")


def test_many_findings_that_one_waiver_lets_pass_are_counted():
    after = apply(found(9), waived(key=None), today=TODAY)
    lines = RENDERERS["text"](after, Run()).splitlines()
    assert len([line for line in lines if "waived foreign-key" in line]) == 3
    assert "foreign-key: 9 waived by 王 until 2026-11-21" in "\n".join(lines)


def test_what_only_a_baseline_lets_pass_is_not_called_valid(broken, tmp_path):
    before = tmp_path / "before.json"
    run("validate", broken, "--output", f"json={before}")
    code, verdict, advice = last_lines(broken, "--baseline", before)
    assert code == 0
    assert "has no error but the 1 of the baseline" in verdict
    assert "pipeline export knows no baseline" in advice


def test_where_an_export_would_stop_the_last_line_says_where(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    talks = tmp_path / "tiny" / "raw" / "talks.csv"
    lines = talks.read_text(encoding="utf-8").splitlines()
    lines[1] += "\u0007"
    talks.write_text("\n".join([*lines, ""]), encoding="utf-8")
    code, _, advice = last_lines(tmp_path / "tiny")
    assert code == 0, advice
    assert "talks.csv:2" in advice
    assert "at which pipeline export stops" in advice


def test_where_nothing_is_named_the_last_line_says_how_to_see_it(broken):
    code, _, advice = last_lines(broken, "--limit", 0)
    assert code == 1
    assert "without --limit" in advice


def gated(folder, text):
    with (folder / "datapackage.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nx-pipeline:\n  gate:\n{text}")
    return folder


WRONG = {
    "waivers:\n    - {code: x, raeson: y}": "[0] knows no `raeson`: did you mean `reason`?",
    "waivers:\n    - {code: x, colour: y}": "[0] knows no `colour`; it knows author, code",
    "severity: {foreign-key: Eror}": "`Eror`: did you mean `error`?",
    "waiver: []": "knows no `waiver`: did you mean `waivers`?",
}


@pytest.mark.parametrize("gate", WRONG)
def test_a_gate_that_cannot_be_meant_has_its_line_and_what_was_meant(broken, gate):
    whole = gated(broken, f"    {gate}\n")
    lines = (whole / "datapackage.yaml").read_text(encoding="utf-8").split("\n")
    number = len(lines) - 1
    code, out, err = run("validate", whole, "--format", "github")
    assert code == 2
    assert WRONG[gate] in err
    assert f"datapackage.yaml:{number}:" in err
    first = out.split("\n")[0]
    assert re.match(
        rf"::error file=\S*datapackage\.yaml,line={number},col=\d+,title=stopped::", first
    )
    assert WRONG[gate] in first


@pytest.mark.parametrize("name", [name for name in RENDERERS if name != "text"])
def test_what_stops_the_check_is_said_in_every_format(broken, tmp_path, name):
    gated(broken, "    severity: [\n")
    file = tmp_path / "report"
    code, out, err = run("validate", broken, "--output", f"{name}={file}")
    assert code == 2
    assert err.startswith("pipeline: ")
    assert not out
    text = file.read_text(encoding="utf-8")
    assert "not YAML" in text
    assert "datapackage.yaml" in text
    assert run("validate", broken, "--output", f"{name}={file}")[0] == 2, "it may be replaced"
    code, out, _ = run("validate", broken, "--format", name)
    assert (code, out) == (2, text) or name == "json"
    if name == "json":
        jsonschema.validate(json.loads(text), SCHEMA)
        assert not json.loads(text)["valid"]


def test_what_stops_the_check_has_its_place_also_without_a_line(broken, monkeypatch):
    gated(broken, "    severity: {}\n  models: nowhere.py\n")
    _, out, _ = run("validate", broken, "--format", "codequality")
    assert json.loads(out)[0]["location"]["lines"]["begin"] > 1
    monkeypatch.chdir(broken.parent)
    assert run("validate", "--format", "github")[1].startswith("::error title=stopped::")


@pytest.fixture
def unprinted(tmp_path):
    """The project of `init` in which a number is not held to its passage, only to its evidence."""
    project = plantings(tmp_path)
    models = project / "schemas" / "models.py"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace("printed=number(), ", ""), encoding="utf-8")
    assert run("schemas", project)[0] == run("anchor", project)[0] == 0
    return project


@pytest.mark.parametrize("without_text", [False, True])
def test_another_wrong_number_is_not_known_to_a_baseline(unprinted, tmp_path, without_text):
    if without_text:
        (unprinted / "raw" / "sources" / "report.txt").unlink()
    before = tmp_path / "before.json"
    change(unprinted, "plantings.csv", ",pine,480,", ",pine,481,")
    assert run("validate", unprinted, "--output", f"json={before}")[0] == 1
    code, out, _ = run("validate", unprinted, "--baseline", before)
    assert code == 0 and "no error but the 2 of the baseline" in out
    change(unprinted, "plantings.csv", ",pine,481,", ",pine,99481,")
    code, out, _ = run("validate", unprinted, "--baseline", before)
    assert code == 1 and "2 errors" in out and "found 100261" in out
    assert "another version" not in out


def test_what_is_known_stays_known_where_rows_move(unprinted, tmp_path):
    before = tmp_path / "before.json"
    change(unprinted, "plantings.csv", ",pine,480,", ",pine,481,")
    run("validate", unprinted, "--output", f"json={before}")
    file = unprinted / "raw" / "plantings.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([header, *reversed(rows), ""]), encoding="utf-8")
    places = "place_id,name,kind,within_id\n"
    change(unprinted, "places.csv", places, f"{places}a-town,甲镇,township,\n")
    code, out, _ = run("validate", unprinted, "--baseline", before)
    assert code == 0 and "no error but the 2 of the baseline" in out


def test_what_a_baseline_of_another_version_may_misread_counts_as_new(unprinted, tmp_path):
    before = tmp_path / "before.json"
    change(unprinted, "plantings.csv", ",pine,480,", ",pine,481,")
    run("validate", unprinted, "--output", f"json={before}")
    report = json.loads(before.read_text(encoding="utf-8"))
    del report["fingerprints"]
    for found in report["issues"]:
        found["fingerprint"] = "0" * 32
    before.write_text(json.dumps(report), encoding="utf-8")
    code, out, _ = run("validate", unprinted, "--baseline", before)
    assert code == 1 and "2 errors" in out
    assert "parts-make-the-whole: the baseline was written by another version of pipeline" in out
    told = run("--lang", "zh", "validate", unprinted, "--baseline", before)[1]
    assert "无法辨认的算作新问题" in told


@pytest.mark.parametrize("fingerprints", [1, 9, None])
def test_a_baseline_of_another_version_says_so_though_nothing_is_new(
    unprinted, tmp_path, fingerprints
):
    before = tmp_path / "before.json"
    change(unprinted, "plantings.csv", ",pine,480,", ",pine,481,")
    run("validate", unprinted, "--output", f"json={before}")
    report = json.loads(before.read_text(encoding="utf-8"))
    report["fingerprints"] = fingerprints
    before.write_text(json.dumps(report), encoding="utf-8")
    code, _, err = run("validate", unprinted, "--baseline", before, "--format", "json")
    assert code == 0
    assert f"{before}: the baseline was written by another version of pipeline" in err
    assert err.count("another version") == 1
    told = run("--lang", "zh", "validate", unprinted, "--baseline", before)[2]
    assert "无法辨认的算作新问题" in told
