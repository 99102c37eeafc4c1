"""Text with its white space left out, and the way back: layout never hides a quotation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """`text` without white space; `origins[i]` is the offset of `text[i]` in what it came from.

    `breaks` are the offsets in `text` before which there was white space, or nothing.
    """

    text: str
    origins: tuple[int, ...]
    breaks: tuple[int, ...]


def squeeze(text: str) -> Squeezed:
    """Leave out every character that Unicode calls white space; offsets are code points."""
    words = [word.span() for word in _WORD.finditer(text)]
    origins = tuple(chain.from_iterable(range(start, end) for start, end in words))
    breaks = tuple(accumulate((end - start for start, end in words[:-1]), initial=0))
    return Squeezed("".join(text.split()), origins, breaks)


def bare(words: str) -> str:
    """A quotation as it is searched: without its white space."""
    return "".join(words.split())


def occurrences(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Every offset at which `words` stands in `text[start:end]`, overlapping ones too; none of ''.

    Offsets are those of `text`.
    """
    if not words:
        return
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)
