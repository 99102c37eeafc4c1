"""Sets of characters: what one place of a pattern may hold."""

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby

Ranges = tuple[tuple[int, int], ...]

_LAST = sys.maxunicode
_SURROGATES = ((0xD800, 0xDFFF),)
"""Never part of a text, and not to be spelled in UTF-8."""


def normal(ranges: Ranges) -> Ranges:
    """The same characters in order, without overlaps and without surrogates."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return _without(tuple(merged), _SURROGATES)


def inverted(ranges: Ranges) -> Ranges:
    """Every other character."""
    return _without(((0, _LAST),), normal((*ranges, *_SURROGATES)))


def _without(ranges: Ranges, taken: Ranges) -> Ranges:
    kept = []
    for first, last in ranges:
        for low, high in taken:
            if high < first or low > last:
                continue
            if low > first:
                kept.append((first, low - 1))
            first = high + 1
        if first <= last:
            kept.append((first, last))
    return tuple(kept)


@cache
def category(name: str) -> Ranges:
    """The characters of a general category, `L` or `Lu`."""
    return normal(tuple(r for key, rs in _categories().items() if key.startswith(name) for r in rs))


@cache
def _categories() -> dict[str, Ranges]:
    """One walk over all characters, a third of a second: only where a pattern needs it."""
    found: dict[str, list[tuple[int, int]]] = {}
    start = 0
    for name, run in groupby(unicodedata.category(chr(code)) for code in range(_LAST + 1)):
        size = sum(1 for _ in run)
        found.setdefault(name, []).append((start, start + size - 1))
        start += size
    return {name: tuple(ranges) for name, ranges in found.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a set: plain ranges, or the categories that `\\p`, `\\d` or `\\w` name."""

    ranges: Ranges = ()
    categories: tuple[str, ...] = ()
    negated: bool = False

    @property
    def native(self) -> bool:
        """True where RE2 can spell it inside a set."""
        if not self.categories:
            return not self.negated
        known = all(name not in ("C", "Cn", "Cs") for name in self.categories)
        return known and (not self.negated or len(self.categories) == 1)

    def may_hold(self, code: int) -> bool:
        """False where a sign, no letter or digit, is surely not among them."""
        others = any(name[0] not in "LN" for name in self.categories)
        return self.negated or others or any(first <= code <= last for first, last in self.ranges)

    def resolved(self) -> Ranges:
        """Its characters."""
        ranges = self.ranges + tuple(r for name in self.categories for r in category(name))
        return inverted(ranges) if self.negated else normal(ranges)


@dataclass(frozen=True, slots=True)
class Chars:
    """A set of characters: the parts together, or all others, without the `minus` set."""

    parts: tuple[Part, ...]
    negated: bool = False
    minus: "Chars | None" = None

    def resolved(self) -> Ranges:
        """Its characters."""
        ranges = normal(tuple(r for part in self.parts for r in part.resolved()))
        if self.negated:
            ranges = inverted(ranges)
        return _without(ranges, self.minus.resolved()) if self.minus else ranges

    def may_hold(self, code: int) -> bool:
        """False where a sign is surely not among them; categories need not be resolved for that."""
        return self.negated or any(part.may_hold(code) for part in self.parts)

    def spelled(self, *, native: bool) -> str:
        """As a bracket expression; `native` spells categories as RE2 does, Python has none."""
        if native and self.minus is None and all(part.native for part in self.parts):
            inside = "".join(_native(part) for part in self.parts)
            return f"[{'^' if self.negated else ''}{inside}]"
        inside = "".join(_range(first, last) for first, last in self.resolved())
        return f"[{inside}]" if inside else NOTHING


NOTHING = "[^\\x00-\U0010ffff]"
"""Matches no character; empty brackets mean something else to both engines."""


def _native(part: Part) -> str:
    letter = "P" if part.negated else "p"
    named = "".join(f"\\{letter}{{{name}}}" for name in part.categories)
    return named + "".join(_range(first, last) for first, last in part.ranges)


def _range(first: int, last: int) -> str:
    return literal(first) if first == last else f"{literal(first)}-{literal(last)}"


def literal(code: int) -> str:
    """One character, spelled so that RE2 and Python read it alike, in a set or outside."""
    char = chr(code)
    if char.isascii() and not char.isalnum():
        return f"\\x{code:02x}"
    return char
