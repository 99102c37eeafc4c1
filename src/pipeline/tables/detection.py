"""Which encoding a file surely has, where nobody says it and it is not UTF-8."""

import codecs
from pathlib import Path

from pipeline.tables.encoding import undecodable, wide

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before that of UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 18
"""Bytes of a file that are looked at: a few thousand rows."""

_ENOUGH = 8
"""Characters that Chinese is told by: fewer may be anything."""

_COMMON = 0.9
"""Share of the characters that Chinese text has among the some 3,800 common ones and signs."""

_LATE = 0.1
"""Share of the characters that are from 0xD0 on: of Chinese some fifth, of Japanese a hundredth."""


def surely(file: Path) -> str | None:
    """The name of the encoding; None where it could be one of several."""
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    found = marked or _unmarked(sample)
    return found if found and undecodable(file, found) is None else None


def _unmarked(sample: bytes) -> str | None:
    if wide(sample):
        return "utf-16-be" if sample.startswith(b"\0") else "utf-16-le"
    return "gb18030" if _chinese(sample) else None


def _chinese(sample: bytes) -> bool:
    """Text in GB2312 and what widens it, and not in another encoding that it can be taken for.

    What is common in Big5 and Shift_JIS is rare in GBK, and kana of EUC-JP are kana there; common
    characters of EUC-JP and EUC-KR begin below 0xD0; letters of single bytes are from 0xC0.
    """
    text = codecs.getincrementaldecoder("gb18030")("replace").decode(sample)
    pairs = [found for char in text if len(found := char.encode("gb18030", "replace")) > 1]
    common = [pair for pair in pairs if _is_common(pair)]
    if len(pairs) < _ENOUGH or len(common) < _COMMON * len(pairs):
        return False
    late = sum(pair[0] >= 0xD0 for pair in common)
    letters = all(byte >= 0xC0 for pair in pairs for byte in pair)
    return late > 1 and late >= _LATE * len(pairs) and not letters


def _is_common(pair: bytes) -> bool:
    """A sign of rows 1 and 3 of GB2312, or one of its first level."""
    first, second = pair[0], pair[1]
    return second >= 0xA1 and (first in (0xA1, 0xA3) or 0xB0 <= first <= 0xD7)
