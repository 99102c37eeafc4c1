"""The physical lines of a text file, and places in them."""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path

LONG_ROW = 10_000_000
"""Characters in one row: no curated row is so long, a quote that never closes soon is;
and what one row may take of memory stays bounded."""

CHUNK = 1 << 18
"""Bytes read at once: small enough for the processor's cache, where scanning is twice as fast."""

MARK = "\ufeff"
"""The byte order mark, decoded."""

USUAL_ENDS = ("\n", "\r\n", "\r")


def texts(file: Path, codec: str, until: int | None = None) -> Iterator[str]:
    """The decoded text in chunks without a byte order mark; `until` is an offset in bytes."""
    decoder = codecs.getincrementaldecoder(codec)()
    left = file.stat().st_size if until is None else until
    begun = False
    with file.open("rb") as stream:
        while left > 0 and (data := stream.read(min(CHUNK, left))):
            left -= len(data)
            text = decoder.decode(data)
            yield text if begun else text.removeprefix(MARK)
            begun = begun or bool(text)
    if until is None:
        yield decoder.decode(b"", True)


def blocks(file: Path) -> Iterator[bytes]:
    """The bytes of a file in blocks of whole lines ended by LF, the byte order mark left out.

    A line of more than `LONG_ROW` bytes may be cut.
    """
    with file.open("rb") as stream:
        if stream.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            stream.seek(0)
        while block := stream.read(CHUNK):
            yield block if block.endswith(b"\n") else block + stream.readline(LONG_ROW + 1)


def lines(chunks: Iterable[str], terminator: str) -> Iterator[tuple[str, str]]:
    """Every line as (body, end). LF, CRLF and CR all end a line, unless another sign is declared.

    A line of more than `LONG_ROW` characters is cut to one more than that.
    """
    pattern, margin = _line(terminator), max(1, len(terminator) - 1)
    rest, long = "", ""
    for chunk in chunks:
        text = rest + chunk
        cut = _last_end(text, terminator)
        found = _split(text[:cut], terminator)
        if long and cut:
            yield long, next(found)[1]
            long = ""
        yield from found
        rest = text[cut:]
        if len(rest) > LONG_ROW and not long:
            long = rest[: LONG_ROW + 1]
        if long:
            rest = rest[-margin:]
    for body, end in pattern.findall(rest):
        yield long or body, end
        long, rest = "", ""
    if long or rest:
        yield long or rest, ""


def position(text: str, offset: int, line: int, column: int = 1) -> tuple[int, int]:
    """Physical (line, column) of an offset in a text that begins at this place."""
    start = 1 - column
    for match in _PHYSICAL.finditer(text, 0, offset):
        line, start = line + 1, match.end()
    return line, offset - start + 1


class Walk:
    """Lines that another sign ends than the usual ones, each with its physical place."""

    def __init__(self, source: Iterator[tuple[str, str]]) -> None:
        self.line, self.column = 1, 1
        """Where the line begins that was given last."""
        self._source, self._next = source, (1, 1)

    def __iter__(self) -> "Walk":
        return self

    def __next__(self) -> tuple[str, str]:
        body, end = next(self._source)
        self.line, self.column = self._next
        text = body + end
        self._next = position(text, len(text), self.line, self.column)
        return body, end


_PHYSICAL = re.compile(r"\r\n|\n|\r")


@cache
def _line(terminator: str) -> re.Pattern[str]:
    usual = terminator in USUAL_ENDS
    body, end = ("[^\r\n]*+", _PHYSICAL.pattern) if usual else (".*?", re.escape(terminator))
    return re.compile(f"({body})({end})", re.DOTALL)


def _last_end(text: str, terminator: str) -> int:
    if terminator not in USUAL_ENDS:
        found = text.rfind(terminator)
        return found + len(terminator) if found >= 0 else 0
    known = len(text) - text.endswith("\r")  # a line feed may follow in the next chunk
    return max(text.rfind("\n", 0, known), text.rfind("\r", 0, known)) + 1


def _split(text: str, terminator: str) -> Iterator[tuple[str, str]]:
    sign = "\n" if terminator in USUAL_ENDS else terminator
    if terminator in USUAL_ENDS and "\r" in text:
        sign = "\r\n"
        if not text.count(sign) == text.count("\r") == text.count("\n"):
            return iter(_line(terminator).findall(text))
    return zip(text.split(sign)[:-1], repeat(sign))
