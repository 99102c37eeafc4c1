"""One cause, one issue: of a comparison of evidence, what only follows from something else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.evidence.attest import CHANGED, CHANGED_OR_EDITED
from pipeline.evidence.derive import Outcome
from pipeline.evidence.explain import Trouble
from pipeline.issue import Issue

_RECORD = (
    "this record, or something that its evidence rests on, has changed since it was anchored"
    "{or_}: the evidence of {fields} is stale"
)
_EDITED = ", or evidence.csv was edited by hand"

Row = tuple[str | None, int | None]
"""A record: its table and row."""


def causes(issues: Sequence[Issue], outcomes: Iterable[Outcome]) -> list[Issue]:
    """The issues without those of records of which a value was not found; stale ones once a record.

    The digest of a record's evidence is over all its values, so one edit makes all of it stale.
    """
    troubled = {
        (outcome.datum.table.name, outcome.datum.row)
        for outcome in outcomes
        if isinstance(outcome.result, Trouble)
    }
    own = [issue for issue in issues if _row(issue) not in troubled]
    stale: dict[Row, list[Issue]] = {}
    for issue in own:
        if _changed(issue):
            stale.setdefault(_row(issue), []).append(issue)
    others = [issue for issue in own if not _changed(issue)]
    return [*others, *map(_once, stale.values())]


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
    or_ = _EDITED if first.message.endswith(CHANGED_OR_EDITED) else ""
    message = _RECORD.format(fields=fields, or_=or_)
    return replace(first, message=message, field=None, value=None)
