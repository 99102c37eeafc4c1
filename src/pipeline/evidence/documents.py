"""Read the documents of a project: their texts held to the digest, their spans placed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import provenance
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_record, unplaced
from pipeline.evidence.reading import Reading, Source, Span, Unread, read
from pipeline.evidence.texts import load
from pipeline.issue import Issue
from pipeline.records import Parsed

SOURCE, SPAN = "source-text", "document-span"


@dataclass(frozen=True, slots=True)
class Documents:
    """The texts at hand, the readings of the documents that stand in them, and what is wrong.

    `broken` are documents that could not be read whole: a span has no place, or there is none.
    `spans` counts the spans that were placed.
    """

    texts: Mapping[str, Source]
    readings: Mapping[str, Reading]
    broken: frozenset[str]
    spans: int
    source_issues: list[Issue]
    span_issues: list[Issue]


def read_documents(index: Index, folder: Path, *, required: bool) -> Documents:
    """Read every document all of whose texts are in `folder`."""
    texts, source_issues = _texts(index, folder, required)
    readings, issues = read_readings(index, texts)
    count = sum(len(index.spans[document_id]) for document_id in readings)
    for document_id in sorted(set(index.documents) - set(index.spans)) if texts else ():
        issues[document_id] = [_spanless(document_id, index)]
    found = [issue for listed in issues.values() for issue in listed]
    return Documents(texts, readings, frozenset(issues), count, source_issues, found)


def read_readings(
    index: Index, texts: Mapping[str, Source]
) -> tuple[dict[str, Reading], dict[str, list[Issue]]]:
    """Every document all of whose texts are given; issues of those that cannot be read whole."""
    readings: dict[str, Reading] = {}
    issues: dict[str, list[Issue]] = {}
    for document_id, spans in sorted(index.spans.items()):
        if all(span.source_id in texts for span in spans):
            readings[document_id], problems = read([as_span(span) for span in spans], texts)
            if problems:
                issues[document_id] = list(_unplaced(problems, spans, index))
    return readings, issues


def _texts(index: Index, folder: Path, required: bool) -> tuple[dict[str, Source], list[Issue]]:
    table = index.table(provenance.Source)
    assert table is not None, "read only where there are sources"
    rows = _rows(table, "source_id")
    texts, problems = load(index.sources.values(), folder)
    issues = [
        at_record(SOURCE, table, rows[p.source_id], p.field, p.message, p.hint, p.value)
        for p in problems
        if required or not p.missing
    ]
    return texts, issues


def _unplaced(
    problems: Sequence[Unread], spans: Sequence[provenance.DocumentSpan], index: Index
) -> Iterator[Issue]:
    table = index.table(provenance.DocumentSpan)
    assert table is not None, "spans come from their table"
    rows, by_id = _rows(table, "span_id"), {span.span_id: span for span in spans}
    for problem in problems:
        span = by_id[problem.span_id]
        value = {"from": span.from_, "to": span.to}.get(problem.field, span.quality.value)
        yield unplaced(SPAN, table, rows[problem.span_id], problem.field, value, problem.problem)


def as_span(record: provenance.DocumentSpan) -> Span:
    """A row of `document_spans` as it is searched."""
    doubled = record.quality is provenance.Quality.DOUBLED
    return Span(
        record.span_id, record.source_id, record.from_, record.to, record.joins.value, doubled
    )


def _spanless(document_id: str, index: Index) -> Issue:
    table = index.table(provenance.Document)
    assert table is not None, "documents come from their table"
    return at_record(
        SPAN,
        table,
        _rows(table, "document_id")[document_id],
        "document_id",
        "the document has no spans, so nothing in it can be found",
        "say in document_spans which stretches of a source it consists of",
        document_id,
    )


def _rows(table: Parsed, key: str) -> dict[str, int]:
    return {getattr(record, key): row for row, record in table.records.items()}
