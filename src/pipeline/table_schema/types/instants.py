"""Instants beyond Python's and TIMESTAMP's: any year of nine digits, any fraction of a second.

Slow, and only for those. An instant is the seconds from 1 January of the year -1,000,000,000 (years
counted by their numbers, as XML Schema counts days) and the digits of the fraction after them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pipeline.table_schema import sql
from pipeline.table_schema.types import zones
from pipeline.table_schema.types.exact import holds

_PARTS = "^(-?[0-9]{4,9})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.]([0-9]+))?$"
_ERA, _YEARS = 146_097, 400
"""The Gregorian calendar repeats itself after these days, which are these years."""

_BEFORE = 1_000_000_000
"""Years added so that none is negative; a multiple of `_YEARS`."""

_DAY = 86_400
_DIGITS = 6
"""Of a fraction of a second, that datetime and TIMESTAMP hold."""


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """An instant; `fraction` is digits without a zero at their end.

    zoned: it has a zone, and so is never equal to one that has none.
    """

    seconds: int
    fraction: str = ""
    zoned: bool = False

    def __str__(self) -> str:
        """As XML Schema writes it, without a zone."""
        days, second = divmod(self.seconds, _DAY)
        eras, days = divmod(days, _ERA)
        day = date(2000, 1, 1) + timedelta(days)
        year = day.year - 2000 + eras * _YEARS - _BEFORE
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        sign = "-" if year < 0 else ""
        rest = f".{self.fraction}" if self.fraction else ""
        return f"{sign}{abs(year):04}-{day:%m-%d}T{clock}{rest}"


def read(text: str) -> datetime | Instant | None:
    """A text of the form of XML Schema; as a datetime where that holds it; None: no such day.

    With a zone it is in UTC, and an aware datetime.
    """
    local, ahead = zones.split(text)
    found = re.match(_PARTS, local)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    eras, rest = divmod(year + _BEFORE, _YEARS)
    try:
        days = (date(2000 + rest, month, day) - date(2000, 1, 1)).days + eras * _ERA
    except ValueError:
        return None
    total = days * _DAY + (hour * 60 + minute - ahead) * 60 + second
    return _nearest(Instant(total, (found[7] or "").rstrip("0"), local != text))


def spelled(value: datetime | Instant) -> str:
    """The one spelling of an instant, the same as `text`."""
    return str(value if isinstance(value, Instant) else _of(value))


def zoned(value: datetime | Instant) -> bool:
    """True where an instant has a zone: XML Schema calls none without one equal to it."""
    return value.zoned if isinstance(value, Instant) else value.tzinfo is not None


def compare(cell: str, operator: str, value: datetime | Instant) -> str:
    """SQL: `cell OPERATOR value`, of the text of an instant."""
    bound = value if isinstance(value, Instant) else _of(value)
    one = f"row({_TOTAL}, rtrim(q.p.f, '0'))"
    return _taken(cell, f"{one} {operator} row({bound.seconds}, '{bound.fraction}')")


def fitting(value: str, operator: str, bound: datetime | Instant) -> str:
    """SQL: `value OPERATOR bound`, of a TIMESTAMP; the bound may lie beyond or between those."""
    if isinstance(bound, datetime):
        return f"{value} {operator} {literal(bound)}"
    if not _FIRST.seconds <= bound.seconds <= _LAST.seconds:
        return holds(operator, -1 if bound > _LAST else 1)
    below = _nearest(Instant(bound.seconds, bound.fraction[:_DIGITS].rstrip("0")))
    assert isinstance(below, datetime)
    return f"{value} {'>' if operator.startswith('>') else '<='} {literal(below)}"


def literal(value: datetime) -> str:
    """SQL: a TIMESTAMP, which has no zone."""
    return f"CAST({sql.text(str(value.replace(tzinfo=None)))} AS TIMESTAMP)"


def known(cell: str) -> str:
    """SQL: there is such a day, of a text of the form of XML Schema."""
    return f"coalesce({_taken(cell, f'({_TOTAL}) IS NOT NULL')}, FALSE)"


def text(cell: str) -> str:
    """SQL: the one spelling of an instant, in UTC where it has a zone."""
    total, days = f"({_TOTAL})", f"(({_TOTAL}) // {_DAY})"
    day = f"(DATE '2000-01-01' + CAST({days} % {_ERA} AS INTEGER))"
    year = f"(year({day}) - 2000 + {days} // {_ERA} * {_YEARS} - {_BEFORE})"
    second = f"({total} % {_DAY})"
    clock = f"{second} // 3600, {second} // 60 % 60, {second} % 60"
    rest = "CASE WHEN rtrim(q.p.f, '0') = '' THEN '' ELSE '.' || rtrim(q.p.f, '0') END"
    return _taken(
        cell,
        f"CASE WHEN {year} < 0 THEN '-' ELSE '' END || format('{{:04d}}', abs({year})) "
        f"|| strftime({day}, '-%m-%d') || format('T{{:02d}}:{{:02d}}:{{:02d}}', {clock}) || {rest}",
    )


_YEAR = f"(TRY_CAST(q.p.y AS BIGINT) + {_BEFORE})"
_DATE = f"TRY_CAST((2000 + {_YEAR} % {_YEARS}) || '-' || q.p.m || '-' || q.p.d AS DATE)"
_CLOCK = "(TRY_CAST(q.p.h AS BIGINT) * 60 + TRY_CAST(q.p.i AS BIGINT) - q.a) * 60"
_TOTAL = (
    f"({_YEAR} // {_YEARS} * {_ERA} + ({_DATE} - DATE '2000-01-01')) * {_DAY} "
    f"+ {_CLOCK} + TRY_CAST(q.p.s AS BIGINT)"
)


def _taken(cell: str, said: str) -> str:
    """SQL in which `q.p` are the parts of an instant, and `q.a` the minutes it is ahead of UTC."""
    local, ahead = zones.local("c"), zones.minutes_ahead("c")
    names = "['y', 'm', 'd', 'h', 'i', 's', 'f']"
    parts = f"{{'p': regexp_extract({local}, '{_PARTS}', {names}), 'a': {ahead}}}"
    inner = f"list_transform([{parts}], lambda q: {said})[1]"
    return f"list_transform([{cell}], lambda c: {inner})[1]"


def _of(value: datetime) -> Instant:
    day = (value.date() - date(2000, 1, 1)).days + (2000 + _BEFORE) // _YEARS * _ERA
    second = (value.hour * 60 + value.minute) * 60 + value.second
    fraction = f"{value.microsecond:06}".rstrip("0")
    return Instant(day * _DAY + second, fraction, value.tzinfo is not None)


def _nearest(value: Instant) -> datetime | Instant:
    if not _FIRST.seconds <= value.seconds <= _LAST.seconds or len(value.fraction) > _DIGITS:
        return value
    micro = int(value.fraction.ljust(_DIGITS, "0"))
    first = datetime.min.replace(tzinfo=UTC if value.zoned else None)
    return first + timedelta(seconds=value.seconds - _FIRST.seconds, microseconds=micro)


_FIRST, _LAST = _of(datetime.min), _of(datetime.max)
