"""Laws of the descriptor's checks: any JSON is judged, places are found, one finding once."""

import copy
import json

import pytest
import yaml
from conformance.cases import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import contract, flow, package
from pipeline.descriptor import blocked, check, check_dialect, check_schema, placed, places, unsafe
from pipeline.project import Project
from pipeline.stages import Texts
from pipeline.table_schema import Schema

GOOD = [e.package for e in examples() if not e.gives and isinstance(e.package, dict)]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["", "id", "\ud800", "𠮷", "(", "%", "date", "/x", "http://[", "NaN", 1e400, -1])
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def pointers(value, at=()):
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()  # fmt: skip
    for key, item in items:
        yield from pointers(item, (*at, key))


def judged(value):
    found = [
        *check(value, "p.json"),
        *check_schema(value, "s.json"),
        *check_dialect(value, "d.json"),
    ]
    for issue in found:
        assert issue.message and issue.hint and issue.pointer is not None
        (issue.message + issue.hint + issue.pointer + (issue.value or "")).encode()
    return found


@given(JSON)
def test_any_json_is_judged(value):
    judged(value)
    judged({"fields": [value], "primaryKey": value})
    judged({"resources": [value, {"name": "a", "path": value, "schema": value, "dialect": value}]})


@settings(max_examples=300)
@given(st.data())
def test_a_good_descriptor_with_any_part_replaced_is_judged_and_read(data):
    changed = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from([p for p in pointers(changed) if p]))
        parent = changed
        for part in where[:-1]:
            parent = parent[part]
        parent[where[-1]] = data.draw(JSON)
    found = judged(changed)
    items = changed.get("resources")
    for number, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and isinstance(item.get("schema"), dict):
            Schema.from_descriptor(item["schema"])
        elif not isinstance(item, dict):
            assert blocked(found, number)


@given(JSON)
def test_every_value_of_json_has_its_place(value):
    wanted = {
        "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in at)
        for at in pointers(value)
    }
    for indent in (None, 1):
        text = json.dumps(value, indent=indent)
        assert set(places(text, json=True)) == wanted


def test_places_are_those_of_names_and_items():
    text = '{\r\n  "a": [1,\r\n    {"劳/模": "}]"}],\r\n  "b": 2}'
    assert places(text, json=True) == {
        "": (1, 1), "/a": (2, 3), "/a/0": (2, 9), "/a/1": (3, 5), "/a/1/劳~1模": (3, 6), "/b": (4, 3),
    }  # fmt: skip
    assert places("a:\n  - 1\n  - 劳: x\n", json=False) == {
        "": (1, 1), "/a": (1, 1), "/a/0": (2, 5), "/a/1": (3, 5), "/a/1/劳": (3, 5),
    }  # fmt: skip
    assert places("a: &x [1]\nb: *x\nc: *x", json=False)["/b"] == (2, 1)
    assert places("a: [", json=False) == {} and places('{"a"', json=True).keys() <= {"", "/a"}


def test_aliases_of_aliases_are_entered_once():
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert len(places("\n".join(lines), json=False)) < 400


def test_what_is_missing_has_the_place_of_what_it_is_missing_from():
    text = json.dumps({"resources": [{"path": "a.csv"}]}, indent=2)
    issues = [i for i in check(json.loads(text), "p.json") if i.pointer == "/resources/0/name"]
    [issue] = placed(issues, {"p.json": text}.get)
    assert (issue.line, issue.column) == (3, 5)
    assert placed(issues, lambda _: None) == issues


@pytest.mark.parametrize(
    ("path", "v1", "safe"),
    [
        ("a.csv", False, True),
        ("./a.csv", False, True),
        ("a/../b.csv", False, False),
        ("..", False, False),
        ("a/.b", False, False),
        ("a/.b", True, True),
        ("~/a.csv", False, True),
        ("https://example.org/a.csv", False, True),
        ("http:///a.csv", False, False),
        ("file:///a.csv", False, False),
        ("a\0.csv", False, False),
        ("c:a.csv", False, False),
    ],
)
def test_paths(path, v1, safe):
    assert (unsafe(path, v1=v1) is None) == safe


BASE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "tiny",
    "id": "urn:uuid:8b7d6f0e-3f0e-4a57-9d0c-2f6f4f0c7a11",
    "licenses": [{"name": "CC0-1.0"}],
}


def project(tmp_path, *resources, **more):
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id\n1\n", encoding="utf-8")
    described = {**BASE, "resources": list(resources), **more}
    (tmp_path / "datapackage.yaml").write_text(yaml.safe_dump(described, sort_keys=False))
    return Project(tmp_path)


def said(found, **more):
    report = flow.validate(found, Texts(), step=lambda _: None, **more)
    kept = [(i.code, i.pointer, i.severity.value) for i in report.issues]
    assert sum(check.failed for check in report.checks) == len(kept)
    return kept


def test_a_finding_is_reported_once_wherever_the_schema_stands(tmp_path):
    schema = {
        "fields": [{"name": "id", "type": "integr"}],
        "foreignKeys": [
            {"fields": ["nr"], "reference": {"resource": "b", "fields": ["id"]}},
            {"fields": ["id"], "reference": {"resource": "c", "fields": ["id"]}},
            {"fields": ["id"], "reference": {"resource": "b", "fields": ["nr"]}},
        ],
    }
    (tmp_path / "s.json").write_text(json.dumps({"fields": [{"name": "id"}]}))
    other = {"name": "b", "path": "b.csv", "schema": "s.json"}
    wanted = {
        "/fields/0/type",
        "/foreignKeys/0/fields",
        "/foreignKeys/1/reference/resource",
        "/foreignKeys/2/reference/fields",
    }
    inline = said(project(tmp_path, {"name": "a", "path": "a.csv", "schema": schema}, other))
    assert {pointer for _, pointer, _ in inline} == {f"/resources/0/schema{p}" for p in wanted}
    assert len(inline) == 4 and {code for code, *_ in inline} == {"schema-error"}
    (tmp_path / "t.json").write_text(json.dumps(schema))
    by_path = said(project(tmp_path, {"name": "a", "path": "a.csv", "schema": "t.json"}, other))
    assert {pointer for _, pointer, _ in by_path} == wanted and len(by_path) == 4


def test_strict_makes_errors_of_recommendations(tmp_path):
    found = project(
        tmp_path, {"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "id"}]}},
        version="1", created="2020-11-24T00:00:00Z",
    )  # fmt: skip
    assert said(found) == [("descriptor", "/version", "warning")]
    assert said(found, strict=True) == [("descriptor", "/version", "error")]


def test_a_wrong_resource_leaves_the_others(tmp_path):
    good = {"name": "b", "path": "b.csv", "schema": {"fields": [{"name": "id"}]}}
    bad = {"name": "a", "path": "a.csv", "dialect": {"header": 1}, "schema": {"fields": [3]}}
    found = project(tmp_path, bad, good, 7)
    read, _ = package.read(found.descriptor)
    assert [resource.name for resource in read.resources] == ["b"]
    assert contract.load(read.resources[0], read)[0] is not None
    assert said(found) == [
        ("dialect-error", "/resources/0/dialect/header", "error"),
        ("schema-error", "/resources/0/schema/fields/0", "error"),
        ("descriptor", "/resources/2", "error"),
    ]


def test_the_command_line_has_strict(tmp_path):
    from typer.testing import CliRunner

    from pipeline.cli import app

    found = project(
        tmp_path, {"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "id"}]}},
        version="1", created="2020-11-24T00:00:00Z",
    )  # fmt: skip
    assert CliRunner().invoke(app, ["validate", str(found.root)]).exit_code == 0
    assert CliRunner().invoke(app, ["validate", str(found.root), "--strict"]).exit_code == 1
