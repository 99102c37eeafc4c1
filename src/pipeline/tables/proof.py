"""Did DuckDB read all of a plain file, and nothing else? Its cells are held to the bytes.

Every byte of a row is in a cell, or a delimiter, a line end or a quote around or inside a cell.
DuckDB leaves out blank rows and spaces around quotes, and takes a quote in a cell that is not in
quotes: then the sum is not that of the file, or a look at the quotes decides.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import engine
from pipeline.tables.scan import Plain, quotes_enclose

_AT_ONCE = 16
"""Terms in a sum; the engine takes no expression that is nested a thousand deep."""

_LOOSE = 1 << 40
"""Marks a cell that need not be in quotes though it holds one: more than a file has quotes."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the bytes of a file tell, and how it is read.

    header: the text of the first row. counts: what was counted, None where the file is not plain;
    may wait. quotes: a cell may hold some. quoted: it is read as one with line ends in quotes.
    """

    file: Path
    delimiter: str
    width: int
    header: str
    counts: Callable[[], Plain | None]
    quotes: bool
    quoted: bool

    def terms(self, cells: Sequence[str], quoteless: Collection[int] = ()) -> tuple[str, ...]:
        """SQL over these columns, which are all: numbers of a row, whose sums `holds` wants.

        quoteless: places of columns that hold no quote, which another check sees to.
        """
        lengths = _together(f"strlen({cell})" for cell in cells)
        blank = f"CASE WHEN {' AND '.join(f'{length} = 0' for length in lengths)} THEN 1 ELSE 0 END"
        if not self.quotes:
            return (blank, *lengths)
        held = [cell for place, cell in enumerate(cells) if place not in quoteless]
        quotes = _together(_quotes(cell, self.delimiter) for cell in held) or ["0"]
        return (blank, *lengths, *quotes)

    def holds(self, rows: int, sums: Sequence[int | None]) -> bool:
        """True where the number of rows and the sums of the terms account for every byte."""
        counts = self.counts()
        if counts is None or counts.quoted != self.quoted:
            return False
        blank, *parts = (number or 0 for number in sums)
        lengths = -(-self.width // _AT_ONCE)
        text, marked = sum(parts[:lengths]), sum(parts[lengths:])
        loose, quotes = divmod(marked, _LOOSE)
        quotes = counts.quotes - self.header.count('"') - quotes
        size = counts.size - len(self.header.encode()) - counts.end
        signs = rows * (self.width - 1 + counts.end) + quotes
        if rows != counts.rows - 1 or blank or text + signs != size:
            return False
        return not loose or quotes_enclose(self.file, self.delimiter)

    def given(self, con: engine.Connection, sql: str, columns: Sequence[str]) -> bool:
        """Ask it of a FROM item; False also where DuckDB cannot read that."""
        asked = ", ".join(["count(*)", *(f"sum({term})" for term in self.terms(columns))])
        try:
            rows, *sums = con.execute(f"SELECT {asked} FROM {sql}").fetchone() or (0,)
        except engine.Error:
            return False
        return self.holds(rows, sums)


def _together(terms: Iterable[str]) -> list[str]:
    """Some terms in a sum: cheaper than an aggregate for each."""
    listed = list(terms)
    groups = (listed[n : n + _AT_ONCE] for n in range(0, len(listed), _AT_ONCE))
    return [" + ".join(group) for group in groups]


def _quotes(cell: str, delimiter: str) -> str:
    """SQL: how many quotes a cell holds; marked where nothing shows that it stood in quotes."""
    count = f"strlen({cell}) - strlen(replace({cell}, '\"', ''))"
    signs = (_literal(delimiter), "chr(10)", "chr(13)")
    shown = " OR ".join(f"contains({cell}, {sign})" for sign in signs)
    marked = f"{count} + CASE WHEN {shown} THEN 0 ELSE {_LOOSE} END"
    return f"CASE WHEN contains({cell}, '\"') THEN {marked} ELSE 0 END"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
