"""Characters that look like others or are none; and that what is passed over needs no look."""

import re
import sys
import unicodedata

import pytest

from pipeline.unusual import COMMON, unusual

ORDINARY = ["", "陈墨𠮷﨑", "café", "かが", "\U00030000\U0001fae9", "１２、“好”…", "각", "Ελλάδα"]


@pytest.mark.parametrize(
    ("text", "found", "hint"),
    [
        ("⼯人⼯", "⼯", "write `工`"),
        ("陈\uf9dc", "\uf9dc", "write `隆`"),
        ("\U0002f800", "\U0002f800", "write `丽`"),
        ("⻟⻩⻳", "⻳", "write `龟`"),
        ("300 \u212b", "\u212b", "write `Å`"),
        ("a cafe\u0301", "e\u0301", "write `é` (U+00E9)"),
        ("\u1100\u1161\u11a8", "\u1100\u1161\u11a8", "write `각`"),
        ("か\u3099", "か\u3099", "write `が`"),
        ("\u0378", "\u0378", "write the character that is meant"),
        ("\U0003ffff", "\U0003ffff", "write the character that is meant"),
    ],
)
def test_what_is_told(text, found, hint):
    (told,) = unusual(text)
    assert told.found == found and told.hint.startswith(hint)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_ordinary(text):
    assert unusual(text) == []


def test_nothing_unusual_is_passed_over():
    passed = re.compile("[" + re.sub(r"\\x\{(\w+)\}", lambda m: chr(int(m[1], 16)), COMMON) + "]")
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    joined = {part for char in every for part in _parts(char)[1:]}
    common = [char for char in every if passed.match(char)]
    assert len(common) > 80_000
    assert not [char for char in common if char in joined or unusual(char)]


def _parts(char):
    apart = unicodedata.decomposition(char)
    return [] if apart.startswith("<") else [chr(int(part, 16)) for part in apart.split()]
