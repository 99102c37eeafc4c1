"""The quantities and dates of a text, read by sentences: only of those that are asked for.

Nothing that says a number or a date goes on across a full stop, so the sentences say together
what the whole text says (`quantities` and `dates` read it whole).
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from pipeline.evidence.squeeze import occurrences
from pipeline.evidence.values.dates import PrintedDate, placed, shaped_dates
from pipeline.evidence.values.quantities import Quantity, quantities_in
from pipeline.evidence.values.shape import Sheet

STOP = "。"

Read = tuple[Sequence[Quantity], Sequence[PrintedDate]]
"""What one sentence says."""


class Sentences:
    """A text whose sentences are each read once, when first asked for."""

    def __init__(self, text: str, seams: Collection[int] = ()) -> None:
        self._sheet = Sheet(text, seams)
        self._stops = list(occurrences(text, STOP))
        self._read: dict[int, Read] = {}

    def quantities(self, start: int, end: int) -> Iterator[Quantity]:
        """Those that begin in a range, in order."""
        for found, _ in self._within(start, end):
            yield from (quantity for quantity in found if start <= quantity.start < end)

    def dates(self, start: int, end: int) -> Iterator[PrintedDate]:
        """Those that begin in a range, in order."""
        for _, found in self._within(start, end):
            yield from (date for date in found if start <= date.start < end)

    def _within(self, start: int, end: int) -> Iterator[Read]:
        for number in range(bisect_left(self._stops, start), bisect_left(self._stops, end) + 1):
            if number not in self._read:
                self._read[number] = self._sentence(number)
            yield self._read[number]

    def _sentence(self, number: int) -> Read:
        """Read from the stop before to the stop behind: a sign may look at its neighbours."""
        text, stops = self._sheet.text, self._stops
        start = stops[number - 1] if number else 0
        end = stops[number] + 1 if number < len(stops) else len(text)
        shape = self._sheet.shape(start, end)
        dated = shaped_dates(shape)
        return quantities_in(shape, text, dated), [placed(date, shape) for date in dated]
