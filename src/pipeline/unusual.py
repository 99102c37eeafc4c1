"""Characters that look like others, or are none: what copying from PDF files leaves in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, is_normalized, normalize

from pipeline.unseen import SPACES, UNSEEN

COMMON = (
    r"\x{0}-\x{9F}\x{A1}-\x{AC}\x{AE}-\x{2FF}"
    r"\x{391}-\x{3A1}\x{3A3}-\x{3CE}\x{400}-\x{482}\x{48A}-\x{52F}\x{1E00}-\x{1E99}"
    r"\x{2010}-\x{2029}\x{2030}-\x{205E}\x{2190}-\x{2300}\x{2460}-\x{27BF}"
    r"\x{3001}-\x{3029}\x{3041}-\x{3096}"
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

_ODD_SPACES = frozenset(SPACES) - {"\u3000"}
"""The full-width space stands between Chinese names, and can be seen there."""

_MEANT = re.compile(
    "(?<=[\u00a9\u00ae\u2190-\u2bff\u3003-\u303f\u3400-\u9fff\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003347f])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    "|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    "|(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
    "(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    "|(?<=[\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
    "|(?<=[\u0600-\u0dff\u1000-\u109f\u1780-\u18af])[\u180b-\u180f\u200c\u200d]"
    "|(?<=[\u0590-\u08ff])[\u061c\u200e\u200f]|[\u061c\u200e\u200f](?=[\u0590-\u08ff])"
    "|(?<=[\u1100-\u11ff])[\u115f\u1160]|[\u115f\u1160](?=[\u1100-\u11ff])"
)
"""Unseen signs where writing needs them: forms of ideographs, emoji, Arabic, Indic, old Hangul."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """What stands in a text, and what is usual in its place; `unseen`: nobody can mean it."""

    found: str
    message: str
    hint: str
    unseen: bool = False


def unusual(text: str) -> list[Unusual]:
    """Each such thing once, in the order of the text."""
    if text.isascii():
        return []
    every = (*_characters(text), *_decomposed(text), *_unseen(text))
    return list({(item.found, item.unseen): item for item in every}.values())


def _characters(text: str) -> Iterator[Unusual]:
    for char in dict.fromkeys(text):
        if UNSEEN.match(char):
            continue
        if char in _ODD_SPACES:
            yield Unusual(
                char,
                f"a space that is not the plain one stands in it ({_codes(char)})",
                "write a plain space, or none; where the source prints this one, leave it",
            )
            continue
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


def _unseen(text: str) -> Iterator[Unusual]:
    if not UNSEEN.search(text):
        return
    for char in dict.fromkeys(UNSEEN.findall(_MEANT.sub("", text))):
        yield Unusual(
            char,
            f"an invisible character stands in it ({_codes(char)}), so it is not the text that it "
            "looks like",
            "delete it, or type the cell again; it is usually left over from copying",
            unseen=True,
        )
    for char in dict.fromkeys(_MEANT.findall(text)):
        yield Unusual(
            char,
            f"an invisible character stands in it ({_codes(char)}), which some writing needs",
            "delete it where it is not meant: programs do not find one text by the other",
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
