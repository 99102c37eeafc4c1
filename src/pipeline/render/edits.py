"""What was changed since the last commit, told where errors may come from it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.issue import Issue
from pipeline.render.run import Run
from pipeline.render.wording import visible

if TYPE_CHECKING:
    from pipeline.release.edited import Edit

_NAMED = 5
"""Edits that are named; more are only counted."""

_FEW = 10
"""Edits up to which it is worth looking at all of them before anything else."""

_PLACES = 2
"""Places that the last line names."""


def told(run: Run) -> Iterator[str]:
    """A line for each edit under a heading, in the reader's language; nothing without edits."""
    if not run.edited:
        return
    yield run.say("changed since the last commit:")
    yield from (f"    {_edit(item, run)}" for item in run.edited[:_NAMED])
    if (more := len(run.edited) - _NAMED) > 0:
        yield f"    {run.say(f'and {more:,} more: git diff shows them')}"


def first(issue: Issue, issues: Sequence[Issue], place: str, run: Run) -> str:
    """The places to look at before that of the first finding; empty where it is one of them.

    Only of edits from which it comes, or where that is not known, that some finding is about:
    others have nothing to do with it.
    """
    about = _about(issues)
    concerned = [item for item in run.edited if _concerned(item, about)]
    edited = concerned
    if run.blamed is not None:
        edited = sorted(run.blamed, key=lambda item: item not in concerned)
    if not 0 < len(edited) <= _FEW:
        return ""
    spots = [*dict.fromkeys(_spot(item, run) for item in edited)]
    own = {(item.path, item.line) for item in edited if item.line is not None}
    named = any(spot in (place, place.rpartition(":")[0]) for spot in spots)
    if named or (issue.path, issue.line) in own:
        return ""
    more = ", …" if len(spots) > _PLACES else ""
    return ", ".join(spots[:_PLACES]) + more


def _about(issues: Iterable[Issue]) -> set[tuple[str | None, ...]]:
    """The fields of records that findings are at or point to, and the keys that they miss."""
    found: set[tuple[str | None, ...]] = {(i.value,) for i in issues if i.value}
    found |= {(i.resource, i.key, i.field) for i in issues}
    return found | {(spot.resource, spot.key, spot.field) for i in issues for spot in i.related}


def _concerned(item: "Edit", about: set[tuple[str | None, ...]]) -> bool:
    if item.field:
        return not about.isdisjoint([(item.resource, item.key, f) for f in (item.field, None)])
    fields = {spot[2] for spot in about if spot[:2] == (item.resource, item.key)}
    return bool(fields) or (item.key,) in about


def _edit(item: "Edit", run: Run) -> str:
    where = f"{_spot(item, run)} {item.resource} / {visible(item.key)}"
    if item.field is None:
        return f"{where}: {run.say('a new row' if item.line else 'the row was taken out')}"
    before, after = (visible(text) or run.say("nothing") for text in (item.before, item.after))
    return f"{where} / {item.field}: `{before}` → `{after}`"


def _spot(item: "Edit", run: Run) -> str:
    place = run.path(item.path)
    return place if item.line is None else f"{place}:{item.line}"


def fields(issue: Issue, place: str, run: Run) -> str:
    """` (position)`: the edited cells of the record at a place that names no cell."""
    if issue.column is not None or not place.endswith(f":{issue.line}"):
        return ""
    own = [e for e in run.edited if (e.resource, e.key) == (issue.resource, issue.key)]
    names = [item.field for item in own if item.field]
    return f" ({', '.join(names)})" if 0 < len(names) <= _PLACES else ""
