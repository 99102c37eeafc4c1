"""Findings by their cause: what one repair mends is told once, what to mend first comes first."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from pipeline.checks.waves import follows
from pipeline.issue import Issue, Layer, Place, Severity

_REFERENCE = "foreign-key"

_WAIVER = "waiver"
"""It names a record, of which it says nothing: no finding follows from it."""

_SHOWN = re.compile(r"`[^`]*`|\d+")
"""What of a message is the data's: two that differ in it alone tell of one kind of slip."""

_COMMAND = re.compile("run `pipeline ")
"""How a remedy begins that is one command, whatever it mends."""

_TARGET = re.compile(r"the `[^`]*` of any row of `([^`]*)`\Z")
"""Of which table a reference finds no row, and by which field."""

_GONE = re.compile(r"there is no record `([^`]*)` in `([^`]*)`\Z")
"""Of which record a row of evidence is, though it is not there."""

_Cause = tuple[str | None, ...]
_Cell = tuple[str, str, str]
_Record = tuple[str, str]
_Spot = tuple[Severity, _Record]
_WHOLE, _ANY = "", "*"
"""In place of a field: the record as a whole, and whichever of its fields."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that have one cause, in reading order.

    after: an earlier finding about the same cell or record, from which these may follow.
    suspect: a record that all of them rest on beside their own: it was likely changed, or lost;
    None where the first is about it.
    """

    issues: tuple[Issue, ...]
    after: Issue | None = None
    suspect: Place | None = None

    @property
    def first(self) -> Issue:
        """The one by which the group is told."""
        return self.issues[0]


def grouped(issues: Iterable[Issue]) -> tuple[Group, ...]:
    """Each issue in one group: the gravest first, causes before effects, then the largest."""
    ordered = sorted(issues, key=Issue.sort_key)
    same = _gathered(ordered, _missing)
    alike = _gathered([group[0] for group in same if len(group) == 1], _slip)
    found = [*(group for group in same if len(group) > 1), *alike]
    joined = _by_suspect(sorted(found, key=_usefulness))
    return tuple(_traced(sorted(joined, key=lambda group: _usefulness(group.issues))))


def _by_suspect(groups: list[tuple[Issue, ...]]) -> Iterator[Group]:
    """Groups that rest on one record besides their own become one; those at it come first."""
    web = _Web(groups)
    while found := web.suspect():
        (_, record), place = found
        ours = web.take(found[0])
        ours.sort(key=lambda group: record not in {_own(issue) for issue in group})
        first = record in {_own(issue) for issue in ours[0]}
        issues = tuple(issue for group in ours for issue in group)
        yield Group(issues, suspect=None if first else place)
    yield from map(Group, web.left.values())


class _Web:
    """Which groups concern which records: kept up while groups are taken out, as many may be."""

    def __init__(self, groups: list[tuple[Issue, ...]]) -> None:
        self.left = dict(enumerate(groups))
        self.held: dict[_Spot, dict[int, tuple[int, Place]]] = {}
        self.besides: Counter[_Spot] = Counter()
        self.of = [self._spots(number, group) for number, group in enumerate(groups)]
        self.heap = [self._entry(spot) for spot in self.held]
        heapify(self.heap)

    def suspect(self) -> tuple[_Spot, Place] | None:
        """The record on which most groups rest besides their own, if there are two."""
        while self.heap and -self.heap[0][0] > 1:
            spot = self.heap[0][-1]
            if self.held[spot] and self.heap[0] == self._entry(spot):
                return spot, next(iter(self.held[spot].values()))[1]
            heappop(self.heap)
        return None

    def take(self, spot: _Spot) -> list[tuple[Issue, ...]]:
        """The groups that concern a record, which are then no longer there."""
        numbers = [*self.held[spot]]
        changed: set[_Spot] = set()
        for number in numbers:
            for other, besides in self.of[number].items():
                del self.held[other][number]
                self.besides[other] -= besides
                changed.add(other)
        for other in changed:
            if self.held[other]:
                heappush(self.heap, self._entry(other))
        return [self.left.pop(number) for number in numbers]

    def _spots(self, number: int, group: tuple[Issue, ...]) -> dict[_Spot, bool]:
        """What a group concerns, each with whether it is a record besides its own."""
        own, found = {_own(issue) for issue in group}, {}
        for rank, (record, place) in enumerate(_concerned(group).items()):
            spot = group[0].severity, record
            found[spot] = record not in own
            self.besides[spot] += found[spot]
            self.held.setdefault(spot, {})[number] = rank, place
        return found

    def _entry(self, spot: _Spot) -> tuple[int, int, int, _Spot]:
        """The most first, then the one that is told first."""
        number, (rank, _) = next(iter(self.held[spot].items()))
        return -self.besides[spot], number, rank, spot


def _concerned(group: tuple[Issue, ...]) -> dict[_Record, Place]:
    """The records that a late finding is about, and those that it misses."""
    found: dict[_Record, Place] = {}
    for issue in group:
        if issue.layer in (Layer.EVIDENCE, Layer.RULE):
            spots = (
                Place(issue.resource, issue.path, issue.row, issue.line, issue.key),
                *issue.related,
            )
            for spot in spots:
                if spot.resource and spot.key:
                    found.setdefault((spot.resource, spot.key), spot)
        if lost := _lost(issue):
            found.setdefault(lost, Place(resource=lost[0], key=lost[1]))
    return found


def _own(issue: Issue) -> _Record:
    return issue.resource or "", issue.key or ""


def _lost(issue: Issue) -> _Record | None:
    """The record that a reference or a row of evidence does not find."""
    target = _TARGET.search(issue.message) if issue.code == _REFERENCE else None
    if target and issue.value:
        return target[1], issue.value
    gone = _GONE.search(issue.message) if issue.layer is Layer.EVIDENCE else None
    return (gone[2], gone[1]) if gone else None


def _gathered(
    issues: list[Issue], cause: Callable[[Issue], _Cause | None]
) -> list[tuple[Issue, ...]]:
    """The issues by their cause; what has none is alone."""
    found: dict[object, list[Issue]] = {}
    for issue in issues:
        found.setdefault(cause(issue) or id(issue), []).append(issue)
    return [tuple(group) for group in found.values()]


def _missing(issue: Issue) -> _Cause | None:
    """The record that a reference does not find, whichever tables refer to it."""
    if issue.code != _REFERENCE or issue.row is None:
        return None
    target = _TARGET.search(issue.message)
    return (issue.code, issue.severity, issue.value, target and target[0])


def _slip(issue: Issue) -> _Cause | None:
    """The same kind of slip in one column, in whole files, or for one command to mend.

    A case of a rule is a cause of its own.
    """
    if issue.layer is Layer.RULE:
        return None
    said = _SHOWN.sub("`", f"{issue.message}\n{issue.hint}")
    everywhere = issue.row is None or bool(_COMMAND.match(issue.hint or ""))
    where = () if everywhere else (issue.resource, issue.field)
    return (issue.code, issue.severity, said, *where)


def _usefulness(group: tuple[Issue, ...]) -> tuple[object, ...]:
    first = group[0]
    late = (first.severity.rank, first.layer.rank, follows(first.code))
    return (*late, -len(group), first.sort_key())


def _traced(groups: Iterable[Group]) -> Iterator[Group]:
    """Each group with the first finding of an earlier stage about one of its cells."""
    seen: dict[_Cell, Issue] = {}
    for group in groups:
        cells = {cell for issue in group.issues for cell in _due(issue)}
        why = (seen[cell] for cell in cells if cell in seen)
        earlier = [issue for issue in why if _stage(issue) < _stage(group.first)]
        yield replace(group, after=min(earlier, key=Issue.sort_key, default=None))
        for issue in group.issues:
            if issue.resource and issue.key and issue.code != _WAIVER:
                record = (issue.resource, issue.key)
                seen.setdefault((*record, issue.field or _WHOLE), issue)
                seen.setdefault((*record, _ANY), issue)


def _due(issue: Issue) -> Iterator[_Cell]:
    """The cells that an issue may be due to; what evidence says may be due to the whole record."""
    spots: tuple[Issue | Place, ...] = (issue, *issue.related)
    for spot in spots:
        if spot.resource and spot.key:
            yield spot.resource, spot.key, spot.field or _ANY
            yield spot.resource, spot.key, _WHOLE
    if issue.layer is Layer.EVIDENCE and issue.resource and issue.key:
        yield issue.resource, issue.key, _ANY


def _stage(issue: Issue) -> tuple[int, int]:
    return issue.layer.rank, follows(issue.code)
