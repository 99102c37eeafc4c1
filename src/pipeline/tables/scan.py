"""A fast look over the bytes of a UTF-8 file: is it so plain that DuckDB reads it right?"""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.tables.lines import CHUNK, LONG_ROW

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Plain:
    """What was counted in a plain file; the header is one of the rows."""

    rows: int
    delimiters: int
    """Outside quotes."""
    quoted: bool
    """A line end stands in quotes somewhere."""
    longest: int
    """No row has more bytes than this (a bound, not a measure)."""


def scan(file: Path, delimiter: str) -> Plain | None:
    """The counts of a plain file; None where anything is unusual, wrong or in doubt.

    Plain: LF or CRLF throughout, quotes only around whole cells, every quote closed, no NUL,
    no blank row, no overlong row. Encoding and the number of cells in each row are not looked at.
    """
    if not delimiter.isascii() or len(delimiter) != 1 or delimiter in '"\r\n\0':
        return None
    scanner = _Scanner(delimiter.encode())
    rest = b""
    with file.open("rb") as stream:
        if (mark := stream.read(len(_MARK))) != _MARK:
            rest = mark
        while data := stream.read(CHUNK):
            block, newline, rest = (rest + data).rpartition(b"\n")
            if len(rest) > LONG_ROW or (newline and not scanner.take(block + newline)):
                return None
    if rest and not scanner.take(rest + (b"\r\n" if scanner.crlf else b"\n")):
        return None
    return scanner.outcome()


class _Scanner:
    """Takes the file in blocks of whole lines."""

    def __init__(self, delimiter: bytes) -> None:
        self.crlf: bool | None = None
        self._delimiter = delimiter
        self._inside = False
        self._rows = self._delimiters = self._longest = self._open = 0
        self._quoted = False
        sign = re.escape(delimiter)
        self._blank = re.compile(rb"\n" + sign + rb"*+\r?\n")
        self._blank_quoted = re.compile(rb'\n[" ]+\r?\n'.replace(b" ", sign))
        apart = rb'[^" \r\n]'.replace(b" ", sign)
        self._amiss = re.compile(rb'"(?:(?=%b)|(?<=%b"))' % (apart, apart))

    def take(self, block: bytes) -> bool:
        """Count a block; False where it is not plain."""
        begun = not self._inside
        text = block
        if self._inside or b'"' in block:
            text = self._outside(block)
            if self._amiss.search(text):
                return False
            if self._blank_quoted.search(b"\n" + block if begun else block):
                return False
        if b"\0" in block or self._blank.search(b"\n" + text if begun else text):
            return False
        ends = text.count(b"\n")
        self._quoted = self._quoted or block.count(b"\n") != ends
        self._rows += ends
        self._delimiters += text.count(self._delimiter)
        return self._same_ends(text, ends) and self._bounded(len(block), ends)

    def outcome(self) -> Plain | None:
        """The counts; None where nothing was there or a quote is still open."""
        if self._inside or not self._rows:
            return None
        return Plain(self._rows, self._delimiters, self._quoted, self._longest)

    def _outside(self, block: bytes) -> bytes:
        """The block with a lone quote for each stretch in quotes.

        A doubled quote inside a cell so becomes two quotes with nothing between them.
        """
        pieces = block.split(b'"')
        opening = b'"' if self._inside and len(pieces) > 1 else b""
        text = opening + b'"'.join(pieces[self._inside :: 2])
        self._inside ^= len(pieces) % 2 == 0
        return text + b'"' if self._inside and text else text

    def _same_ends(self, text: bytes, ends: int) -> bool:
        returns = text.count(b"\r") if b"\r" in text else 0
        if returns and not returns == ends == text.count(b"\r\n"):
            return False
        if ends and self.crlf is None:
            self.crlf = returns > 0
        return not ends or self.crlf == (returns > 0)

    def _bounded(self, size: int, ends: int) -> bool:
        self._longest = max(self._longest, self._open + size)
        self._open = 0 if not self._inside else size if ends else self._open + size
        return self._longest <= LONG_ROW
