"""Characters that look like others, or are none: what copying from PDF files leaves in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, is_normalized, normalize

COMMON = (
    r"\x{0}-\x{2FF}\x{391}-\x{3A1}\x{3A3}-\x{3CE}\x{400}-\x{482}\x{48A}-\x{52F}\x{1E00}-\x{1E99}"
    r"\x{2010}-\x{2064}\x{2190}-\x{2300}\x{2460}-\x{27BF}\x{3001}-\x{3029}\x{3041}-\x{3096}"
    r"\x{309B}-\x{30FE}\x{3400}-\x{9FFF}\x{AC00}-\x{D7A3}\x{FF01}-\x{FF5E}\x{20000}-\x{2A6DF}"
)
"""Ranges, as RE2 writes them, in which nothing is unusual: texts of them alone need no look."""

_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and compatibility ideographs; a dozen of these blocks are ordinary, and stay."""

_GROWING = re.compile("[\U0001f000-\U0001faff\U0002a6e0-\U0002f7ff\U00030000-\U0003347f]")
"""Where newer Unicode has signs and ideographs that this program does not know yet."""

_CLUSTER = re.compile(
    r"[^\s][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]+"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
"""Letters apart from their accents, Hangul and Kana too."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """What stands in a text, and what is usual in its place."""

    found: str
    message: str
    hint: str


def unusual(text: str) -> list[Unusual]:
    """Each such thing once, in the order of the text."""
    if text.isascii():
        return []
    found = {item.found: item for item in (*_characters(text), *_decomposed(text))}
    return list(found.values())


def _characters(text: str) -> Iterator[Unusual]:
    for char in dict.fromkeys(text):
        usual = normalize("NFKC" if _FORMS.match(char) else "NFC", char)
        if usual != char:
            yield Unusual(
                char,
                f"`{char}` ({_codes(char)}) stands in it, which looks like `{usual}` "
                f"({_codes(usual)}) and is another character",
                f"write `{usual}`; where the source prints the other, leave it",
            )
        elif category(char) == "Cn" and not _GROWING.match(char):
            yield Unusual(
                char,
                f"{_codes(char)} stands in it, which is no character",
                "write the character that is meant; it is usually left over from copying",
            )


def _decomposed(text: str) -> Iterator[Unusual]:
    if is_normalized("NFC", text):
        return
    parts = [found[0] for found in _CLUSTER.finditer(text)]
    for part in dict.fromkeys(parts):
        usual = normalize("NFC", part)
        if usual != part:
            yield Unusual(
                part,
                f"`{usual}` stands in it as {len(part)} characters ({_codes(part)})",
                f"write `{usual}` ({_codes(usual)}) instead; programs do not find one by the other",
            )


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text)
