"""Where the characters of a text stand in its corrected form, and which places were touched."""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.evidence.diff import Edit, edits
from pipeline.evidence.reading import Source
from pipeline.evidence.spans import Range

_SIGNS = frozenset(".,．，%％:：∶")
"""Signs that go on with a number when they touch one."""


class Moves:
    """The way from an old text to a new one, white space aside."""

    def __init__(self, old: Source, new: Source) -> None:
        self.old, self.new = old, new
        self.edits = edits(old.text, new.text)
        self._to = _targets(self.edits, len(old.text), len(new.text))
        self._from = {edit.start: edit for edit in self.edits}
        self._till = {edit.end: edit for edit in self.edits}
        self._sliding = [edit for edit in self.edits if edit.left or edit.right]

    def bare(self, raw: int) -> int:
        """The offset in the old squeezed text of an offset in the old raw text."""
        return bisect_left(self.old.origins, raw)

    def to(self, at: int) -> int | None:
        """Where a character of the old squeezed text stands in the new one; None if it is gone."""
        return self._to[at]

    def char(self, raw: int) -> int | None:
        """The same for offsets in the raw texts."""
        at = self.to(self.bare(raw))
        return None if at is None else self.new.origins[at]

    def carry(self, ranges: Sequence[Range]) -> tuple[int, ...] | None:
        """The new raw offsets of the characters in ranges of the old raw text, in order.

        None where an edit touched them: inside, by making a number or a word longer that
        reaches their edge, or so that they may as well be the inserted ones.
        """
        carried: list[int] = []
        for start, end in ranges:
            first, last = self.bare(start), self.bare(end)
            if self._torn(first, last) or self.twice(first, last) or self._grown(first, last):
                return None
            carried += [self.new.origins[at] for at in self._to[first:last] if at is not None]
        return tuple(carried)

    def twice(self, first: int, last: int) -> bool:
        """Whether a range of the old squeezed text may as well be another copy of its words.

        An insertion beside it repeats them, so the diff could have taken either.
        """
        return any(
            edit.start - edit.left <= first and last <= edit.end + edit.right
            for edit in self._sliding
        )

    def now(self, start: int, end: int) -> tuple[int, int]:
        """What of the new squeezed text stands between the neighbours of an old range."""
        before = next((to for to in reversed(self._to[:start]) if to is not None), -1)
        after = next((to for to in self._to[end:] if to is not None), len(self.new.text))
        left = self._till.get(start)
        right = self._from.get(end)
        first = left.new_end if left and left.start < left.end else before + 1
        last = right.new_start if right and right.start < right.end else after
        return first, max(first, last)

    def _torn(self, first: int, last: int) -> bool:
        begin = self._to[first]
        if begin is None:
            return True
        return self._to[first:last] != list(range(begin, begin + last - first))

    def _grown(self, first: int, last: int) -> bool:
        begin, end = self._to[first], self._to[last - 1]
        assert begin is not None and end is not None, "characters that are not torn stand somewhere"
        old, new = self.old.text, self.new.text
        before, after = self._till.get(first), self._from.get(last)
        return _extends(
            before, old[first], old[first - 1 : first], new[max(0, begin - 1) : begin]
        ) or (_extends(after, old[last - 1], old[last : last + 1], new[end + 1 : end + 2]))


def _targets(found: Sequence[Edit], length: int, new_length: int) -> list[int | None]:
    targets: list[int | None] = []
    new_end = 0
    for edit in (*found, Edit(length, length, new_length, new_length)):
        targets += range(new_end, edit.new_start)
        targets += [None] * (edit.end - edit.start)
        new_end = edit.new_end
    return targets


def _extends(edit: Edit | None, edge: str, was: str, now: str) -> bool:
    """Whether an edit at the edge of a place makes another number or word of it.

    A number is another as soon as a figure beside it has changed, a word when it grows.
    """
    if edit is None:
        return False
    if was.isnumeric() or now.isnumeric():
        return True
    if edge.isnumeric() and (was in _SIGNS or now in _SIGNS):
        return True
    grows = edit.new_end - edit.new_start > edit.end - edit.start
    return grows and edge.isalnum() and now.isalnum()
