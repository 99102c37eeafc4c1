"""Whether the evidence of one datum is carried, and if not, why and what to do about it."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evidence import spans
from pipeline.evidence.carry.advice import broken_number, reworded
from pipeline.evidence.carry.carried import Edited
from pipeline.evidence.carry.moves import Moves
from pipeline.evidence.carry.world import World
from pipeline.evidence.data import Spot
from pipeline.evidence.derive import Found, Nothing, Outcome
from pipeline.evidence.explain import MISSING, Trouble, context
from pipeline.evidence.row import Row
from pipeline.evidence.spans import Range

_AGAIN = "if the record is right as it is, `pipeline anchor` takes the new place"
_FIRST = "run `pipeline anchor` with the old text first, then carry"
_NEW = "`pipeline anchor` takes it, if it is what the record means"

Rows = Sequence[Row]


class Judge:
    """Compares where evidence was, where the diff puts it, and where it is found again."""

    def __init__(self, before: World, after: World, moves: Moves) -> None:
        self.before, self.after, self.moves = before, after, moves

    def judge(self, spot: Spot, committed: Rows) -> Edited | Nothing | None:
        """None where the evidence is carried, or where there was none and there is none."""
        outcome = self.after.outcomes[spot]
        was, now = self.before.rows.get(spot, ()), self.after.rows.get(spot, ())
        if not committed:
            return self._unheard(outcome, now) if now else None
        if sorted(map(_plain, committed)) != sorted(map(_plain, was)):
            reason = "its evidence was not of the old text: record and evidence had parted before"
            return self._edited(outcome, committed, reason, _FIRST)
        if outcome.result is Nothing.WAITING:
            return Nothing.WAITING
        carried = [self._carried(row) for row in committed]
        if isinstance(outcome.result, Trouble):
            return self._troubled(outcome, outcome.result, committed)
        if not isinstance(outcome.result, Found):
            return self._edited(outcome, committed, "it is not printed there once any more", _AGAIN)
        there = context(outcome.result.witness.text, outcome.result.place)
        if None in carried:
            reason = f"its characters or a number or word that they belong to changed: {there}"
            return self._edited(outcome, committed, reason, _AGAIN)
        if carried != [self._found(row, now) for row in committed] or len(now) != len(committed):
            reason = f"it would now be found at another place: {there}"
            return self._edited(outcome, committed, reason, _AGAIN)
        return None

    def _troubled(self, outcome: Outcome, trouble: Trouble, committed: Rows) -> Edited:
        """The new text does not print the value, or not once: what it prints in its place."""
        broken = broken_number(self.moves, self._places(committed))
        if broken:
            return self._edited(outcome, committed, *broken)
        found = self._edited(outcome, committed, trouble.message, trouble.hint)
        if trouble.code != MISSING or found.old == found.new:
            return found
        return replace(found, hint=reworded(outcome, found.old, found.new))

    def _carried(self, row: Row) -> tuple[int, ...] | None:
        ranges = spans.parse(row.spans)
        if row.source_id != self.moves.old.source_id:
            return tuple(at for start, end in ranges for at in range(start, end))
        return self.moves.carry(ranges)

    def _found(self, row: Row, now: Rows) -> tuple[int, ...] | None:
        """The characters that the evidence of the same source now cites."""
        again = next((new for new in now if new.source_id == row.source_id), None)
        if again is None:
            return None
        ranges = spans.parse(again.spans)
        if row.source_id != self.moves.new.source_id:
            return tuple(at for start, end in ranges for at in range(start, end))
        raw = self.moves.new.raw
        cited = (at for start, end in ranges for at in range(start, end))
        return tuple(at for at in cited if not raw[at].isspace())

    def _unheard(self, outcome: Outcome, now: Rows) -> Edited:
        assert isinstance(outcome.result, Found), "only what is found has rows"
        there = context(outcome.result.witness.text, outcome.result.place)
        reason = f"it had no evidence, but is printed there: {there}"
        return self._edited(outcome, (), reason, _NEW)

    def _edited(self, outcome: Outcome, rows: Rows, reason: str, hint: str) -> Edited:
        datum, moves, places = outcome.datum, self.moves, self._places(rows)
        old = "; ".join(moves.old.text[start:end] for start, end in places)
        new = "; ".join(moves.new.text[slice(*moves.now(*place))] for place in places)
        spot = (datum.table.name, datum.row, datum.key, datum.field)
        return Edited(*spot, old, new, reason, hint)

    def _places(self, rows: Rows) -> list[Range]:
        """What evidence cites of the old text, in its squeezed form."""
        moves = self.moves
        ours = [row for row in rows if row.source_id == moves.old.source_id]
        ranges = [span for row in ours for span in spans.parse(row.spans)]
        within = [r for r in ranges if r[1] <= len(moves.old.raw)]
        return [(moves.bare(start), moves.bare(end)) for start, end in within]


def _plain(row: Row) -> tuple[str, ...]:
    return row.document_id, row.source_id, row.spans, row.basis_digest, row.span_digest
