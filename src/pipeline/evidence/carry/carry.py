"""Carry spans, passages and evidence from a text to its corrected form, and derive them anew.

The place comes from the diff; that the words are found there again is held against it. So a
place is carried only where both agree, and a lookalike is never taken for the original.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import provenance
from pipeline.evidence import spans
from pipeline.evidence.carry.carried import Carried, Edited
from pipeline.evidence.carry.judge import Judge
from pipeline.evidence.carry.moves import Moves
from pipeline.evidence.carry.places import carry_passages, carry_spans
from pipeline.evidence.carry.world import World, world
from pipeline.evidence.data import Spot
from pipeline.evidence.derive import Nothing
from pipeline.evidence.index import Index
from pipeline.evidence.reading import Source
from pipeline.evidence.row import Row, by_spot, committed
from pipeline.records import Parsed

Rows = Mapping[Spot, Sequence[Row]]


def carry(
    tables: Sequence[Parsed],
    old: tuple[provenance.Source, str],
    new: tuple[provenance.Source, str],
    others: Mapping[str, Source],
) -> Carried:
    """Carry everything that cites a source; `old` and `new` are its rows with their texts.

    `others` are the texts that stand in one document with it, by source.
    """
    before, after = world(tables, *old, others), world(tables, *new, others)
    moves = Moves(before.text, after.text)
    carried = Carried()
    carry_spans(before, after, moves, carried)
    carry_passages(before, after, moves, carried)
    _carry_evidence(before, after, moves, carried)
    return carried


def _carry_evidence(before: World, after: World, moves: Moves, carried: Carried) -> None:
    rows_of = _committed(before.index)
    judge = Judge(before, after, moves)
    for spot in before.outcomes:
        rows = rows_of.get(spot, [])
        if after.outcomes[spot].datum.whole:
            continue
        verdict = judge.judge(spot, rows)
        if verdict is None:
            _count(rows, after.rows.get(spot, ()), moves, carried)
            continue
        carried.evidence.edited += len(rows)
        rows_of[spot] = []
        if isinstance(verdict, Edited):
            carried.edited.append(verdict)
        elif verdict is Nothing.WAITING:
            carried.waiting += len(rows)
    carried.rows = list(_renewed(before, after, rows_of))


def _count(
    was: Iterable[Row],
    now: Iterable[Row],
    moves: Moves,
    carried: Carried,
) -> None:
    by_source = {row.source_id: row for row in now}
    for row in was:
        again = by_source[row.source_id]
        ours = row.source_id == moves.old.source_id
        if ours and _printed(row, moves.old) != _printed(again, moves.new):
            carried.evidence.rewrapped += 1
        else:
            carried.evidence.carried += 1


def _printed(row: Row, text: Source) -> list[str]:
    return [text.raw[start:end] for start, end in spans.parse(row.spans)]


def _renewed(before: World, after: World, rows_of: Rows) -> Iterator[Row]:
    """All evidence of the project in its order: of other texts as it was, of this one anew.

    A whole document is taken as it is read now: its spans were judged by their words.
    """
    for spot, rows in rows_of.items():
        now = {row.source_id: row for row in after.rows.get(spot, ())}
        for row in rows:
            if spot not in before.outcomes:
                yield row
            elif row.source_id in now:
                yield now[row.source_id]._replace(evidence_id=row.evidence_id)


def _committed(index: Index) -> dict[Spot, Sequence[Row]]:
    rows = by_spot(committed(index.table(provenance.Evidence)))
    return {spot: [row for _, row in found] for spot, found in rows.items()}
