"""Which record several findings rest on beside their own: it was likely changed, or lost."""

import re
from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from pipeline.issue import Issue, Layer, Place, Severity

REFERENCE = "foreign-key"
"""The check of references."""

TARGET = re.compile(r"the `[^`]*` of any row of `([^`]*)`\Z")
"""Of which table a reference finds no row, and by which field."""

_GONE = re.compile(r"there is no record `([^`]*)` in `([^`]*)`, but")
"""Of which record there is evidence, though it is not there."""

_OTHER = re.compile("does the record name the right one")
"""How the hint begins where a passage names another record than is referred to."""

Record = tuple[str, str]
"""Table and key."""

Spot = tuple[Severity, Record]
"""A record among findings of one severity."""


class Web:
    """Which groups concern which records: kept up while groups are taken out, as many may be."""

    def __init__(self, groups: list[tuple[Issue, ...]]) -> None:
        self.left = dict(enumerate(groups))
        self.innocent = {record for g in groups for issue in g for record in _taken_for(issue)}
        self.held: dict[Spot, dict[int, tuple[int, Place]]] = {}
        self.besides: dict[Spot, Counter[Record]] = {}
        self.of = [self._spots(number, group) for number, group in enumerate(groups)]
        self.heap = [self._entry(spot) for spot in self.held]
        heapify(self.heap)

    def suspect(self) -> tuple[Spot, Place] | None:
        """The record on which findings at most other records rest, if these are two."""
        while self.heap and -self.heap[0][0] > 1:
            spot = self.heap[0][-1]
            if self.held[spot] and self.heap[0] == self._entry(spot):
                return spot, next(iter(self.held[spot].values()))[1]
            heappop(self.heap)
        return None

    def take(self, spot: Spot) -> list[tuple[Issue, ...]]:
        """The groups that concern a record, which are then no longer there."""
        numbers = [*self.held[spot]]
        changed: set[Spot] = set()
        for number in numbers:
            for other, besides in self.of[number].items():
                del self.held[other][number]
                self.besides[other] -= besides
                changed.add(other)
        for other in changed:
            if self.held[other]:
                heappush(self.heap, self._entry(other))
        return [self.left.pop(number) for number in numbers]

    def _spots(self, number: int, group: tuple[Issue, ...]) -> dict[Spot, Counter[Record]]:
        """What a group concerns, each with the records that the group is at, if it is none."""
        at, found = {own(issue) for issue in group}, {}
        for rank, (record, (place, resting)) in enumerate(_concerned(group).items()):
            if record in self.innocent:
                continue
            spot = group[0].severity, record
            found[spot] = Counter(() if record in at else resting)
            self.besides.setdefault(spot, Counter()).update(found[spot])
            self.held.setdefault(spot, {})[number] = rank, place
        return found

    def _entry(self, spot: Spot) -> tuple[int, int, int, Spot]:
        """The most first, then the one that is told first."""
        number, (rank, _) = next(iter(self.held[spot].items()))
        return -len(self.besides[spot]), number, rank, spot


def own(issue: Issue) -> Record:
    """The record that a finding is at."""
    return issue.resource or "", issue.key or ""


def gone(group: tuple[Issue, ...]) -> Place | None:
    """The record that was there once, where several references look for it."""
    lost = {_lost(issue) for issue in group}
    (record,) = lost if len(group) > len(lost) == 1 else (None,)
    return Place(resource=record[0], key=record[1]) if record else None


def _concerned(group: tuple[Issue, ...]) -> dict[Record, tuple[Place, set[Record]]]:
    """The records that late findings are about or miss: a place, and where these findings are.

    What else is in the group does not rest on them.
    """
    found: dict[Record, tuple[Place, set[Record]]] = {}
    for issue in group:
        for spot in _spots_of(issue):
            record = spot.resource or "", spot.key or ""
            if all(record):
                found.setdefault(record, (spot, set()))[1].add(own(issue))
    return found


def _spots_of(issue: Issue) -> Iterator[Place]:
    if issue.layer in (Layer.EVIDENCE, Layer.RULE):
        yield Place(issue.resource, issue.path, issue.row, issue.line, issue.key)
        yield from issue.related
    if lost := _lost(issue):
        yield Place(resource=lost[0], key=lost[1])


def _taken_for(issue: Issue) -> Iterator[Record]:
    """The record that a reference names by mistake: what rests on it is due to the reference."""
    if issue.layer is Layer.EVIDENCE and _OTHER.match(issue.hint or ""):
        yield from ((spot.resource or "", spot.key or "") for spot in issue.related)


def _lost(issue: Issue) -> Record | None:
    """The record that a reference or a row of evidence does not find."""
    target = TARGET.search(issue.message) if issue.code == REFERENCE else None
    if target and issue.value:
        return target[1], issue.value
    gone = _GONE.search(issue.message) if issue.layer is Layer.EVIDENCE else None
    return (gone[2], gone[1]) if gone else None
