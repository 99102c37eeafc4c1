"""What the gate lets pass and a release must not lack: `validate` passes, `export` refuses."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import yaml
from test_cli import BASE, run

UNTIL = {"reason": "later", "author": "王", "until": "2999-12-31"}


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    (tmp_path / "tiny/schemas/rules/listeners-agree.sql").unlink()  # the tables are the subject
    return tmp_path / "tiny"


def edit(root, name, old, new):
    file = root / "raw" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def gate(root, **settings):
    file = root / "datapackage.yaml"
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    given["x-pipeline"] = {"gate": settings}
    file.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")


def cell(root):
    edit(root, "talks.csv", "804", "８０４")


def constraint(root):
    edit(root, "talks.csv", "t-3", "x-3")


def kind(root):
    edit(root, "talks.csv", "toast", "tost")


def twice(root):
    edit(root, "people.csv", "chen-mo,", "ben,")
    edit(root, "talks.csv", "chen-mo", "ben")


def unique(root):
    edit(root, "talks.csv", "t-3,chen-mo,speech,2020-12-22", "t-3,ben,speech,2020-11-25")


def misspelt(root):
    edit(root, "talks.csv", "minutes", "minuets")


def extra(root):
    file = root / "raw/people.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("".join(f"{line},备\n" for line in lines), encoding="utf-8")


def short(root):
    edit(root, "people.csv", "chen-mo,陈墨,1961", "chen-mo,陈墨")


def long(root):
    edit(root, "people.csv", "chen-mo,陈墨,1961", "chen-mo,陈墨,1961,")


def quote(root):
    edit(root, "people.csv", "陈墨", '陈"墨')


def gbk(root):
    (root / "raw/people.csv").write_bytes("person_id,name,born\nben,陈墨,1961\n".encode("gbk"))


def gone(root):
    (root / "raw/people.csv").unlink()


def empty(root):
    (root / "raw/people.csv").write_bytes(b"")


def outside(root):
    file = root / "datapackage.yaml"
    file.write_text(file.read_text().replace("raw/people.csv", "../people.csv"))


def reference(root):
    edit(root, "talks.csv", "t-3,chen-mo", "t-3,chen-mu")


def contradiction(root):
    edit(root, "talks.csv", "t-2,ben,toast,2020-11-25,2,", "t-2,ben,toast,2020-11-25,20,")


def view(root):
    folder = root / "schemas/views"
    folder.mkdir()
    (folder / "all-talks.sql").write_text("-- title: All\n-- needs: [talks]\nselect nothing")


CASES = {
    cell: ("raw/talks.csv:5:", "this row", ["type-error"]),
    constraint: ("raw/talks.csv:5:", "this row", ["constraint-error"]),
    kind: ("raw/talks.csv:4:", "this row", ["constraint-error"]),
    twice: ("raw/people.csv:4:", "cannot hold this row", ["primary-key"]),
    unique: ("raw/talks.csv:5:", "cannot hold this row", ["unique-error"]),
    misspelt: ("raw/talks.csv:1:", "rows and columns of `talks`", ["incorrect-label"]),
    extra: (
        "raw/people.csv:1:",
        "rows and columns of `people`",
        ["extra-label", "incorrect-label"],
    ),
    short: ("raw/people.csv:4:", "this row", ["missing-cell", "foreign-key"]),
    long: ("raw/people.csv:4:", "this row", ["extra-cell", "foreign-key"]),
    quote: ("raw/people.csv:4:", "this row", ["quote-error", "foreign-key"]),
    gbk: ("raw/people.csv:2:", "the table `people`", ["encoding-error"]),
    gone: ("raw/people.csv", "the table `people`", ["missing-file"]),
    empty: ("raw/people.csv", "the table `people`", ["empty-file"]),
    outside: ("datapackage.yaml", "the table `people`", ["unsafe-path"]),
    reference: ("raw/talks.csv:5:", "would not be valid", ["foreign-key"]),
    contradiction: ("raw/talks.csv:4:", "this row", ["record-error"]),
    view: ("schemas/views/all-talks.sql", "this view", ["broken-view"]),
}
"""Slip → where it is told, with which words, and the checks that would stop the gate."""


def lowered(codes, how):
    if how == "thresholds":
        return {"thresholds": dict.fromkeys(codes, "100 %")}
    return {"severity": dict.fromkeys(codes, how)}


@pytest.mark.parametrize("how", ["info", "warning", "thresholds"])
@pytest.mark.parametrize("slip", CASES, ids=lambda slip: slip.__name__)
def test_what_a_gate_lets_pass_is_told_and_not_released(tiny, slip, how):
    place, said, codes = CASES[slip]
    slip(tiny)
    gate(tiny, **lowered(codes, how))
    code, out, _ = run("validate", tiny)
    assert (code, "incomplete-release" in out) == (0, True), out
    assert "at which pipeline export stops" in out.splitlines()[-1]
    code, out, err = run("export", tiny)
    assert code == 1, out + err
    (line,) = (line for line in out.splitlines() if "error incomplete-release" in line)
    assert place in line
    assert said in line
    assert "    → " in out
    assert not (tiny / "build").exists()


@pytest.mark.parametrize(
    ("how", "first", "then"),
    [
        ("warning", "warning type-error: `８０４` in", "type-error"),
        ("info", "warning incomplete-release: a release would not have this row: `８０４`", ""),
    ],
)
def test_what_is_lowered_and_what_it_means_to_a_release_is_told_together(tiny, how, first, then):
    cell(tiny)
    gate(tiny, severity={"type-error": how})
    out = run("validate", tiny)[1]
    assert first in out and "may follow" not in out
    also = next(line for line in out.splitlines() if "    also " in line)
    assert also.endswith(
        " incomplete-release: a release would not have this row" if then else " type-error"
    )
    assert out.count("is not a whole number") == 1


def test_a_row_that_repeats_two_keys_is_one_row(tiny):
    text = (tiny / "raw/talks.csv").read_text(encoding="utf-8")
    (tiny / "raw/talks.csv").write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")
    gate(tiny, **lowered(["primary-key", "unique-error"], "warning"))
    code, out, _ = run("validate", tiny)
    assert (code, "more, not shown" in out) == (0, False), out


@pytest.mark.parametrize(
    ("slip", "waivers"),
    [
        (cell, [("type-error", "talks", "t-3", "listeners")]),
        (constraint, [("constraint-error", "talks", "x-3", None)]),
        (twice, [("primary-key", "people", "ben", None)]),
        (unique, [("unique-error", "talks", None, None)]),
        (misspelt, [("incorrect-label", "talks", None, None)]),
        (short, [("missing-cell", "people", None, None), ("foreign-key", "talks", None, None)]),
        (gbk, [("encoding-error", "people", None, None)]),
        (gone, [("missing-file", "people", None, None)]),
    ],
    ids=lambda item: getattr(item, "__name__", ""),
)
def test_a_waiver_is_no_licence_to_leave_rows_out(tiny, slip, waivers):
    slip(tiny)
    names = ("code", "table", "key", "field")
    listed = [{k: v for k, v in zip(names, w, strict=True) if v} | UNTIL for w in waivers]
    gate(tiny, waivers=listed)
    assert run("validate", tiny)[0] == 0
    code, out, _ = run("export", tiny)
    assert (code, out.count("error incomplete-release")) == (1, 1)


def test_nor_is_a_baseline(tiny, tmp_path):
    cell(tiny)
    known = tmp_path / "known.json"
    assert run("validate", tiny, "--output", f"json={known}")[0] == 1
    code, out, _ = run("validate", tiny, "--baseline", known)
    assert (code, "pipeline export knows no baseline" in out) == (0, True)
    assert run("export", tiny)[0] == 1


def test_the_check_itself_cannot_be_lowered(tiny):
    cell(tiny)
    gate(tiny, severity={"type-error": "info", "incomplete-release": "info"})
    code, out, _ = run("validate", tiny)
    assert code == 1
    assert "gate-setting: `incomplete-release` cannot be let pass" in out


@pytest.mark.parametrize(
    "settings",
    [
        {"severity": {"unreleasable": "info"}},
        {"thresholds": {"unreleasable": 5}},
        {"waivers": [{"code": "unreleasable", "table": "talks"} | UNTIL]},
    ],
)
def test_nor_can_what_stops_an_export(tiny, settings):
    edit(tiny, "talks.csv", "=1+1", "a\x07b")
    gate(tiny, **settings)
    for command in ("validate", "export"):
        code, out, _ = run(command, tiny)
        assert code == 1
        assert "gate-setting: `unreleasable` cannot be let pass" in out


def test_what_takes_nothing_from_a_release_may_be_let_pass(tiny):
    edit(tiny, "people.csv", "ben,", "\nben,")
    gate(tiny, severity={"blank-row": "warning"})
    assert run("export", tiny)[0] == 0


def test_it_is_said_in_chinese(tiny):
    cell(tiny)
    gate(tiny, severity={"type-error": "info"})
    _, out, _ = run("export", tiny, "--lang", "zh")
    assert "a release" not in out
    assert "发布版会缺少此行" in out


def released(tiny) -> Path:
    assert run("export", tiny)[0] == 0
    root = tiny / "build/tiny-1.0.0"
    (root / "tiny-1.0.0.zip").unlink()
    return root


def retold(root, **changes):
    """The report of a release changed, and its sum with it, as a careful hand would."""
    file = root / "report.json"
    report = json.loads(file.read_bytes())
    report["tables"][1] |= changes
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text(json.dumps(report), encoding="utf-8")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    sums = root / "SHA256SUMS"
    sums.write_text(sums.read_text().replace(before, after))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": 4}, "of `talks` 4 rows were read by `report.json`, and the release has 3"),
        ({"valid": False}, "`report.json` says that `talks` had errors"),
        ({"name": "tolks"}, "of `tolks` 3 rows were read by `report.json`"),
    ],
)
def test_a_release_that_lacks_rows_does_not_verify(tiny, changes, said):
    root = released(tiny)
    retold(root, **changes)
    code, out, _ = run("verify", root)
    assert (code, said in out, out.count("incomplete-release:")) == (1, True, 1), out


@pytest.mark.parametrize("text", [b"[]", b"{", b'{"tables": 7}', b'{"tables": [7]}'])
def test_a_report_that_is_none_says_nothing_of_rows(tiny, text):
    root = released(tiny)
    (root / "report.json").write_bytes(text)
    code, out, _ = run("verify", root)
    assert (code, "incomplete-release" in out) == (1, False)
