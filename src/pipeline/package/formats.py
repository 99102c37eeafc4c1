"""What the name and the words of a resource say of its file: delimited text, packed, or other."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

DELIMITED = {"csv": ",", "tsv": "\t", "tab": "\t", "txt": ",", "dat": ",", "psv": "|"}
"""Format or extension → the delimiter where no dialect gives one."""

PACKED = ("gz", "zip")

_MEDIA = {
    "text/csv": "csv",
    "application/csv": "csv",
    "text/plain": "csv",
    "text/tab-separated-values": "tsv",
}
_TABULAR = (
    "tabular-data-resource",
    "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json",
)


def format_of(item: Mapping[str, Any], path: str | None) -> str:
    """The format in lower case, '' where nothing tells it.

    `format` is believed before `mediatype`, and that before the file's name.
    """
    given, media = item.get("format"), item.get("mediatype")
    if isinstance(given, str) and given and given.lower() not in PACKED:
        return given.lower().removeprefix(".")
    if isinstance(media, str) and media:
        plain = media.partition(";")[0].strip().lower()
        known = _MEDIA.get(plain)
        if known or not plain.endswith(("zip", "octet-stream")):
            return known or plain
    return extension(path)[0] if path else ""


def extension(path: str) -> tuple[str, str]:
    """Format and packing by name: `a.csv.gz` is ("csv", "gz")."""
    suffixes = [part.lower().removeprefix(".") for part in PurePosixPath(path).suffixes[-2:]]
    packing = suffixes.pop() if suffixes and suffixes[-1] in PACKED else ""
    return (suffixes[-1] if suffixes else ""), packing


def packing_of(item: Mapping[str, Any], path: str) -> str:
    """How a file is packed: gz, zip, or '' where it is not."""
    given = item.get("compression")
    if isinstance(given, str) and given.lower() in (*PACKED, "no"):
        return given.lower().removeprefix("no")
    return extension(path)[1]


def tabular(item: Mapping[str, Any], kind: str) -> bool:
    """True where a resource claims to be a table."""
    claims = item.get("type") == "table" or item.get("profile") in _TABULAR
    return claims or item.get("schema") is not None or kind in ("csv", "tsv")
