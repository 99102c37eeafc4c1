"""One cause, one issue: of a comparison of evidence, what only follows from something else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.evidence.attest import CHANGED, CHANGED_OR_EDITED
from pipeline.evidence.data import cites
from pipeline.evidence.derive import Nothing, Outcome
from pipeline.evidence.explain import Trouble
from pipeline.issue import Issue
from pipeline.records import Parsed

Row = tuple[str | None, int | None]
"""A record: its table and row."""


def causes(issues: Sequence[Issue], outcomes: Iterable[Outcome]) -> list[Issue]:
    """The issues without those of records of which a value was not found; stale ones once a record.

    The digest of a record's evidence is over all its values, so one edit makes all of it stale.
    """
    if not issues:
        return []
    troubled = {_of(outcome) for outcome in outcomes if isinstance(outcome.result, Trouble)}
    own = [issue for issue in issues if _row(issue) not in troubled]
    stale: dict[Row, list[Issue]] = {}
    for issue in own:
        if _changed(issue):
            stale.setdefault(_row(issue), []).append(issue)
    others = [issue for issue in own if not _changed(issue)]
    return [*others, *map(_once, stale.values())]


def followed(
    issues: Sequence[Issue], outcomes: Iterable[Outcome], tables: Iterable[Parsed]
) -> tuple[list[Issue], list[str]]:
    """The issues without what is only stale since something could not be read, and why they wait.

    A digest is over names and references too: where records with names are missing from their
    table, or a reference leads nowhere, nobody can tell whether the rest of a record changed.
    """
    changed = [issue for issue in issues if _changed(issue)]
    if not changed:
        return [*issues], []
    unsound = [t.name for t in tables if not t.sound and not cites(t.model)]
    waiting = {_of(outcome) for outcome in outcomes if outcome.result is Nothing.WAITING}
    held = [issue for issue in changed if unsound or _row(issue) in waiting]
    because = unsound or list(dict.fromkeys(str(issue.resource) for issue in held))
    return [issue for issue in issues if issue not in held], because if held else []


def _of(outcome: Outcome) -> Row:
    return outcome.datum.table.name, outcome.datum.row


def _changed(issue: Issue) -> bool:
    return issue.message.endswith((CHANGED, CHANGED_OR_EDITED))


def _row(issue: Issue) -> Row:
    return issue.resource, issue.row


def _once(issues: Sequence[Issue]) -> Issue:
    """One issue for all fields of a record whose evidence is stale."""
    first = issues[0]
    if len(issues) == 1:
        return first
    fields = ", ".join(f"`{issue.field}`" for issue in issues)
    said = (
        "this record, or something that its evidence rests on, has changed since it was anchored"
        f": the evidence of {fields} is stale"
    )
    if first.message.endswith(CHANGED_OR_EDITED):
        said = (
            "this record, or something that its evidence rests on, has changed since it was "
            f"anchored, or evidence.csv was edited by hand: the evidence of {fields} is stale"
        )
    return replace(first, message=said, field=None, value=None)
