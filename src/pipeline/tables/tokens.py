"""The rows of a text file, whole or broken, one after another in bounded memory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.dialect import Dialect
from pipeline.tables.grammar import Grammar, Slip, State
from pipeline.tables.lines import LONG_ROW, USUAL_ENDS, Walk, blocks, lines, position, texts


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a row cannot be read, and where that shows; `torn`: the next row goes on with it."""

    code: str
    line: int
    column: int
    message: str
    hint: str
    value: str | None = None
    torn: bool = False


@dataclass(slots=True)
class Row:
    """One record of the file. `number` counts them all from 1: header, comments, blank lines.

    A broken row counts for as many records as it has lines: nobody can tell how many it holds.
    """

    number: int
    line: int
    text: str
    """As it stands in the file, without the line end that closes it."""
    end: str
    column: int = 1
    """More than 1 where a declared sign ends rows within a physical line."""
    comment: bool = False
    flaw: Flaw | None = None
    lines: int = 1


class Tokens:
    """Reads a file under a dialect; decodes strictly, so check the encoding first."""

    def __init__(self, file: Path, codec: str, dialect: Dialect) -> None:
        self.grammar = Grammar(dialect)
        self._file, self._codec = file, codec
        self._terminator = dialect.line_terminator
        self._comment = dialect.comment_char or None

    def rows(self) -> Iterator[Row]:
        """Every row in order. After a broken row reading goes on with the next physical line."""
        source = lines(texts(self._file, self._codec), self._terminator)
        walk = None if self._terminator in USUAL_ENDS else Walk(source)
        number, line = 1, 1
        for body, end in walk or source:
            row = Row(number, line, body, end)
            if walk:
                row.line, row.column = walk.line, walk.column
            yield self._row(row, walk or source)
            number += row.lines if row.flaw else 1
            line += row.lines

    def lined(self, numbers: Collection[int]) -> Iterator[Row]:
        """Those rows of a file in which LF or CRLF ends every row, and nothing else."""
        wanted, passed, place = sorted(numbers), 0, 0
        for block in blocks(self._file):
            if place == len(wanted):
                return
            count = block.count(b"\n") + (not block.endswith(b"\n"))
            found = block.split(b"\n") if wanted[place] <= passed + count else []
            while place < len(wanted) and wanted[place] <= passed + count:
                yield self._line(wanted[place], found[wanted[place] - passed - 1])
                place += 1
            passed += count

    def _line(self, number: int, line: bytes) -> Row:
        body = line.removesuffix(b"\r")
        end = "\r\n" if len(body) < len(line) else "\n"
        return self._row(Row(number, number, body.decode(self._codec), end), iter(()))

    def cells(self, row: Row) -> list[str]:
        """The cells of a row that has no flaw."""
        return self.grammar.cells(row.text)

    def position(self, row: Row, offset: int) -> tuple[int, int]:
        """Physical (line, column) of an offset in the text of a row."""
        return position(row.text, offset, row.line, row.column)

    def _row(self, row: Row, source: Iterator[tuple[str, str]]) -> Row:
        if self._comment and row.text.startswith(self._comment):
            row.comment = True
        elif len(row.text) > LONG_ROW:
            row.flaw = _too_long(row)
        elif not self.grammar.simple(row.text):
            self._quoted(row, source)
        if row.flaw is None and "\0" in row.text and not row.comment:
            row.flaw = self._nul(row)
        return row

    def _quoted(self, row: Row, source: Iterator[tuple[str, str]]) -> None:
        state, column = self.grammar.first(row.text)
        if state is State.OPENED:
            state = self._follow(row, column, source)
        if row.flaw is None and state is not State.WHOLE:
            row.flaw = self._slip(row)

    def _follow(self, row: Row, column: int, source: Iterator[tuple[str, str]]) -> State:
        """Take in the lines of a row whose quotes hold line ends."""
        parts, size = [row.text, row.end], len(row.text)
        opened = self.position(row, column)
        for body, end in source:
            state = State.STILL_OPEN
            if not self.grammar.simple(body):
                state, column = self.grammar.next(body)
            if state is State.OPENED:
                start = row.line + row.lines, 1
                if isinstance(source, Walk):
                    start = source.line, source.column
                opened = position(body, column, *start)
            row.lines += 1
            size += len(body) + len(row.end)
            if size <= LONG_ROW:
                parts += [body, end]
            row.end = end
            if state in (State.WHOLE, State.BROKEN):
                row.text = "".join(parts).removesuffix(end) if size <= LONG_ROW else parts[0]
                row.flaw = _too_long(row) if size > LONG_ROW else None
                return state
        row.text, row.end = parts[0], ""
        row.flaw = _unclosed(row, opened)
        return State.BROKEN

    def _slip(self, row: Row) -> Flaw:
        slip, offset, start = self.grammar.slip(row.text)
        line, column = self.position(row, offset)
        message, hint = _SLIPS[slip]
        opened, _ = self.position(row, start)
        if opened != line:
            message += f" (the cell begins on line {opened}; perhaps its closing quote is missing)"
        torn = slip is Slip.LOOSE_ESCAPE
        return Flaw("quote-error", line, column, f"{message}.", hint, row.text[start:], torn)

    def _nul(self, row: Row) -> Flaw:
        line, column = self.position(row, row.text.index("\0"))
        return Flaw("nul-byte", line, column, *_NUL, row.text)


_SLIPS = {
    Slip.AFTER_QUOTE: (
        "Text follows the closing quote of a cell",
        "Put the whole cell in quotes and write a quote inside it twice, as in "
        '"he said ""yes"" twice".',
    ),
    Slip.STRAY_QUOTE: (
        "A quote stands inside a cell that is not in quotes",
        "Put the whole cell in quotes and write a quote inside it twice, as in "
        '"12"" record"; or delete the quote.',
    ),
    Slip.LOOSE_ESCAPE: (
        "An escape character stands at the end of the line with nothing to escape",
        "Delete the escape character, or write it twice.",
    ),
    Slip.OPEN: (
        "A quote opens here and is never closed",
        "Close the quote, or delete it; a quote inside a quoted cell is written twice.",
    ),
}

_NUL = (
    "The row holds a NUL, a character that no text has.",
    "Retype the cell, or export the file again: it may be damaged.",
)


def _too_long(row: Row) -> Flaw:
    message = f"The row has more than {LONG_ROW:,} characters."
    hint = "Look for a quote that is opened and not closed, or for missing line ends."
    return Flaw("long-row", row.line, row.column, message, hint, row.text)


def _unclosed(row: Row, opened: tuple[int, int]) -> Flaw:
    message, hint = _SLIPS[Slip.OPEN]
    rest = f", so {row.lines} lines to the end of the file cannot be read" if row.lines > 1 else ""
    return Flaw("quote-error", *opened, f"{message}{rest}.", hint, row.text)
