"""What programs slip into text while people type: spaces, line breaks, curly quotes, controls."""

import re
import unicodedata
from dataclasses import dataclass

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
_HIDDEN = ("Cf", "Zl", "Zp", "Zs")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_CORRECTED = (
    ('"', "“”", "curly quotes"),
    ("'", "‘’", "curly quotes"),
    ("...", "…", "the sign …"),
    ("--", "–—", "a dash"),
    ("(c)", "©", "the sign ©"),
)
"""What AutoCorrect makes of what was typed, and what to call it."""

_IN_RAW = "where it is meant, write it in the file of the table itself"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell cannot come back, and what to do; `code` is the check's."""

    message: str
    hint: str
    code: str = "import-cell"


def refused(text: str, base: str | None, *, breaks: bool) -> Refused | None:
    """What was slipped into a text that its base does not have; None where all is well.

    breaks: do cells of this column hold line breaks anyway?
    """
    known = base or ""
    for found in (
        _controls(text, known),
        _questioned(text, known),
        _around(text, known),
        _within(text, known, breaks=breaks),
        _corrected(text, known),
    ):
        if found:
            return found
    return None


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


def _controls(text: str, known: str) -> Refused | None:
    found = next((c for c in text if c not in known and _broken(c)), None)
    if found is None:
        return None
    return _word(
        f"it holds the character U+{ord(found):04X}, which no text should",
        "retype the cell; it is usually left over from copying",
    )


def _broken(char: str) -> bool:
    """Controls, what stands for a character that was lost, and what one font alone can show."""
    return bool(_ILLEGAL.match(char)) or char == "\ufffd" or unicodedata.category(char) == "Co"


def _questioned(text: str, known: str) -> Refused | None:
    """`?` where a character was that the encoding of a save does not have."""
    gone = [c for c in known if not c.isascii() and c not in text]
    if text.count("?") <= known.count("?") or not gone:
        return None
    pattern = "".join(re.escape(c) if c.isascii() else f"(?:{c}|[?]{{1,2}})" for c in known)
    rare = [c for c in gone if not _in_gbk(c)]
    if not rare and not (text.isascii() and re.fullmatch(pattern, text)):
        return None
    return _word(
        f"`?` stands where `{(rare or gone)[0]}` was, which the file's encoding does not have",
        f"save the file as UTF-8 or as a workbook, and write the character again; {_IN_RAW}",
    )


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _around(text: str, known: str) -> Refused | None:
    ends = (text[: len(text) - len(_bare_left(text))], text[len(_bare_right(text)) :])
    before = (known[: len(known) - len(_bare_left(known))], known[len(_bare_right(known)) :])
    for found, had, last in zip(ends, before, (False, True), strict=True):
        if found and found != had:
            odd = _named(next((c for c in found if c != " "), " "))
            said = f"it ends with {odd}" if last else f"it begins with {odd}"
            return _word(said, f"delete it; {_IN_RAW}")
    return None


def _within(text: str, known: str, *, breaks: bool) -> Refused | None:
    for char in text:
        if char in known or char in " \u3000":
            continue
        if char in "\r\n" and breaks:
            continue
        if char in _SPACES or unicodedata.category(char) in _HIDDEN:
            return _word(f"{_named(char)} stands in it", f"delete it; {_IN_RAW}")
    return None


def _corrected(text: str, known: str) -> Refused | None:
    for plain, fancy, name in _CORRECTED:
        fewer = text.count(plain) < known.count(plain)
        if fewer and sum(map(text.count, fancy)) > sum(map(known.count, fancy)):
            return _word(
                f"the program put {name} in place of `{plain}`",
                f"write `{plain}` again (Ctrl+Z takes AutoCorrect back); {_IN_RAW}",
            )
    return None


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
