"""With the source texts at hand: every span and every passage must have its one place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import provenance
from pipeline.declare import Record, columns, primary_key
from pipeline.evidence.passages import Unplaced, resolve
from pipeline.evidence.reading import Reading, Source, Span, read
from pipeline.evidence.squeeze import bare
from pipeline.evidence.texts import load
from pipeline.issue import Issue, Layer, Severity
from pipeline.records import Parsed
from pipeline.report import Tally, skipped, tally

SOURCE, SPAN, PASSAGE = "source-text", "document-span", "passage"
_CITING = (("at", "document_id"), ("other_at", "other_document_id"))
"""Columns that cite a passage, each with the column that names its document."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was learnt from the texts: readings by document; `re-read` if all were, else `none`."""

    readings: Mapping[str, Reading]
    state: str


def check(
    tables: Sequence[Parsed], folder: Path | None, *, required: bool
) -> tuple[Evidence, list[Tally]]:
    """Read the documents and resolve every passage of every record.

    `folder` holds the texts (None: there are none); with `required`, one that is missing
    is an issue.
    """
    sources = _table(tables, provenance.Source)
    spans = _table(tables, provenance.DocumentSpan)
    if not sources or not spans or folder is None:
        because = "the source texts are not at hand"
        return Evidence({}, "none"), [
            skipped(code, Layer.EVIDENCE, because) for code in (SOURCE, SPAN, PASSAGE)
        ]
    texts, source_issues, missing = _sources(sources, folder, required)
    readings, span_issues, count = _documents(spans, texts)
    passage_issues, cited = _passages(tables, readings)
    return Evidence(readings, "none" if missing else "re-read"), [
        _tally(SOURCE, source_issues, len(sources.records)),
        _tally(SPAN, span_issues, count),
        _tally(PASSAGE, passage_issues, cited),
    ]


def _tally(code: str, issues: list[Issue], evaluated: int) -> Tally:
    if not evaluated:
        return skipped(code, Layer.EVIDENCE, "no source text is at hand")
    return tally(code, Layer.EVIDENCE, issues, evaluated=evaluated)


def _table(tables: Iterable[Parsed], base: type[Record]) -> Parsed | None:
    return next((table for table in tables if issubclass(table.model, base)), None)


def _sources(
    table: Parsed, folder: Path, required: bool
) -> tuple[dict[str, Source], list[Issue], int]:
    rows = {
        record.source_id: row
        for row, record in table.records.items()
        if isinstance(record, provenance.Source)
    }
    declared = [r for r in table.records.values() if isinstance(r, provenance.Source)]
    texts, problems = load(declared, folder)
    issues = [
        _issue(SOURCE, table, rows[p.source_id], p.field, p.value, p.message, p.hint)
        for p in problems
        if required or not p.missing
    ]
    return texts, issues, sum(p.missing for p in problems)


def _documents(
    table: Parsed, texts: Mapping[str, Source]
) -> tuple[dict[str, Reading], list[Issue], int]:
    documents: dict[str, list[tuple[int, provenance.DocumentSpan]]] = {}
    for row, record in table.records.items():
        if isinstance(record, provenance.DocumentSpan):
            documents.setdefault(record.document_id, []).append((row, record))
    readings: dict[str, Reading] = {}
    issues: list[Issue] = []
    count = 0
    for document_id, rows in sorted(documents.items()):
        rows.sort(key=lambda item: item[1].seq)
        if any(span.source_id not in texts for _, span in rows):
            continue
        readings[document_id], problems = read([_span(span) for _, span in rows], texts)
        count += len(rows)
        at = {span.span_id: (row, span) for row, span in rows}
        for problem in problems:
            row, span = at[problem.span_id]
            value = span.from_ if problem.field == "from" else span.to
            issues.append(_unplaced(SPAN, table, row, problem.field, value, problem.problem))
    return readings, issues, count


def _span(record: provenance.DocumentSpan) -> Span:
    doubled = record.quality is provenance.Quality.DOUBLED
    return Span(
        record.span_id, record.source_id, record.from_, record.to, record.joins.value, doubled
    )


def _passages(
    tables: Iterable[Parsed], readings: Mapping[str, Reading]
) -> tuple[list[Issue], int]:
    issues: list[Issue] = []
    count = 0
    for table in tables:
        names = columns(table.model)
        for field, document in _CITING:
            if field not in names or document not in names:
                continue
            for row, at, reading in _cited(table, field, document, readings):
                count += 1
                problems = [p for p in resolve(at, reading.text) if isinstance(p, Unplaced)]
                issues += [_unplaced(PASSAGE, table, row, field, at, p, reading) for p in problems]
    return issues, count


def _cited(
    table: Parsed, field: str, document: str, readings: Mapping[str, Reading]
) -> Iterator[tuple[int, str, Reading]]:
    for row, record in table.records.items():
        at, reading = getattr(record, field), readings.get(getattr(record, document) or "")
        if at is not None and reading is not None:
            yield row, at, reading


def _unplaced(
    code: str,
    table: Parsed,
    row: int,
    field: str,
    value: str,
    problem: Unplaced,
    reading: Reading | None = None,
) -> Issue:
    found = ""
    if reading and problem.found:
        shown = [f"#{n} …{_around(reading, at)}…" for n, at in enumerate(problem.found[:3], 1)]
        found = f" ({'; '.join(shown)})"
    message = f"`{problem.passage}`: {problem.reason}{found}"
    return _issue(code, table, row, field, value, message, problem.remedy)


def _around(reading: Reading, at: int) -> str:
    return bare(reading.text[max(0, at - 6) : at + 10])


def _issue(
    code: str, table: Parsed, row: int, field: str, value: str, message: str, hint: str
) -> Issue:
    record = table.records[row]
    names = {info.alias or name: name for name, info in table.model.model_fields.items()}
    return Issue(
        code=code,
        layer=Layer.EVIDENCE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        resource=table.name,
        row=row,
        field=field,
        key=", ".join(str(getattr(record, names[part])) for part in primary_key(table.model)),
        value=value,
    )
