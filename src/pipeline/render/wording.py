"""How findings are put into words, whatever the format: values made visible, places, counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.checks import find
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.render.run import Run
from pipeline.report import BASELINE, Report, State, Tally
from pipeline.unseen import visible as seen

_SHOWN, _NAME = 60, 30
"""Characters of an offending value and of a record's name that are shown: a line stays a line."""

_MANY = 3
"""Checks that wait for a table and are listed; more are told in one line."""

_TRUST = re.compile(r"waits until ([\w, -]+) can be trusted")


def visible(value: str) -> str:
    """A value with its invisible characters as messages show them, cut to a line's length."""
    return _cut(value, _SHOWN)


def spot(issue: Issue, run: Run) -> str:
    """`raw/claims.csv:14:23`, as editors and terminals make clickable; empty without a place.

    `people!B5` for a cell of a workbook.
    """
    if issue.address and not issue.path:
        return issue.address
    place = run.path(issue.path) if issue.path else issue.resource or ""
    for number in (issue.line, issue.column):
        place += f":{number}" if number is not None else ""
    if issue.line is None and issue.pointer:
        place += f"#{issue.pointer}"
    return place


def record(issue: Issue) -> str:
    """The record and the value: `people / lin · 林小满 / born = ` and what stands there.

    Empty for a case of a rule that stands in no table: its message names it.
    """
    if not (issue.resource or issue.field):
        return ""
    who = called(issue if issue.label != issue.value else replace(issue, label=None))
    words = [part for part in (issue.resource, who) if part] if who or issue.field else []
    if issue.field:
        words.append(f"{issue.field} = `{visible(issue.value)}`" if issue.value else issue.field)
    return " / ".join(words)


def related(place: Place, run: Run) -> str:
    """Another place that an issue concerns."""
    path = run.path(place.path) if place.path else ""
    where = f"{path}:{place.line}" if path and place.line else path
    words = [where, place.resource or "", called(place), place.field or ""]
    return " / ".join(word for word in words if word)


def called(spot: Issue | Place) -> str:
    """The record by its key and its name, as in the workbook: `lin · 林小满`."""
    said = _cut(spot.label, _NAME) if spot.label else ""
    key = visible(spot.key) if spot.key else ""
    return " · ".join(part for part in (key, said) if part)


def elsewhere(issue: Issue) -> Iterator[Place]:
    """The places that an issue also concerns, but for its own."""
    own = (issue.resource, issue.key, issue.field)
    for place in issue.related:
        if (place.resource, place.key, place.field) != own or place.row != issue.row:
            yield place


def details(issue: Issue, run: Run) -> Iterator[str]:
    """What stands under a headline: the record, other places, and what to do."""
    if named := record(issue):
        yield f"{run.say('in')} {named}"
    yield from (f"{run.say('see')} {related(place, run)}" for place in elsewhere(issue))
    if issue.hint:
        yield f"→ {run.say(issue.hint)}"


def count(number: int, noun: str) -> str:
    """`1 row`, `2,628 rows`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def package(report: Report) -> str:
    """The package's name and version, or what to call it without."""
    return " ".join(part for part in (report.name, report.version) if part) or "package"


def skips(checks: Iterable[Tally]) -> Iterator[tuple[str, str]]:
    """What waits, whole checks or parts of them: their codes, and why, each cause once.

    No code where it is all checks of a table, or many that wait for tables.
    """
    waiting = [check for check in checks if _waits(check)]
    trust = [check for check in waiting if _TRUST.fullmatch(check.because or "")]
    trust = trust if len(trust) > _MANY else []
    found: dict[str, list[str]] = {}
    for check in waiting:
        for because in (check.because or "").split("; ") if check not in trust else ():
            found.setdefault(because, []).append(check.code)
    for because, codes in found.items():
        whole = because.startswith("all ")
        yield "" if whole else ", ".join(dict.fromkeys(codes)), because
    if trust:
        listed = (name for check in trust for name in _TRUST.findall(check.because or ""))
        tables = sorted({name for names in listed for name in names.split(", ")})
        yield "", f"{len(trust)} checks: they wait until {', '.join(tables)} can be trusted"


def title(check: Tally) -> str:
    """What a check holds the data to; a rule of the project has its own name only."""
    known = find(check.code)
    return known.title if known else check.code


def _waits(check: Tally) -> bool:
    """Whether it is worth a line: evidence without its texts is told among the sources."""
    if check.layer is Layer.EVIDENCE:
        return check.state is State.SKIPPED and (check.because or "").startswith("waits ")
    if check.state is State.SKIPPED:
        return True
    partly = check.layer is Layer.TABLE and check.severity is Severity.ERROR
    because = check.because or BASELINE
    return partly and check.state is State.FAILED and not because.startswith(BASELINE)


def _cut(text: str, length: int) -> str:
    shown = seen(text[: length + 1])
    return shown if len(text) <= length else f"{shown[:length]}…"
