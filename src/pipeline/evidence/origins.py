"""Where each character of a reading text is printed, by stretches: looked up, not stored."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import overload

Origin = tuple[tuple[str, int], ...]
"""The (source_id, raw offset)s that print a character: two where a line was printed twice."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one source: for each copy of them their raw offsets; no copy: a separator."""

    length: int
    source_id: str = ""
    copies: tuple[Sequence[int], ...] = ()

    def origin(self, at: int) -> Origin:
        """The places that print one of the characters."""
        return tuple((self.source_id, offsets[at]) for offsets in self.copies)

    def seams(self) -> Iterator[int]:
        """Where two of the characters meet that do not meet in the raw text."""
        if len(self.copies) == 1:
            pairs = enumerate(pairwise(self.copies[0]), 1)
            yield from (at for at, (left, right) in pairs if left + 1 != right)
            return
        for at in range(1, self.length):
            if not adjacent(self.origin(at - 1), self.origin(at)):
                yield at


class Origins(Sequence[Origin]):
    """The origins of all characters, in order."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._starts = [0, *accumulate(stretch.length for stretch in stretches)]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, at: int) -> Origin: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Origin]: ...

    def __getitem__(self, at: int | slice) -> Origin | Sequence[Origin]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        at = range(len(self))[at]
        number = bisect_right(self._starts, at) - 1
        return self._stretches[number].origin(at - self._starts[number])

    def __iter__(self) -> Iterator[Origin]:
        for stretch in self._stretches:
            yield from map(stretch.origin, range(stretch.length))

    def plain(self, start: int, end: int) -> list[tuple[str, int, int]] | None:
        """Source, start and end in it of each stretch of a range; None if one is printed twice.

        Between two characters of one stretch the raw text has nothing but white space.
        """
        found: list[tuple[str, int, int]] = []
        number = bisect_right(self._starts, start) - 1
        while start < end:
            stretch, begin = self._stretches[number], self._starts[number]
            last = min(end, self._starts[number + 1])
            if len(stretch.copies) > 1:
                return None
            if stretch.copies:
                offsets = stretch.copies[0]
                found.append(
                    (stretch.source_id, offsets[start - begin], offsets[last - 1 - begin] + 1)
                )
            start, number = last, number + 1
        return found

    def seams(self) -> Iterator[int]:
        """Where two characters meet that do not meet in a raw text."""
        for start, stretch in zip(self._starts, self._stretches, strict=False):
            if start and stretch.length and not adjacent(self[start - 1], self[start]):
                yield start
            yield from (start + at for at in stretch.seams())


def adjacent(left: Origin, right: Origin) -> bool:
    """Whether a copy of one character meets a copy of the next."""
    return any((source_id, at + 1) in right for source_id, at in left)
