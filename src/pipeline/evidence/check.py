"""Hold every record to the texts: spans and passages have their one place, values are printed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import provenance
from pipeline.declare import columns
from pipeline.evidence.anchor import anchor
from pipeline.evidence.attest import EVIDENCE, STALE, compare
from pipeline.evidence.causes import by_span, causes, followed
from pipeline.evidence.coverage import check as coverage
from pipeline.evidence.coverage.counts import totals
from pipeline.evidence.coverage.survey import Survey
from pipeline.evidence.data import CITING, Datum, data
from pipeline.evidence.derive import Nothing, Outcome, derive
from pipeline.evidence.documents import SOURCE, SPAN, Documents, read_documents
from pipeline.evidence.explain import AMBIGUOUS, MISSING, Trouble
from pipeline.evidence.halves import proved
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_datum, begun, named_by, unplaced
from pipeline.evidence.passages import Unplaced
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.renamed import Renamed, renamed, retained
from pipeline.evidence.renamed import issues as name_issues
from pipeline.evidence.row import Row, committed
from pipeline.evidence.variants import VARIANT, check_variants
from pipeline.evidence.whereabouts import Whereabouts
from pipeline.evidence.witness import Witness
from pipeline.issue import Issue, Layer
from pipeline.records import Parsed
from pipeline.report import UNREAD, SourceTexts, Tally, skipped, tally

PASSAGE = "passage"
_NO_TEXT = "no source text is at hand"
_NO_TABLE = "the project has no table of evidence"
_RE_READ = "every text was re-read"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was learnt from the texts: readings by document, texts by source, evidence derived.

    `survey`: what of the texts is covered, where the project keeps coverage or it was asked for.
    `told`: the same for a report.
    `state`: `re-read` if every text was at hand; `attested` if some were not and the committed
    evidence stood in for them; `none` where there was neither.
    """

    readings: Mapping[str, Reading]
    state: str
    texts: Mapping[str, Source]
    rows: tuple[Row, ...]
    survey: Survey | None = None
    told: SourceTexts = UNREAD


def check(
    tables: Sequence[Parsed],
    folder: Path | None,
    *,
    required: bool,
    cover: bool = False,
    before: Sequence[Row] = (),
) -> tuple[Evidence, list[Tally]]:
    """Read the documents, resolve every passage, derive all evidence, compare it.

    `folder` holds the texts (None: there are none); with `required`, one that is missing
    is an issue. With `cover`, coverage is surveyed whether or not the project keeps it. `before`
    are the committed rows where their table is not among `tables`: they are not compared, but
    a name that they cite and no record has any more is an issue.
    """
    index = Index.from_tables(tables)
    spans = index.table(provenance.DocumentSpan)
    if spans is None or not spans.sound or not index.sources:
        because = f"{spans.name} has errors" if spans and not spans.sound else _NO_TEXT
        ours = (SOURCE, SPAN, PASSAGE, VARIANT, MISSING, AMBIGUOUS, EVIDENCE, STALE)
        codes = (*ours, *coverage.CODES)
        return Evidence({}, "none", {}, ()), [_skipped(code, because) for code in codes]
    documents, witnesses, tallies = _read(index, folder, required=required)
    held = _hold(list(data(index.tables.values())), index, witnesses, documents, before)
    tallies += [_variants(index, documents), *held.found]
    rows, compared, troubled = held.rows, held.compared, held.troubled
    stale = held.waits or any(item.failed for item in compared)
    anchored = None if held.waits else _anchored(index, compared)
    printed = coverage.Printed(index, documents, witnesses, rows, troubled, anchored, stale)
    survey, found = coverage.check(printed, wanted=cover)
    state, told = _state(index, documents), _told(index, documents, None if troubled else survey)
    evidence = Evidence(documents.readings, state, documents.texts, rows, survey, told)
    tallies += compared + found
    return evidence, tallies if index.table(provenance.Reading) else [*map(begun, tallies)]


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows derived; what was not found, what differs from the committed rows, what waits."""

    rows: tuple[Row, ...]
    found: list[Tally]
    compared: list[Tally]
    troubled: bool = False
    waits: bool = False


def _hold(
    listed: Sequence[Datum],
    index: Index,
    witnesses: Mapping[str, Witness],
    documents: Documents,
    before: Sequence[Row],
) -> _Held:
    """Derive the evidence of these data and compare it; at once, where all stands as committed."""
    table = index.table(provenance.Evidence)
    if table is not None and table.sound and not documents.broken:
        rows = tuple(committed(table).values())
        if proved(listed, index, witnesses, rows):
            counted = Counter(datum.table.name for datum in listed)
            found = [
                tally(code, Layer.EVIDENCE, evaluated=number)
                for code in (MISSING, AMBIGUOUS)
                for number in counted.values()
            ]
            compared = [_tally(EVIDENCE, [], len(listed)), _tally(STALE, [], 0, _RE_READ)]
            return _Held(rows, found, compared)
    outcomes = list(derive(listed, index, witnesses, documents.broken))
    rows = tuple(anchor(outcomes, index))
    known = tuple(committed(table).values()) if table else before
    changed = renamed(outcomes, known, index, documents.texts)
    if changed and before:  # to be written: what was lost by a slip is not forgotten
        rows = tuple(retained(rows, before, outcomes, changed))
    compared, waits = _comparison(outcomes, rows, index, documents, changed)
    troubled = any(isinstance(o.result, Trouble) or o.result is Nothing.WAITING for o in outcomes)
    return _Held(rows, list(_troubles(outcomes, changed)), compared, troubled, waits)


def _read(
    index: Index, folder: Path | None, *, required: bool
) -> tuple[Documents, dict[str, Witness], list[Tally]]:
    if folder is None:
        nothing = Documents({}, {}, frozenset(), 0, [], [])
        return nothing, {}, [_skipped(code, _NO_TEXT) for code in (SOURCE, SPAN, PASSAGE)]
    found = read_documents(index, folder, required=required)
    witnesses = {name: Witness(reading, found.texts) for name, reading in found.readings.items()}
    passages, cited = _passages(index.tables.values(), witnesses, Whereabouts(index, found))
    return (
        found,
        witnesses,
        [
            _tally(SOURCE, found.source_issues, len(index.sources)),
            _tally(SPAN, found.span_issues, found.spans),
            _tally(PASSAGE, passages, cited),
        ],
    )


def _state(index: Index, documents: Documents) -> str:
    if len(documents.texts) == len(index.sources):
        return "re-read"
    return "attested" if index.table(provenance.Evidence) else "none"


def _told(index: Index, documents: Documents, found: Survey | None) -> SourceTexts:
    names = {source_id: source.file_name for source_id, source in index.sources.items()}
    read = [name for source_id, name in names.items() if source_id in documents.texts]
    attested = [name for source_id, name in names.items() if source_id not in documents.texts]
    return SourceTexts(tuple(read), tuple(attested), totals(found) if found else ())


def _passages(
    tables: Iterable[Parsed], witnesses: Mapping[str, Witness], whereabouts: Whereabouts
) -> tuple[list[Issue], int]:
    issues: list[Issue] = []
    count = 0
    for table in tables:
        names = columns(table.model)
        for field, document in CITING:
            if field not in names or document not in names:
                continue
            for row, at, witness in _cited(table, field, document, witnesses):
                count += 1
                document_id = getattr(table.records[row], document)
                for found in witness.resolve(at):
                    told = isinstance(found, Unplaced) and whereabouts.tell(document_id, found)
                    if told:
                        about = witness.reading, told.related
                        issues.append(
                            unplaced(PASSAGE, table, row, field, at, told.problem, *about)
                        )
    return by_span(issues), count


def _cited(
    table: Parsed, field: str, document: str, witnesses: Mapping[str, Witness]
) -> Iterator[tuple[int, str, Witness]]:
    for row, record in table.records.items():
        at, witness = getattr(record, field), witnesses.get(getattr(record, document) or "")
        if at is not None and witness is not None:
            yield row, at, witness


def _variants(index: Index, documents: Documents) -> Tally:
    table = index.table(provenance.Variant)
    if not documents.readings:
        return _skipped(VARIANT, _NO_TEXT)
    if table is not None and not table.sound:
        return _skipped(VARIANT, f"{table.name} has errors of its own")
    issues, count = check_variants(index, documents.readings, documents.broken)
    return tally(VARIANT, Layer.EVIDENCE, issues, evaluated=count)


def _troubles(outcomes: Sequence[Outcome], changed: Sequence[Renamed]) -> Iterator[Tally]:
    """One tally a table and code, of all data that were searched in a text.

    What follows from a changed name is told there.
    """
    follow = {datum.spot for item in changed for datum in item.data}
    searched: dict[str, int] = {}
    issues: dict[tuple[str, str], list[Issue]] = {}
    for outcome in outcomes:
        datum, result = outcome.datum, outcome.result
        if result not in (Nothing.UNREAD, Nothing.WAITING):
            searched[datum.table.name] = searched.get(datum.table.name, 0) + 1
        if isinstance(result, Trouble) and datum.spot not in follow:
            named = named_by(datum)
            issue = at_datum(result.code, datum, result.message, result.hint, named)
            issues.setdefault((result.code, datum.table.name), []).append(issue)
    for code in (MISSING, AMBIGUOUS):
        if not searched:
            yield _skipped(code, _NO_TEXT)
        for name, count in searched.items():
            yield tally(code, Layer.EVIDENCE, issues.get((code, name), []), evaluated=count)


def _comparison(
    outcomes: Sequence[Outcome],
    rows: Sequence[Row],
    index: Index,
    documents: Documents,
    changed: Sequence[Renamed],
) -> tuple[list[Tally], bool]:
    """The committed evidence held to what was derived, and whether some of it waits."""
    table = index.table(provenance.Evidence)
    told = {
        code: list(name_issues((item for item in changed if item.read is read), code, index))
        for code, read in ((EVIDENCE, True), (STALE, False))
    }
    if table is None or not table.sound:
        because = f"{table.name} has errors of its own" if table else _NO_TABLE
        return [_tally(code, own, len(own), because) for code, own in told.items()], False
    verdict = compare(table, outcomes, rows, index, documents.readings)
    follow = {record for item in changed for record in item.citing}
    for code, found in verdict.issues.items():
        verdict.issues[code] = [i for i in found if (i.resource, i.key) not in follow]
    unread = [t.name for t in index.tables.values() if not t.sound and not t.records]
    tallies, waiting = [], False
    for code, because in ((EVIDENCE, _NO_TEXT), (STALE, _RE_READ)):
        own, waits = followed(verdict.issues[code], outcomes, index.tables.values())
        issues, waits = causes(own, outcomes), waits or unread
        issues = [*told[code], *issues]
        waiting = waiting or bool(waits)
        if waits and not issues:
            tallies.append(_skipped(code, f"waits until {', '.join(waits)} can be trusted"))
        else:
            tallies.append(_tally(code, issues, verdict.evaluated[code], because))
    return tallies, waiting


def _anchored(index: Index, compared: Sequence[Tally]) -> Sequence[Row] | None:
    """The committed evidence, where counts rest on it; None where it is not that of today."""
    table = index.table(provenance.Evidence)
    if index.table(provenance.Coverage) is None or table is None or not table.sound:
        return None
    if any(t.issues for t in compared):
        return None
    return tuple(committed(table).values())


def _tally(code: str, issues: Sequence[Issue], evaluated: int, because: str = _NO_TEXT) -> Tally:
    if not evaluated and not issues:
        return _skipped(code, because)
    return tally(code, Layer.EVIDENCE, issues, evaluated=evaluated)


def _skipped(code: str, because: str) -> Tally:
    return skipped(code, Layer.EVIDENCE, because)
