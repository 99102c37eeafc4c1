"""The quantities and dates of a text, read by sentences: only of those that are asked for.

Nothing that says a number or a date goes on across a full stop, so the sentences say together
what the whole text says (`quantities` and `dates` read it whole).
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.evidence.squeeze import occurrences
from pipeline.evidence.values.dates import PrintedDate, placed, shaped_dates
from pipeline.evidence.values.quantities import Quantity, quantities_in
from pipeline.evidence.values.shape import Shape

STOP = "。"

Read = tuple[Sequence[Quantity], Sequence[PrintedDate]]
"""What one sentence says."""


class Sentences:
    """A text whose sentences are each read once, when first asked for."""

    def __init__(self, text: str, whole: Shape) -> None:
        self._text, self._whole = text, whole
        self._signs = list(occurrences(whole.text, STOP))
        self._stops = [whole.at[sign] for sign in self._signs]
        self._read: dict[int, Read] = {}

    def quantities(self, start: int, end: int) -> list[Quantity]:
        """Those that begin in a range, in order."""
        read = [self._sentence(number)[0] for number in self._numbers(start, end)]
        return [found for listed in read for found in listed if start <= found.start < end]

    def dates(self, start: int, end: int) -> list[PrintedDate]:
        """Those that begin in a range, in order."""
        read = [self._sentence(number)[1] for number in self._numbers(start, end)]
        return [found for listed in read for found in listed if start <= found.start < end]

    def _numbers(self, start: int, end: int) -> range:
        """Which sentences have a part in a range."""
        return range(bisect_left(self._stops, start), bisect_left(self._stops, end) + 1)

    def _sentence(self, number: int) -> Read:
        if number not in self._read:
            self._read[number] = self._look(number)
        return self._read[number]

    def _look(self, number: int) -> Read:
        """Read from the stop before to the stop behind: a sign may look at its neighbours."""
        signs, whole = self._signs, self._whole
        first = signs[number - 1] if number else 0
        last = signs[number] + 1 if number < len(signs) else len(whole.text)
        shape = whole.stretch(first, last)
        dated = shaped_dates(shape)
        quantities = quantities_in(shape, self._text, dated)
        return quantities, [placed(date, shape) for date in dated]
