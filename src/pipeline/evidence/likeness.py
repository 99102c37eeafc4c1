"""Words that a text prints in another form: the other script, another width, an unseen sign."""

import re
import unicodedata

from pipeline import twins
from pipeline.evidence.squeeze import bare
from pipeline.evidence.witness import Place
from pipeline.unseen import UNSEEN

_DOTS = re.compile(r"\.{2,}|。{2,}|⋯+|…{2,}")
"""What is written for the sign …; six dots are usual in Chinese."""


def printed_as(words: str, text: str) -> tuple[Place, str] | None:
    """Where a squeezed text prints words in another form, and in what they differ; a guess."""
    tidy = bare(UNSEEN.sub("", words))
    at = _folded(text).find(_folded(tidy)) if tidy else -1
    if at < 0:
        return None
    place = at, at + len(tidy)
    return place, _difference(words, tidy, text[slice(*place)])


def dotted(words: str, text: str) -> str | None:
    """A passage with dots for its sign …, as it should be written; None where that has no place."""
    pieces = _DOTS.split(words)
    if len(pieces) != 2 or not all(pieces):
        return None
    first, last = text.find(pieces[0]), text.rfind(pieces[1])
    return "…".join(pieces) if 0 <= first < last else None


def one_off(form: str, text: str) -> str | None:
    """Words of the text that differ from a form by one character; a hint, never a match.

    Of several those that begin like it: a surname is rarely the character that is wrong.
    """
    size = len(form)
    if size < 2:
        return None
    windows = (
        text[at : at + length]
        for length in (size, size + 1, size - 1)
        if length > 1
        for at in range(len(text) - length + 1)
    )
    near = [window for window in windows if _differ_once(form, window) and _is_word(window)]
    return next((window for window in near if window[0] == form[0]), next(iter(near), None))


def _is_word(window: str) -> bool:
    return window[0].isalnum() and window[-1].isalnum()


def _differ_once(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    inner = (at for at in range(1, len(long) - 1) if long[:at] + long[at + 1 :] == short)
    return len(long) == len(short) + 1 and next(inner, None) is not None


def _difference(words: str, tidy: str, printed: str) -> str:
    if tidy != words and tidy == printed:
        if UNSEEN.search(words):
            return "there is an invisible character in it"
        wide = "\u3000" in words
        return "there is a full-width space in it" if wide else "there is a space in it"
    if twins.same_but_width(tidy, printed):
        return "full-width and half-width characters differ"
    if twins.same_but_script(tidy, printed):
        return "simplified and traditional characters differ"
    return "its characters are variants of what is printed"


def _folded(text: str) -> str:
    """Script and width made equal; the length stays."""
    if text.isascii():
        return text
    return twins.simplified("".join(map(_narrow, text)))


def _narrow(char: str) -> str:
    plain = char if char < "\u2000" else unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
