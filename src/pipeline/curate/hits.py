"""Where words stand in a text without cutting a number: 689 is neither in 1689 nor in 1,689."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.curate.quote import Range
from pipeline.evidence import spans
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.squeeze import occurrences

_NUMERALS = frozenset("〇○零一二两三四五六七八九十百千万亿廿卅")
"""Of two that meet, both belong to one number in Chinese figures: 九十 is not in 一百九十."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The places of words, in order; `cut` counts those left out, as they begin or end in a number.

    `inside` is the first of these.
    """

    places: tuple[Range, ...]
    cut: int
    inside: Range | None = None


def hits(
    reading: Reading,
    words: str,
    sources: Mapping[str, Source],
    within: tuple[Range, ...] | None = None,
) -> Hits:
    """Every place of bare words in a reading, or in some ranges of it."""
    whole: list[Range] = []
    cut: list[Range] = []
    for start, end in within or ((0, len(reading.text)),):
        for at in occurrences(reading.text[start:end], words):
            place = start + at, start + at + len(words)
            (cut if _cuts(reading, place, sources) else whole).append(place)
    return Hits(tuple(whole), len(cut), cut[0] if cut else None)


def left_out(number: int) -> str:
    """What is said of places that were left out."""
    times = "once" if number == 1 else f"{number:,} times"
    return f"{times} only inside a longer number, which is left out; write the whole number"


def _cuts(reading: Reading, place: Range, sources: Mapping[str, Source]) -> bool:
    if any(_meet(reading.text, edge) for edge in place):
        return True
    first, last = reading.text[place[0]], reading.text[place[1] - 1]
    if not (first.isdecimal() or last.isdecimal()):
        return False
    return spans.cuts(spans.cite(reading, *place, sources), sources)


def _meet(text: str, at: int) -> bool:
    """Whether two Chinese figures meet at an offset."""
    return 0 < at < len(text) and text[at - 1] in _NUMERALS and text[at] in _NUMERALS
