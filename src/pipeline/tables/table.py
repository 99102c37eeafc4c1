"""One table as read: its labels, its rows as SQL, and where its cells stand in the file."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.dialect import Dialect
from pipeline.tables.tokens import Row, Tokens

Cell = tuple[int, str | None]
"""Number of the record, and label of the column; no label means the record as a whole."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a table was read from, and how to read it again."""

    file: Path
    codec: str
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class Table:
    """The physical rows of a resource, as text.

    path: as in the descriptor, with forward slashes, for messages.
    labels: the header as read, in file order: blank and repeated ones too.
    columns: the names in `sql`, parallel to `labels`; equal to them where those can be names.
    rows: data rows that can be read.
    rejected: rows whose structure is broken: reported, and absent from `sql`.
    sql: a FROM item with `_row` BIGINT, the number of the record in the file (2 is the first
    after an ordinary header), and a VARCHAR for each of `columns`; an empty cell is '', not NULL.
    """

    name: str
    path: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    rejected: int
    sql: str
    origin: Origin

    def places(self, cells: Collection[Cell]) -> dict[Cell, tuple[int, int | None]]:
        """Physical (line, column) of cells, in one pass over the file.

        A cell in quotes begins at its quote. The column is None where there is no label or no
        such cell; a record that is not in the file, or a file that is gone, is left out.
        """
        wanted: dict[int, set[str | None]] = {}
        for number, label in cells:
            wanted.setdefault(number, set()).add(label)
        found: dict[Cell, tuple[int, int | None]] = {}
        tokens = Tokens(self.origin.file, self.origin.codec, self.origin.dialect)
        try:
            for row in tokens.rows():
                if not wanted:
                    break
                for label in wanted.pop(row.number, ()):
                    found[row.number, label] = self._place(tokens, row, label)
        except (OSError, UnicodeError):
            pass
        return found

    def _place(self, tokens: Tokens, row: Row, label: str | None) -> tuple[int, int | None]:
        index = self._index(label)
        starts = [] if row.flaw or index is None else tokens.grammar.starts(row.text)
        if index is None or index >= len(starts):
            return row.line, None
        return tokens.position(row, starts[index])

    def _index(self, label: str | None) -> int | None:
        for names in (self.columns, self.labels):
            if label in names:
                return names.index(label)
        return None
