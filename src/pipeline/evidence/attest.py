"""Hold the committed evidence to the data: re-derived where texts are at hand, else attested."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline import provenance
from pipeline.evidence import spans
from pipeline.evidence.data import Datum, Spot, printed_columns
from pipeline.evidence.derive import Nothing, Outcome
from pipeline.evidence.digest import basis_digest
from pipeline.evidence.explain import Trouble, describe
from pipeline.evidence.index import Index, cells
from pipeline.evidence.issues import at_datum, at_record
from pipeline.issue import Issue, Place
from pipeline.records import Parsed

EVIDENCE, STALE = "evidence", "stale-evidence"

_ANCHOR = "run `pipeline anchor` and commit evidence.csv"
_MEANT = "if the change is meant, run `pipeline anchor` and commit evidence.csv; else take it back"
_FETCH = "get the source texts and run `pipeline anchor`, or take back the change"
CHANGED = "is stale: what it was derived from has changed since"
_LOCK = "evidence.csv is never edited by hand: "

Row = tuple[int, provenance.Evidence]
"""A committed row and its number."""


@dataclass(slots=True)
class Verdict:
    """What a comparison found, by code: issues, and how much was looked at."""

    issues: dict[str, list[Issue]] = field(default_factory=lambda: {EVIDENCE: [], STALE: []})
    evaluated: dict[str, int] = field(default_factory=lambda: {EVIDENCE: 0, STALE: 0})

    def add(self, code: str, found: Iterable[Issue]) -> None:
        """One more thing looked at, with what is wrong about it."""
        self.evaluated[code] += 1
        self.issues[code].extend(found)


def compare(
    table: Parsed,
    outcomes: Sequence[Outcome],
    anchored: Iterable[provenance.Evidence],
    index: Index,
    read: Collection[str],
) -> Verdict:
    """Every difference between the committed `table` and what the data and texts say now.

    `read` are the documents whose texts are at hand.
    """
    committed, derived = _committed(table), _by_spot(anchored)
    verdict = Verdict()
    for outcome in outcomes:
        datum, rows = outcome.datum, committed.pop(outcome.datum.spot, [])
        if outcome.result is Nothing.UNREAD:
            verdict.add(STALE, _attest(outcome, rows, table, index))
        elif outcome.result is not Nothing.WAITING and not isinstance(outcome.result, Trouble):
            found = _differences(datum, rows, derived.get(datum.spot, []), table)
            verdict.add(EVIDENCE, found)
    for spot, rows in committed.items():
        said = _of_nothing(spot, index)
        for number, row in rows if said else ():
            code, hint = (EVIDENCE, _ANCHOR) if row.document_id in read else (STALE, _FETCH)
            issue = at_record(code, table, number, "key", said, hint, row.key)
            verdict.add(code, [issue])
    return verdict


def _committed(table: Parsed) -> dict[Spot, list[Row]]:
    rows: dict[Spot, list[Row]] = {}
    for number, record in table.records.items():
        if isinstance(record, provenance.Evidence):
            spot = (record.resource, record.key, record.field)
            rows.setdefault(spot, []).append((number, record))
    return rows


def _by_spot(anchored: Iterable[provenance.Evidence]) -> dict[Spot, list[provenance.Evidence]]:
    rows: dict[Spot, list[provenance.Evidence]] = {}
    for row in anchored:
        rows.setdefault((row.resource, row.key, row.field), []).append(row)
    return rows


def _differences(
    datum: Datum, rows: list[Row], derived: list[provenance.Evidence], table: Parsed
) -> Iterator[Issue]:
    """At most one issue a datum: the first thing that differs is the cause of the rest."""
    if not rows and derived:
        said = f"{describe(datum)} is printed, but has no evidence yet"
        yield at_datum(EVIDENCE, datum, said, _ANCHOR)
    elif rows and not derived:
        said = f"{describe(datum)} has evidence, but its passage does not print it once"
        yield at_datum(EVIDENCE, datum, said, _ANCHOR, _places(rows, table))
    else:
        was = sorted((row for _, row in rows), key=_order)
        now = sorted(derived, key=_order)
        said, hint = _change(was, now)
        if said:
            said = f"the evidence of {describe(datum)} {said}"
            yield at_datum(EVIDENCE, datum, said, hint, _places(rows, table))


def _change(
    was: Sequence[provenance.Evidence], now: Sequence[provenance.Evidence]
) -> tuple[str, str]:
    """What differs and what to do; '' where nothing does."""
    if [row.__dict__ for row in was] == [row.__dict__ for row in now]:
        return "", ""
    if [_plain(row) for row in was] == [_plain(row) for row in now]:
        return "", ""
    if {row.basis_digest for row in was} != {row.basis_digest for row in now}:
        return CHANGED, _MEANT
    ours, theirs = (" and ".join(f"{r.source_id} {r.spans}" for r in rows) for rows in (was, now))
    if ours != theirs:
        return f"cites {ours}, but it is printed at {theirs}", _LOCK + _ANCHOR
    names = [
        name
        for name in _plain(was[0])
        if [_plain(row)[name] for row in was] != [_plain(row)[name] for row in now]
    ]
    return f"has another {', '.join(names)} than was derived", _LOCK + _ANCHOR


def _attest(outcome: Outcome, rows: list[Row], table: Parsed, index: Index) -> Iterator[Issue]:
    """Without the text: the evidence must be of the very data that stand here now."""
    datum = outcome.datum
    if not rows:
        if datum.required:
            yield at_datum(STALE, datum, f"{describe(datum)} has no evidence", _FETCH)
        return
    assert outcome.forms is not None, "what waits for its forms is not attested"
    basis = basis_digest(datum, outcome.forms, index)
    if any(row.basis_digest != basis for _, row in rows):
        said = f"the evidence of {describe(datum)} {CHANGED}"
        yield at_datum(STALE, datum, said, _FETCH, _places(rows, table))
        return
    for number, row in rows:
        wrong = _unsound(row, datum, index)
        if wrong:
            yield at_record(STALE, table, number, "spans", wrong, _LOCK + _FETCH, row.spans)


def _unsound(row: provenance.Evidence, datum: Datum, index: Index) -> str | None:
    """What can be told of a row's citation without the text."""
    source = index.sources.get(row.source_id)
    cited = {span.source_id for span in index.spans.get(datum.document_id, ())}
    if row.document_id != datum.document_id or source is None or row.source_id not in cited:
        return f"it cites {row.source_id} for {row.document_id}, which its record does not"
    if row.printed_as != datum.how.value:
        return f"it is said to be printed as {row.printed_as}, but is declared {datum.how.value}"
    beyond = [end for _, end in spans.parse(row.spans) if end > source.characters]
    if beyond:
        return f"it cites character {beyond[0]} of a text of {source.characters}"
    return None


def _of_nothing(spot: Spot, index: Index) -> str:
    """Why evidence is of no datum; '' where its record may be one that could not be read."""
    resource, key, name = spot
    table = index.tables.get(resource)
    if table is None or key not in index.records[resource]:
        if table is not None and not table.sound:
            return ""
        return f"evidence of nothing: there is no record `{key}` in `{resource}`"
    if name not in printed_columns(table.model):
        return f"evidence of nothing: `{name}` of `{resource}` is no field that is printed"
    return f"evidence of nothing: `{name}` of `{key}` in `{resource}` is not to be printed"


def _plain(row: provenance.Evidence) -> dict[str, str]:
    names = provenance.Evidence.model_fields
    return {name: str(value) for name, value in cells(row).items() if name in names}


def _order(row: provenance.Evidence) -> tuple[str, str]:
    return row.source_id, row.spans


def _places(rows: Sequence[Row], table: Parsed) -> tuple[Place, ...]:
    return tuple(
        Place(resource=table.name, row=number, key=row.evidence_id, field="spans")
        for number, row in rows
    )
