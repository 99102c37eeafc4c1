"""Time, memory and numbers of a stranger's package: bounded, and each limit is told by its name."""

import os

import pytest
from package_builders import checked, codes, package, table

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
