"""The reading text of a document: its spans of source text in order, with the way back.

Columns that interleave, words broken across lines, captions that stand elsewhere and lines
printed twice are settled here once, so that a passage is searched in what a reader reads.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.evidence.doubled import undouble
from pipeline.evidence.origins import Origin, Origins, Stretch
from pipeline.evidence.passages import GAP, Unplaced, locate, parse_words
from pipeline.evidence.squeeze import bare, squeeze

BREAK = "\n"
"""Stands between spans that do not run on: no word crosses it, a passage may."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source text: as read, and squeezed with offsets into the raw text (see `Squeezed`)."""

    source_id: str
    raw: str
    text: str
    origins: tuple[int, ...]
    breaks: tuple[int, ...]

    @classmethod
    def from_text(cls, source_id: str, raw: str) -> "Source":
        """Squeeze a text once for all searches in it."""
        squeezed = squeeze(raw)
        return cls(source_id, raw, squeezed.text, squeezed.origins, squeezed.breaks)


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a source as `document_spans` declares it."""

    span_id: str
    source_id: str
    from_: str
    to: str
    joins: str
    doubled: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text; `origins[i]` are the (source_id, raw offset)s that print `text[i]`.

    A separator (`BREAK`, `GAP`) has no origin; a character of a doubled span has two.
    """

    text: str
    origins: Sequence[Origin]


@dataclass(frozen=True, slots=True)
class Unread:
    """A span that has no place in its source, and why."""

    span_id: str
    field: str
    problem: Unplaced


def place(span: Span, source: Source) -> tuple[int, int] | Unread:
    """Where a span stands in the squeezed text of its source.

    `from` occurs once (or says which), `to` is the nearest after it; where the two are
    equal the span is these words alone.
    """
    passage = parse_words(span.from_)
    if isinstance(passage, Unplaced):
        return Unread(span.span_id, "from", passage)
    first = locate(passage, source.text)
    if isinstance(first, Unplaced):
        return Unread(span.span_id, "from", first)
    if bare(span.to) in (bare(span.from_), passage.first):
        return first
    whole = locate(replace(passage, last=bare(span.to)), source.text)
    return Unread(span.span_id, "to", whole) if isinstance(whole, Unplaced) else whole


def read(spans: Sequence[Span], sources: Mapping[str, Source]) -> tuple[Reading, list[Unread]]:
    """Join the spans of one document, given in reading order; spans without a place are gaps.

    Every `source_id` of the spans must be a key of `sources`.
    """
    text: list[str] = []
    stretches: list[Stretch] = []
    problems: list[Unread] = []
    for number, span in enumerate(spans):
        found = _read_span(span, sources[span.source_id])
        if isinstance(found, Unread):
            problems.append(found)
            found = GAP, [Stretch(1)]
        elif number and span.joins != "runs-on":
            text.append(GAP if span.joins == "gap" else BREAK)
            stretches.append(Stretch(1))
        text.append(found[0])
        stretches += found[1]
    return Reading("".join(text), Origins(stretches)), problems


def _read_span(span: Span, source: Source) -> tuple[str, list[Stretch]] | Unread:
    where = place(span, source)
    if isinstance(where, Unread):
        return where
    start, end = where
    if not span.doubled:
        inner = source.breaks[bisect_right(source.breaks, start) : bisect_left(source.breaks, end)]
        plain = Stretch(
            end - start,
            span.source_id,
            (source.origins[start:end],),
            tuple(at - start for at in inner),
        )
        return source.text[start:end], [plain]
    return _read_doubled(span, source, start, end)


def _read_doubled(
    span: Span, source: Source, start: int, end: int
) -> tuple[str, list[Stretch]] | Unread:
    text: list[str] = []
    stretches: list[Stretch] = []
    for first, last in _lines(source, start, end):
        once = undouble(source.text[first:last])
        if once is None:
            line = source.text[first:last]
            reason = f"the line `{line}` is not printed twice over"
            return Unread(
                span.span_id, "quality", Unplaced(line, reason, "make it a span of its own, plain")
            )
        text.append(once.text)
        raw = [sorted(source.origins[first + copy] for copy in pair) for pair in once.copies]
        copies = tuple(zip(*raw, strict=True))
        stretches.append(Stretch(len(once.text), span.source_id, copies))
    return "".join(text), stretches


def _lines(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Split a squeezed range where the raw text breaks its lines."""
    cuts = [start]
    for at in range(start + 1, end):
        between = source.raw[source.origins[at - 1] : source.origins[at]]
        if "\n" in between or "\r" in between:
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], end], strict=True))
