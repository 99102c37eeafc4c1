"""Coverage as one page for a browser: the texts themselves, with what became of every place."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from pipeline import provenance
from pipeline.evidence.coverage.survey import Seen, State, Support, Survey
from pipeline.evidence.reading import Source
from pipeline.evidence.spans import Range
from pipeline.render.coverage import table
from pipeline.render.coverage_parts import DOCUMENT, KINDS, LABELS, LEGEND, NOTE

_RANK = {state: rank for rank, state in enumerate(State)}


@dataclass(slots=True)
class _Piece:
    """A stretch of text: its state, and what is said about it."""

    state: State | None = None
    notes: list[str] = field(default_factory=list)


def page(
    survey: Survey, texts: Mapping[str, Source], sources: Mapping[str, provenance.Source]
) -> str:
    """A page of its own, without network: it holds the texts, and is never part of a release."""
    shown = [source_id for source_id in survey.sources if source_id in texts]
    links = "".join(
        f'<li><a href="#{escape(s)}">{escape(sources[s].title)}</a></li>' for s in shown
    )
    body = "".join(_section(s, survey, texts[s].raw, sources[s]) for s in shown)
    return DOCUMENT.format(note=NOTE, legend=LEGEND, links=links, body=body)


def _section(source_id: str, survey: Survey, raw: str, source: provenance.Source) -> str:
    seen = survey.of(source_id)
    supports = [support for support in survey.supports if support.source_id == source_id]
    left = {item.ranges: _reason(item, survey) for item in seen if item.state is State.OMITTED}
    text = "".join(_marked(raw, seen, supports, left))
    return (
        f'<section id="{escape(source_id)}"><h2>{escape(source.title)}</h2>'
        f'<p class="file">{escape(source_id)} · {escape(source.file_name)}</p>'
        f'{_table(seen)}<div class="text">{text}</div></section>\n'
    )


def _table(seen: Sequence[Seen]) -> str:
    head = "".join(f'<th scope="col">{LABELS[state]}</th>' for state in State)
    rows = "".join(
        f'<tr><th scope="row">{KINDS[kind]}</th>'
        + "".join(f"<td>{states[state]}</td>" for state in State)
        + "</tr>"
        for kind, states in table(seen)
    )
    return f'<table><thead><tr><th scope="col">类别</th>{head}</tr></thead>{rows}</table>'


def _reason(item: Seen, survey: Survey) -> str:
    """The reasons of the omissions that leave an item out."""
    said = [
        f"{left.record.omission_id}：{left.record.reason.zh}"
        + (f"（{left.record.note}）" if left.record.note else "")
        for left in survey.left
        if any(
            (item.source_id, at) in left.offsets
            for start, end in item.ranges
            for at in range(start, end)
        )
    ]
    return "；".join(said)


def _marked(
    raw: str,
    seen: Sequence[Seen],
    supports: Sequence[Support],
    left: Mapping[tuple[Range, ...], str],
) -> Iterator[str]:
    """The text, cut wherever something begins or ends, each piece with what is said of it."""
    ranges = [item.ranges for item in seen] + [support.ranges for support in supports]
    strip = _Strip(raw, [span for spans in ranges for span in spans])
    for item in seen:
        note = f"{KINDS[item.kind]}：{LABELS[item.state]}"
        note += f"，{left[item.ranges]}" if item.state is State.OMITTED else ""
        strip.add(item.ranges, item.state, note)
    for support in supports:
        strip.add(support.ranges, State.ANCHORED, " / ".join(support.spot))
    return strip.html(raw)


class _Strip:
    """A text cut at the edges of ranges."""

    def __init__(self, raw: str, ranges: Sequence[Range]) -> None:
        self._edges = sorted({0, len(raw), *(edge for span in ranges for edge in span)})
        self._pieces = [_Piece() for _ in self._edges]

    def add(self, ranges: Sequence[Range], state: State, note: str) -> None:
        """Say something of the pieces of ranges; the best state of several is shown."""
        for start, end in ranges:
            first, last = bisect_left(self._edges, start), bisect_left(self._edges, end)
            for piece in self._pieces[first:last]:
                piece.state = min(piece.state or state, state, key=_RANK.__getitem__)
                if note not in piece.notes:
                    piece.notes.append(note)

    def html(self, raw: str) -> Iterator[str]:
        """The pieces in order, those of which something is said as marks."""
        for piece, (start, end) in zip(self._pieces, pairwise(self._edges), strict=False):
            text = escape(raw[start:end])
            if piece.state is None:
                yield text
            else:
                note = escape("\n".join(piece.notes))
                yield f'<mark class="{piece.state}" tabindex="0" data-note="{note}">{text}</mark>'
