"""The physical lines of a text file, and places in them."""

import codecs
import re
from collections.abc import Iterable, Iterator
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

    A line of more than `LONG_ROW` characters may be cut to one more than that.
    """
    margin = max(1, len(terminator) - 1)
    begun: list[str] = []  # of a line whose end was not yet read, but for what may begin the end
    size, edge = 0, ""
    for chunk in chunks:
        text = edge + chunk
        found, rest = _split(text, terminator)
        first = next(found, None)
        if first:
            yield "".join([*begun, first[0]])[: LONG_ROW + 1], first[1]
            yield from found
            begun, size = [], 0
        inner, edge = rest[:-margin], rest[-margin:]
        if size <= LONG_ROW and inner:
            begun.append(inner)
            size += len(inner)
    last = "".join([*begun, edge])
    if last:
        end = "\r" if edge.endswith("\r") and terminator in USUAL_ENDS else ""
        yield last.removesuffix(end)[: LONG_ROW + 1], end


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


_USUAL = re.compile("([^\r\n]*+)(\r\n|\n|\r)")


def _split(text: str, terminator: str) -> tuple[Iterator[tuple[str, str]], str]:
    """The lines that end in a text, and what is behind the last of them."""
    if terminator not in USUAL_ENDS:
        *bodies, rest = text.split(terminator)
        return zip(bodies, repeat(terminator)), rest
    known = len(text) - text.endswith("\r")  # a line feed may follow in the next chunk
    cut = max(text.rfind("\n", 0, known), text.rfind("\r", 0, known)) + 1
    return _usual(text[:cut]), text[cut:]


def _usual(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a text that ends with the end of a line: no other is searched in one go."""
    sign = "\n"
    if "\r" in text:
        sign = "\r\n"
        if not text.count(sign) == text.count("\r") == text.count("\n"):
            return iter(_USUAL.findall(text))
    return zip(text.split(sign)[:-1], repeat(sign))
