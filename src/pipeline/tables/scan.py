"""A fast look over the bytes of a UTF-8 file: is it so plain that DuckDB reads it right?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Thread

from pipeline.tables.lines import CHUNK, LONG_ROW, blocks

_FIRST = 8
"""Blocks that are looked at before anything else: 2 MB, most files are less."""

_SIGNS = b'"\r\n\0'
_LETTERS = bytes(sorted({*range(256)} - {*_SIGNS}))
"""All bytes but the signs: without them a file is a thirtieth of itself, and quickly looked at."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What was counted in a file that may be plain; the header is one of the rows."""

    rows: int
    size: int
    """Bytes of the rows with their line ends, also of a last one that has none."""
    end: int
    """Bytes of a line end."""
    quotes: int
    quoted: bool
    """A line end stands in quotes somewhere."""
    longest: int
    """No row has more bytes than this (a bound, not a measure)."""


def scan(file: Path) -> Plain | None:
    """The counts of a file; None where anything is unusual, wrong or in doubt.

    LF or CRLF throughout, every quote closed, no NUL, no overlong row. Cells and encoding are not
    looked at: whether DuckDB read all that was counted is for `proof` to say.
    """
    return Look(file).outcome()


class Look:
    """The same look, which goes on by itself behind the first part of a large file.

    Meanwhile `begun` tells of what was seen at once; None where that is not plain, or no row.
    Large files are looked at one after the other, so that what is waited for is never behind all.
    """

    _before: Thread | None = None
    """The look that was begun last, of any file."""

    def __init__(self, file: Path) -> None:
        self._scanner = _Scanner()
        self._left = blocks(file)
        self._plain = self._take(islice(self._left, _FIRST))
        self.begun = self._scanner.outcome(whole=False) if self._plain else None
        self.whole = file.stat().st_size <= _FIRST * CHUNK
        """What was seen at once is all."""
        self._rest = Thread(target=self._go_on, args=(Look._before,), daemon=True)
        if not self.whole:
            Look._before = self._rest
            self._rest.start()

    def outcome(self) -> Plain | None:
        """What `scan` tells; waits for it."""
        if not self.whole:
            self._rest.join()
        return self._scanner.outcome() if self._plain else None

    def _go_on(self, before: Thread | None) -> None:
        if before:
            before.join()
        try:
            self._plain = self._plain and self._take(self._left)
        except OSError:
            self._plain = False

    def _take(self, some: Iterator[bytes]) -> bool:
        return all(len(block) <= LONG_ROW and self._scanner.take(block) for block in some)


def quotes_enclose(file: Path, delimiter: str) -> bool:
    """True where quotes stand only around whole cells, or twice inside them: a slower look."""
    sign = re.escape(delimiter.encode())
    apart = rb'[^"%b\r\n]' % sign
    amiss = re.compile(rb'"(?:(?=%b)|(?<=%b"))' % (apart, apart))
    inside = False
    for block in blocks(file):
        pieces = block.split(b'"')
        opening = b'"' if inside and len(pieces) > 1 else b""
        # a doubled quote inside a cell so becomes two quotes with nothing between them
        text = opening + b'"'.join(pieces[inside::2])
        inside ^= len(pieces) % 2 == 0
        if amiss.search(text + b'"' if inside and text else text):
            return False
    return not inside


class _Scanner:
    """Takes the file in blocks of whole lines."""

    def __init__(self) -> None:
        self._inside = False
        self._end = 0
        self._rows = self._size = self._quotes = self._longest = self._open = 0
        self._quoted = False

    def take(self, block: bytes) -> bool:
        """Count a block; False where it is not plain."""
        signs = block.translate(None, _LETTERS)
        if b"\0" in signs:
            return False
        outside = self._outside(signs)
        ends, returns = outside.count(b"\n"), outside.count(b"\r")
        unended = not self._inside and not block.endswith(b"\n")
        if unended:  # the last row of the file
            ends, returns = ends + 1, returns + (self._end == 2)
        self._rows += ends
        self._size += len(block) + (self._end or 1) * unended
        self._quotes += signs.count(b'"')
        self._quoted = self._quoted or signs.count(b"\n") + unended != ends
        alone = b"\r" in signs and returns > 0 and block.count(b"\r") != block.count(b"\r\n")
        return not alone and self._same_ends(ends, returns) and self._bounded(len(block), ends)

    def outcome(self, *, whole: bool = True) -> Plain | None:
        """The counts; None where nothing was there, or a quote is open when the `whole` is read."""
        if (whole and self._inside) or not self._rows:
            return None
        return Plain(self._rows, self._size, self._end, self._quotes, self._quoted, self._longest)

    def _outside(self, signs: bytes) -> bytes:
        """The line ends outside quotes; most lines have their quotes in pairs."""
        paired = signs.replace(b'""', b"")
        if not self._inside and b'"' not in paired:
            return paired
        pieces = signs.split(b'"')
        outside = b"".join(pieces[self._inside :: 2])
        self._inside ^= len(pieces) % 2 == 0
        return outside

    def _same_ends(self, ends: int, returns: int) -> bool:
        if returns not in (0, ends):
            return False
        if ends and not self._end:
            self._end = 2 if returns else 1
        return not ends or self._end == (2 if returns else 1)

    def _bounded(self, size: int, ends: int) -> bool:
        self._longest = max(self._longest, self._open + size)
        self._open = 0 if not self._inside else size if ends else self._open + size
        return self._longest <= LONG_ROW
