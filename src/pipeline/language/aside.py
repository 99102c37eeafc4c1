"""What a message shows between quotes, put aside while the rest is said, and put back as it was.

A value may hold anything, also what looks like words of ours or like the joints between them.
Backticks always stand around one, double quotes where they open and close as such.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

_QUOTED = re.compile(r"`[^`]*`|(?<![^\s(（\[{,;:：，；])\"[^\n]*?\"(?![^\s,.;:)\]}…，。；：）])")
_PLACE = re.compile(r"\{[^{}]*\}")

_OPEN, _CLOSE = "\ufdd0", "\ufddb"
_DIGITS = "".join(map(chr, range(0xFDD1, 0xFDDB)))
"""Codes that are no characters and stand in no text: with them numbers are written."""

_STAND_IN = re.compile(f"{_OPEN}([{_DIGITS}]+){_CLOSE}")
_OURS = str.maketrans("0123456789", _DIGITS)
_THEIRS = str.maketrans(_DIGITS, "0123456789")

_OWN = 3
"""Letters by which a template's own words between backticks are known whatever stands beside."""


class Aside:
    """Puts values aside, but for what these templates themselves write between backticks."""

    def __init__(self, templates: Iterable[str]) -> None:
        self._written = {part for text in templates for part in _QUOTED.findall(_bare(text))}

    def put(self, message: str) -> tuple[str, Sequence[str]]:
        """The message with a stand-in for each value, between its quotes; and the values."""
        values: list[str] = []

        def stand_in(found: re.Match[str]) -> str:
            if self._own(found[0]):
                return found[0]
            values.append(found[0][1:-1])
            number = str(len(values) - 1).translate(_OURS)
            return f"{found[0][0]}{_OPEN}{number}{_CLOSE}{found[0][0]}"

        return _QUOTED.sub(stand_in, message), values

    def _own(self, shown: str) -> bool:
        if shown in self._written:
            return True
        whole = not any(map(str.isspace, shown))
        return any(p.fullmatch(shown) and (whole or ours) for p, ours in self._patterns)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], bool]]:
        """Words of a template with a value among them, `encoding: {0}`; are they enough?"""
        found = []
        for text in sorted(self._written):
            parts = _PLACE.split(text)
            if len(parts) > 1 and any(part.strip('`"') for part in parts):
                words = sum(map(str.isalpha, "".join(parts)))
                pattern = '[^`"]*'.join(map(re.escape, parts))
                found.append((re.compile(pattern), words >= _OWN))
        return found


def _bare(template: str) -> str:
    """With braces as a message has them; `{0}` of a place stays what it is."""
    return template.replace("{{", "{").replace("}}", "}")


def put_back(said: str, values: Sequence[str]) -> str:
    """The text with the values in the places of their stand-ins."""
    return _STAND_IN.sub(lambda found: values[int(found[1].translate(_THEIRS))], said)


def parts(message: str) -> list[str]:
    """Lines, together where what stands between backticks goes over their ends.

    A line with a backtick that nothing closes stays by itself.
    """
    lines, found, at = message.split("\n"), [], 0
    while at < len(lines):
        end, odd = at + 1, lines[at].count("`") % 2
        while odd and end < len(lines):
            odd, end = (odd + lines[end].count("`")) % 2, end + 1
        end = at + 1 if odd else end
        found.append("\n".join(lines[at:end]))
        at = end
    return found


def plain(message: str) -> bool:
    """Can what is shown be told from the rest, and be put aside?"""
    return message.count("`") % 2 == 0 and _OPEN not in message and _CLOSE not in message
