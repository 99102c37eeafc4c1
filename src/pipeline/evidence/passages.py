"""Passages: how a row says where its facts stand, and where in a text that is.

`words` or `first words…last words`; several joined by `|`; `#2` after a passage takes the
second occurrence of its first words. White space is ignored. `……` is text, not the sign.
"""

import re
from dataclasses import dataclass

from pipeline.evidence.squeeze import bare, occurrences

GAP = "\f"
"""Stands in a reading text where text of the document is missing: no passage crosses it."""

_SIGN = re.compile(r"(?<!…)…(?!…)")
_NTH = re.compile(r"#([1-9][0-9]*)\s*\Z")
_ZEROTH = re.compile(r"#0[0-9]*\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage as asked for: bare words; `last` is None where the first words are all."""

    first: str
    last: str | None = None
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a passage has no place; `found` are the offsets that come into question.

    `lacking` are the words that do not stand there; `crosses`: a gap stands between them.
    """

    passage: str
    reason: str
    remedy: str
    found: tuple[int, ...] = ()
    lacking: str = ""
    crosses: bool = False


def parse(at: str) -> list[Passage | Unplaced]:
    """Read the passages of a row's `at`, in order."""
    return [_parse_one(part) for part in at.split("|")]


def resolve(at: str, text: str) -> list[tuple[int, int] | Unplaced]:
    """Half-open ranges of a squeezed `text`, one for each passage in `at`, in its order."""
    plain = _plain(at, text)
    if plain is not None:
        return [plain]
    return [item if isinstance(item, Unplaced) else locate(item, text) for item in parse(at)]


def locate(passage: Passage, text: str) -> tuple[int, int] | Unplaced:
    """The place of one passage in a squeezed text, or why there is none."""
    start = _start(passage, text)
    if isinstance(start, Unplaced):
        return start
    end = start + len(passage.first)
    if passage.last is not None:
        at = text.find(passage.last, end)
        if at < 0:
            return Unplaced(
                passage.last,
                "the last words do not stand after the first words",
                "copy the last words from the text, or quote the passage whole",
                lacking="" if passage.last in text else passage.last,
            )
        end = at + len(passage.last)
    if GAP in text[start:end]:
        return Unplaced(
            passage.first,
            "the passage crosses a place where text is missing",
            "end the passage before the gap",
            crosses=True,
        )
    return start, end


def parse_words(words: str) -> Passage | Unplaced:
    """Read bare words, of which `…` is a part, with an optional `#2`."""
    mark = _NTH.search(words)
    first = bare(words[: mark.start()] if mark else words)
    if not first:
        return Unplaced(
            words.strip(), "a passage without words", "quote the words that are printed"
        )
    return Passage(first, None, int(mark.group(1)) if mark else None)


def _plain(at: str, text: str) -> tuple[int, int] | None:
    """The place of one passage that has one, without a sign but …; None where it is to be parsed.

    Nearly all passages are such, and are told in a fraction of the time.
    """
    if "|" in at or "#" in at or "……" in at:
        return None
    first, sign, last = bare(at).partition("…")
    start = text.find(first) if first else -1
    if start < 0 or "…" in last or text.find(first, start + 1) >= 0:
        return None
    end = start + len(first)
    if sign:
        stands = text.find(last, end) if last else -1
        if stands < 0:
            return None
        end = stands + len(last)
    return None if GAP in text[start:end] else (start, end)


def _parse_one(part: str) -> Passage | Unplaced:
    first = parse_words(part)
    if isinstance(first, Unplaced):
        return first
    pieces = _SIGN.split(first.first)
    if len(pieces) > 2:
        return Unplaced(
            part.strip(),
            "more than one … in a passage",
            "write `first words…last words`; join several passages with |",
        )
    if not all(pieces):
        return Unplaced(part.strip(), "a passage without words", "quote the words that are printed")
    return Passage(pieces[0], pieces[1] if len(pieces) == 2 else None, first.nth)


def _start(passage: Passage, text: str) -> int | Unplaced:
    found = tuple(occurrences(text, passage.first))
    if not found and _ZEROTH.search(passage.first):
        return Unplaced(
            passage.first,
            "occurrences are counted from 1, so there is no #0",
            "write #1 for the first occurrence",
        )
    if not found:
        return Unplaced(
            passage.first,
            "these words do not stand in the text",
            "copy them from the source: one character off is another text",
            lacking=passage.first,
        )
    if passage.nth is None and len(found) > 1:
        return Unplaced(
            passage.first,
            f"these words stand {len(found):,} times in the text",
            "quote more words, or choose an occurrence with #1, #2, …",
            found,
        )
    if passage.nth is not None and passage.nth > len(found):
        return Unplaced(
            passage.first,
            f"#{passage.nth} is asked for, but these words stand only {len(found):,} times",
            "correct the number after #",
            found,
        )
    return found[(passage.nth or 1) - 1]
