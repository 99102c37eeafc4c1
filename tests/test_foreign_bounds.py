"""Time, memory and numbers of a stranger's package: bounded, and each limit is told by its name."""

import os

import pytest
from package_builders import checked, codes, package, table, tally

from pipeline.errors import ProjectError
from pipeline.package import is_project, open_target

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
