"""Which stretches of one text became which of another, character by character."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

Block = tuple[int, int, int]
"""`old[i : i + n] == new[j : j + n]`, as (i, j, n)."""

_GRAMS = (32, 12, 5)
"""Lengths of the words that are sought once in both texts, to hold them together."""

_SMALL = 250_000
"""Product of two lengths up to which a stretch without such words is compared in full; a
longer one counts as replaced: nothing in it is then taken to be the same."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`old[start:end]` became `new[new_start:new_end]`; one of both may be empty.

    Where one is, the same result comes about by an edit that lies up to `left` characters
    further left or `right` further right: the texts do not say which it was.
    """

    start: int
    end: int
    new_start: int
    new_end: int
    left: int = 0
    right: int = 0


def edits(old: str, new: str) -> list[Edit]:
    """The stretches that differ, in order; equal characters stand between any two."""
    known = [(0, 0, 0), *_joined(matches(old, new)), (len(old), len(new), 0)]
    return [
        _slid(old, new, Edit(i + n, k, j + n, m), i, k + length)
        for (i, j, n), (k, m, length) in pairwise(known)
        if (i + n, j + n) != (k, m)
    ]


def matches(old: str, new: str) -> list[Block]:
    """What is the same in both, as ascending blocks that do not cross."""
    blocks: list[Block] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        i, k, j, m = todo.pop()
        head = _common(old, new, i, j, min(k - i, m - j), 1)
        tail = _common(old, new, k - 1, m - 1, min(k - i, m - j) - head, -1)
        blocks += [(i, j, head), (k - tail, m - tail, tail)]
        i, j, k, m = i + head, j + head, k - tail, m - tail
        if i < k and j < m:
            found = _anchors(old, new, i, k, j, m) or _in_full(old, new, i, k, j, m)
            blocks += found
            todo += _between(found, i, k, j, m) if found else []
    return sorted(block for block in blocks if block[2])


def _common(old: str, new: str, i: int, j: int, most: int, step: int) -> int:
    count = 0
    while count < most and old[i + step * count] == new[j + step * count]:
        count += 1
    return count


def _anchors(old: str, new: str, i: int, k: int, j: int, m: int) -> list[Block]:
    """Words that stand once in each stretch, as many as keep their order."""
    for size in _GRAMS:
        ours, theirs = _once(old, i, k, size), _once(new, j, m, size)
        common = [(at, theirs[word]) for word, at in ours.items() if word in theirs]
        if common:
            return [(at, to, size) for at, to in _apart(_ascending(sorted(common)), size)]
    return []


def _once(text: str, start: int, end: int, size: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(start, end - size + 1):
        word = text[at : at + size]
        found[word] = -1 if word in found else at
    return {word: at for word, at in found.items() if at >= 0}


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs in which both numbers rise; the first one already does."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, to) in enumerate(pairs):
        size = bisect_left(ends, to)
        ends[size : size + 1] = [to]
        last[size : size + 1] = [number]
        before.append(last[size - 1] if size else -1)
    run, at = [], last[-1]
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _apart(pairs: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Those pairs whose words do not overlap the word taken before; what is left is refound."""
    end = to_end = -1
    for at, to in pairs:
        if at >= end and to >= to_end:
            yield at, to
            end, to_end = at + size, to + size


def _in_full(old: str, new: str, i: int, k: int, j: int, m: int) -> list[Block]:
    if (k - i) * (m - j) > _SMALL:
        return []
    matcher = SequenceMatcher(None, old[i:k], new[j:m], autojunk=False)
    found = matcher.find_longest_match()
    return [(i + found.a, j + found.b, found.size)] if found.size else []


def _between(
    blocks: list[Block], i: int, k: int, j: int, m: int
) -> Iterator[tuple[int, int, int, int]]:
    for (at, to, n), (then, there, _) in pairwise([(i, j, 0), *blocks, (k, m, 0)]):
        yield at + n, then, to + n, there


def _joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for i, j, n in blocks:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            i, j, before = joined.pop()
            n += before
        joined.append((i, j, n))
    return joined


def _slid(old: str, new: str, edit: Edit, first: int, last: int) -> Edit:
    """How far an insertion or omission can be moved without another result.

    It stays between the edits before and after, at `first` and `last` of the old text.
    """
    start, end = edit.start, edit.end
    if start < end and edit.new_start < edit.new_end:
        return edit
    text, begin, stop = (old, start, end) if start < end else (new, edit.new_start, edit.new_end)
    left = right = 0
    while left < start - first and text[begin - 1 - left] == text[stop - 1 - left]:
        left += 1
    while right < last - end and text[begin + right] == text[stop + right]:
        right += 1
    return Edit(start, end, edit.new_start, edit.new_end, left, right)
