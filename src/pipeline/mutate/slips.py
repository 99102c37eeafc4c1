"""Slips of the hand: one digit, character or date of a cell, changed into a likely other one."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

_DIGIT = re.compile("[0-9]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
_SPARE = {"Lo": "某另", "Ll": "xy", "Lu": "XY"}
"""Written where a column knows no other character of the kind."""


def digit(text: str, chance: Random) -> str | None:
    """The text with another digit somewhere; None where it has none."""
    places = [found.start() for found in _DIGIT.finditer(text)]
    if not places:
        return None
    at = chance.choice(places)
    leading = at == 0 or not text[at - 1].isdigit()
    follows = at + 1 < len(text) and text[at + 1].isdigit()
    choices = "123456789" if leading and follows else "0123456789"
    return _put(text, at, chance.choice([c for c in choices if c != text[at]]))


def day(text: str, chance: Random) -> str | None:
    """The date one day, month or year off, as precise as it was; None where there is none."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, dom = found.groups()
    step = chance.choice((-1, 1))
    try:
        if dom:
            moved = date.fromisoformat(found[0]) + timedelta(days=step)
            return moved.isoformat() + text[found.end() :]
        if month:
            return f"{year}-{(int(month) - 1 + step) % 12 + 1:02}" + text[found.end() :]
        return f"{int(year) + step:04}" + text[found.end() :]
    except (ValueError, OverflowError):
        return None


def letter(text: str, pool: Sequence[str], chance: Random) -> str | None:
    """The text with another letter or ideograph somewhere, of those in `pool` if it can be."""
    places = [at for at, char in enumerate(text) if _kind(char)]
    if not places:
        return None
    at = chance.choice(places)
    kind = _kind(text[at])
    choices = [char for char in pool if char != text[at] and _kind(char) == kind]
    spare = [char for char in _SPARE[kind] if char != text[at]]
    return _put(text, at, chance.choice(choices or spare))


def letters(texts: Iterable[str]) -> list[str]:
    """All letters and ideographs of a column, sorted: what `letter` chooses from."""
    return sorted({char for text in texts for char in text if _kind(char)})


def _kind(char: str) -> str:
    if not char.isalpha():
        return ""
    if char.isupper():
        return "Lu"
    return "Ll" if char.islower() else "Lo"


def _put(text: str, at: int, char: str) -> str:
    return text[:at] + char + text[at + 1 :]
