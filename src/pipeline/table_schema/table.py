"""What this room needs of a table of text cells."""

from collections.abc import Collection
from typing import Protocol


class Table(Protocol):
    """The physical rows of a resource, as `pipeline.tables` gives them."""

    @property
    def name(self) -> str:
        """The resource's name."""

    @property
    def path(self) -> str:
        """The file, as in the descriptor."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The header, in file order."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The SQL names of the columns in `sql`, parallel to `labels`."""

    @property
    def rows(self) -> int:
        """How many data rows can be read."""

    @property
    def rejected(self) -> int:
        """How many rows have a broken structure and are not in `sql`."""

    @property
    def sql(self) -> str:
        """A FROM item: `_row` and a text column per label, '' where a cell is empty."""

    def places(
        self, cells: Collection[tuple[int, str | None]]
    ) -> dict[tuple[int, str | None], tuple[int, int | None]]:
        """(row, label) → physical (line, column)."""
