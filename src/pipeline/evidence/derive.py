"""Derive the evidence: for each datum, the one place in its passages that prints it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.declare import How
from pipeline.evidence.data import Datum
from pipeline.evidence.explain import Trouble, ambiguous, uncited, unplaced
from pipeline.evidence.forms import Forms, forms_of
from pipeline.evidence.index import Index
from pipeline.evidence.passages import Unplaced
from pipeline.evidence.search import search
from pipeline.evidence.spans import Citation, join
from pipeline.evidence.witness import Place, Witness


class Nothing(Enum):
    """Why there is neither a place nor an issue."""

    ABSENT = auto()
    """It need not be printed in the passage, and it is not there once."""
    WAITING = auto()
    """Something else must be mended first, and has its own issue."""
    UNREAD = auto()
    """The document's text is not at hand."""


@dataclass(frozen=True, slots=True)
class Found:
    """The one place of a value, in its document's reading text; of passages, all of them."""

    place: Place
    witness: Witness
    more: tuple[Place, ...] = ()

    def cite(self) -> list[Citation]:
        """The raw ranges that print it, by source."""
        cited = self.witness.cite(self.place)
        if not self.more:
            return cited
        return join([cited, *(self.witness.cite(place) for place in self.more)])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one datum; `forms` is None where they are not at hand."""

    datum: Datum
    forms: Forms | None
    result: Found | Trouble | Nothing


def derive(
    data: Iterable[Datum],
    index: Index,
    witnesses: Mapping[str, Witness],
    broken: Collection[str] = (),
) -> Iterator[Outcome]:
    """The outcome of every datum; `broken` are documents whose spans have issues."""
    for datum in data:
        forms, document_id = forms_of(datum, index), datum.document_id
        if forms is None or document_id in broken or document_id not in index.documents:
            yield Outcome(datum, forms, Nothing.WAITING)
        elif document_id not in witnesses:
            yield Outcome(datum, forms, Nothing.UNREAD)
        else:
            yield Outcome(datum, forms, _derive(datum, forms, witnesses[document_id], index))


def _derive(
    datum: Datum, forms: Forms, witness: Witness, index: Index
) -> Found | Trouble | Nothing:
    if datum.whole:
        return Found((0, len(witness.text)), witness)
    if datum.at is None:
        return uncited(datum) if datum.required else Nothing.ABSENT
    passages = witness.resolve(datum.at)
    within = [place for place in passages if not isinstance(place, Unplaced)]
    if len(within) < len(passages):
        return Nothing.WAITING
    if datum.how is How.PASSAGE:
        return Found(within[0], witness, tuple(within[1:]))
    places = search(datum, forms, witness, within)
    if len(places) == 1:
        return Found(places[0], witness)
    if not datum.required:
        return Nothing.ABSENT
    if places:
        return ambiguous(datum, witness, places)
    return unplaced(datum, forms, witness, within, index)
