"""Read the documents of a project: their texts held to the digest, their spans placed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import provenance
from pipeline.evidence.explain import context, in_another_form
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_record, unplaced
from pipeline.evidence.likeness import one_off
from pipeline.evidence.passages import Unplaced
from pipeline.evidence.reading import Reading, Source, Span, Unread, place, read
from pipeline.evidence.spans import IN_NUMBERS, cuts
from pipeline.evidence.squeeze import bare
from pipeline.evidence.texts import load
from pipeline.issue import Issue
from pipeline.records import Parsed

SOURCE, SPAN = "source-text", "document-span"

_INSIDE = {
    "from": "the span begins inside a number of the source",
    "to": "the span ends inside a number of the source",
}
_WHOLE = "begin and end spans beside whole numbers"

_LONGEST = 40
"""Characters of the longest words for which a nearly equal place is looked for."""


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
            problems += _cut_numbers(spans, texts)
            if problems:
                issues[document_id] = list(_unplaced(problems, spans, index, texts))
    return readings, issues


def _cut_numbers(
    spans: Sequence[provenance.DocumentSpan], texts: Mapping[str, Source]
) -> Iterator[Unread]:
    """Spans that begin or end inside a number, unless the one beside them goes on with it."""
    for number, span in enumerate(spans):
        around = (*spans[max(0, number - 1) : number], *spans[number + 1 : number + 2])
        for field, words in (("from", span.from_), ("to", span.to)):
            edge = _edge(span, field, texts) if _may_cut(field, words) else None
            if edge is None or not cuts([(span.source_id, (edge,))], texts):
                continue
            other = "to" if field == "from" else "from"
            beside = (_edge(s, other, texts) for s in around if s.source_id == span.source_id)
            if edge not in beside:
                yield Unread(span.span_id, field, Unplaced(words, _INSIDE[field], _WHOLE))


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
    problems: Sequence[Unread],
    spans: Sequence[provenance.DocumentSpan],
    index: Index,
    texts: Mapping[str, Source],
) -> Iterator[Issue]:
    table = index.table(provenance.DocumentSpan)
    assert table is not None, "spans come from their table"
    rows, by_id = _rows(table, "span_id"), {span.span_id: span for span in spans}
    for problem in problems:
        span = by_id[problem.span_id]
        value = {"from": span.from_, "to": span.to}.get(problem.field, span.quality.value)
        told = _alike(problem.problem, texts[span.source_id].text)
        yield unplaced(SPAN, table, rows[problem.span_id], problem.field, value, told)


def _alike(problem: Unplaced, text: str) -> Unplaced:
    """With what the source prints instead, where that is nearly the same."""
    words = problem.lacking
    hint = in_another_form(words, text) if words else None
    near = one_off(words, text) if words and not hint and len(words) <= _LONGEST else None
    if near:
        at = text.find(near)
        hint = f"one character differs: the text prints {context(text, (at, at + len(near)))}"
    return replace(problem, remedy=hint) if hint else problem


def _may_cut(field: str, words: str) -> bool:
    """Whether the words begin or end as a number may; few do, and only they are placed again."""
    squeezed = bare(words)
    return (squeezed[:1] if field == "from" else squeezed[-1:]) in IN_NUMBERS


def _edge(
    span: provenance.DocumentSpan, field: str, texts: Mapping[str, Source]
) -> tuple[int, int] | None:
    """Where a span begins or ends in the raw text, as an empty range."""
    source = texts[span.source_id]
    where = place(as_span(span), source)
    if isinstance(where, Unread):
        return None
    at = source.origins[where[0]] if field == "from" else source.origins[where[1] - 1] + 1
    return at, at


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
