"""Any delimited text to plain RFC 4180: good rows are written, broken ones reported."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from pipeline.dialect import Dialect
from pipeline.tables import ragged
from pipeline.tables.ends import Ends
from pipeline.tables.findings import Findings
from pipeline.tables.labels import joined, numbered
from pipeline.tables.parted import Parted
from pipeline.tables.tokens import Flaw, Row, Tokens


@dataclass(slots=True)
class Normal:
    """What became of a file: its records are header, aside, blank, rejected or written."""

    labels: tuple[str, ...] | None = None
    """None where there is no header to go by."""
    header: int = 0
    aside: int = 0
    """Comments, and what stands above the header."""
    blank: int = 0
    rejected: int = 0
    written: int = 0
    longest: int = 0
    """Characters of the longest row that was written."""

    @property
    def rows(self) -> int:
        """How many records the file has, as far as one can tell."""
        return self.header + self.aside + self.blank + self.rejected + self.written


def normalise(
    file: Path, codec: str, dialect: Dialect, scratch: Path, findings: Findings
) -> tuple[Normal, Path]:
    """Write the sound rows, the number of the record first, into a new file in `scratch`."""
    tokens = Tokens(file, codec, dialect)
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=scratch, suffix=".csv", delete=False
    ) as out:
        # both signs of the line end make the writer quote a cell that holds either
        sorter = _Sorter(tokens, dialect, findings, csv.writer(out, lineterminator="\r\n"))
        for row in tokens.rows():
            sorter.take(row)
    return sorter.finish(), Path(out.name)


class _Writer(Protocol):
    def writerow(self, row: Iterable[object], /) -> object: ...


class _Sorter:
    """Decides for each row what it is."""

    def __init__(
        self, tokens: Tokens, dialect: Dialect, findings: Findings, writer: _Writer
    ) -> None:
        self._tokens, self._dialect, self._findings = tokens, dialect, findings
        self._write = writer.writerow
        self._awaited = sorted(dialect.header_rows) if dialect.header else []
        self._header: list[list[str]] = []
        self._lost = False
        self._width = 0
        self._ends = Ends()
        self._torn = self._merged = False
        self._parted = Parted()
        self._normal = Normal()

    def take(self, row: Row) -> None:
        """Count, report or write one row."""
        self._ends.take(row)
        before = self._parted.count
        self._take(row)
        if self._parted.count == before:
            self._parted.end(self._width)
        self._torn = self._tears(row)

    def _take(self, row: Row) -> None:
        if self._is_aside(row):
            self._normal.aside += 1
        elif row.flaw:
            self._reject(row, row.flaw)
        elif row.text == "":
            self._blank(row)
        elif self._awaited:
            self._head(self._tokens.cells(row))
        else:
            self._body(row, self._tokens.cells(row))

    def finish(self) -> Normal:
        """The counts, once the file as a whole has been judged."""
        normal = self._normal
        self._parted.end(self._width)
        if self._ends.different:
            self._findings.add("mixed-line-ends", *self._ends.message(), line=self._ends.line)
        if self._dialect.header and not self._awaited and not self._lost:
            normal.labels = joined(self._header, self._dialect.header_join)
        elif not self._dialect.header and self._width:
            normal.labels = numbered(self._width)
        elif not normal.rejected:
            self._no_header()
        return normal

    def _is_aside(self, row: Row) -> bool:
        above = bool(self._awaited) and row.number < self._awaited[0]
        aside = above or row.comment or row.number in self._dialect.comment_rows
        return aside and not (row.flaw and row.lines > 1)  # what swallows lines must be told

    def _reject(self, row: Row, flaw: Flaw) -> None:
        self._normal.rejected += row.lines
        self._findings.add(
            flaw.code,
            flaw.message,
            flaw.hint,
            row=row.number,
            line=flaw.line,
            column=flaw.column,
            value=flaw.value,
        )
        if self._awaited and row.number >= self._awaited[0]:
            self._lost, self._awaited = True, []

    def _blank(self, row: Row) -> None:
        self._normal.blank += 1
        message, hint = "No cell of this row holds anything.", "Delete the line."
        self._findings.add(
            "blank-row", message, hint, row=row.number, line=row.line, column=row.column
        )

    def _head(self, cells: list[str]) -> None:
        self._normal.header += 1
        self._awaited.pop(0)
        self._header.append(cells)
        self._width = max(self._width, len(cells))

    def _body(self, row: Row, cells: list[str]) -> None:
        found = len(cells)
        if not any(cells) or (found == 1 < self._width and not row.text.strip()):
            self._blank(row)
        elif self._lost:
            self._normal.rejected += 1
        elif found != (self._width or found):
            self._ragged(row, cells)
        else:
            self._sound(row, cells)

    def _sound(self, row: Row, cells: list[str]) -> None:
        if not self._normal.written:  # DuckDB takes the first line end, even one in quotes, for all
            self._width = len(cells)
            self._write(range(self._width + 1))
        self._normal.written += 1
        self._normal.longest = max(self._normal.longest, len(row.text))
        self._write([row.number, *cells])

    def _tears(self, row: Row) -> bool:
        """Whether the row was cut in two by a sign that is told already."""
        if row.flaw:
            return row.flaw.code == "quote-error" and row.flaw.torn
        return row.end == "\r" and self._ends.usual != row.end

    def _ragged(self, row: Row, cells: list[str]) -> None:
        self._normal.rejected += 1
        if ragged.conflict(row.text):
            self._merge(row)
            return
        found = len(cells)
        if found < self._width and (self._torn or self._tears(row)):
            return
        starts = self._tokens.grammar.starts(row.text)
        offset = starts[self._width] if found > self._width else len(row.text)
        line, column = self._tokens.position(row, offset)
        hint = ragged.hint(cells, self._width, self._dialect.delimiter)
        tell = partial(
            self._findings.add,
            "extra-cell" if found > self._width else "missing-cell",
            f"The row has {_count(found)} where {_count(self._width)} are expected.",
            row=row.number,
            line=line,
            column=column,
            value=row.text,
        )
        if found > self._width:
            tell(hint)
        else:
            self._parted.add(found, hint, tell)

    def _merge(self, row: Row) -> None:
        """One issue for all marks of a merge."""
        if not self._merged:
            line, column = self._tokens.position(row, 0)
            said = ragged.of_merge(row.text)
            self._findings.add(
                "missing-cell", *said, row=row.number, line=line, column=column, value=row.text
            )
        self._merged = True

    def _no_header(self) -> None:
        rows = self._normal.rows
        said = "ends before its header" if rows else "is empty"
        if rows and rows == self._normal.blank:
            said = "holds nothing but blank lines"
            self._findings.drop("blank-row")
        hint = "Restore its content; a table without rows still needs its header."
        self._findings.add("empty-file", f"The file {said}.", hint)


def _count(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"
