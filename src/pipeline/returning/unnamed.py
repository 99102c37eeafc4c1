"""Rows without an id: the ids that a rule makes, and records that they are already."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.declare import NUMBER
from pipeline.export.workbook.manifest import kept
from pipeline.issue import Issue, Severity
from pipeline.returning.edited import Edited
from pipeline.returning.finding import finding
from pipeline.returning.rekeyed import Line
from pipeline.returning.spec import Key, Spec, Texts

Address = Callable[[int, str | None], str]
"""Of the cell of a field in a row."""


def free(made: str, taken: Collection[str]) -> str:
    """The id of a rule, with the first number that makes it new where it is not."""
    if NUMBER not in made and made not in taken:
        return made
    first, pattern = (1, made) if NUMBER in made else (2, f"{made}-{NUMBER}")
    numbers = range(first, len(taken) + 3)
    return next(new for n in numbers if (new := pattern.replace(NUMBER, str(n))) not in taken)


def stand_in(edited: Edited, name: str) -> Edited:
    """The row under a stand-in for its id, so that what else is wrong is told with it."""
    return Edited(edited.row, {**edited.cells, name: f"?{edited.row}"}, nameless=True)


@dataclass
class Unnamed:
    """The lines of a sheet that may be records of the raw file which no line with an id is: `left`.

    A line is one of these where the rule could have made its id, and all else is the same; where
    only all else is not, people must say it. names: the fields of the sheet.
    """

    lines: Sequence[Line]
    spec: Spec
    names: Collection[str]
    left: Mapping[Key, Texts]
    same: dict[int, Key] = field(default_factory=dict)
    like: dict[int, Key] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.left or len(self.spec.key) != 1:
            return
        for row in self._rules:
            for key in self._fitting(row):
                if not self._differing(row, key):
                    self.same[row] = key
                    break
        for row in self._rules:
            if row not in self.same and (keys := self._fitting(row)):
                self.like[row] = min(keys, key=lambda key: len(self._differing(row, key)))

    def named(self) -> list[Line]:
        """The lines, those that are records with their id; without those that may be some."""
        name = self.spec.key[0]
        lines: list[Line] = []
        for key, edited in self.lines:
            if (found := self.same.get(edited.row)) is not None:
                lines.append((found, Edited(edited.row, {**edited.cells, name: found[0]})))
            elif edited.row not in self.like:
                lines.append((key, edited))
        return lines

    def issues(self, address: Address) -> Iterator[Issue]:
        """Which records the lines are, or may be: at the cells of their ids."""
        name, table, path = self.spec.key[0], self.spec.name, self.spec.path
        for row, key in self.same.items():
            said = f"the row has no id; it is `{key[0]}`, which {path} has already"
            hint = f"nothing has to be done; a new record needs an id of its own in `{name}`"
            info, at = Severity.INFO, address(row, name)
            yield finding("import-row", said, hint, at, table=table, key=key, severity=info)
        for row, key in self.like.items():
            said = f"the row has no id, and may be `{key[0]}`, which {path} has already"
            said = "; ".join((said, *self._there(row, key)))
            hint = f"write its id in `{name}` if it is `{key[0]}`, another id if it is a new record"
            yield finding("import-row", said, hint, address(row, name), table=table, field=name)

    @cached_property
    def _rules(self) -> dict[int, re.Pattern[str]]:
        """Row → the ids that may be made for it; a row with a cell that is not read waits."""
        found = {}
        for row, edited in self._rows.items():
            texts = {name: edited.cells.get(name, "") for name in self.spec.columns}
            if self.spec.propose and (made := self.spec.propose(texts)):
                found[row] = _pattern(made)
        return found

    @cached_property
    def _rows(self) -> dict[int, Edited]:
        lines = (edited for key, edited in self.lines if key is None and not edited.deleted)
        return {e.row: e for e in lines if all(name in e.cells for name in self.names)}

    def _fitting(self, row: int) -> list[Key]:
        taken, rule = {*self.same.values()}, self._rules[row]
        return [key for key in self.left if key not in taken and rule.fullmatch(key[0])]

    def _differing(self, row: int, key: Key) -> list[str]:
        """The fields beside the key that a row and a record say otherwise."""
        here, there = self._rows[row].cells, self.left[key]
        names = (name for name in self.names if name not in self.spec.key)
        return [n for n in names if kept(here.get(n, "")) != kept(there.get(n, ""))]

    def _there(self, row: int, key: Key) -> Iterator[str]:
        for name in self._differing(row, key):
            text = self.left[key].get(name)
            yield f"`{name}` is `{text}` there" if text else f"`{name}` is empty there"


def _pattern(made: str) -> re.Pattern[str]:
    """The ids that a rule makes: its number is any, and any stands after one without."""
    parts = [re.escape(part) for part in made.split(NUMBER)]
    return re.compile("[0-9]+".join(parts) if len(parts) > 1 else f"{parts[0]}(-[0-9]+)?")
