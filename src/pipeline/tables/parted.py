"""Rows that lack cells, held back until it can be told whether two of them are one that was cut."""

from collections.abc import Callable
from dataclasses import dataclass, field

_HINT = (
    "This line and its neighbour lack cells, and together have those of one row: if a line break "
    "parted a row, join them; else add what is missing."
)

_TWO = 2
"""More in a row that lack cells have lost a column, or a delimiter each."""

Tell = Callable[[str], None]


@dataclass(slots=True)
class Parted:
    """A run of such rows; each is told with the hint that fits, once the run has ended."""

    count: int = 0
    _held: list[tuple[int, str, Tell]] = field(default_factory=list)
    _many: bool = False

    def add(self, cells: int, hint: str, tell: Tell) -> None:
        """One more row of the run; `tell` reports it with a hint, usually `hint`."""
        self.count += 1
        self._held.append((cells, hint, tell))
        if self._many or len(self._held) > _TWO:
            self._many = True
            self._tell()

    def end(self, width: int) -> None:
        """The run is over: two that make one row of `width` cells are told as such."""
        cells = sum(held for held, _, _ in self._held)
        if len(self._held) == _TWO and cells - width in (0, 1):
            self._held = [(held, _HINT, tell) for held, _, tell in self._held]
        self._tell()
        self._many = False

    def _tell(self) -> None:
        for _, hint, tell in self._held:
            tell(hint)
        self._held.clear()
