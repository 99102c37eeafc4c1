"""Spans of documents and passages of rows: found again where the diff puts them, or edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from pipeline import provenance
from pipeline.declare import columns
from pipeline.evidence.carry.advice import CHOOSE, ELSEWHERE, moved_out, rewritten
from pipeline.evidence.carry.carried import Carried, Edited
from pipeline.evidence.carry.moves import Moves
from pipeline.evidence.carry.world import World
from pipeline.evidence.data import CITING
from pipeline.evidence.documents import as_span
from pipeline.evidence.index import cells, key_of
from pipeline.evidence.passages import Passage, Unplaced, parse, parse_words, resolve
from pipeline.evidence.reading import Reading, Source, Unread, place
from pipeline.evidence.spans import Range
from pipeline.evidence.squeeze import bare
from pipeline.records import Parsed

_SHOWN = 40
"""Characters shown of an edited place."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A cell that cites a place."""

    table: Parsed
    row: int
    field: str
    value: str

    def edited(self, old: str, new: str, reason: str, hint: str) -> Edited:
        """The place is not carried."""
        key = key_of(self.table, cells(self.table.records[self.row]))
        spot = (self.table.name, self.row, key, self.field)
        return Edited(*spot, _short(old), _short(new), reason, hint)


def carry_spans(before: World, after: World, moves: Moves, carried: Carried) -> None:
    """The spans of documents that stand in the text."""
    table = before.index.table(provenance.DocumentSpan)
    assert table is not None, "a text is cited by spans"
    for row, record in table.records.items():
        assert isinstance(record, provenance.DocumentSpan), "spans come from their table"
        if record.source_id != moves.old.source_id:
            continue
        edited = _span(table, row, record, moves)
        carried.spans.edited += len(edited)
        carried.spans.carried += not edited
        carried.edited += edited


def carry_passages(before: World, after: World, moves: Moves, carried: Carried) -> None:
    """The passages that are cited in documents of the text, and in the text itself."""
    for cited, old, new in _passages(before, after):
        places = zip(
            parse(cited.value),
            resolve(cited.value, old.text),
            resolve(cited.value, new.text),
            strict=True,
        )
        for passage, was, now in places:
            if isinstance(was, Unplaced):
                continue
            problem = _lost(passage, old, was, new, now, moves)
            if problem is None:
                carried.passages.carried += 1
                continue
            carried.passages.edited += 1
            stands = _now(old, was, moves)
            out = moved_out(passage, moves) if _gone(passage, now) else None
            if out:
                stands, problem = moves.new.text[slice(*out[2])], out[:2]
            carried.edited.append(cited.edited(old.text[slice(*was)], stands, *problem))


def _span(table: Parsed, row: int, record: provenance.DocumentSpan, moves: Moves) -> list[Edited]:
    span = as_span(record)
    was, now = place(span, moves.old), place(span, moves.new)
    if isinstance(was, Unread):
        return []
    edges = {
        "from": (was[0], was[0] + _size(span.from_)),
        "to": (was[1] - _size(span.to), was[1]),
    }
    if isinstance(now, Unread):
        field, problem = now.field, (now.problem.reason, now.problem.remedy)
    elif moves.to(was[0]) != now[0] or moves.twice(*edges["from"]):
        field, problem = "from", (ELSEWHERE, CHOOSE)
    elif moves.to(was[1] - 1) != now[1] - 1 or moves.twice(*edges["to"]):
        field, problem = "to", (ELSEWHERE, CHOOSE)
    else:
        return []
    cited = Cited(table, row, field, span.from_ if field == "from" else span.to)
    new = moves.new.text[slice(*moves.now(*edges[field]))]
    return [cited.edited(moves.old.text[slice(*edges[field])], new, *problem)]


def _passages(before: World, after: World) -> Iterator[tuple[Cited, Reading, Reading]]:
    """Each cell that cites a passage, with the reading of its document then and now."""
    for table in before.index.tables.values():
        names = columns(table.model)
        for field, document in CITING:
            if field not in names or document not in names:
                continue
            for row, record in table.records.items():
                at, document_id = getattr(record, field), getattr(record, document)
                old, new = before.reading(document_id), after.reading(document_id)
                if at is not None and old and new:
                    yield Cited(table, row, field, at), old, new
    yield from _of_the_text(before, after)


def _of_the_text(before: World, after: World) -> Iterator[tuple[Cited, Reading, Reading]]:
    """The omissions that cite the text itself, by their passage or else by their words."""
    table = before.index.table(provenance.Omission)
    for row, record in table.records.items() if table else ():
        assert table is not None and isinstance(record, provenance.Omission), "rows of its table"
        if record.document_id is not None or record.source_id != before.text.source_id:
            continue
        if record.at or bare(record.exact) not in after.text.text:
            cited = ("at", record.at) if record.at else ("exact", f"{record.exact}#1")
            yield Cited(table, row, *cited), _raw(before.text), _raw(after.text)


def _raw(text: Source) -> Reading:
    return Reading(text.text, tuple(((text.source_id, at),) for at in text.origins))


def _gone(passage: Passage | Unplaced, now: Range | Unplaced) -> TypeGuard[Passage]:
    """Whether the words of a passage have left their document altogether."""
    return isinstance(passage, Passage) and isinstance(now, Unplaced) and not now.found


def _size(words: str) -> int:
    parsed = parse_words(words)
    return 0 if isinstance(parsed, Unplaced) else len(parsed.first)


def _lost(
    passage: Passage | Unplaced,
    old: Reading,
    was: Range,
    new: Reading,
    now: Range | Unplaced,
    moves: Moves,
) -> tuple[str, str] | None:
    """Why a passage does not stand where it stood, and what to do; None where it does."""
    if isinstance(now, Unplaced):
        return rewritten(now)
    for then, here in ((was[0], now[0]), (was[1] - 1, now[1] - 1)):
        if _moved(old.origins[then], moves) != new.origins[here]:
            return ELSEWHERE, CHOOSE
    assert isinstance(passage, Passage), "what has a place could be read"
    first = (was[0], was[0] + len(passage.first))
    last = (was[1] - len(passage.last or passage.first), was[1])
    if any(_twice(old, words, moves) for words in (first, last)):
        return ELSEWHERE, CHOOSE
    return None


def _twice(old: Reading, words: Range, moves: Moves) -> bool:
    """Whether words of a passage may as well be another copy of them."""
    within = _within(old, words, moves)
    return within is not None and moves.twice(*within)


def _moved(origin: tuple[tuple[str, int], ...], moves: Moves) -> tuple[tuple[str, int | None], ...]:
    ours = moves.old.source_id
    return tuple((name, moves.char(at) if name == ours else at) for name, at in origin)


def _now(old: Reading, was: Range, moves: Moves) -> str:
    """What stands there now; '' where the passage is of several texts."""
    within = _within(old, was, moves)
    return moves.new.text[slice(*moves.now(*within))] if within else ""


def _within(old: Reading, place: Range, moves: Moves) -> Range | None:
    """The range of the text that a range of a reading was taken from; None if it is of several."""
    ends = [old.origins[place[0]][:1], old.origins[place[1] - 1][-1:]]
    raw = [at for origin in ends for name, at in origin if name == moves.old.source_id]
    if len(raw) < len(ends) or raw[0] > raw[1]:
        return None
    return moves.bare(raw[0]), moves.bare(raw[1]) + 1


def _short(words: str) -> str:
    half = _SHOWN // 2
    return words if len(words) <= _SHOWN else f"{words[:half]}…{words[-half:]}"
