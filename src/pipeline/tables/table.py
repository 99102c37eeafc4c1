"""One table as read: its labels, its rows as SQL, and where its cells stand in the file."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.dialect import Dialect
from pipeline.issue import Issue
from pipeline.tables.proof import Proof
from pipeline.tables.tokens import Row, Tokens

Cell = tuple[int, str | None]
"""Number of the record, and label of the column; no label means the record as a whole."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a table was read from, and how to read it again.

    lined: every row is one line, so that rows can be passed over unread.
    """

    file: Path
    codec: str
    dialect: Dialect
    lined: bool = False

    def tokens(self) -> Tokens:
        """What reads the file row by row."""
        return Tokens(self.file, self.codec, self.dialect)

    def rows(self, wanted: Collection[int]) -> Iterable[Row]:
        """All rows, or at least those that are wanted."""
        return self.tokens().lined(wanted) if self.lined else self.tokens().rows()


@dataclass(frozen=True, slots=True)
class Inline:
    """Where the rows of a table stand in the descriptor.

    pointer: of the list of rows. first: number of the record that is the list's first item;
    None where the rows are one text.
    keyed: rows are objects, so that a cell's place is its label.
    seen: of objects, the index of the first that has each of the labels.
    """

    pointer: str
    first: int | None
    keyed: bool
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of several. `offset` is added to its numbers of records; `end` is its last one."""

    table: "Table"
    offset: int
    end: int


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
    parts: the files that the table was put together from, where there are several.
    kinds: for inline JSON the columns in `sql` that hold the JSON type of each cell (`string`,
    `number`, `boolean`, `array`, `object`, `null`), parallel to `columns`.
    inline: where the rows stand, if in the descriptor.
    unproven: what the bytes tell; whether `sql` accounts for it, and how many `rows` there are,
    is still to be seen.
    first: the number of the first row where the numbers run on in the order of `sql`, so that
    they need not be asked, which keeps several threads in step; None where they are read.
    """

    name: str
    path: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    rejected: int
    sql: str
    origin: Origin
    parts: tuple[Part, ...] = ()
    kinds: tuple[str, ...] = ()
    inline: Inline | None = None
    unproven: Proof | None = None
    first: int | None = None

    def located(self, issue: Issue, column: str | None = None) -> Issue:
        """The same issue, of one of several files or of the descriptor where it is in one.

        column: that of the cell, where its label does not tell.
        """
        if issue.resource != self.name or issue.row is None:
            return issue
        if self.inline:
            found = in_text(issue) if self.inline.first is None else issue
            label = column or issue.field
            pointer = issue.pointer or self._pointer(self.inline, issue.row, label)
            return replace(found, pointer=pointer)
        number, part = self._part(issue.row)
        if part is None or issue.part is not None:
            return issue
        related = tuple(
            replace(place, path=self.path_of(place.row)) if place.resource == self.name else place
            for place in issue.related
        )
        return replace(issue, path=part.table.path, part=number, related=related)

    def header_pointer(self, column: int) -> str | None:
        """Where the label of a column stands, if in the descriptor: in objects, the first time."""
        if self.inline is None:
            return None
        if self.inline.keyed and column < len(self.inline.seen):
            return (
                f"{self.inline.pointer}/{self.inline.seen[column]}/{_escaped(self.labels[column])}"
            )
        return self._pointer(self.inline, 1, self.columns[column])

    def _pointer(self, inline: Inline, row: int, label: str | None) -> str:
        place = -1 if inline.first is None else row - inline.first
        if place < 0:
            return inline.pointer
        index = self._index(label)
        if index is None:
            return f"{inline.pointer}/{place}"
        return f"{inline.pointer}/{place}/{_escaped(self.labels[index]) if inline.keyed else index}"

    def _part(self, row: int) -> tuple[int, Part | None]:
        found = (item for item in enumerate(self.parts, 1) if row <= item[1].end)
        return next(found, (0, None))

    def path_of(self, row: int | None) -> str:
        """The file that a row stands in."""
        part = None if row is None else self._part(row)[1]
        return part.table.path if part else self.path

    def places(self, cells: Collection[Cell]) -> dict[Cell, tuple[int, int | None]]:
        """Physical (line, column) of cells, in one pass over the file.

        A cell in quotes begins at its quote. The column is None where there is no label or no
        such cell; a record that is not in the file, or a file that is gone, is left out.
        """
        if self.inline and self.inline.first is not None:
            return {}
        if self.parts:
            return self._places_in_parts(cells)
        return self.placed(self.read({number for number, _ in cells}), cells)

    def placed(
        self, rows: Mapping[int, Row], cells: Collection[Cell]
    ) -> dict[Cell, tuple[int, int | None]]:
        """The same of a single file whose rows were read."""
        tokens = self.origin.tokens()
        return {
            (number, label): self._place(tokens, rows[number], label)
            for number, label in cells
            if number in rows
        }

    def read(self, numbers: Collection[int]) -> dict[int, Row]:
        """Those rows of a single file, in one pass; none of a file that is gone."""
        found: dict[int, Row] = {}
        with suppress(OSError, UnicodeError):
            for row in self.origin.rows(numbers):
                if len(found) == len(numbers):
                    break
                if row.number in numbers:
                    found[row.number] = row
        return found

    def texts(self, rows: Collection[int]) -> dict[int, tuple[str, ...]]:
        """The cells of rows as they stand in the file, in one pass; of a broken row all its text.

        Rows of inline JSON are not in a file, and are left out like those of one that is gone.
        """
        if self.inline and self.inline.first is not None:
            return {}
        found: dict[int, tuple[str, ...]] = {}
        for part in self.parts:
            own = [row - part.offset for row in rows if self._part(row)[1] is part]
            local = part.table.texts(own) if own else {}
            found |= {row + part.offset: cells for row, cells in local.items()}
        return found if self.parts else self.cells(self.read(rows))

    def cells(self, rows: Mapping[int, Row]) -> dict[int, tuple[str, ...]]:
        """The cells of rows that were read; of a broken row all its text."""
        tokens = self.origin.tokens()
        return {
            number: (row.text,) if row.flaw else tuple(tokens.cells(row))
            for number, row in rows.items()
        }

    def _places_in_parts(self, cells: Collection[Cell]) -> dict[Cell, tuple[int, int | None]]:
        found: dict[Cell, tuple[int, int | None]] = {}
        for part in self.parts:
            own = [cell for cell in cells if self._part(cell[0])[1] is part]
            local = part.table.places([(row - part.offset, label) for row, label in own])
            found |= {(row + part.offset, label): spot for (row, label), spot in local.items()}
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


def in_text(issue: Issue) -> Issue:
    """Lines of an inline text are no lines of the descriptor, so the message tells them."""
    if issue.line is None:
        return issue
    where = f"Line {issue.line} of the inline text: "
    related = tuple(replace(place, line=None, column=None) for place in issue.related)
    said = where + issue.message
    return replace(issue, message=said, line=None, column=None, related=related)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
