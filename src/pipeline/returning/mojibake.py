"""UTF-8 that was opened in another encoding, and so became other characters."""

import re
from collections.abc import Collection

_READ_AS = {"gbk": "GBK", "cp1252": "Windows-1252", "latin-1": "Latin-1", "big5": "Big5"}
_LOST = re.compile("[?\ufffd\x80-\x9f]")
"""What is left of bytes that the other encoding does not have; a second save turns it into `?`."""


def read_as(said: str, base: str) -> str | None:
    """The encoding in which the base, as UTF-8, reads as what stands there now."""
    if base.isascii() or said == base:
        return None
    return _garbled(base).get(_seen(said))


def whole(cells: Collection[str], known: Collection[str]) -> tuple[str, str, str] | None:
    """Of a file most of whose known texts came back so: its encoding, a text, what became of it."""
    kept = [text for text in known if not text.isascii()]
    made = {now: (name, text, now) for text in kept for now, name in _garbled(text).items()}
    seen = {_seen(cell) for cell in cells}
    found = [told for now, told in made.items() if now in seen]
    return found[0] if len(found) > len({*kept} & {*cells}) else None


def _garbled(text: str) -> dict[str, str]:
    """What the text becomes → the encoding in which it was read."""
    found: dict[str, str] = {}
    for codec, name in _READ_AS.items():
        now = _seen(text.encode("utf-8", "replace").decode(codec, "replace"))
        if not now.isascii():
            found.setdefault(now, name)
    return found


def _seen(text: str) -> str:
    return _LOST.sub("", text)
