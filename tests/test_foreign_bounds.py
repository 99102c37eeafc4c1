"""Time, memory and numbers of a stranger's package: bounded, and each limit is told by its name."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema._utils import equal
from package_builders import checked, codes, package, table, tally

from pipeline.errors import ProjectError
from pipeline.issue import Severity
from pipeline.package import is_project, open_target
from pipeline.table_schema.json_equal import same

ROWS = "id,name\n1,x\n"

FAR = "1e99999999999999999999"


def cells(tmp_path, field, *values):
    """The report of a package with one column of these cells."""
    rows = "".join('"' + value.replace('"', '""') + '"\n' for value in values)
    schema = {"fields": [{"name": "v"} | field]}
    return checked(package(tmp_path, table(schema=schema), files={"t.csv": "v\n" + rows}))


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ({"type": "object"}, f'{{"a": {FAR}}}'),
        ({"type": "array"}, f"[-{FAR}]"),
        ({"type": "geopoint", "format": "array"}, f"[{FAR}, 1]"),
        ({"type": "geopoint", "format": "object"}, f'{{"lon": {FAR}, "lat": 1}}'),
        ({"type": "geojson"}, f'{{"type": "Point", "coordinates": [{FAR}, 1]}}'),
        ({"type": "array", "constraints": {"jsonSchema": {"maxItems": 3}}}, f"[{FAR}]"),
    ],
)
def test_an_exponent_that_no_decimal_holds_is_one_issue(tmp_path, field, cell):
    assert codes(cells(tmp_path, field, cell)) == ["type-error"]


def test_an_exponent_of_nothing_is_nothing(tmp_path):
    assert checked_well(cells(tmp_path, {"type": "array"}, "[1e-99999999999999999999]"))


def checked_well(report):
    return report.valid and not report.issues


@pytest.mark.parametrize("name", ["datapackage.json", "datapackage.yaml", "p.zip", "t.csv", "t"])
def test_a_pipe_named_as_the_target_is_refused_at_once(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(ProjectError, match="no ordinary file"):
        open_target(tmp_path / name, None, tmp_path)
    assert not is_project(tmp_path / name)
    if name == "datapackage.json":
        with pytest.raises(ProjectError, match="no ordinary file"):
            open_target(tmp_path, None, tmp_path)


def test_pipes_in_a_package_are_not_read(tmp_path):
    many = [
        table("a", schema="s.json"),
        table("b", dialect="s.json"),
        table("c", path="c.csv.gz", hash="0" * 32, bytes=3),
        table("d", path="d.csv", hash="0" * 32),
        table("e", path="d.csv", format="xlsx", hash="0" * 32),
    ]
    target = package(tmp_path, *many, files={"a.csv": ROWS, "b.csv": ROWS})
    for name in ("s.json", "c.csv.gz", "d.csv"):
        os.mkfifo(tmp_path / name)
    report = checked(target)
    assert {issue.resource for issue in report.issues} >= {"a", "b", "c", "d", "e"}


def unique(tmp_path, columns, *rows):
    """The report of a table whose columns are all unique."""
    names = [f"c{number}" for number in range(columns)]
    fields = [{"name": n, "type": "string", "constraints": {"unique": True}} for n in names]
    content = "\n".join([",".join(names), *(",".join(row) for row in rows)]) + "\n"
    return checked(package(tmp_path, table(schema={"fields": fields}), files={"t.csv": content}))


def test_many_unique_columns_take_no_more_memory(tmp_path):
    report = unique(tmp_path, 150, ["x"] * 150, ["y"] * 150, [""] * 149 + ["z"])
    assert checked_well(report)
    assert tally(report, "unique-error").evaluated == 2 * 149 + 3


def test_of_many_unique_columns_those_that_are_not_are_found(tmp_path):
    report = unique(tmp_path, 30, ["x"] * 30, ["y"] * 29 + ["x"], ["y"] + ["z"] * 29)
    assert [(i.code, i.row, i.field) for i in report.issues] == [
        ("unique-error", 3, "c29"),
        ("unique-error", 4, "c0"),
    ]
    assert tally(report, "unique-error").evaluated == 90


@pytest.mark.parametrize(
    "pattern",
    ["(a{1,100}){1,100}b", "|".join(f"w{number}.*" for number in range(5000)), "a{1000000}"],
)
def test_a_pattern_that_takes_too_long_is_a_limit_and_the_rest_is_checked(tmp_path, pattern):
    limits = {"pattern": pattern, "maxLength": 2999}
    report = cells(tmp_path, {"type": "string", "constraints": limits}, "a" * 3000)
    first, second = sorted(report.issues, key=lambda issue: issue.code)
    assert (second.code, second.severity, second.field) == ("limit-reached", Severity.WARNING, "v")
    assert "limit `pattern`" in second.message and pattern[:50] in second.message
    assert first.code == "constraint-error" and "maxLength" in first.message


def test_a_large_pattern_gives_no_hint_that_takes_long(tmp_path):
    wanted = {"pattern": "(a{1,30}){1,30}b"}
    many = [f"{'a' * 900}{number}" for number in range(100)]
    report = cells(tmp_path, {"type": "string", "constraints": wanted}, *many, "ab")
    assert codes(report) == ["constraint-error"] * 100


JSON = st.recursive(
    st.none() | st.booleans() | st.sampled_from([0, 1, 1.0, 0.5, 2**60, "", "1", "true"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=5,
)


@given(JSON, JSON)
def test_values_of_json_are_the_same_where_they_are_equal(one, other):
    assert (same(one) == same(other)) == equal(one, other)
    assert same(one) != same(other) or hash(same(one)) == hash(same(other))


@pytest.mark.parametrize(
    ("wanted", "holds", "breaks"),
    [
        ({"uniqueItems": True}, [1, True, "1", {"a": 1}, {"a": True}, [1]], [{"a": 1}, {"a": 1.0}]),
        ({"items": {"enum": [1, "x", [True]]}}, [1.0, "x", [True]], [True]),
        ({"items": {"const": {"a": [0]}}}, [{"a": [0.0]}], [{"a": [False]}]),
    ],
)
def test_equal_values_in_a_json_schema(tmp_path, wanted, holds, breaks):
    field = {"type": "array", "constraints": {"jsonSchema": wanted}}
    report = cells(tmp_path, field, json.dumps(holds), json.dumps(breaks))
    assert [(i.code, i.row) for i in report.issues] == [("constraint-error", 3)]


def test_many_items_are_compared_in_time_that_grows_with_them(tmp_path):
    values = [{"a": [number, "x"]} for number in range(6000)]
    wanted = {"uniqueItems": True, "contains": {"enum": values[3000:]}}
    field = {"type": "array", "constraints": {"jsonSchema": wanted}}
    report = cells(tmp_path, field, json.dumps(values), json.dumps(values[:3000]))
    assert [(i.code, i.row) for i in report.issues] == [("constraint-error", 3)]


def numbers(tmp_path, kind, constraints, *cells, suffix="json"):
    """The report of numbers under constraints that are written as text: JSON, or YAML's own."""
    fields = [{"name": "v", "type": kind, "constraints": "HERE"}]
    target = package(
        tmp_path,
        table(schema={"fields": fields}),
        files={"t.csv": "v\n" + "".join(f"{cell}\n" for cell in cells)},
    )
    target.write_text(target.read_text().replace('"HERE"', constraints))
    return checked(target.rename(target.with_suffix(f".{suffix}")))


@pytest.mark.parametrize(
    ("kind", "constraints", "holds", "breaks"),
    [
        ("number", '{"minimum": 1e400}', "1e401", "9e399"),
        ("number", '{"maximum": -1.5E+400}', "-1e401", "-1e400"),
        ("number", '{"minimum": 0.12345678901234567890123}', "0.12345678901234567890123",
         "0.12345678901234567890122"),
        ("number", '{"enum": [12345678901234567890.5]}', "12345678901234567890.5",
         "12345678901234567890.25"),
        ("number", '{"exclusiveMinimum": 1e-999999}', "1e-999998", "1e-999999"),
        ("integer", '{"minimum": 1e23}', f"1{'0' * 23}", f"{'9' * 23}"),
        ("integer", '{"maximum": 1e400}', "9" * 400, f"1{'0' * 399}1"),
        ("array", '{"enum": [[1e400]]}', f"[1{'0' * 400}]", "[1]"),
        ("array", '{"jsonSchema": {"items": {"minimum": 1e400}}}', "[1e401]", "[1]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_numbers_of_a_descriptor_are_exact(tmp_path, kind, constraints, holds, breaks, suffix):
    if suffix == "yaml":
        constraints = constraints.replace("1e400", "1.0e+400").replace("1e-", "1.0e-")
        constraints = constraints.replace("1e23", "1.0e+23")
    report = numbers(tmp_path, kind, constraints, holds, breaks, suffix=suffix)
    assert [(i.code, i.row) for i in report.issues] == [("constraint-error", 3)]


@pytest.mark.parametrize(
    ("kind", "constraints"),
    [
        ("number", f'{{"minimum": {FAR}}}'),
        ("number", f'{{"minimum": "{FAR}"}}'),
        ("number", f'{{"enum": [1, {FAR}]}}'),
        ("integer", '{"maximum": 1e5000}'),
        ("integer", f'{{"maximum": "{"9" * 5000}"}}'),
        ("array", f'{{"jsonSchema": {{"items": {{"maximum": {FAR}}}}}}}'),
    ],
)
def test_a_number_of_a_descriptor_with_too_many_digits_is_a_limit(tmp_path, kind, constraints):
    report = numbers(tmp_path, kind, constraints, "[]" if kind == "array" else "1")
    (issue,) = report.issues
    assert (issue.code, issue.severity) == ("limit-reached", Severity.WARNING)
    assert "limit `digits`" in issue.message


def test_inline_numbers_are_exact(tmp_path):
    fields = [{"name": "v", "type": "number", "constraints": {"maximum": "HERE"}}]
    target = package(
        tmp_path, {"name": "t", "data": [["v"], ["HERE"]], "schema": {"fields": fields}}
    )
    for number in ("1e400", "0.12345678901234567890123", "1.00000000000000000001"):
        given = target.read_text()
        target.write_text(given.replace('"HERE"', number))
        assert checked_well(checked(target))
        target.write_text(given.replace('"HERE"', number, 1).replace('"HERE"', "-1"))
        assert codes(checked(target)) == ["constraint-error"]
        target.write_text(given)
