"""A text with every Arabic numeral drawn together into one sign, so that none is ever cut.

`12月1,689人` has the shape `#月#人`. Patterns over a shape cannot find 689 in 1,689.
"""

import re
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class Shape:
    """`text` is the shape; `at[i]` is where its sign i begins, `at[-1]` where all ends."""

    text: str
    at: Sequence[int]
    numbers: dict[int, Number]
    seams: frozenset[int]

    def starts_line(self, index: int) -> bool:
        """Whether white space, a separator or the beginning stands before the sign."""
        return not index or self.text[index - 1] in "\n\f" or self.at[index] in self.seams


def shape(text: str, seams: Collection[int] = ()) -> Shape:
    """The shape of a text; an Arabic numeral ends at a seam."""
    plain = _plain(text)
    known = frozenset(seam for seam in seams if 0 < seam < len(text))
    cuts = sorted(
        seam for seam in known if _FIGURES.match(plain[seam - 1]) and _FIGURES.match(plain[seam])
    )
    parts: list[str] = []
    at = array("q")
    numbers: dict[int, Number] = {}
    end = 0
    for begin, stop in zip([0, *cuts], [*cuts, len(text)], strict=True):
        for token in _TOKEN.finditer(plain, begin, stop):
            parts += (plain[end : token.start()], NUMBER)
            at.extend(range(end, token.start() + 1))
            numbers[len(at) - 1] = _number(token)
            end = token.end()
    parts.append(plain[end:])
    at.extend(range(end, len(text) + 1))
    return Shape("".join(parts), at, numbers, known)


def _plain(text: str) -> str:
    for sign, form in _PLAIN:  # str.translate looks at every character: ten times as long
        text = text.replace(sign, form)
    return text


def _number(token: re.Match[str]) -> Number:
    printed = token[0]
    value = None if token["code"] else Decimal(printed.replace(",", ""))
    return Number(printed, value)
