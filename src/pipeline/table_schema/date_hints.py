"""Dates as spreadsheets and other countries write them, and what they may be."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_DAY_NUMBERS, _FIRST_DAY = range(10_000, 60_000), date(1899, 12, 30)
"""Days as spreadsheets count them, of the years 1927 to 2064; smaller numbers are mostly none."""

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_PIVOT = 30
"""Years of two digits from which spreadsheets take the century before."""

_CHANGED = "dates are written YYYY-MM-DD; spreadsheets change them"
_FORM = "dates are written YYYY-MM-DD"


def in_dates(text: str) -> Iterator[tuple[str, str]]:
    """Each date that a text may stand for, with the likely cause."""
    found = re.fullmatch(
        r"(\d{4})\s*[-/.年\u2010-\u2014]\s*(\d{1,2})\s*[-/.月\u2010-\u2014]\s*(\d{1,2})\s*日?"
        r"(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?)?",
        text,
    )
    if found:
        year, month, day = found[1], found[2].zfill(2), found[3].zfill(2)
        yield f"{year}-{month}-{day}", _CHANGED
        clock = f"{(found[4] or '0').zfill(2)}:{found[5] or '00'}:{found[6] or '00'}"
        yield f"{year}-{month}-{day}T{clock}", "date and time are joined by `T` here"
    yield from _in_foreign_dates(text)
    yield from _with_month_names(text)
    joined = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    if joined:
        yield "-".join(joined.groups()), _FORM
    counted = re.fullmatch(r"(\d{5})(?:\.0+)?", text)
    if counted and int(counted[1]) in _DAY_NUMBERS:
        day = _FIRST_DAY + timedelta(days=int(counted[1]))
        yield day.isoformat(), "spreadsheets count days; dates are written YYYY-MM-DD"
    month_only = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", text)
    if month_only:
        yield f"{month_only[1]}-{month_only[2].zfill(2)}", "months are written YYYY-MM"
    year_only = re.fullmatch(r"(\d{4})年", text)
    if year_only:
        yield year_only[1], "years are digits only"
    clock_only = re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text)
    if clock_only:
        time = f"{clock_only[1].zfill(2)}:{clock_only[2]}:{clock_only[3] or '00'}"
        yield time, "times are written hh:mm:ss"


def either(text: str) -> tuple[str, str] | None:
    """The two dates that `3/12/2025` or `3/12/25` may be, by the orders of two countries."""
    short = re.fullmatch(r"(\d\d)([-/.])(\d{1,2})\2(\d{1,2})", text.strip())
    if short:
        return _short(int(short[1]), int(short[3]), int(short[4]))
    found = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d\d)", text.strip())
    if not found or not all(0 < int(part) < 13 for part in found.groups()[:2]):
        return None
    first, second, year = int(found[1]), int(found[2]), _full(found[3])
    return f"{year}-{first:02}-{second:02}", f"{year}-{second:02}-{first:02}"


def _short(first: int, month: int, last: int) -> tuple[str, str] | None:
    """The dates that `25-3-12` may be: with the year first, as in Chinese, or last."""
    if not 0 < month < 13 or not 0 < first < 32 or not 0 < last < 32:
        return None
    return f"{_year(first)}-{month:02}-{last:02}", f"{_year(last)}-{month:02}-{first:02}"


def _full(year: str) -> str:
    return year if len(year) == 4 else _year(int(year))


def _year(short: int) -> str:
    return f"{'20' if short < _PIVOT else '19'}{short:02}"


def month_or_day(text: str) -> tuple[str, str] | None:
    """`2025-03` and `25 March` of `Mar-25`, into which spreadsheets turn both."""
    found = re.fullmatch(r"([A-Za-z]{3})[a-z]*[- ](\d\d)|(\d{1,2})[- ]([A-Za-z]{3})[a-z]*", text)
    name, number = (found[1] or found[4], int(found[2] or found[3])) if found else ("", 0)
    if not found or name.title() not in _MONTHS:
        return None
    month = f"{_year(number)}-{_MONTHS.index(name.title()) + 1:02}"
    return month, f"`{number} {name.title()}`"


def _in_foreign_dates(text: str) -> Iterator[tuple[str, str]]:
    """`24.11.2020`, `11/24/2020`: where no other order makes a date; with points the day leads."""
    found = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)", text)
    if not found:
        return
    first, second = int(found[1]), int(found[3])
    if len(found[4]) == 2 and not first < 13 <= second:
        return  # the year may come first
    if (first > 12) != (second > 12) or found[2] == "." or first == second:
        day, month = (second, first) if second > 12 else (first, second)
        yield f"{_full(found[4])}-{month:02}-{day:02}", _CHANGED


def _with_month_names(text: str) -> Iterator[tuple[str, str]]:
    """`12-Mar-25`, `12 March 2025`, `Mar 12, 2025`."""
    day_first = re.fullmatch(r"(\d{1,2})[- .]+([A-Za-z]{3})[a-z]*[-., ]+(\d{4}|\d\d)", text)
    month_first = re.fullmatch(r"([A-Za-z]{3})[a-z]*[. ]+(\d{1,2}),? +(\d{4})", text)
    if day_first:
        day, name, year = day_first.groups()
    elif month_first:
        name, day, year = month_first.groups()
    else:
        return
    if name.title() in _MONTHS:
        century = "" if len(year) == 4 else "20" if int(year) < _PIVOT else "19"
        month = _MONTHS.index(name.title()) + 1
        yield f"{century}{year}-{month:02}-{int(day):02}", _CHANGED
