"""Is a file text in the encoding that it should have, and if not, what is it likely?"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.tables.lines import CHUNK, MARK, lines, texts

_SAMPLE = 1 << 16
"""Bytes on either side of a wrong byte that a guess looks at: a few hundred rows."""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8"}
"""Encodings read as the one that contains them, since files seldom keep to the smaller one."""

_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "compressed with gzip"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NULS = 4
"""One NUL in so many bytes: text in UTF-16 that is half ASCII. Damage leaves far fewer."""


@dataclass(frozen=True, slots=True)
class Undecodable:
    """The first thing in a file that its encoding does not know, in words."""

    message: str
    hint: str
    line: int | None = None
    column: int | None = None
    value: str | None = None


def codec(encoding: str) -> str | None:
    """Python's name of a text encoding; None where there is none of this name."""
    try:
        found = codecs.lookup(encoding)
        codecs.getincrementaldecoder(found.name)
        "".encode(found.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WIDER.get(found.name, found.name)


def unknown(encoding: str) -> Undecodable:
    """What to say where the descriptor declares an encoding that does not exist."""
    return Undecodable(
        f"The descriptor declares the encoding `{encoding}`, which is not known.",
        "Correct `encoding` in the descriptor, or delete it where the file is UTF-8.",
    )


def undecodable(file: Path, codec: str) -> Undecodable | None:
    """The first byte that is not text in this encoding; None where all is well."""
    decoder = codecs.getincrementaldecoder(codec)()
    fed, more = 0, True
    with file.open("rb") as stream:
        while more:
            data = stream.read(CHUNK)
            begun, fed, more = fed > 0, fed + len(data), bool(data)
            try:
                text = decoder.decode(data, not more)
                if codec != "utf-8":
                    text.encode()  # a few encodings can spell half a character
            except ValueError as fault:
                return _told(file, codec, fault, fed)
            if not begun and codec == "utf-8" and wide(data):
                return _placed(file, codec, data.index(0))
    return None


def marked(file: Path, codec: str) -> bool:
    """True where the text begins with a byte order mark that its encoding leaves standing."""
    decoder = codecs.getincrementaldecoder(codec)()
    with file.open("rb") as stream, suppress(UnicodeError):
        return decoder.decode(stream.read(8)).startswith(MARK)
    return False


def wide(sample: bytes) -> bool:
    """Text in UTF-16 without its mark: many of its bytes are NUL."""
    return len(sample) < sample.count(0) * _NULS and any(sample)


_REMEDY = 'Open the file in the program that it comes from and save it as "CSV UTF-8".'


def _told(file: Path, codec: str, fault: ValueError, fed: int) -> Undecodable:
    if isinstance(fault, UnicodeDecodeError):
        with suppress(ValueError):  # UTF-16 without its mark fails anew, and has no place
            return _placed(file, codec, fed - len(fault.object) + fault.start)
    return Undecodable(f"The file is not text in {_name(codec)}.", _REMEDY)


def _placed(file: Path, codec: str, offset: int) -> Undecodable:
    with file.open("rb") as stream:
        head = stream.read(4)
        start = max(0, offset - _SAMPLE)
        stream.seek(start)
        before, after = stream.read(offset - start), stream.read(_SAMPLE)
    line, column = _place(file, codec, offset)
    byte = f"0x{after[0]:02X}" if after else "the end of the file"
    said, hint = _guess(codec, head, before if start == 0 else before.partition(b"\n")[2], after)
    at = f"at line {line}, column {column}"
    message = f"The byte {byte} {at} is not text in {_name(codec)}; {said}."
    return Undecodable(message, hint, line, column, byte)


def _place(file: Path, codec: str, offset: int) -> tuple[int, int]:
    line, column = 1, 1
    for body, end in lines(texts(file, codec, offset), "\n"):
        line, column = (line + 1, 1) if end else (line, len(body) + 1)
    return line, column


def _guess(codec: str, head: bytes, before: bytes, after: bytes) -> tuple[str, str]:
    sample = before + after
    for sign, kind in _OTHER_FILES:
        if head.startswith(sign):
            return f"the file is {kind}", "Open it in its program and save the table as CSV UTF-8."
    if head.startswith(_WIDE_MARKS) or wide(sample):
        unmarked = "-be" if head.startswith(b"\0") else "-le"
        return _likely("UTF-16", "utf-16" + ("" if head.startswith(_WIDE_MARKS) else unmarked))
    if codec == "utf-8" and _decodes(after, "utf-8"):
        hint = "Restore the file from where it comes; its end is missing."
        return "the file ends in the middle of a character", hint
    if codec == "utf-8" and _damaged(sample):
        hint = "Retype the character at this place and save the file again."
        return "most of the file is UTF-8, so this character is damaged", hint
    if codec != "utf-8" and _decodes(sample, "utf-8"):
        return _likely("UTF-8", "utf-8")
    if codec != "gb18030" and _decodes(sample, "gb18030") and _paired(sample):
        return _likely("GB18030 (or GBK, GB2312)", "gb18030")
    if codec != "cp1252" and _decodes(sample, "cp1252"):
        return _likely("Windows-1252 (Western European)", "windows-1252")
    return "which encoding it has could not be guessed", _REMEDY


def _likely(title: str, name: str) -> tuple[str, str]:
    if name == "utf-8":
        return f"the file is likely {title}", "Correct `encoding` in the descriptor."
    other = f" Or leave the file as it is and declare `encoding: {name}` in the descriptor."
    return f"the file is likely {title}", _REMEDY + other


def _decodes(sample: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeError:
        return False
    return True


def _damaged(sample: bytes) -> bool:
    """UTF-8 with a few wrong bytes; in other encodings hardly a letter is UTF-8 by chance."""
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    letters = [char for char in text if not char.isascii() and char != "\ufffd"]
    return len("".join(letters).encode()) > 2 * wrong


def _paired(sample: bytes) -> bool:
    """Chinese text has its high bytes in pairs; accented letters stand mostly alone."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    return 2 * sum(run > 1 for run in runs) >= len(runs)


def _name(codec: str) -> str:
    return {"utf-8": "UTF-8", "gb18030": "GB18030", "ascii": "ASCII"}.get(codec, codec)
