"""A text with every Arabic numeral drawn together into one sign, so that none is ever cut.

`12月1,689人` has the shape `#月#人`. Patterns over a shape cannot find 689 in 1,689.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

NUMBER = "\ue000"
"""Stands for one Arabic numeral (private use: a text's own such signs become `MASK`)."""

MASK = "\ue001"
"""Stands for what is not to be read."""

_TOKEN = re.compile(
    r"(?=[0-9])"  # for speed: looked at first
    r"(?:(?P<code>[0-9]++(?:\.[0-9]++){2,})"
    r"|(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9])(?:\.[0-9]++)?"
    r"|[0-9]++(?:\.[0-9]++)?)"
)
_FIGURES = re.compile("[0-9.,]")
_PLAIN = tuple(
    zip(
        "０１２３４５６７８９．，〇○兩萬億％－–—～：（）！？；" + NUMBER,
        "0123456789.,零零两万亿%---~:()!?;" + MASK,
        strict=True,
    )
)
"""One form for each sign that has several. Financial numerals stay: 伍 and 陆 are words too."""


@dataclass(frozen=True, slots=True)
class Number:
    """One Arabic numeral as printed, in half width; no value for `2020.11.24` or `1.2.3`."""

    printed: str
    value: Decimal | None

    @property
    def padded(self) -> bool:
        """Whether it begins with a zero that counts nothing: a label such as `09`."""
        return len(self.printed) > 1 and self.printed[0] == "0" and self.printed[1] != "."


@dataclass(slots=True)
class Shape:
    """`text` is the shape of a text, or of a stretch of it.

    `at[i]` is where sign i begins in the text, `at[-1]` where the stretch ends.
    """

    text: str
    at: Sequence[int]
    numbers: dict[int, Number]
    seams: frozenset[int]

    def starts_line(self, index: int) -> bool:
        """Whether white space, a separator or the beginning stands before the sign."""
        return not index or self.text[index - 1] in "\n\f" or self.at[index] in self.seams


class Sheet:
    """A text in plain signs, of which stretches have shapes; an Arabic numeral ends at a seam."""

    def __init__(self, text: str, seams: Collection[int] = ()) -> None:
        plain = _plain(text)
        self.text = text
        self._plain = plain
        self._seams = frozenset(seam for seam in seams if 0 < seam < len(text))
        self._cuts = sorted(
            seam
            for seam in self._seams
            if _FIGURES.match(plain, seam - 1) and _FIGURES.match(plain, seam)
        )

    def shape(self, start: int, end: int) -> Shape:
        """The shape of a stretch, which must not begin or end in a numeral."""
        cuts = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        parts: list[str] = []
        at: list[int] = []
        numbers: dict[int, Number] = {}
        last = start
        for begin, stop in pairwise([start, *cuts, end]):
            for token in _TOKEN.finditer(self._plain, begin, stop):
                first = token.start()
                parts += (self._plain[last:first], NUMBER)
                at += range(last, first + 1)
                numbers[len(at) - 1] = _number(token[0], token["code"] is not None)
                last = token.end()
        parts.append(self._plain[last:end])
        at += range(last, end + 1)
        return Shape("".join(parts), at, numbers, self._seams)


def shape(text: str, seams: Collection[int] = ()) -> Shape:
    """The shape of a text."""
    return Sheet(text, seams).shape(0, len(text))


def _plain(text: str) -> str:
    for sign, form in _PLAIN:  # str.translate looks at every character: ten times as long
        text = text.replace(sign, form)
    return text


@lru_cache(maxsize=10_000)
def _number(printed: str, code: bool) -> Number:
    return Number(printed, None if code else Decimal(printed.replace(",", "")))
