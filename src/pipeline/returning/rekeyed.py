"""Which row an exported record is in, where its key was changed: by what else it says, and where.

A line is a row of the sheet with its key, None where it has none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.returning.edited import Edited
from pipeline.returning.spec import Key, Texts

Line = tuple[Key | None, Edited]


@dataclass(frozen=True)
class Rekeyed:
    """What was exported, and how the sheet is. seen: key → its first row.

    names: fields of the sheet. key: the names of the key's parts.
    """

    base: Mapping[Key, Texts]
    seen: Mapping[Key, int]
    names: Collection[str]
    key: Sequence[str]

    def same(self, old: Key, new: Edited) -> bool:
        """Is all else as it was exported?"""
        exported = dict.fromkeys(self.names, "") | dict(self.base[old])
        return self.others(exported) == self.others(new.cells)

    def others(self, cells: Texts) -> list[str | None]:
        """What a row says beside its key."""
        return [cells.get(name) for name in self.names if name not in self.key]

    def near(self, old: Key, fresh: Iterable[Line]) -> Line | None:
        """The line where the record stood, which says most of what it said."""
        rows = {*self._places(old)}
        return next((x for x in fresh if x[1].row in rows and self._mostly(old, x[1])), None)

    def split(self, lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, Edited]]]:
        """Lines whose key stands once, and those that repeat one, each with the one that has it.

        That is the one that says what was exported, else the first.
        """
        by_key: dict[Key, list[Edited]] = {}
        for key, edited in lines:
            if key is not None:
                by_key.setdefault(key, []).append(edited)
        once = [line for line in lines if line[0] is None or len(by_key[line[0]]) == 1]
        again: list[tuple[Line, Edited]] = []
        for key, found in by_key.items():
            was = (e for e in found if key in self.base and self.same(key, e))
            first = next(was, found[0])
            again += [((key, e), first) for e in found if e is not first]
        return once, again

    @cached_property
    def _order(self) -> dict[Key, int]:
        return {key: number for number, key in enumerate(self.base)}

    @cached_property
    def _keys(self) -> list[Key]:
        return list(self.base)

    def _places(self, old: Key) -> Iterator[int]:
        """The row that it was exported in, and those beside the records that stood beside it."""
        at = self._order[old]
        yield at + 2
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(self._keys) and self._keys[beside] in self.seen:
                row = self.seen[self._keys[beside]]
                yield from (row - 1, row + 1)

    def _mostly(self, old: Key, new: Edited) -> bool:
        """Are more than half of the cells as exported, of those that hold anything?"""
        was = self.base[old]
        names = [n for n in self.names if n not in self.key or len(self.key) > 1]
        told = [n for n in names if was.get(n) or new.cells.get(n) != ""]
        return sum(new.cells.get(n) == was.get(n, "") for n in told) * 2 > len(told)
