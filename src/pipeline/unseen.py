"""Characters that nobody sees, and signs that stand for them in messages."""

import re
from collections.abc import Iterable

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What has no width: soft hyphens, joiners, marks of direction, selectors of a form."""

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Controls but for the line feed, which sets our own messages; halves of a character."""

SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""White space that is neither a plain space nor a control."""

_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Controls, ends of lines, what no XML holds, and marks that turn the direction of what follows."""

_COMMAND = re.compile(r"(?P<colon>\A\s*):(?=:)|#(?=#\w*\[)")
"""How lines begin, or what stands in them, that hosts of CI take for commands in a log."""

_SPELT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

_SIGNS = str.maketrans({"\t": "␉", "\r": "␍"} | dict.fromkeys(SPACES, "␣"))


def harmless(text: str) -> str:
    """A text for people in which every character can be seen; its lines and plain spaces stay."""
    if text.isascii() and text.isprintable():
        return text
    signed = _CONTROL.sub(_named, UNSEEN.sub(_named, text.translate(_SIGNS)))
    if signed.isprintable():
        return signed
    # codes that are no character, or only some font's
    return "".join(c if c.isprintable() or c == "\n" else _code(c) for c in signed)


def visible(value: str) -> str:
    """A value in which also line feeds, and the spaces around it, can be seen."""
    inner = value.strip(" ")
    before = len(value) - len(value.lstrip(" ")) if inner else 0
    after = len(value) - before - len(inner)
    return "␣" * before + harmless(inner).replace("\n", "␊") + "␣" * after


def inert(text: str) -> str:
    """A text on one line that steers no terminal; what nobody sees but is harmless stays."""
    return _STEERING.sub(_spelt, text)


def log_line(text: str) -> str:
    """The same, in which no host of CI reads a command: `::error::` or `##[error]` of the data."""
    return _COMMAND.sub(_defused, inert(text))


def page(lines: Iterable[str]) -> str:
    """Lines for people as one text, in which no data can begin a line of its own."""
    return "".join(f"{log_line(line)}\n" for line in lines)


def _spelt(found: re.Match[str]) -> str:
    return _SPELT.get(found[0]) or _code(found[0])


def _defused(found: re.Match[str]) -> str:
    return (found["colon"] or "") + _code(found[0][-1])


def _named(found: re.Match[str]) -> str:
    return _code(found[0])


def _code(sign: str) -> str:
    return f"\\u{{{ord(sign):x}}}"
