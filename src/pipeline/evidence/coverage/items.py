"""What a text prints that somebody should have looked at: numerals, names, titles, quantities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.evidence.coverage.names import Key, Names
from pipeline.evidence.witness import Place, Witness
from pipeline.provenance import CoverageKind

GATED = (CoverageKind.ARABIC_NUMERAL, CoverageKind.KNOWN_NAME)
"""Kinds of which nothing may be unseen; the others are only counted."""

_TITLE = re.compile("《([^《》\n\f]{1,100})》")
_NUMERAL = re.compile(
    "[0-9０-９〇○零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟几数双半]"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing printed at a place of a reading text.

    `core` are the places of the characters that matter: of a date its figures, of a title
    what stands in 《》. `records` are those that a name may mean.
    """

    kind: CoverageKind
    place: Place
    core: tuple[int, ...]
    records: frozenset[Key] = frozenset()


def items(witness: Witness, names: Names) -> Iterator[Item]:
    """Everything of the four kinds that a text prints.

    A date is one numeral, in either script; 昨天 and its like are none.
    """
    yield from _numerals(witness)
    for place, records in names.find(witness.text):
        yield Item(CoverageKind.KNOWN_NAME, place, tuple(range(*place)), records)
    for found in _TITLE.finditer(witness.text):
        yield Item(CoverageKind.TITLE, found.span(), tuple(range(*found.span(1))))
    for quantity in witness.quantities:
        if quantity.script == "chinese":
            place = quantity.start, quantity.end
            core = _figures(witness.text, place) or tuple(range(*place))
            yield Item(CoverageKind.CHINESE_QUANTITY, place, core)


def _numerals(witness: Witness) -> Iterator[Item]:
    dated: set[int] = set()
    for date in witness.dates:
        place = date.start, date.end
        core = _figures(witness.text, place)
        dated.update(core)
        if core:
            yield Item(CoverageKind.ARABIC_NUMERAL, place, core)
    for start, number in witness.shape.numbers.items():
        place = start, start + len(number.printed)
        if start not in dated:
            yield Item(CoverageKind.ARABIC_NUMERAL, place, tuple(range(*place)))


def _figures(text: str, place: Place) -> tuple[int, ...]:
    return tuple(found.start() for found in _NUMERAL.finditer(text, *place))
