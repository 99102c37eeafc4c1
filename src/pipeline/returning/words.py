"""What programs slip into text while people type: spaces, line breaks, curly quotes, controls."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

_SPACES = {
    "\u00a0": "a non-breaking space",
    "\u2007": "a non-breaking space",
    "\u202f": "a non-breaking space",
    "\u3000": "a full-width space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
}
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_EMPTY = "\u115f\u1160\u2800\u3164\uffa0"
"""Fillers: letters by their category, and nothing to see."""

_CLINGING = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\ufffc\U000e0100-\U000e01ef]")
"""Signs that choose between forms of the character before them, and stand-ins for pictures."""

_HIDDEN = ("Cf", "Zl", "Zp", "Zs")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_CORRECTED = (
    ('"', "“”", "curly quotes"),
    ("'", "‘’", "curly quotes"),
    ("...", "…", "the sign …"),
    ("--", "–—", "a dash"),
    (" - ", "–—", "a dash"),
    ("(c)", "©", "the sign ©"),
)
"""What AutoCorrect makes of what was typed, and what to call it."""

_INSTEAD = {"\u3000": "delete it, or write an ordinary space"} | dict.fromkeys(
    "\u00a0\u2007\u202f", "write an ordinary space"
)
"""What to do about a character; else it is deleted."""

IN_RAW = "where it is meant, write it in the file of the table itself"
"""How to insist on what is refused for looking like a slip."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell cannot come back, and what to do; `code` is the check's.

    more: what else is wrong with it.
    """

    message: str
    hint: str
    code: str = "import-cell"
    more: tuple["Refused", ...] = ()


def refused(text: str, base: str | None, *, usual: Collection[str] = ()) -> Refused | None:
    """What was slipped into a text that its base does not have; None where all is well.

    usual: line breaks and full-width spaces that cells of this column hold anyway.
    """
    known = base or ""
    found = [
        *_controls(text, known),
        *_questioned(text, known),
        *_around(text, known),
        *_within(text, {*known, *usual}),
        *_corrected(text, known),
    ]
    return replace(found[0], more=tuple(found[1:])) if found else None


def usual(cells: Iterable[str]) -> frozenset[str]:
    """Of what is slipped into text unseen, what these cells hold on purpose, by their look."""
    found = {char for text in cells for char in "\n\r\u3000" if char in text}
    return frozenset(found | {"\n", "\r"} if found & {"\n", "\r"} else found)


def as_before(text: str, base: str) -> str:
    """The text with the line ends of its base, which spreadsheets take for their own."""
    if "\r" in base and "\r" not in text and "\n" in text:
        if text == base.replace("\r\n", "\n").replace("\r", "\n"):
            return base
        if "\n" not in base.replace("\r\n", ""):
            return text.replace("\n", "\r\n")
    if "\r" not in base and "\n" in base:
        return text.replace("\r\n", "\n")
    return text


def _controls(text: str, known: str) -> Iterator[Refused]:
    for char in dict.fromkeys(text):
        if char not in known and _broken(char):
            yield _word(
                f"it holds the character U+{ord(char):04X}, which no text should",
                "retype the cell; it is usually left over from copying",
            )


def _broken(char: str) -> bool:
    """Controls, what stands for a character that was lost, and what one font alone can show."""
    return bool(_ILLEGAL.match(char)) or char == "\ufffd" or unicodedata.category(char) == "Co"


def _questioned(text: str, known: str) -> Iterator[Refused]:
    """`?` where a character was that the encoding of a save does not have."""
    gone = [c for c in known if not c.isascii() and c not in text]
    if text.count("?") <= known.count("?") or not gone:
        return
    pattern = "".join(re.escape(c) if c.isascii() else f"(?:{c}|[?]{{1,2}})" for c in known)
    rare = [c for c in gone if not _in_gbk(c)]
    if rare or (text.isascii() and re.fullmatch(pattern, text)):
        yield _word(
            f"`?` stands where `{(rare or gone)[0]}` was, which the file's encoding does not have",
            f"save the file as UTF-8 or as a workbook, and write the character again; {IN_RAW}",
        )


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _around(text: str, known: str) -> Iterator[Refused]:
    ends = (text[: len(text) - len(_bare_left(text))], text[len(_bare_right(text)) :])
    before = (known[: len(known) - len(_bare_left(known))], known[len(_bare_right(known)) :])
    for found, had, last in zip(ends, before, (False, True), strict=True):
        if found and found != had:
            odd = _named(next((c for c in found if c != " "), " "))
            said = f"it ends with {odd}" if last else f"it begins with {odd}"
            yield _word(said, f"delete it; {IN_RAW}")
            if found == text:
                return  # nothing else: both ends are the same


def _within(text: str, known: Collection[str]) -> Iterator[Refused]:
    for char in dict.fromkeys(_bare_left(_bare_right(text))):
        if char == " " or char in known:
            continue
        unseen = char in _EMPTY or _CLINGING.match(char)
        if char in _SPACES or unseen or unicodedata.category(char) in _HIDDEN:
            yield _word(
                f"{_named(char)} stands in it", f"{_INSTEAD.get(char, 'delete it')}; {IN_RAW}"
            )


def _corrected(text: str, known: str) -> Iterator[Refused]:
    for plain, fancy, name in _CORRECTED:
        fewer = text.count(plain) < known.count(plain)
        if fewer and sum(map(text.count, fancy)) > sum(map(known.count, fancy)):
            yield _word(
                f"the program put {name} in place of `{plain}`",
                f"write `{plain}` again (Ctrl+Z takes AutoCorrect back); {IN_RAW}",
            )


def _bare_left(text: str) -> str:
    return text.lstrip(_BLANK)


def _bare_right(text: str) -> str:
    return text.rstrip(_BLANK)


_BLANK = " " + "".join(_SPACES) + _UNSEEN + "\u2028\u2029\x0b\x0c"


def _named(char: str) -> str:
    if char == " ":
        return "a space"
    if char in _SPACES:
        return _SPACES[char]
    return f"an invisible character ({unicodedata.name(char, f'U+{ord(char):04X}').lower()})"


def _word(message: str, hint: str) -> Refused:
    return Refused(message, hint, "import-text")
