"""`duration`: XML Schema's, which are months and seconds, and only partly in order.

One month is neither more nor less than 30 days; a bound holds only where it surely does.
"""

import operator
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types.base import Store, Type, by_literal, in_literals, never, plain

_FORM = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?"
)
_DIGITS = 1_000
"""Digits of one part that are read: Python refuses to turn much longer texts into numbers."""

_FROM = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
"""Months to which both sides are added: XML Schema, appendix on the order of durations."""

_OPERATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration; both parts have the same sign, or are 0."""

    months: int
    seconds: Fraction

    def __str__(self) -> str:
        """XML Schema's canonical form: P13M is P1Y1M, PT24H is P1D."""
        months, seconds = abs(self.months), abs(self.seconds)
        whole = int(seconds)
        years, days = ((months // 12, "Y"), (months % 12, "M")), ((whole // 86_400, "D"),)
        hours = ((whole // 3600 % 24, "H"), (whole // 60 % 60, "M"))
        date = "".join(f"{n}{unit}" for n, unit in (*years, *days) if n)
        time = "".join(f"{n}{unit}" for n, unit in hours if n)
        rest = _decimal(whole % 60, seconds - whole)
        time += f"{rest}S" if rest != "0" else ""
        sign = "-" if self.months < 0 or self.seconds < 0 else ""
        return f"{sign}P{date}{'T' + time if time else ''}" if date or time else "PT0S"


def ordered(one: Duration, sign: str, other: Duration) -> bool:
    """Does `one OP other` hold, from whichever day the two are counted?"""
    compare = _OPERATORS[sign]
    return all(compare(_end(start, one), _end(start, other)) for start in _FROM)


def _end(start: tuple[int, int], duration: Duration) -> Fraction:
    """Seconds from a fixed day to the first of the start's month, the duration added."""
    year, month = divmod(start[0] * 12 + start[1] - 1 + duration.months, 12)
    before = year - (month < 2)
    days = 365 * before + before // 4 - before // 100 + before // 400
    return Fraction((days + (153 * ((month + 10) % 12) + 2) // 5) * 86_400) + duration.seconds


def _decimal(whole: int, part: Fraction) -> str:
    digits = ""
    while part:
        part *= 10
        digits += str(int(part))
        part -= int(part)
    return f"{whole}.{digits}" if digits else str(whole)


def _parse(_: Field, text: str) -> Duration | None:
    found = _FORM.fullmatch(text)
    if not found or any(len(part or "") > _DIGITS for part in found.groups()):
        return None
    years, months, days, hours, minutes, whole = (int(part or 0) for part in found.groups()[1:7])
    seconds = Fraction(((days * 24 + hours) * 60 + minutes) * 60 + whole)
    seconds += Fraction(f"0.{found[8] or 0}")
    sign = -1 if found[1] else 1
    return Duration(sign * (years * 12 + months), sign * seconds)


def _literal(value: Any) -> str:
    return sql.text(str(value))


DURATION = Type(
    name="duration",
    noun="a duration",
    expected=lambda _: "PnYnMnDTnHnMnS, as P1Y2M or PT1H30M",
    parse=_parse,
    good=never,
    value=never,
    compare=by_literal(_literal),
    among=in_literals(_literal),
    stores=(Store("VARCHAR", plain),),
    in_python=lambda _: True,
    held=str,
    ordered=ordered,
)
"""Stored as text in canonical form: SQL's INTERVAL takes a month for 30 days."""
