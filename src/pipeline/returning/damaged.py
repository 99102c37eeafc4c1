"""Which exported key a spreadsheet changed into the one that stands in a row."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from pipeline.returning.grid import Cell, Kind
from pipeline.returning.remade import remade, unlike_people
from pipeline.returning.spec import Key


class Damaged:
    """The exported keys; `standing`: those that the sheet still has as they were."""

    def __init__(self, base: Mapping[Key, Any], standing: Collection[Key]) -> None:
        self._base, self._standing = base, standing

    def meant(self, cell: Cell, at: int) -> str | None:
        """The part of the one exported key that this cell was; None where none or several were."""
        if cell.kind is Kind.NUMBER:
            found = {key[at] for key in self._numbers.get((at, cell.value), [])}
        elif cell.kind is Kind.TEXT:
            same = self._numbers.get((at, _number(cell.shown)), [])
            found = {key[at] for key in same if key not in self._standing}
            found |= self._remade(cell.shown, at)
        else:
            return None
        return found.pop() if len(found) == 1 else None

    def _remade(self, said: str, at: int) -> set[str]:
        if not unlike_people(said):
            return set()
        gone = {key[at] for key in self._base if key not in self._standing}
        return {part for part in gone if remade(said, part)}

    @cached_property
    def _numbers(self) -> Mapping[tuple[int, Any], list[Key]]:
        """Part of a key and number → the keys that are this number there."""
        found: dict[tuple[int, Any], list[Key]] = defaultdict(list)
        for key in self._base:
            for at, part in enumerate(key):
                if (value := _number(part)) is not None:
                    found[at, value].append(key)
        return found


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
