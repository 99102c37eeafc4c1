"""One document as a witness: its reading text, what is printed in it, and where in the sources."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pipeline.evidence import spans
from pipeline.evidence.passages import Unplaced, resolve
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.values import PrintedDate, Quantity, Sentences, Shape, shape

Place = tuple[int, int]
"""A half-open range of a reading text."""


class Witness:
    """A reading with its seams, quantities and dates, each found once, when first asked for."""

    def __init__(self, reading: Reading, sources: Mapping[str, Source]) -> None:
        self.reading = reading
        self.text = reading.text
        self._sources = sources
        self._resolved: dict[str, list[Place | Unplaced]] = {}
        self._cited: dict[Place, list[spans.Citation]] = {}

    @cached_property
    def seams(self) -> frozenset[int]:
        """Where the raw text breaks between two characters of the reading."""
        return spans.seams(self.reading)

    @cached_property
    def shape(self) -> Shape:
        """The text with every Arabic numeral drawn together."""
        return shape(self.text, self.seams)

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.text, self.shape)

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """Every quantity of the document, whole: a passage cannot cut one."""
        return tuple(self._sentences.quantities(0, len(self.text)))

    @cached_property
    def dates(self) -> Sequence[PrintedDate]:
        """Every date of the document, whole."""
        return tuple(self._sentences.dates(0, len(self.text)))

    def quantities_in(self, places: Iterable[Place]) -> Sequence[Quantity]:
        """The quantities that begin in one of the places."""
        read = self._sentences.quantities
        return [quantity for start, end in places for quantity in read(start, end)]

    def dates_in(self, places: Iterable[Place]) -> Sequence[PrintedDate]:
        """The dates that begin in one of the places."""
        read = self._sentences.dates
        return [date for start, end in places for date in read(start, end)]

    def resolve(self, at: str) -> Sequence[Place | Unplaced]:
        """The places of the passages that a row cites."""
        if at not in self._resolved:
            self._resolved[at] = resolve(at, self.text)
        return self._resolved[at]

    def cite(self, place: Place) -> list[spans.Citation]:
        """The raw ranges that print a place."""
        if place not in self._cited:
            self._cited[place] = spans.cite(self.reading, *place, self._sources)
        return self._cited[place]

    def digest(self, citation: spans.Citation) -> str:
        """The digest of the characters cited."""
        return spans.digest(citation, self._sources)

    def whole(self, place: Place) -> bool:
        """Whether no number is cut at the edges of a place or joined across a seam in it."""
        inner = range(place[0] + 1, place[1])
        if not self.seams.isdisjoint(inner) and any(map(self._joins, inner)):
            return False
        return not spans.cuts(self.cite(place), self._sources)

    def _joins(self, at: int) -> bool:
        """Whether a number would go on across a seam."""
        return at in self.seams and _is_figure(self.text[at - 1]) and _is_figure(self.text[at])


def _is_figure(char: str) -> bool:
    return char in "0123456789０１２３４５６７８９"
