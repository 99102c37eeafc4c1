"""White space around cells: found in projects, with its cause, and taken away by `fmt`."""

import json
import shutil

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from test_cli import BASE, run

from pipeline.table_schema.stray import BLANK

SIGNS = [" ", "\u00a0", "\u3000", "\t", "\u2003", "\u0085"]


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    return tmp_path / "tiny"


def edit(root, old, new, name="people.csv"):
    file = root / "raw" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(root):
    return json.loads(run("validate", root, "--format", "json")[1])["issues"]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_white_space_is_what_python_takes_away(text):
    assert text.strip(BLANK) == text.strip()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("cell", ["{0}陈墨", "陈墨{0}", "{0}陈墨{0}"])
def test_each_is_found_and_mended_by_fmt(tiny, sign, cell):
    run("fmt", tiny)
    before = (tiny / "raw/people.csv").read_bytes()
    edit(tiny, "陈墨", cell.format(sign))
    (issue,) = found(tiny)
    assert (issue["code"], issue["key"], issue["field"]) == ("stray-space", "chen-mo", "name")
    assert issue["value"] == cell.format(sign)
    assert "陈墨" in issue["message"]
    assert sign not in issue["message"].partition(" in `name`")[0]
    code, out, _ = run("validate", tiny)
    assert (code, out.splitlines()[-1]) == (
        1,
        "Next: pipeline fmt, then run pipeline validate again",
    )
    assert run("fmt", tiny, "--check")[0] == 1
    assert "white space at the ends of 1 cell" in run("fmt", tiny)[1]
    assert (tiny / "raw/people.csv").read_bytes() == before
    assert found(tiny) == []


def test_white_space_within_a_cell_is_let_be(tiny):
    edit(tiny, "陈墨", "陈 \u3000墨")
    assert found(tiny) == []


def test_what_follows_from_it_is_told_after_it(tiny):
    edit(tiny, "chen-mo,陈墨", "chen-mo ,陈墨")
    assert next(issue["code"] for issue in found(tiny)) == "stray-space"
    edit(tiny, "speech", "speech ", "talks.csv")
    codes = [issue["code"] for issue in found(tiny)]
    assert codes.index("constraint-error") > codes.index("stray-space")


def test_where_fmt_leaves_a_file_alone_the_remedy_does_not_name_it(tiny):
    file = tiny / "datapackage.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(
            "schema: schemas/people", "dialect: {delimiter: ;}\n    schema: schemas/people"
        )
    )
    people = tiny / "raw/people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace(",", ";").replace("墨", "墨 "))
    (issue,) = found(tiny)
    assert "pipeline fmt" not in issue["hint"]
    assert "left alone raw/people.csv" in run("fmt", tiny)[1]


def test_it_may_be_let_pass_and_is_then_released(tiny):
    edit(tiny, "陈墨", "陈墨 ")
    file = tiny / "datapackage.yaml"
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    given["x-pipeline"] = {"gate": {"severity": {"stray-space": "warning"}}}
    file.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    assert run("validate", tiny)[0] == 0
    assert run("export", tiny)[0] == 0
    assert "is what it says it is" in run("verify", tiny / "build/tiny-1.0.0")[1]


def test_a_package_of_somebody_else_is_not_held_to_it(tmp_path):
    (tmp_path / "x.csv").write_text("id\na \n")
    schema = {"fields": [{"name": "id", "type": "string"}]}
    resource = {"name": "x", "path": "x.csv", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "x", "resources": [resource]}))
    assert run("validate", tmp_path)[0] == 0


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u3164", "\ufeff", "\u200d", "\u2060"])
def test_what_nobody_sees_is_an_error(tiny, sign):
    edit(tiny, "陈墨", f"陈{sign}墨")
    (issue,) = found(tiny)
    assert (issue["code"], issue["severity"]) == ("unseen-character", "error")
    assert (issue["field"], issue["row"], issue["hint"][:9]) == ("name", 4, "delete it")


@pytest.mark.parametrize(
    "text", ["陈\u00a0墨", "葛\U000e0100", "陈\ufe00墨", "👩\u200d🚀", "陈\u2009墨"]
)
def test_what_some_writing_needs_is_a_warning(tiny, text):
    edit(tiny, "陈墨", text)
    (issue,) = found(tiny)
    assert (issue["code"], issue["severity"]) == ("unusual-character", "warning")


def test_a_full_width_space_between_names_is_usual(tiny):
    edit(tiny, "陈墨", "陈\u3000墨")
    assert found(tiny) == []


def test_an_id_with_what_nobody_sees_is_told_once(tiny):
    edit(tiny, "chen-mo,", "chen\u200b-mo,")
    assert [i["code"] for i in found(tiny) if i["resource"] == "people"] == ["constraint-error"]
