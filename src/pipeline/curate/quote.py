"""The shortest passage that a row can cite for a place in a text."""

import re
from collections.abc import Iterator

from pipeline.evidence.passages import GAP, resolve
from pipeline.evidence.reading import BREAK
from pipeline.evidence.squeeze import bare, occurrences

Range = tuple[int, int]
"""A half-open range of a reading text."""

AROUND = 12
"""Characters of context shown on each side: enough to recognise the place."""

_REACH = 24
"""Characters by which a quotation is widened before the occurrence is counted instead."""

_SIGNS = re.compile(r"[|…]")
"""What has a meaning of its own in a passage."""


def quote(text: str, place: Range) -> str | None:
    """The words alone where they are unique, else widened, else `#n`; None if none resolves."""
    start, end = place
    for window in _windows(text, place):
        for words in _spellings(text[slice(*window)]):
            if resolve(words, text) == [window]:
                return words
    words = text[start:end]
    counted = (f"{words}#{n}" for n in range(1, _count(text, words) + 1))
    return next((w for w in counted if resolve(w, text) == [place]), None)


def context(text: str, place: Range) -> str:
    """A place with some characters on each side: …大会表彰了【1689人】，其中…"""
    start, end = place
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    shown = f"{_plain(text[first:start])}【{_plain(text[start:end])}】{_plain(text[end:last])}"
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


def _windows(text: str, place: Range) -> Iterator[Range]:
    """The place and wider ones, by size, that cross no seam and cut no number."""
    start, end = place
    left, right = _room(text, start, -1), _room(text, end - 1, 1)
    for extra in range(_REACH + 1):
        befores = [n for n in range(extra + 1) if n <= left and extra - n <= right]
        windows = [(start - n, end + extra - n) for n in befores]
        yield from sorted(
            (window for window in windows if _keeps_numbers(text, window, place)),
            key=lambda window: _is_frayed(text[slice(*window)]),
        )


def _room(text: str, at: int, step: int) -> int:
    """How far a quotation can go from `at` before the document breaks off."""
    room = 0
    while room < _REACH:
        at += step
        if not 0 <= at < len(text) or text[at] in (BREAK, GAP):
            break
        room += 1
    return room


def _keeps_numbers(text: str, window: Range, place: Range) -> bool:
    """Whether no edge of a window cuts a number that the place itself does not cut."""
    edges = (at for at, own in zip(window, place, strict=True) if at != own)
    return not any(_cuts(text, at) for at in edges)


def _is_frayed(words: str) -> bool:
    """Whether words begin or end with a sign: others of that length read better."""
    return not (words[0].isalnum() and words[-1].isalnum())


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and _figure(text[at - 1]) and _figure(text[at])


def _figure(char: str) -> bool:
    return char.isdecimal() or char in ".,．，"


def _spellings(words: str) -> Iterator[str]:
    """The words; and where a sign stands in them, what is before it … what is after it."""
    yield words
    signs = list(_SIGNS.finditer(words))
    if signs:
        yield f"{words[: signs[0].start()]}…{words[signs[-1].end() :]}"


def _count(text: str, words: str) -> int:
    first = bare(_SIGNS.split(words)[0])
    return sum(1 for _ in occurrences(text, first))


def _plain(text: str) -> str:
    return text.replace(BREAK, " ").replace(GAP, " [gap] ")
