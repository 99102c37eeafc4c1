"""`year` and `yearmonth`: XML Schema's gYear and gYearMonth."""

import re
from typing import Any

from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import zones
from pipeline.table_schema.types.base import (
    Spelled,
    Store,
    Type,
    by_literal,
    in_literals,
    matches,
    plain,
)

YEAR_FORM = "-?(?:[1-9][0-9]{3,8}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
"""Four digits or more, no year 0000; nine digits are what INTEGER holds."""

_GYEAR = f"{YEAR_FORM}{zones.ZONE}?"
_GYEARMONTH = f"{YEAR_FORM}-(?:0[1-9]|1[0-2]){zones.ZONE}?"


def _parse_year(_: Field, text: str) -> int | None:
    return int(zones.split(text)[0]) if re.fullmatch(_GYEAR, text) else None


def _year_value(_: Field, cell: str) -> str:
    return f"TRY_CAST({zones.local(cell)} AS INTEGER)"


def _parse_month(_: Field, text: str) -> str | None:
    return zones.split(text)[0] if re.fullmatch(_GYEARMONTH, text) else None


def _month_value(_: Field, cell: str) -> str:
    """SQL: months since the year 0, so that months can be compared."""
    local = zones.local(cell)
    year = f"TRY_CAST(regexp_extract({local}, '^(-?[0-9]+)-', 1) AS BIGINT)"
    return f"({year} * 12 + TRY_CAST(right({local}, 2) AS BIGINT))"


def _month_text(_: Field, names: Spelled) -> str:
    return f"CASE WHEN {names.good} THEN {zones.local(names.cell)} END"


def _month_literal(value: Any) -> str:
    year, _, month = str(value).rpartition("-")
    return str(int(year) * 12 + int(month))


def _year_primitive(_: Field, value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value else None


YEAR = Type(
    name="year",
    noun="a year",
    expected=lambda _: "YYYY, as 2020",
    parse=_parse_year,
    good=lambda _, cell: matches(cell, _GYEAR),
    value=_year_value,
    compare=by_literal(str),
    among=in_literals(str),
    stores=(Store("INTEGER", plain),),
    primitive=_year_primitive,
)
YEARMONTH = Type(
    name="yearmonth",
    noun="a month of a year",
    expected=lambda _: "YYYY-MM, as 2020-11",
    parse=_parse_month,
    good=lambda _, cell: matches(cell, _GYEARMONTH),
    value=_month_value,
    compare=by_literal(_month_literal),
    among=in_literals(_month_literal),
    stores=(Store("VARCHAR", _month_text),),
)
