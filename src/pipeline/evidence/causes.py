"""One cause, one issue: of a comparison of evidence, what only follows from something else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.evidence.attest import CHANGED, CHANGED_OR_EDITED, GONE
from pipeline.evidence.data import cites
from pipeline.evidence.derive import Nothing, Outcome
from pipeline.evidence.explain import Trouble
from pipeline.evidence.leftovers import EMPTIED
from pipeline.issue import Issue, Place
from pipeline.records import Parsed

_EDITED = ", or evidence.csv was edited by hand"
_SHOWN = 3
"""Records named in one issue."""

Row = tuple[str | None, int | None]
"""A record: its table and row."""


def causes(issues: Sequence[Issue], outcomes: Sequence[Outcome]) -> list[Issue]:
    """The issues without those of records of which a value was not found; stale ones once a record.

    Where a document's own evidence is stale, that of records that cite it is told with it.

    The digest of a record's evidence is over all its values, so one edit makes all of it stale;
    where it took away a value that was printed, that is said.
    """
    if not issues:
        return []
    troubled = {_of(outcome) for outcome in outcomes if isinstance(outcome.result, Trouble)}
    own = [issue for issue in issues if _row(issue) not in troubled]
    gone = {_row(issue) for issue in own if issue.message.endswith((GONE, EMPTIED))}
    own = [issue for issue in own if not (_row(issue) in gone and _changed(issue))]
    stale: dict[Row, list[Issue]] = {}
    for issue in own:
        if _changed(issue):
            stale.setdefault(_row(issue), []).append(issue)
    others = [issue for issue in own if not _changed(issue)]
    once = {row: _once(found) for row, found in stale.items()}
    return [*others, *_by_document(once, outcomes)]


def by_span(issues: Sequence[Issue]) -> list[Issue]:
    """Passages of several records that stand beyond one edge of a span become one issue of it."""
    beyond: dict[Place, list[Issue]] = {}
    for issue in issues:
        for edge in issue.related:
            beyond.setdefault(edge, []).append(issue)
    cut = {issue.related[0] for issue in issues if len(issue.related) == 1}
    told: list[Issue] = []
    hidden: set[int] = set()
    for edge in sorted(beyond, key=lambda edge: (edge not in cut, -len(beyond[edge]))):
        found = [issue for issue in beyond[edge] if id(issue) not in hidden]
        if len(set(map(_row, found))) > 1:
            told.append(_beyond(edge, found))
            hidden.update(map(id, found))
    return [*told, *(issue for issue in issues if id(issue) not in hidden)]


def _by_document(stale: Mapping[Row, Issue], outcomes: Sequence[Outcome]) -> list[Issue]:
    """One issue of a document for all its records, where its spans or its source changed."""
    left = dict(stale)
    own = {o.datum.document_id: _of(o) for o in outcomes if o.datum.whole and _of(o) in stale}
    citing: dict[str, dict[Row, None]] = {document_id: {} for document_id in own}
    for outcome in outcomes:
        row, document_id = _of(outcome), outcome.datum.document_id
        if document_id in own and row in stale and row != own[document_id]:
            citing[document_id][row] = None
    for document_id, rows in citing.items():
        if len(rows) > 1:
            issue = left[own[document_id]]
            also = [left.pop(row) for row in rows if row in left]
            left[own[document_id]] = _with(issue, document_id, also)
    return [*left.values()]


def _with(issue: Issue, document_id: str, also: Sequence[Issue]) -> Issue:
    """The issue of a document whose records are stale with it."""
    or_ = _EDITED if _EDITED in issue.message else ""
    places = (Place(i.resource, None, i.row, None, i.key, i.field) for i in also[:_SHOWN])
    message = (
        f"the spans of `{document_id}`, its dates, or its source's SHA-256 have changed since it "
        f"was anchored{or_}: its evidence and that of {len(also)} records that cite it is stale"
    )
    related = (*issue.related, *places)
    return replace(issue, message=message, related=related, found=_all_found([issue, *also]))


def _beyond(edge: Place, found: Sequence[Issue]) -> Issue:
    """The issue of a span that leaves out what several records quote."""
    said = f"{len(found)} passages quote words that this span leaves out or cuts; the first: "
    return replace(
        found[0],
        message=said + found[0].message,
        resource=edge.resource,
        row=edge.row,
        key=edge.key,
        field=edge.field,
        value=None,
        found="\x1e".join(sorted(issue.value or "" for issue in found)),
        related=tuple(Place(i.resource, None, i.row, None, i.key, i.field) for i in found[:_SHOWN]),
    )


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
    return replace(first, message=said, field=None, value=None, found=_all_found(issues))


def _all_found(issues: Sequence[Issue]) -> str:
    return "\x1d".join(sorted({issue.found or "" for issue in issues}))
