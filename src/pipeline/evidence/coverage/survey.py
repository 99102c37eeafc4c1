"""Go through all that the sources print, and say of each thing what became of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline import provenance
from pipeline.evidence import spans
from pipeline.evidence.coverage.items import GATED, Item, items
from pipeline.evidence.coverage.names import Names
from pipeline.evidence.coverage.omissions import Left, Offset, place
from pipeline.evidence.coverage.outside import inside, outside
from pipeline.evidence.coverage.periods import Period, periods
from pipeline.evidence.data import Spot
from pipeline.evidence.documents import Documents
from pipeline.evidence.index import Index
from pipeline.evidence.row import Row
from pipeline.evidence.witness import Witness
from pipeline.issue import Issue


class State(StrEnum):
    """What became of a thing that is printed; the first that holds is taken."""

    ANCHORED = "anchored"
    OMITTED = "omitted"
    REPEATED = "repeated"
    UNSEEN = "unseen"


_STATES = tuple(State)

PASSAGE = provenance.PrintedAs.PASSAGE.value
"""What is only cited is not recorded."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a source prints, and its state.

    `ranges` are where the raw text prints it; `document_id` is None outside all documents.
    """

    kind: provenance.CoverageKind
    state: State
    words: str
    source_id: str
    ranges: tuple[spans.Range, ...]
    document_id: str | None

    @property
    def open(self) -> bool:
        """Whether it stands in the way: unseen, and of a kind that must not be."""
        return self.state is State.UNSEEN and self.kind in GATED


@dataclass(frozen=True, slots=True)
class Support:
    """Characters of a source on which fields of records rest."""

    source_id: str
    ranges: tuple[spans.Range, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that the texts at hand print, in their order; what supports or omits it.

    `sources` are those of which text and documents are at hand, all of them.
    `idle` are omissions of what is recorded anyway; `issues` are of those without a place.
    """

    sources: tuple[str, ...]
    seen: tuple[Seen, ...]
    supports: tuple[Support, ...]
    left: tuple[Left, ...]
    idle: tuple[Left, ...]
    issues: tuple[Issue, ...]

    @property
    def counted(self) -> int:
        """How many counts there are: sources by kinds."""
        return len(self.sources) * len(provenance.CoverageKind)

    def of(self, source_id: str) -> list[Seen]:
        """What one source prints."""
        return [item for item in self.seen if item.source_id == source_id]


def survey(
    index: Index,
    documents: Documents,
    witnesses: Mapping[str, Witness],
    rows: Iterable[Row],
    complete: Iterable[str],
) -> Survey:
    """Look at every document, and at what the sources print outside them."""
    supports = [
        Support(row.source_id, spans.parse(row.spans), row.spot)
        for row in rows
        if row.printed_as != PASSAGE
    ]
    for period in periods(index, witnesses):
        supports += _of_period(period, witnesses[period.document_id])
    left, issues = place(index, documents)
    surveyor = _Surveyor(supports, left, Names.from_index(index))
    for document_id, witness in sorted(witnesses.items()):
        surveyor.look(witness, document_id)
    read = inside(documents.readings.values())
    for source_id, source in sorted(documents.texts.items()):
        rest = outside(source, read.get(source_id, ()))
        surveyor.look(Witness(rest, {source_id: source}), None)
    idle = tuple(item for item in left if surveyor.is_idle(item))
    return Survey(
        tuple(sorted(complete)), surveyor.seen(), tuple(supports), tuple(left), idle, tuple(issues)
    )


class _Surveyor:
    """Holds what covers each character; notes each thing once, however many documents print it."""

    def __init__(self, supports: Sequence[Support], left: Sequence[Left], names: Names) -> None:
        self._recorded = {
            (support.source_id, at)
            for support in supports
            for start, end in support.ranges
            for at in range(start, end)
        }
        self._omitted: dict[Offset, list[Left]] = {}
        for omission in left:
            for offset in omission.offsets:
                self._omitted.setdefault(offset, []).append(omission)
        self._names = names
        self._seen: dict[tuple[str, frozenset[Offset]], Seen] = {}
        self._met: dict[int, Counter[State]] = {omission.row: Counter() for omission in left}

    def look(self, witness: Witness, document_id: str | None) -> None:
        """Note everything that a text prints."""
        found = [self._judge(item, witness) for item in items(witness, self._names)]
        witnessed = {r for item, _, state in found if state is State.ANCHORED for r in item.records}
        for item, offsets, state in found:
            if state is State.UNSEEN and document_id and witnessed & item.records:
                state = State.REPEATED
            self._note(item, offsets, state, witness, document_id)

    def seen(self) -> tuple[Seen, ...]:
        """Everything noted, in the order of the sources."""
        return tuple(sorted(self._seen.values(), key=_order))

    def is_idle(self, left: Left) -> bool:
        """Whether all that an omission leaves out is recorded."""
        met = self._met[left.row]
        if met:
            return set(met) == {State.ANCHORED}
        return self._recorded.issuperset(left.offsets)

    def _judge(self, item: Item, witness: Witness) -> tuple[Item, frozenset[Offset], State]:
        origins = witness.reading.origins
        offsets = frozenset(offset for at in item.core for offset in origins[at])
        state = State.ANCHORED if self._recorded.issuperset(offsets) else State.UNSEEN
        for omission in self._omissions(offsets):
            self._met[omission.row][state] += 1
            state = State.OMITTED if state is State.UNSEEN else state
        return item, offsets, state

    def _omissions(self, offsets: frozenset[Offset]) -> Iterator[Left]:
        first = next(iter(offsets))
        for omission in self._omitted.get(first, ()):
            if omission.offsets.issuperset(offsets):
                yield omission

    def _note(
        self,
        item: Item,
        offsets: frozenset[Offset],
        state: State,
        witness: Witness,
        document_id: str | None,
    ) -> None:
        known = self._seen.get((item.kind, offsets))
        if known is None:
            source_id, ranges = witness.cite(item.place)[0]
            words = witness.text[slice(*item.place)]
            seen = Seen(item.kind, state, words, source_id, ranges, document_id)
            self._seen[item.kind, offsets] = seen
        elif _STATES.index(state) < _STATES.index(known.state):
            self._seen[item.kind, offsets] = replace(known, state=state)


def _of_period(period: Period, witness: Witness) -> Iterator[Support]:
    for source_id, ranges in witness.cite(period.place):
        yield Support(source_id, ranges, period.spot)


def _order(item: Seen) -> tuple[str, int, int, str]:
    return item.source_id, *item.ranges[0], item.kind
