"""What a file is that was given for a workbook, told by its bytes, and what to do about it."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.errors import ImportingError

_MOST, _ALWAYS = 256 << 20, 8 << 30
"""Bytes unpacked up to which any workbook is read, and over which none is."""

_RATIO = 100
"""How much smaller sheets get by packing; our largest have 20, empty rows by the million 60."""

_SAVE = "save it as `Excel workbook (.xlsx)` in the program that it was edited in"

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"

_PARTS = (
    ("content.xml", "it is an OpenDocument file, as LibreOffice keeps its own", _SAVE),
    ("xl/workbook.bin", "it is a binary workbook (.xlsb)", _SAVE),
    ("word/document.xml", "it is a text document of Word", "give the workbook instead"),
    ("ppt/presentation.xml", "it is a presentation", "give the workbook instead"),
    ("Index/Document.iwa", "it is a file of Numbers", "export it as Excel (.xlsx) from Numbers"),
)
"""A member that tells the kind of a packed file, what that is, and the remedy."""

_SHEETS = "xl/workbook.xml"
_STRICT = b"http://purl.oclc.org/ooxml/"


def look(file: Path) -> None:
    """ImportingError, with the remedy, where the file is no workbook that can be read."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(_OLE))
    except OSError as error:
        why = f"it cannot be opened ({error.strerror})"
        raise refusal(file, why, "close it in other programs, or copy it") from error
    if begins == b"":
        raise refusal(file, "it is empty", "save it again, or take it from a backup")
    if begins == _OLE:
        raise _old(file)
    if begins.startswith(_ZIP):
        _packed(file)
        return
    what, remedy = _plain(file)
    raise refusal(file, what, remedy)


def packed(content: bytes) -> bool:
    """Are these the bytes of a workbook, of whatever kind, and no text?"""
    return content.startswith((_OLE, b"PK\x03\x04"))


def refusal(file: Path, what: str, remedy: str) -> ImportingError:
    """One line that says what the file is and what to do."""
    return ImportingError(f"{file}: {what}; {remedy}")


def broken(file: Path) -> ImportingError:
    """A workbook of which a part is missing or damaged."""
    return refusal(
        file, "the workbook is damaged or cut off", f"copy it again from where it was, or {_SAVE}"
    )


def _old(file: Path) -> ImportingError:
    """Encrypted workbooks and those of old programs are kept in the same kind of container."""
    if "EncryptedPackage".encode("utf-16-le") in file.read_bytes():
        return refusal(
            file, "it is locked with a password", "save it without a password, and import that"
        )
    return refusal(file, "it is a workbook of an old kind (.xls, .et)", _SAVE)


def _packed(file: Path) -> None:
    try:
        with ZipFile(file) as archive:
            members = {item.filename: item for item in archive.infolist()}
            strict = _SHEETS in members and _STRICT in archive.open(_SHEETS).read(1 << 16)
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise broken(file) from error
    for part, what, remedy in _PARTS:
        if part in members:
            raise refusal(file, what, remedy)
    if _SHEETS not in members:
        raise refusal(file, "it is a packed file, but no workbook", f"unpack it, or {_SAVE}")
    if strict:
        raise refusal(file, "it is a `Strict Open XML` workbook", f"{_SAVE}, without `Strict`")
    full = sum(item.file_size for item in members.values())
    if full > _ALWAYS or full > max(_MOST, _RATIO * file.stat().st_size):
        size = f"it would unpack to {full >> 20} MB from {file.stat().st_size >> 10} KB"
        raise refusal(file, f"{size}, which no workbook of pipeline export does", _SAVE)


def _plain(file: Path) -> tuple[str, str]:
    """What an unpacked file is, and the remedy."""
    with file.open("rb") as opened:
        begins = opened.read(4096)
    head = begins.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table")):
        return "it is a web page, whatever its name says", _SAVE
    if head.startswith(b"<"):
        return "it is an XML file, whatever its name says", _SAVE
    if b"\0" not in begins or begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is text and no workbook", "name its table if it is CSV: --table NAME"
    return "it is no workbook, whatever its name says", _SAVE
