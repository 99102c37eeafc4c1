"""Findings by their cause: what one repair mends is told once, what to mend first comes first."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.checks import INCOMPLETE
from pipeline.checks.waves import counted, follows
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.suspects import REFERENCE, TARGET, Record, Web, gone, own

_WAIVER = "waiver"
"""It names a record, of which it says nothing: no finding follows from it."""

_SHOWN = re.compile(r"`[^`]*`|\d+")
"""What of a message is the data's: two that differ in it alone tell of one kind of slip."""

_COMMAND = re.compile("run `pipeline ")
"""How a remedy begins that is one command, whatever it mends."""

_BY_COMMAND = re.compile("gone for good, run `pipeline |never edited by hand")
"""How a remedy goes on that need not be done where people edit."""

_TELLING, _WORD = 4, re.compile(r"[^\s`\"“”,;:，；：、()（）]+")
"""Characters from which on a value says what is meant: `12` stands in many places by chance."""

_CELLS, _MANY = ("type-error", "constraint-error"), 3
"""Checks of single cells; wrong cells of a row from which on it is worth asking about the row."""

_REPEATED = "unique-error"
_Cause = tuple[str | None, ...]
_Cell = tuple[str, str, str]
_Spot = tuple[str | int | None, ...]
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
    ordered = sorted(issues, key=lambda issue: (_written(issue), issue.sort_key()))
    same = _gathered(ordered, _missing)
    alike = _gathered([group[0] for group in same if len(group) == 1], _slip)
    found = [*(group for group in same if len(group) > 1), *alike]
    joined = _by_suspect(sorted(_by_row(_restated(_by_slip(found))), key=_usefulness))
    useful = sorted(joined, key=lambda group: _usefulness(group.issues))
    return tuple(_following(_traced(_referred_first(useful))))


def of_one_row(issues: Sequence[Issue]) -> bool:
    """Whether so many cells of one row are wrong that the row itself may be."""
    rows = {(issue.resource, issue.path, issue.row) for issue in issues}
    cells = all(issue.code in _CELLS and issue.field for issue in issues)
    return cells and len(rows) == 1 and len(issues) >= _MANY


def _by_row(groups: list[tuple[Issue, ...]]) -> list[tuple[Issue, ...]]:
    """Cells of one row are told together where many are wrong: they moved, or it is no record."""
    rows: dict[object, list[Issue]] = {}
    for group in groups:
        first = group[0]
        if len(group) == 1 and first.row is not None:
            rows.setdefault((first.resource, first.path, first.row), []).append(first)
    many = [
        tuple(sorted(found, key=Issue.sort_key)) for found in rows.values() if of_one_row(found)
    ]
    parts = {id(issue) for found in many for issue in found}
    return [*many, *(group for group in groups if id(group[0]) not in parts)]


def _restated(groups: list[tuple[Issue, ...]]) -> list[tuple[Issue, ...]]:
    """A finding and what it means to a release are told together, the graver one first."""
    single = [group[0] for group in groups if len(group) == 1]
    meant = {_same(issue): issue for issue in single if issue.code == INCOMPLETE}
    pairs = {
        id(issue): again
        for issue in single
        if issue.code != INCOMPLETE and (again := meant.get(_same(issue)))
        if again.message.endswith(f": {issue.message}")
    }
    parts = {id(again) for again in pairs.values()}
    left = [group for group in groups if id(group[0]) not in parts]
    return [_pair(group, pairs.get(id(group[0]))) for group in left]


def _same(issue: Issue) -> _Spot:
    return issue.resource, issue.path, issue.row, issue.field, issue.key, issue.pointer


def _pair(group: tuple[Issue, ...], meant: Issue | None) -> tuple[Issue, ...]:
    if meant is None:
        return group
    return tuple(sorted((*group, meant), key=lambda issue: issue.severity.rank))


def _by_slip(groups: list[tuple[Issue, ...]]) -> list[tuple[Issue, ...]]:
    """A row that repeats another is told with what evidence says of the other, if it is wrong.

    Which of two rows was mistaken the table cannot tell, but the passage that each cites can.
    """
    wrong: dict[Record, tuple[Issue, ...]] = {}
    for group in groups:
        for issue in group if len(group) == 1 and group[0].layer is Layer.EVIDENCE else ():
            wrong.setdefault(own(issue), group)
    told: list[tuple[Issue, ...]] = []
    for group in groups:
        slip = _slipped(group, wrong)
        if slip and slip in groups and slip not in [item[:-1] for item in told]:
            told.append((*slip, *group))
    parts = {id(issue) for group in told for issue in group}
    return [*told, *(group for group in groups if id(group[0]) not in parts)]


def _slipped(
    group: tuple[Issue, ...], wrong: Mapping[Record, tuple[Issue, ...]]
) -> tuple[Issue, ...] | None:
    """What evidence says of the row that a single one repeats, where it blames that row alone."""
    first = group[0]
    if len(group) > 1 or first.code != _REPEATED or own(first) in wrong:
        return None
    others = [(spot.resource or "", spot.key or "") for spot in first.related]
    found = [wrong[other] for other in others if other in wrong]
    same = [slip for slip in found if slip[0].severity is first.severity]
    about = [slip for slip in same if not slip[0].field or f"`{slip[0].field}`" in first.message]
    return about[0] if about else None


def _by_suspect(groups: list[tuple[Issue, ...]]) -> Iterator[Group]:
    """Groups that rest on one record besides their own become one; those at it come first."""
    web = Web(groups)
    while found := web.suspect():
        (_, record), place = found
        ours = web.take(found[0])
        ours.sort(key=lambda group: record not in {own(issue) for issue in group})
        first = record in {own(issue) for issue in ours[0]}
        issues = tuple(issue for group in ours for issue in group)
        yield Group(issues, suspect=None if first else place)
    yield from (Group(group, suspect=gone(group)) for group in web.left.values())


def _written(issue: Issue) -> bool:
    """Whether a command mends it, since the tool writes it: what people wrote comes first."""
    return bool(_BY_COMMAND.search(issue.hint or ""))


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
    if issue.code != REFERENCE or issue.row is None:
        return None
    target = TARGET.search(issue.message)
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
    late = (first.severity.rank, counted(first.code), first.layer.rank, follows(first.code))
    return (*late, -len(group), first.sort_key())


def _referred_first(groups: list[Group]) -> list[Group]:
    """What is said at a record comes before what others, as grave, say in view of it."""
    about: dict[tuple[Severity, Record], int] = {}
    for place, group in enumerate(groups):
        for spot in group.first.related:
            about.setdefault((group.first.severity, (spot.resource or "", spot.key or "")), place)

    def turn(place: int) -> tuple[int, bool, int]:
        first = groups[place].first
        before = about.get((first.severity, own(first)), place)
        mutual = own(groups[before].first) in {(s.resource, s.key) for s in first.related}
        late = counted(first.code) or mutual or not first.key or before >= place
        return (place, True, place) if late else (before, False, place)

    return [groups[place] for place in sorted(range(len(groups)), key=turn)]


def _traced(groups: Iterable[Group]) -> Iterator[Group]:
    """Each group with the first finding of an earlier stage about one of its cells."""
    seen: dict[_Cell, Issue] = {}
    values: dict[str, Issue] = {}
    for group in groups:
        cells = {cell for issue in group.issues for cell in _due(issue)}
        why = [seen[cell] for cell in cells if cell in seen] or [*_spoken_of(group.first, values)]
        earlier = [issue for issue in why if _stage(issue) < _stage(group.first)]
        yield replace(group, after=min(earlier, key=Issue.sort_key, default=None))
        for issue in group.issues:
            if issue.resource and issue.key and issue.code != _WAIVER:
                record = (issue.resource, issue.key)
                seen.setdefault((*record, issue.field or _WHOLE), issue)
                seen.setdefault((*record, _ANY), issue)
                if len(issue.value or "") >= _TELLING:
                    values.setdefault(issue.value or "", issue)


def _spoken_of(issue: Issue, values: Mapping[str, Issue]) -> Iterator[Issue]:
    """Earlier findings of a value that a rule's case then speaks of."""
    words = _WORD.findall(issue.message) if issue.layer is Layer.RULE else ()
    return (values[word] for word in words if word in values)


def _following(groups: Iterable[Group]) -> list[Group]:
    """Cases of one rule that may follow from the same finding become one group."""
    found: dict[object, list[Group]] = {}
    for group in groups:
        alone = group.first.layer is not Layer.RULE or not group.after or group.suspect
        cause = (group.first.code, group.first.severity, id(group.after))
        found.setdefault(id(group) if alone else cause, []).append(group)
    return [
        replace(same[0], issues=tuple(issue for group in same for issue in group.issues))
        for same in found.values()
    ]


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
