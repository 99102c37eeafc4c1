"""Formats of dates and times that Python reads: strptime patterns, and `any`."""

import re
from datetime import UTC, datetime

_FROM_C = {"%F": "%Y-%m-%d", "%T": "%H:%M:%S", "%D": "%m/%d/%y", "%R": "%H:%M", "%e": "%d",
           "%h": "%b", "%n": " ", "%t": " "}  # fmt: skip
"""Directives of C that Python does not know, in those that it does."""

_SAMPLE = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
"""Every part differs, so that a pattern that reads it back is a pattern."""

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d.%m.%Y", "%m/%d/%Y",
         "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y",
         "%B %d %Y", "%b %d %Y", "%A, %d %B %Y", "%a, %d %b %Y", "%A, %B %d, %Y")  # fmt: skip
_TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p", "%I %p",
          "%I%p", "%H%M%S")  # fmt: skip
_ZONED = ("%H:%M:%S%z", "%H:%M:%S.%f%z", "%H:%M%z", "%H:%M:%S %z", "%H:%M %z")
_JOINS = ("T", " ", ", ")

ANY: dict[str, tuple[str, ...]] = {
    "date": _DAYS,
    "time": _TIMES,
    "datetime": (
        *(f"{day}{join}{time}" for time in (*_TIMES, *_ZONED) for day in _DAYS for join in _JOINS),
        *_DAYS,
    ),
}
"""The strategies for the format `any`, in order: month before day where both could be meant."""


def pattern(format_: str) -> str | None:
    """The pattern that Python understands, or None where the format is none."""
    spelled = format_.removeprefix("fmt:")
    for theirs, ours in _FROM_C.items():
        spelled = spelled.replace(theirs, ours)
    try:
        datetime.strptime(_SAMPLE.strftime(spelled), spelled)
    except (ValueError, OverflowError, KeyError, IndexError, re.error):
        return None
    return spelled if "%" in spelled else None


def read(text: str, patterns: tuple[str, ...]) -> datetime | None:
    """The text by the first pattern that reads all of it, in UTC where it names a zone.

    Digits must be ASCII: Python alone would also read full-width ones.
    """
    if any(char.isdecimal() and not char.isascii() for char in text):
        return None
    for candidate in patterns:
        try:
            found = datetime.strptime(text, candidate)
            return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
        except (ValueError, OverflowError):
            continue
    return None
