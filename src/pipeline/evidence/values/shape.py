"""A text with every Arabic numeral drawn together into one sign, so that none is ever cut.

`12月1,689人` has the shape `#月#人`. Patterns over a shape cannot find 689 in 1,689.
"""

import re
from array import array
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

    `at[i]` is where sign i begins in the text, `at[-1]` where the stretch ends. `numbers` are all
    Arabic numerals of the text by where they begin in it.
    """

    text: str
    at: Sequence[int]
    numbers: dict[int, Number]
    seams: frozenset[int]

    def stretch(self, first: int, last: int) -> "Shape":
        """The shape of a part, from sign to sign."""
        return Shape(self.text[first:last], self.at[first : last + 1], self.numbers, self.seams)

    def figures(self, index: int) -> bool:
        """Whether the sign stands for an Arabic numeral."""
        return self.at[index] in self.numbers

    def number(self, index: int) -> Number:
        """The Arabic numeral for which the sign stands; KeyError where it stands for none."""
        return self.numbers[self.at[index]]

    def starts_line(self, index: int) -> bool:
        """Whether white space, a separator or the beginning stands before the sign."""
        return not index or self.text[index - 1] in "\n\f" or self.at[index] in self.seams


def shape(text: str, seams: Collection[int] = ()) -> Shape:
    """The shape of a text; an Arabic numeral ends at a seam."""
    plain = _plain(text)
    known = frozenset(seam for seam in seams if 0 < seam < len(text))
    cuts = sorted(
        seam for seam in known if _FIGURES.match(plain, seam - 1) and _FIGURES.match(plain, seam)
    )
    parts: list[str] = []
    at = array("q")
    numbers: dict[int, Number] = {}
    end = 0
    for begin, stop in pairwise([0, *cuts, len(text)]):
        for token in _TOKEN.finditer(plain, begin, stop):
            start = token.start()
            parts += (plain[end:start], NUMBER)
            at.extend(range(end, start + 1))
            numbers[start] = _number(token[0], token.lastgroup)
            end = token.end()
    parts.append(plain[end:])
    at.extend(range(end, len(text) + 1))
    return Shape("".join(parts), at, numbers, known)


def _plain(text: str) -> str:
    for sign, form in _PLAIN:  # str.translate looks at every character: ten times as long
        text = text.replace(sign, form)
    return text


@lru_cache(maxsize=10_000)
def _number(printed: str, code: str | None) -> Number:
    return Number(printed, None if code else Decimal(printed.replace(",", "")))
