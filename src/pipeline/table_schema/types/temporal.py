"""`date`, `time` and `datetime`: default formats in SQL, patterns and `any` in Python."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import instants, strptime, zones
from pipeline.table_schema.types.base import (
    Spelled,
    Store,
    Type,
    by_literal,
    cast,
    in_literals,
    matches,
    plain,
)
from pipeline.table_schema.types.years import YEAR_FORM

_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
"""0001 to 9999: what Python's dates hold; XML Schema has no year 0000."""

_DATE = f"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_MONTH_AND_DAY = _DATE.removeprefix(_YEAR)
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_CLOCK = rf"T(?:{_TIME}(?:\.[0-9]+)?|24:00:00(?:\.0+)?){zones.ZONE}?"
_DATETIME = f"{_DATE}{_CLOCK}"
_FAR = f"{YEAR_FORM}{_MONTH_AND_DAY}{_CLOCK}"

_PLAIN = len("2024-01-26T15:00:00")
"""No other form of XML Schema is as long: no zone, no fraction, a year of four digits."""

_LONGEST = len("2024-01-26T15:00:00.123456")
"""Beyond, the fraction has more digits than TIMESTAMP, or zeros at its end."""

_FIRST, _LAST = "TIMESTAMP '0001-01-01'", "TIMESTAMP '9999-12-31 23:59:59.999999'"


def _date_good(_: Field, cell: str) -> str:
    """SQL: the text is how its date is written; years are of four digits where there are ten."""
    return _date_good_of(cell, f"TRY_CAST({cell} AS DATE)")


def _date_good_of(cell: str, value: str) -> str:
    return f"(strlen({cell}) = 10 AND CAST({value} AS VARCHAR) = {cell})"


def _date_value(_: Field, cell: str) -> str:
    return f"TRY_CAST({cell} AS DATE)"


def _time_good(_: Field, cell: str) -> str:
    return matches(cell, _TIME)


def _time_value(_: Field, cell: str) -> str:
    return f"TRY_CAST({cell} AS TIME)"


def _datetime_good(_: Field, cell: str) -> str:
    near = f"TRY_CAST({_midnight(_local(cell))} AS TIMESTAMP) IS NOT NULL"
    far = f"({matches(cell, _FAR)} AND {instants.known(cell)})"
    return f"CASE WHEN {matches(cell, _DATETIME)} THEN {near} ELSE {far} END"


def _datetime_value(_: Field, cell: str) -> str:
    """SQL: a TIMESTAMP that is exact; NULL where there is none, or Python has none."""
    plain = f"strlen({cell}) = {_PLAIN} AND {cell} < '9999-12-31'"
    near = f"substr({cell}, 5, 1) = '-' AND strlen({zones.local(cell)}) <= {_LONGEST}"
    instant = f"({_on_the_day(cell, zones.local(cell))} - to_minutes({zones.minutes_ahead(cell)}))"
    return (
        f"CASE WHEN {plain} THEN {_on_the_day(cell, cell)} "
        f"WHEN {near} AND {instant} BETWEEN {_FIRST} AND {_LAST} THEN {instant} END"
    )


def _on_the_day(cell: str, local: str) -> str:
    """SQL: a TIMESTAMP of the text without its zone, a day later for 24:00:00."""
    next_day = f"to_minutes(CASE WHEN contains({cell}, 'T24') THEN 1440 ELSE 0 END)"
    return f"(TRY_CAST({_midnight(local)} AS TIMESTAMP) + {next_day})"


def _local(cell: str) -> str:
    """SQL: a good text without its zone, which takes no time where it has none."""
    return f"CASE WHEN strlen({cell}) = {_PLAIN} THEN {cell} ELSE {zones.local(cell)} END"


def _midnight(expression: str) -> str:
    """SQL: 24:00:00 as 00:00:00; the day that it adds is added after."""
    return f"replace({expression}, 'T24', 'T00')"


def _parse_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(_DATE, text) else None
    except ValueError:
        return None


def _parse_time(text: str) -> time | None:
    return time.fromisoformat(text) if re.fullmatch(_TIME, text) else None


def _parse_datetime(text: str) -> datetime | instants.Instant | None:
    return instants.read(text) if re.fullmatch(_FAR, text) else None


def _compare(field: Field, names: Spelled, operator: str, value: Any) -> str:
    near = instants.fitting(names.value, operator, value)
    if field.format != "default":
        return near
    if names.near and near.startswith(names.value):
        return near
    far = instants.compare(names.cell, operator, value)
    return f"CASE WHEN {names.value} IS NOT NULL THEN {near} WHEN {names.good} THEN {far} END"


def _among(field: Field, names: Spelled, values: Iterable[Any]) -> str:
    listed = list(values)
    if field.format != "default":
        return _within(names, listed)
    zoned = [value for value in listed if instants.zoned(value)]
    others = [value for value in listed if not instants.zoned(value)]
    has_zone = zones.has_zone(names.cell)
    return f"CASE WHEN {has_zone} THEN {_any_of(names, zoned)} ELSE {_any_of(names, others)} END"


def _within(names: Spelled, listed: list[Any]) -> str:
    near = [instants.literal(value) for value in listed if isinstance(value, datetime)]
    return f"{names.value} IN ({', '.join(near) or 'NULL'})"


def _any_of(names: Spelled, listed: list[Any]) -> str:
    within = _within(names, listed)
    if names.near:
        return within
    far = f"{instants.text(names.cell)} IN {sql.texts(map(instants.spelled, listed))}"
    return f"CASE WHEN {names.value} IS NOT NULL THEN {within} WHEN {names.good} THEN {far} END"


def _keyed(field: Field, names: Spelled) -> str:
    """The same as keys are compared: an instant with a zone is not equal to one without."""
    zone = f"CASE WHEN {zones.has_zone(names.cell)} THEN 'Z' ELSE '' END"
    return f"{_text(field, names)} || {zone}"


def _text(_: Field, names: Spelled) -> str:
    return f"CASE WHEN {names.good} THEN {instants.text(names.cell)} END"


_DEFAULT: dict[str, Callable[[str], Any]] = {
    "date": _parse_date,
    "time": _parse_time,
    "datetime": _parse_datetime,
}


def _parse(field: Field, text: str) -> Any:
    if field.format == "default":
        return _DEFAULT[field.type](text)
    found = strptime.read(text, _patterns(field))
    if found is None or field.type == "datetime":
        return found
    return found.date() if field.type == "date" else found.time()


def _patterns(field: Field) -> tuple[str, ...]:
    if field.format == "any":
        return strptime.ANY[field.type]
    spelled = strptime.pattern(field.format)
    return (spelled,) if spelled else ()


def _expected(default: str) -> Callable[[Field], str]:
    def expected(field: Field) -> str:
        if field.format == "default":
            return default
        example = datetime(2020, 11, 24, 15, 0)
        found = strptime.pattern(field.format)
        return f"as {example.strftime(found)} ({field.format})" if found else "any common form"

    return expected


def _type(
    name: str,
    noun: str,
    default: str,
    kind: str,
    good: Callable[[Field, str], str],
    value: Callable[[Field, str], str],
    zoned: Callable[[Field, str], str] | None = None,
) -> Type:
    return Type(
        name=name,
        noun=noun,
        expected=_expected(default),
        parse=_parse,
        good=good,
        value=value,
        compare=by_literal(cast(kind)),
        among=in_literals(cast(kind)),
        stores=(Store(kind, plain),),
        formats=("default", "any"),
        patterns=True,
        in_python=lambda field: field.format != "default",
        zoned=zoned,
    )


def _zoned(field: Field, cell: str) -> str:
    if field.format == "default":
        return zones.has_zone(cell)
    return "TRUE" if "%z" in field.format else "FALSE"


DATE = replace(
    _type("date", "a date", "YYYY-MM-DD, as 2020-11-24", "DATE", _date_good, _date_value),
    good_of=_date_good_of,
)
TIME = _type("time", "a time", "hh:mm:ss, as 15:00:00", "TIME", _time_good, _time_value)
DATETIME = replace(
    _type(
        "datetime",
        "a date with a time",
        "YYYY-MM-DDThh:mm:ss, as 2020-11-24T15:00:00",
        "TIMESTAMP",
        _datetime_good,
        _datetime_value,
        _zoned,
    ),
    compare=_compare,
    among=_among,
    stores=(
        Store("TIMESTAMP", plain, lambda _, names: f"{names.value} IS NULL"),
        Store("VARCHAR", _text),
    ),
    keyed=Store("VARCHAR", _keyed),
    unlike=lambda field, names: (
        zones.has_zone(names.cell) if field.format == "default" else "FALSE"
    ),
)
"""An instant with a zone is stored in UTC; without one, as it stands.

As TIMESTAMP; as text where one is before the year 1 or after 9999, or has seven digits of seconds.
"""
