"""Time, memory and numbers of a stranger's package: bounded, and each limit is told by its name."""

import pytest
from package_builders import checked, codes, package, table

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
