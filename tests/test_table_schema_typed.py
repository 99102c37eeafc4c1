"""Typed tables hold the logical values, in column types that lose nothing."""

from datetime import date, datetime, time
from decimal import Decimal
from math import inf, isnan

import pytest
from table_schema_builders import column, outcome


@pytest.mark.parametrize(
    ("kind", "cells", "stored", "values"),
    [
        ("string", ["a", "", "１２"], "VARCHAR", ["a", None, "１２"]),
        ("any", ["007"], "VARCHAR", ["007"]),
        ("object", ["{}"], "VARCHAR", ["{}"]),
        ("integer", ["007", "-1"], "BIGINT", [7, -1]),
        ("integer", ["1", str(2**63)], "HUGEINT", [1, 2**63]),
        ("integer", ["+007", "-0", "-" + "9" * 40], "VARCHAR", ["7", "0", "-" + "9" * 40]),
        ("number", ["1.50", "1e3", "-0"], "DECIMAL(38,10)", [Decimal("1.5"), Decimal(1000), 0]),
        ("number", ["1.12345678901"], "DOUBLE", [1.12345678901]),
        ("number", ["1", "INF", "-inf"], "DOUBLE", [1.0, inf, -inf]),
        ("number", ["1E-11"], "DOUBLE", [1e-11]),
        ("number", ["1" * 28 + ".5"], "DECIMAL(38,10)", [Decimal("1" * 28 + ".5")]),
        ("number", ["1" * 29], "DOUBLE", [float("1" * 29)]),
        ("boolean", ["TRUE", "0"], "BOOLEAN", [True, False]),
        ("date", ["2020-11-24"], "DATE", [date(2020, 11, 24)]),
        ("time", ["15:00:01"], "TIME", [time(15, 0, 1)]),
        ("datetime", ["2020-11-24T15:00:00.25"], "TIMESTAMP",
         [datetime(2020, 11, 24, 15, 0, 0, 250000)]),
        ("datetime", ["2020-11-24T24:00:00"], "TIMESTAMP", [datetime(2020, 11, 25)]),
        ("datetime", ["2020-11-24T23:00:00.50+08:00", "-0044-03-15T00:00:00"], "VARCHAR",
         ["2020-11-24T15:00:00.5", "-0044-03-15T00:00:00"]),
        ("datetime", ["9999-12-31T24:00:00", "2020-01-01T00:00:00.1234567Z"], "VARCHAR",
         ["10000-01-01T00:00:00", "2020-01-01T00:00:00.1234567"]),
        ("year", ["2020Z", "-0044"], "INTEGER", [2020, -44]),
        ("yearmonth", ["2020-11+08:00"], "VARCHAR", ["2020-11"]),
    ],
)  # fmt: skip
def test_values_and_column_types(kind, cells, stored, values):
    found = column(kind, *cells)
    assert found.kinds() == [stored]
    assert [value for (value,) in found.values()] == values
    assert found.typed["t"].sound


def test_nan_is_a_number():
    ((value,),) = column("number", "NaN").values()
    assert isnan(value)


def test_times_with_a_zone_are_utc_and_the_field_is_named():
    found = column(
        "datetime", "2020-11-24T08:00:00+08:00", "2020-11-24T01:00:00", "2020-11-24T00:30:00-05:30"
    )
    assert found.typed["t"].zoned == {"v"}
    assert [value.hour for (value,) in found.values()] == [0, 1, 6]
    assert column("datetime", "2020-11-24T01:00:00").typed["t"].zoned == frozenset()


def test_column_types_follow_good_cells_only():
    assert column("integer", "x" * 50, "1").kinds() == ["BIGINT"]
    assert column("number", "1.5e", "1").kinds() == ["DECIMAL(38,10)"]


def test_fields_stand_in_the_order_of_the_schema():
    descriptor = {
        "fields": [{"name": "a"}, {"name": "b", "type": "integer"}, {"name": "c"}],
        "fieldsMatch": "superset",
    }
    found = outcome(descriptor, [["1", "x"], ["2", "y"]], ["b", "a"])
    assert found.values() == [("x", 1, None), ("y", 2, None)]
    rows = found.con.execute(f"SELECT _row FROM {found.typed['t'].sql}").fetchall()
    assert rows == [(2,), (3,)]


def test_no_helper_tables_are_left_behind():
    found = column("date", "24/11/2020", format="%d/%m/%Y")
    schemas = found.con.execute("SELECT DISTINCT table_schema FROM information_schema.tables")
    assert {name for (name,) in schemas.fetchall()} == {"main", "typed", "bad"}
