"""Which paths of a package may be followed: those that stay inside it."""

import re
from pathlib import Path, PurePosixPath

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def remote(path: str) -> bool:
    """True for a URL."""
    return bool(_REMOTE.match(path))


def inside(root: Path, path: str, *, hidden: bool = False) -> str | None:
    """Why a path must not be followed, or None where it stays inside the package.

    `hidden`: files and folders whose name begins with a dot are followed too.
    """
    parts = PurePosixPath(path).parts
    if remote(path):
        return "it is a URL, and remote files are not read"
    if "\\" in path or PurePosixPath(path).is_absolute() or re.match(r"[A-Za-z]:", path):
        return "it is absolute, or uses backslashes"
    if ".." in parts:
        return "it leads out of the package with `..`"
    if not hidden and any(part.startswith(".") for part in parts):
        return "it is hidden (a part begins with a dot)"
    try:
        stays = (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return "it is a link that leads to itself"
    except ValueError:
        return "it holds a character that no path has"
    return None if stays else "it is a link that leads out of the package"


def is_file(file: Path) -> bool:
    """True for an ordinary file; False also where the system cannot spell the path."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False
