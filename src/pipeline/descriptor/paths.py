"""What the standard calls "URL or path": a qualified URL, or a path that stays in the package."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipeline.descriptor.findings import UNSAFE, Findings
from pipeline.table_schema.complaints import shown

_SCHEMES = ("http", "https", "ftp", "ftps")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_OPAQUE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""A scheme too, as in `data:` and `mailto:`; only what has none is a path."""

_DRIVE = re.compile(r"[A-Za-z]:")
_REMEDY = "move the file into the package and give its path relative to the descriptor"


def is_remote(path: str) -> bool:
    """Does it name a scheme, so that it is no path."""
    return bool(_SCHEME.match(path))


def is_url(value: str, schemes: tuple[str, ...] = ("http", "https")) -> bool:
    """Is it a fully qualified URL of one of these schemes."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme.lower() in schemes and bool(host) and not re.search(r"\s", value)


def unsafe(path: str, *, v1: bool = False) -> str | None:
    """Why this is no URL or path of the standard, from its text alone; None where it is one.

    Version 1 did not forbid hidden files and folders.
    """
    scheme = _SCHEME.match(path)
    if scheme:
        good = is_url(path, _SCHEMES)
        return None if good else "it is no URL of http, https, ftp or ftps"
    if _OPAQUE.match(path):
        return "it is no URL of http, https, ftp or ftps"
    if not path or "\0" in path:
        return "it is empty, or holds a NUL"
    if "\\" in path or path.startswith("/") or _DRIVE.match(path):
        return "it is absolute, or uses backslashes"
    parts = PurePosixPath(path).parts
    if ".." in parts:
        return "it leads out of the package with `..`"
    if not v1 and any(part.startswith(".") for part in parts):
        return "it is hidden (a part begins with a dot)"
    return None


def check(value: object, findings: Findings, what: str) -> bool:
    """Judge one URL or path; True where it is sound."""
    if not isinstance(value, str):
        findings.error(f"{what} must be a text, and is {shown(value)}", value=value)
        return False
    why = unsafe(value, v1=findings.v1)
    if why:
        findings.error(f"{shown(value)} is not followed: {why}", _REMEDY, value=value, code=UNSAFE)
    return not why
