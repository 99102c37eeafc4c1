"""Which cells of a column have values that moved there from other rows, and how that is told.

A value that stood in one row only, and stands beside another record now while its own has another,
was carried there. One or two may be corrections; a chain or a ring of three is none.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from itertools import groupby, pairwise
from math import lgamma, log, log2

from pipeline.returning.spec import Key

FEWEST = 3
"""Different values of which a new order is no chance: two are a swap."""

_CERTAIN = 12.0
"""Bits that cells must agree in by chance, where values stand in several rows each."""

_SELDOM = 8.0
"""Bits that are left of these for each edit that might have begun such a run."""

_BESIDE = 2.0
"""Bits at most of a cell that took the value above it: in groups that is a usual correction."""

_TYPED = 5
"""One in so many of a column sorted as a whole may be typed over since."""

_ASIDE = 0.75
"""For each of these, bits that are taken off for each time that the rows can be halved."""

_LOOKS = 50
"""How often each cell of a column may be looked at for sorted parts, so that no file takes long."""


@dataclass(frozen=True, slots=True)
class Place:
    """A record's cell of the column; both texts are alike where it was not changed."""

    key: Key
    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Was it changed?"""
        return self.old != self.new


def carried(column: Sequence[Place]) -> set[Key]:
    """Cells of chains and rings of values, each of which stood in one row only."""
    count = Counter(place.old for place in column)
    holder = {p.old: p for p in column if p.changed and p.old and count[p.old] == 1}
    links = [(holder[p.new], p) for p in column if p.changed and p.new in holder]
    found = [group for group in _groups(links) if len(_values(group)) >= FEWEST]
    gives = {one.key for one, _ in links}
    both = [link for link in links if link[1].key in gives]
    if len(_values(both)) >= FEWEST:
        found.append(both)
    return {place.key for group in found for link in group for place in link}


def slid(column: Sequence[Place], codes: int) -> set[Key]:
    """Cells that follow each other and have each the value of the one before, or behind.

    codes: how many values the column may hold, 0 where anybody may write any.
    """
    share = {t: max(n / len(column), 1 / (codes or len(column))) for t, n in _held(column).items()}
    edits = sum(place.changed for place in column)
    enough = max(_CERTAIN, _SELDOM + log2(edits or 1))  # among many edits chance has many tries
    found: set[Key] = set()
    for order in (column, column[::-1]):
        for run in _runs(order):
            cells = [place for place in run if place.changed]
            if len({place.new for place in cells}) >= FEWEST and _bits(run, share) >= enough:
                found |= {place.key for place in cells}
    return found


def grouped(column: Sequence[Place]) -> set[Key]:
    """Cells of a part of the column that has the values it had, sorted now and not before."""
    found: set[Key] = set()
    for part in _balanced(column):
        cells = [place for place in part if place.changed]
        sorted_now = in_groups([p.new for p in part]) and not in_groups([p.old for p in part])
        if sorted_now and _orders([place.new for place in cells]) >= _CERTAIN:
            found |= {place.key for place in cells}
    return found


def regrouped(column: Sequence[Place]) -> set[Key]:
    """The changed cells of a whole column that was sorted, and a few of them typed over since.

    Most of it has changed, to what it held, and equal values stand together that did not: who mends
    a column that was nearly so changes less.
    """
    cells = [place for place in column if place.changed]
    held = Counter(place.old for place in cells) & Counter(place.new for place in cells)
    typed = len(cells) - held.total()
    if len(held) < FEWEST or len(cells) * 2 <= len(column) or typed * _TYPED > len(cells):
        return set()
    count = len({place.old for place in column})
    was, now = (_breaks(texts) - count for texts in zip(*_both(column), strict=True))
    enough = _CERTAIN + _ASIDE * typed * log2(len(column))
    found = now < was and now <= 4 * typed + 1 and _orders(list(held.elements())) >= enough
    return {place.key for place in cells} if found else set()


def renumbered(
    changed: Sequence[tuple[str, Place]],
    came: Iterable[tuple[str, str]],
    went: Iterable[tuple[str, str]],
) -> set[Key]:
    """Cells with the number that rows that came or went before them give them, where most have it.

    Each with the group that is numbered by itself; came, went: group and number of such rows.
    """
    more, less = _numbers(came), _numbers(went)
    found = {
        place.key
        for group, place in changed
        if _follows(place, more.get(group, ()), less.get(group, ()))
    }
    return found if len(found) * 2 > len(changed) else set()


def in_groups(texts: Sequence[str | None]) -> bool:
    """Do equal values stand together?"""
    return _breaks(texts) < len(set(texts))


def _both(column: Sequence[Place]) -> Iterator[tuple[str, str]]:
    return ((place.old, place.new) for place in column)


def _breaks(texts: Sequence[str | None]) -> int:
    """How often a value is followed by another."""
    return sum(one != other for one, other in pairwise(texts))


def _numbers(rows: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[Decimal]]:
    """Group → its numbers, sorted."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for group, text in rows:
        if (number := _decimal(text)) is not None:
            found[group].append(number)
    return {group: sorted(numbers) for group, numbers in found.items()}


def _follows(place: Place, came: Sequence[Decimal], went: Sequence[Decimal]) -> bool:
    old, new = _decimal(place.old), _decimal(place.new)
    if old is None or new is None or old == new:
        return False
    return new - old == bisect_left(came, new) - bisect_left(went, old)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _held(column: Sequence[Place]) -> Counter[str]:
    return Counter(place.old for place in column)


def _values(links: Sequence[tuple[Place, Place]]) -> set[str]:
    return {place.new for _, place in links}


def _groups(links: Sequence[tuple[Place, Place]]) -> list[list[tuple[Place, Place]]]:
    """Links that hang together."""
    top: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        while top.setdefault(key, key) != key:
            top[key] = key = top[top[key]]
        return key

    for one, other in links:
        top[root(one.key)] = root(other.key)
    found: dict[Key, list[tuple[Place, Place]]] = defaultdict(list)
    for link in links:
        found[root(link[0].key)].append(link)
    return list(found.values())


def _runs(column: Sequence[Place]) -> Iterator[list[Place]]:
    """Rows one below the other, each with what the row above it had."""
    pairs = pairwise(column)
    for took, run in groupby(pairs, lambda pair: pair[1].new == pair[0].old):
        if took:
            yield [place for _, place in run]


def _bits(run: Sequence[Place], share: dict[str, float]) -> float:
    total, beside = 0.0, True
    for place in run:
        if place.changed:
            bits = -log2(share[place.new]) if place.new else 0.0
            total += bits if beside else min(bits, _BESIDE)
        beside = place.changed
    return total


def _balanced(column: Sequence[Place]) -> Iterator[Sequence[Place]]:
    """The widest parts that hold the values they held, from a changed cell to a changed one."""
    states = [0]
    for place in column:
        step = _number(place.new) - _number(place.old) if place.changed else 0
        states.append(states[-1] + step)
    last = {state: number for number, state in enumerate(states)}
    left = _LOOKS * len(column)
    for start, place in enumerate(column):
        end = last[states[start]]
        if place.changed and end > start and left > 0:
            while not column[end - 1].changed:
                end -= 1
            left -= end - start
            yield column[start:end]


def _number(text: str) -> int:
    """A number for a text, so that sums of them are alike for the same texts alone."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest())


def _orders(texts: Sequence[str]) -> float:
    """In how many orders they can stand, for each in which equal ones stand together; in bits."""
    counts = Counter(texts)
    ways = lgamma(len(texts) + 1) - sum(lgamma(n + 1) for n in counts.values())
    return (ways - lgamma(len(counts) + 1)) / log(2)
