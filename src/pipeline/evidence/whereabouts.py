"""Where words stand that a document does not print: cut by its spans, left out, elsewhere."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from pipeline import provenance
from pipeline.evidence.documents import Documents, as_span
from pipeline.evidence.explain import context, in_another_form
from pipeline.evidence.index import Index
from pipeline.evidence.likeness import one_off
from pipeline.evidence.passages import Unplaced
from pipeline.evidence.reading import BREAK, Source, Unread, place
from pipeline.evidence.squeeze import occurrences
from pipeline.issue import Place as Row

_SHOWN = 3
"""Documents named in one message."""

_BREAK = "break"

_LONGEST = 40
"""Characters of the longest words for which a nearly equal place is looked for."""

Stretch = tuple[int, int, provenance.DocumentSpan]
"""Start and end of a span in the squeezed text of its source."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem explained; `related` are the rows of spans that it is about."""

    problem: Unplaced
    related: tuple[Row, ...] = ()


class Whereabouts:
    """Looks up words in the texts that the spans of a document do not show."""

    def __init__(self, index: Index, documents: Documents) -> None:
        self._index, self._documents = index, documents

    def tell(self, document_id: str, problem: Unplaced) -> Told | None:
        """Say where words without a place do stand.

        None where that follows from a span of the document that has an issue of its own.
        """
        if document_id in self._documents.broken and self._follows(document_id, problem):
            return None
        if not problem.lacking:
            return Told(problem)
        words = problem.lacking
        return (
            self._over_a_break(document_id, problem)
            or self._by_spans(document_id, problem)
            or self._in_documents(document_id, words, problem)
            or self._in_sources(words, problem)
            or Told(self._nearly(document_id, words, problem))
        )

    def _follows(self, document_id: str, problem: Unplaced) -> bool:
        """Whether words that are not found may stand in what a broken span leaves out."""
        if not problem.lacking:
            return problem.crosses
        return any(problem.lacking in source.text for source in self._sources(document_id))

    def _sources(self, document_id: str) -> Iterator[Source]:
        cited = dict.fromkeys(span.source_id for span in self._index.spans.get(document_id, ()))
        yield from (self._documents.texts[source_id] for source_id in cited)

    def _over_a_break(self, document_id: str, problem: Unplaced) -> Told | None:
        """Words that begin in one span and end in the next, which does not run on."""
        text, words = self._documents.readings[document_id].text, problem.lacking
        at = text.replace(BREAK, "").find(words)
        if at < 0 or document_id in self._documents.broken:
            return None
        pieces = accumulate(len(piece) for piece in text.split(BREAK))
        number = bisect_right(list(pieces), at)
        heads = [span for span in self._index.spans[document_id][1:] if span.joins.value == _BREAK]
        span = heads[number]
        reason = f"these words run over into span `{span.span_id}`, which does not run on"
        remedy = (
            f"write `runs-on` in joins of `{span.span_id}` if they do; "
            "else quote each part, joined with |"
        )
        return Told(replace(problem, reason=reason, remedy=remedy), (self._row(span, "joins"),))

    def _by_spans(self, document_id: str, problem: Unplaced) -> Told | None:
        """Words that stand in a text of the document, but cut or left out by its spans."""
        for source in self._sources(document_id):
            ours = [s for s in self._placed[source.source_id] if s[2].document_id == document_id]
            all_ = self._placed[source.source_id]
            for at in occurrences(source.text, problem.lacking):
                end = at + len(problem.lacking)
                cutting = next((s for s in ours if _cuts(s, at, end)), None)
                if cutting:
                    return self._cut(cutting, at, end, source, problem)
                if ours and not any(s[0] < end and at < s[1] for s in all_):
                    return self._left_out(ours, at, end, source, problem)
        return None

    def _cut(self, stretch: Stretch, at: int, end: int, source: Source, problem: Unplaced) -> Told:
        start, _, span = stretch
        shown = context(source.text, (at, end))
        column, reason = "to", f"span `{span.span_id}` of the document ends inside these words"
        if at < start:
            column, reason = (
                "from",
                f"span `{span.span_id}` of the document begins inside these words",
            )
        remedy = (
            f"correct `{column}` of `{span.span_id}` in document_spans, so that the span holds "
            f"them whole: {shown}"
        )
        return Told(replace(problem, reason=reason, remedy=remedy), (self._row(span, column),))

    def _left_out(
        self, ours: Sequence[Stretch], at: int, end: int, source: Source, problem: Unplaced
    ) -> Told:
        before = max((s for s in ours if s[1] <= at), key=lambda s: s[1], default=None)
        after = min((s for s in ours if s[0] >= end), key=lambda s: s[0], default=None)
        edges = [(s[2], column) for s, column in ((before, "to"), (after, "from")) if s]
        named = " or ".join(f"`{column}` of `{span.span_id}`" for span, column in edges)
        reason = f"these words stand in the text `{source.source_id}`, but outside of the document"
        remedy = (
            f"if they belong to it, correct {named} in document_spans, or add a span that holds "
            f"them: {context(source.text, (at, end))}; else correct the passage"
        )
        related = tuple(self._row(span, column) for span, column in edges)
        return Told(replace(problem, reason=reason, remedy=remedy), related)

    def _in_documents(self, document_id: str, words: str, problem: Unplaced) -> Told | None:
        """Words that other documents print."""
        readings = self._documents.readings
        found = [d for d in readings if d != document_id and words in readings[d].text]
        if not found:
            return None
        named = ", ".join(f"`{d}`" for d in found[:_SHOWN])
        reason = f"these words stand in another document than `{document_id}`: {named}"
        remedy = "correct the document that the record cites, or the passage"
        return Told(replace(problem, reason=reason, remedy=remedy))

    def _in_sources(self, words: str, problem: Unplaced) -> Told | None:
        """Words that no document prints, though a text does."""
        for source in self._documents.texts.values():
            at = source.text.find(words)
            if at >= 0:
                shown = context(source.text, (at, at + len(words)))
                reason = f"these words stand in the text `{source.source_id}`, but in no document"
                remedy = (
                    f"say in document_spans to which document they belong: {shown}; "
                    "or correct the passage"
                )
                return Told(replace(problem, reason=reason, remedy=remedy))
        return None

    def _nearly(self, document_id: str, words: str, problem: Unplaced) -> Unplaced:
        """Words that differ by a character, or in its form, from what the document prints."""
        text = self._documents.readings[document_id].text
        alike = in_another_form(words, text)
        if alike:
            return replace(problem, remedy=alike)
        near = one_off(words, text) if len(words) <= _LONGEST else None
        if near is None:
            return problem
        at = text.find(near)
        shown = context(text, (at, at + len(near)))
        return replace(problem, remedy=f"one character differs: the document prints {shown}")

    @cached_property
    def _placed(self) -> Mapping[str, Sequence[Stretch]]:
        """The spans that have a place, by source."""
        placed: dict[str, list[Stretch]] = {name: [] for name in self._documents.texts}
        for spans in self._index.spans.values():
            for span in spans:
                source = self._documents.texts.get(span.source_id)
                where = place(as_span(span), source) if source else None
                if where and not isinstance(where, Unread):
                    placed[span.source_id].append((*where, span))
        return placed

    @cached_property
    def _rows(self) -> Mapping[str, tuple[str, int]]:
        """The table and the row of each span."""
        table = self._index.table(provenance.DocumentSpan)
        assert table is not None, "spans come from their table"
        records = table.records.items()
        return {
            record.span_id: (table.name, row)
            for row, record in records
            if isinstance(record, provenance.DocumentSpan)
        }

    def _row(self, span: provenance.DocumentSpan, column: str) -> Row:
        table, row = self._rows[span.span_id]
        return Row(resource=table, row=row, key=span.span_id, field=column)


def _cuts(stretch: Stretch, at: int, end: int) -> bool:
    """Whether words begin or end in a span, and an edge of it is inside of them."""
    start, stop, _ = stretch
    return at < start < end or at < stop < end
