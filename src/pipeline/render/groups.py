"""How a group of findings is put into words: one in full, the others by what differs."""

import re
from collections.abc import Collection, Iterator

from pipeline.checks import INCOMPLETE
from pipeline.grouping import Group, of_one_row
from pipeline.issue import Issue
from pipeline.render.run import Run
from pipeline.render.wording import called, details, spot, visible
from pipeline.report import Report

_ALSO = 4
"""Findings of a group that a text lists beside the first; one more takes no more room."""

LISTED = _ALSO + 2
"""Findings of a group that a text puts into words, at most."""

_GUESS = re.compile(r"`(?!pipeline )[^`]+`")


def unlisted(report: Report) -> frozenset[str]:
    """Codes of which more was found than is kept: their groups may be larger than they show."""
    return frozenset(check.code for check in report.checks if check.failed > len(check.issues))


def times(group: Group, more: Collection[str]) -> str:
    """` (×40)`, ` (×100+)` where not all findings were kept; empty for a single one."""
    number, beyond = len(_found(group)), group.first.code in more
    return f" (×{number:,}{'+' if beyond else ''})" if number > 1 else ""


def told(group: Group, run: Run) -> Iterator[str]:
    """What stands under a headline: the first in detail, where the others are, the likely why."""
    yield from details(group.first, run)
    others = group.issues[1:]
    shown = others if len(others) <= _ALSO + 1 else others[:_ALSO]
    yield from (f"{run.say('also')} {again(issue, group.first, run)}" for issue in shown)
    if rest := len(others) - len(shown):
        yield run.say(f"and {rest:,} more of this kind (--output html=FILE lists them)")
    yield from due(group, run)


def again(issue: Issue, first: Issue, run: Run) -> str:
    """Another finding of a group in one line: its place, its record, and how it differs."""
    if issue.code != first.code:
        line = " / ".join(part for part in (spot(issue, run), called(issue)) if part)
        return f"{line} {issue.code}{_beyond(run.say(issue.message), run.say(first.message))}"
    field = issue.field if issue.field != first.field else None
    shown = f"`{visible(issue.value)}`" if issue.value and issue.value != first.value else None
    cell = " = ".join(part for part in (field, shown) if part)
    line = " / ".join(part for part in (spot(issue, run), called(issue), cell) if part)
    if not issue.value and issue.message != first.message:
        return f"{line}: {run.say(issue.message)}"
    guess = _GUESS.search(issue.hint or "") if issue.hint != first.hint else None
    return f"{line} → {guess[0]}" if guess else line


def _found(group: Group) -> list[Issue]:
    """The findings, without what one of them means to a release."""
    return [i for i in group.issues if i.code != INCOMPLETE] or list(group.issues)


def _beyond(said: str, first: str) -> str:
    """What a message says that another one has not said: one may hold the other."""
    if first.endswith(said):
        return ""
    return f": {said.removesuffix(first).rstrip(':： ')}"


def suspected(group: Group, run: Run) -> str:
    """The record on which all of a group rest: its place, or its name where it has none."""
    place = group.suspect
    if place is None or not place.key:
        return ""
    at = f"{run.path(place.path)}:{place.line}" if place.path and place.line else ""
    key = visible(place.key)
    return f"{at} ({key})" if at else f"`{key}` of `{place.resource}`"


def due(group: Group, run: Run) -> Iterator[str]:
    """What a group may be due to: an earlier finding; a record that was there once."""
    found = _found(group)
    values, number = {issue.value for issue in found}, len(found)
    if group.first.code == "foreign-key" and number > len(values) == 1:
        yield run.say(f"{number:,} places refer to it: was its row removed, or its key changed?")
    elif group.suspect is not None:
        place, number = suspected(group, run), len(group.issues)
        yield run.say(f"all {number:,} rest on {place}: look there first, was it changed or lost?")
    if of_one_row(group.issues):
        said = f"{number:,} cells of one row: have they moved, or is the row no record (a total)?"
        yield run.say(said)
    if group.after is not None:
        yield run.say(f"may follow from {spot(group.after, run)} ({group.after.code})")
