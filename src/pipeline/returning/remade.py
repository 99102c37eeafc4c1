"""What spreadsheets by themselves make of a text that they take for a number, a date, a formula."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from pipeline.returning.words import IN_RAW, Refused

_NUMBER = re.compile(
    r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?(E[+-]?[0-9]{1,3})?", re.IGNORECASE
)
_GENERAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_SCIENTIFIC = re.compile(r"-?[0-9](\.[0-9]+)?E[+-][0-9]{2,3}")

_WIDTH = 11
"""Characters of a number that spreadsheets show unasked; more are rounded in CSV."""

_KEPT = 18
"""Fewer digits are left of a long number: 15, or 17 where it was written out of a binary one."""

_ERROR = re.compile(r"#(NAME\?|VALUE!|REF!|DIV/0!|N/A|NUM!|NULL!|SPILL!)|Err:[0-9]{3}")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATES = tuple(
    re.compile(form.replace("MON", f"(?P<mon>{'|'.join(_MONTHS)})[a-z]*"), re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})( 0?0:00(:00)?)?",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月",
        r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[-/.](?P<y>\d{4}|\d\d)",
        r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d\d)",
        r"(?P<d>\d{1,2})[- ]MON",
        r"(?P<d>\d{1,2})[- ]MON[-, ]+(?P<y>\d{4}|\d\d)",
        r"MON[-, ]+(?P<y>\d{4}|\d\d)",
        r"MON[- ](?P<d>\d{1,2})",
        r"MON[- ](?P<d>\d{1,2}),? (?P<y>\d{4})",
    )
)
_MEANT = re.compile(r"\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日")
"""Dates as people write them out: no spreadsheet does unasked."""

_CLOCK = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_EPOCH = date(1899, 12, 30)

_Day = tuple[int | None, int, int | None]
"""Year in its century, month, day."""


def remade(said: str, base: str) -> Refused | None:
    """Why a text that spreadsheets make of its base is refused; None where people wrote it."""
    if said == base or not base:
        return None
    what = next((words for words, made in _READINGS.items() if made(said, base)), None)
    return _told(said, base, what) if what else None


def rounded(said: str, base: str) -> Refused | None:
    """The same of a number: is it the exported one with fewer digits?"""
    lost = said != base and _rounded(said, base)
    return _told(said, base, "it was rounded, or shown with fewer digits") if lost else None


def unlike_people(said: str) -> bool:
    """Is it of a form in which spreadsheets show numbers and dates?"""
    return bool(_SCIENTIFIC.fullmatch(said)) or (not _MEANT.fullmatch(said) and any(_days(said)))


def is_error(said: str) -> bool:
    """Is it what spreadsheets show, and CSV then holds, where a formula has no value?"""
    return bool(_ERROR.fullmatch(said))


def _told(said: str, base: str, what: str) -> Refused:
    return Refused(
        f"`{base}` became `{said}`, as spreadsheets do by themselves: {what}",
        f"format the cell as text and write `{base}` again; {IN_RAW}",
    )


def _respelled(said: str, base: str) -> bool:
    """`100000`, `1.00E+05` of `1e5`; `1.5` of `1.50`."""
    known, now = _value(base), _value(said)
    plain = _GENERAL.fullmatch(said) or _SCIENTIFIC.fullmatch(said)
    return bool(plain) and known is not None and known == now


def _rounded(said: str, base: str) -> bool:
    known, now = _value(base), _value(said)
    if known is None or now is None or known == now:
        return False
    if _SCIENTIFIC.fullmatch(said):
        digits = sum(map(str.isdigit, said.partition("E")[0]))
        return now in _short(known, range(digits, digits + 1))
    if len(base) <= _WIDTH or not _GENERAL.fullmatch(said):
        return False
    least = max(1, _WIDTH - 1 + min(0, known.adjusted()))
    return now in _short(known, range(least, _KEPT))


def _short(value: Decimal, digits: range) -> Iterator[Decimal]:
    for count in digits:
        for how in (ROUND_HALF_UP, ROUND_DOWN):
            yield Context(prec=count, rounding=how).plus(value)


def _value(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _dated(said: str, base: str) -> bool:
    """`2020/11/24` of `2020-11-24`, `4-Mar` and `3月4日` of `3-4`, the serial number of a day."""
    if _MEANT.fullmatch(said) or _reordered(said, base):
        return False
    known = set(_days(base))
    if any(_serial(day) == said for day in _whole(base)):
        return True
    return any(_same(one, other, "月" in base) for one in _days(said) for other in known)


def _reordered(said: str, base: str) -> bool:
    """`4/3` of `3/4` is a person's correction."""
    one, other = ([(len(n) > 3, int(n)) for n in re.findall("[0-9]+", t)] for t in (said, base))
    years = [[year for year, _ in parts] for parts in (one, other)]
    return one != other and sorted(one) == sorted(other) and years[0] == years[1]


def _days(text: str) -> Iterator[_Day]:
    for form in _DATES:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = parts.get("mon")
            number = _MONTHS.index(month.lower()) + 1 if month else int(parts["m"])
            year, day = parts.get("y"), parts.get("d")
            if 1 <= number <= 12 and (day is None or 1 <= int(day) <= 31):
                yield int(year) % 100 if year else None, number, int(day) if day else None


def _same(now: _Day, base: _Day, written: bool) -> bool:
    """Is it the day of the base, in this year where that named none?

    written: the base is a date by its words, to which people may well add the year.
    """
    if now[1] != base[1] or (now[2] != base[2] and (base[2], now[2]) != (None, 1)):
        return False
    return now[0] == base[0] or (base[0] is None and not written)


def _whole(text: str) -> Iterator[date]:
    if found := _DATES[0].fullmatch(text) or _DATES[1].fullmatch(text):
        try:
            yield date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            return


def _serial(day: date) -> str:
    return str((day - _EPOCH).days)


def _timed(said: str, base: str) -> bool:
    """`3:04:00` of `3:4`."""
    one, other = _CLOCK.fullmatch(base), _CLOCK.fullmatch(said)
    return bool(one and other) and _clock(one) == _clock(other)


def _clock(found: re.Match[str] | None) -> list[int]:
    return [int(part or 0) for part in found.groups()] if found else []


def _boolean(said: str, base: str) -> bool:
    return base.casefold() in ("true", "false") and said == base.upper()


def _calculated(said: str, base: str) -> bool:
    return base.startswith("=") and _value(said) is not None


_READINGS = {
    "it was read as a number": _respelled,
    "it was rounded, or shown with fewer digits": _rounded,
    "it was read as a date": _dated,
    "it was read as a time": _timed,
    "it was read as a boolean": _boolean,
    "it was read as a formula": _calculated,
}
