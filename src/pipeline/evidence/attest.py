"""Hold the committed evidence to the data: re-derived where texts are at hand, else attested."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evidence import spans
from pipeline.evidence.data import Datum, Group, Spot
from pipeline.evidence.derive import Nothing, Outcome
from pipeline.evidence.digest import Bases
from pipeline.evidence.explain import Trouble, describe
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_datum, at_record, named_by
from pipeline.evidence.leftovers import ANCHOR, leftovers
from pipeline.evidence.row import Row, by_spot, committed, names
from pipeline.issue import Issue, Place
from pipeline.records import Parsed

EVIDENCE, STALE = "evidence", "stale-evidence"

_LOOK = "look at its passage again, then " + ANCHOR
_MEANT = f"if the change is meant, {_LOOK}; else take it back"
_FETCH = "take back the change, or " + _LOOK + " (it needs the source texts)"
_NONE = re.compile("has no evidence yet$")
"""How the issue of a datum ends that has none."""

_LOCK = "evidence.csv is never edited by hand: take back the change, or "

CHANGED = "is stale: what it was derived from has changed since it was anchored"
CHANGED_OR_EDITED = (
    "is stale: the record, or what it rests on, was changed since it was anchored, "
    "or evidence.csv was edited by hand"
)
"""How the issue of a stale row ends, with the text and without it."""

GONE = "no longer prints it, or more than once, though it has evidence"
"""How the issue of evidence ends that would be dropped."""

Committed = list[tuple[int, Row]]
"""Committed rows of one field and their numbers."""


@dataclass(slots=True)
class Verdict:
    """What a comparison found, by code: issues, and how much was looked at."""

    issues: dict[str, list[Issue]] = field(default_factory=lambda: {EVIDENCE: [], STALE: []})
    evaluated: dict[str, int] = field(default_factory=lambda: {EVIDENCE: 0, STALE: 0})

    def add(self, code: str, found: Iterable[Issue]) -> None:
        """One more thing looked at, with what is wrong about it."""
        self.evaluated[code] += 1
        self.issues[code].extend(found)

    def forget(self, resource: str, key: str) -> None:
        """Of this record it is not told that it has no evidence yet: something else tells why."""
        self.issues[EVIDENCE] = [
            issue
            for issue in self.issues[EVIDENCE]
            if (issue.resource, issue.key) != (resource, key) or not _NONE.search(issue.message)
        ]


def compare(
    table: Parsed,
    outcomes: Sequence[Outcome],
    anchored: Sequence[Row],
    index: Index,
    read: Collection[str],
) -> Verdict:
    """Every difference between the committed `table` and what the data and texts say now.

    `read` are the documents whose texts are at hand.
    """
    rows, verdict = committed(table), Verdict()
    unread = [outcome for outcome in outcomes if outcome.result is Nothing.UNREAD]
    if not unread and [*rows.values()] == [*anchored]:
        verdict.evaluated[EVIDENCE] = sum(map(_compared, outcomes))
        return verdict
    known, derived = by_spot(rows), _derived(anchored)
    attest = _Attested(table, unread, known, index) if unread else None
    for outcome in outcomes:
        datum, ours = outcome.datum, known.pop(outcome.datum.spot, [])
        if attest and outcome.result is Nothing.UNREAD:
            verdict.add(STALE, attest.of(outcome, ours))
        elif _compared(outcome):
            found = _differences(datum, ours, derived.get(datum.spot, []), table)
            verdict.add(EVIDENCE, found)
    for left in leftovers(known, derived, by_spot(rows), index):
        told = left.document_id in read
        code, hint = (
            (EVIDENCE, left.hint) if told else (STALE, f"{left.hint} (it needs the source texts)")
        )
        if left.new:
            verdict.forget(left.resource, left.key)
        verdict.add(code, [left.issue(code, table.name, hint)])
    if attest and not any(verdict.issues.values()):
        verdict.issues[STALE] += _misnamed(table, rows)
    return verdict


def _compared(outcome: Outcome) -> bool:
    """Whether the evidence of a datum is held to what was derived: nothing comes before it."""
    return outcome.result is not Nothing.WAITING and not isinstance(outcome.result, Trouble)


def _derived(anchored: Iterable[Row]) -> dict[Spot, list[Row]]:
    rows: dict[Spot, list[Row]] = {}
    for row in anchored:
        rows.setdefault(row.spot, []).append(row)
    return rows


def _differences(datum: Datum, rows: Committed, derived: list[Row], table: Parsed) -> list[Issue]:
    """At most one issue a datum: the first thing that differs is the cause of the rest."""
    was, now = [row for _, row in rows], derived
    if was == now or sorted(was) == sorted(now):
        return []
    if not was:
        said = f"{describe(datum)} is printed, but has no evidence yet"
        return [at_datum(EVIDENCE, datum, said, ANCHOR)]
    if not now:
        said = f"the passage of {describe(datum)} {GONE}"
        hint = (
            f"if `{datum.field}` is wrong now, correct it, or the passage; if it is right, "
            f"{ANCHOR}, which drops this evidence"
        )
        return [at_datum(EVIDENCE, datum, said, hint, (*_places(rows, table), *named_by(datum)))]
    said, hint = _change(sorted(was, key=_order), sorted(now, key=_order))
    said = f"the evidence of {describe(datum)} {said}"
    related = (*_places(rows, table), *named_by(datum))
    return [at_datum(EVIDENCE, datum, said, hint, related, _found(was, now))]


def _found(*rows: Iterable[Sequence[str]]) -> str:
    """Digests and places on both sides, so that another change of a record is another finding."""
    return "\x1e".join(
        "\x1f".join(map(str, row)) for some in rows for row in sorted(map(tuple, some))
    )


def _change(was: Sequence[Row], now: Sequence[Row]) -> tuple[str, str]:
    """What differs and what to do."""
    if {row.basis_digest for row in was} != {row.basis_digest for row in now}:
        return CHANGED, _MEANT
    ours, theirs = (" and ".join(f"{r.source_id} {r.spans}" for r in rows) for rows in (was, now))
    if ours != theirs:
        return f"cites {ours}, but it is printed at {theirs}", _LOCK + ANCHOR
    names_ = [
        name
        for name in Row._fields
        if [getattr(row, name) for row in was] != [getattr(row, name) for row in now]
    ]
    return f"has another {', '.join(names_)} than was derived", _LOCK + ANCHOR


class _Attested:
    """Without the text: the evidence must be of the very data that stand here now."""

    def __init__(
        self,
        table: Parsed,
        unread: Iterable[Outcome],
        known: Mapping[Spot, Committed],
        index: Index,
    ) -> None:
        self._table, self._index = table, index
        self._lacking: set[Group] = set()
        witnessed: dict[Group, list[tuple[str, str]]] = {}
        for outcome in unread:
            datum, rows = outcome.datum, known.get(outcome.datum.spot, ())
            fields = witnessed.setdefault(datum.group, [])
            fields += [(datum.field, row.source_id) for _, row in rows]
            if datum.required and not rows:
                self._lacking.add(datum.group)
        self._bases = Bases(index, witnessed)

    def of(self, outcome: Outcome, rows: Committed) -> Iterator[Issue]:
        """What is wrong with the rows of one datum; where it lacks its own, that is the cause."""
        datum = outcome.datum
        if not rows:
            if datum.required:
                yield at_datum(STALE, datum, f"{describe(datum)} has no evidence", _FETCH)
            return
        wrong = [
            (number, row, *found) for number, row in rows if (found := self._unsound(row, datum))
        ]
        for number, row, name, said in wrong:
            yield at_record(
                STALE, self._table, number, name, said, _LOCK + ANCHOR, getattr(row, name)
            )
        if wrong or datum.group in self._lacking:
            return
        assert outcome.forms is not None, "what waits for its forms is not attested"
        forms = outcome.forms
        seals = [self._bases.seal(datum, forms, row.sealed) for _, row in rows]
        if any(
            row.document_id != datum.document_id or row.basis_digest != seal
            for (_, row), seal in zip(rows, seals, strict=True)
        ):
            said = f"the evidence of {describe(datum)} {CHANGED_OR_EDITED}"
            about = (*_places(rows, self._table), *named_by(datum))
            sides = _found([row for _, row in rows], [seals])
            yield at_datum(STALE, datum, said, _FETCH, about, sides)

    def _unsound(self, row: Row, datum: Datum) -> tuple[str, str] | None:
        """The cell of a row that cannot be right, whatever the text is, and why."""
        source = self._index.sources.get(row.source_id)
        spans_ = self._index.spans.get(datum.document_id, ())
        if row.document_id != datum.document_id:
            return None  # a stale one: the record may have been corrected as well as the row
        if source is None or all(span.source_id != row.source_id for span in spans_):
            said = f"it cites {row.source_id}, of which {row.document_id} has no span"
            return "source_id", said
        if row.printed_as != datum.how.value:
            said = (
                f"it is said to be printed as {row.printed_as}, but is declared {datum.how.value}"
            )
            return "printed_as", said
        beyond = [end for _, end in spans.parse(row.spans) if end > source.characters]
        if beyond:
            return "spans", f"it cites character {beyond[0]} of a text of {source.characters}"
        return None


def _misnamed(table: Parsed, rows: Mapping[int, Row]) -> Iterator[Issue]:
    """Rows whose evidence_id is not the one that follows from what they are of."""
    named = names(row.spot for row in rows.values())
    for (number, row), name in zip(rows.items(), named, strict=True):
        if row.evidence_id != name:
            said = f"its evidence_id is `{row.evidence_id}`, but it is evidence of `{name}`"
            hint = _LOCK + ANCHOR
            yield at_record(STALE, table, number, "evidence_id", said, hint, row.evidence_id)


def _order(row: Row) -> tuple[str, str]:
    return row.source_id, row.spans


def _places(rows: Committed, table: Parsed) -> tuple[Place, ...]:
    return tuple(
        Place(resource=table.name, row=number, key=row.evidence_id, field="spans")
        for number, row in rows
    )
