"""Time zones as XML Schema writes them after a date or a time."""

import re

ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
"""For RE2 and Python; offsets reach to fourteen hours."""

_ZONE = re.compile(ZONE + "$")


def split(text: str) -> tuple[str, int]:
    """A text without its zone, and the minutes by which the zone is ahead of UTC."""
    found = _ZONE.search(text)
    if not found or found[0] == "Z":
        return text.removesuffix("Z"), 0
    minutes = int(found[0][1:3]) * 60 + int(found[0][4:6])
    return text[: found.start()], -minutes if found[0][0] == "-" else minutes


def has_zone(expression: str) -> str:
    """SQL: does a text, good of its type, end with a zone?"""
    return f"({_utc(expression)} OR {_offset(expression)})"


def local(expression: str) -> str:
    """SQL: a good text without its zone."""
    return (
        f"CASE WHEN {_utc(expression)} THEN left({expression}, -1) "
        f"WHEN {_offset(expression)} THEN left({expression}, -6) ELSE {expression} END"
    )


def minutes_ahead(expression: str) -> str:
    """SQL: the minutes by which the zone of a good text is ahead of UTC, 0 without a zone."""
    hours = f"TRY_CAST(substr({expression}, -5, 2) AS INTEGER)"
    minutes = f"TRY_CAST(right({expression}, 2) AS INTEGER)"
    sign = f"CASE WHEN substr({expression}, -6, 1) = '-' THEN -1 ELSE 1 END"
    return f"CASE WHEN {_offset(expression)} THEN ({sign}) * ({hours} * 60 + {minutes}) ELSE 0 END"


def _utc(expression: str) -> str:
    return f"ends_with({expression}, 'Z')"


def _offset(expression: str) -> str:
    """SQL: a sign six characters before the end, which in a good text only an offset has."""
    return f"(substr({expression}, -3, 1) = ':' AND substr({expression}, -6, 1) IN ('+', '-'))"
