"""Files whose bytes depend on nothing but their content: fixed modes, times and order."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

FILE_MODE = 0o644
"""Readable by everyone, whatever umask the run had."""

FOLDER_MODE = 0o755
"""As `FILE_MODE`, for folders."""

_UNIX = 3
"""`create_system` of zip members: their modes are Unix modes on every machine."""

_EARLIEST, _LATEST = 1980, 2107
"""The years that a zip archive can stamp."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file that we wrote; `path` is relative to the release, with forward slashes."""

    path: str
    bytes: int
    sha256: str


def folder(path: Path) -> None:
    """Make a folder that everyone can read."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(FOLDER_MODE)


@contextmanager
def create(path: Path) -> Iterator[IO[bytes]]:
    """A new file; when the block ends well it is on the disk, not only in its cache."""
    if not path.parent.exists():
        folder(path.parent)
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    path.chmod(FILE_MODE)


def write(root: Path, path: str, lines: Iterable[str]) -> Artefact:
    """Write text as UTF-8, as it comes: the caller ends its lines with `\\n`."""
    with create(root / path) as file:
        for line in lines:
            file.write(line.encode())
    return measure(root, path)


def write_json(root: Path, path: str, value: Any) -> Artefact:
    """Write JSON for people: indented, in the given order, not escaped to ASCII."""
    return write(root, path, [json.dumps(value, ensure_ascii=False, indent=2), "\n"])


def measure(root: Path, path: str) -> Artefact:
    """Length and SHA-256 of a file as it is on disk now."""
    target = root / path
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Artefact(path, target.stat().st_size, digest)


def spelled(path: Path) -> str:
    """A path as UTF-8, as engines want it, also where the locale knows no such characters."""
    try:
        return os.fsencode(path).decode()
    except UnicodeDecodeError:
        raise OSError(errno.EINVAL, "the folder's name is not UTF-8", str(path)) from None


def pack(target: IO[bytes], members: Iterable[tuple[str, IO[bytes], int]], when: datetime) -> None:
    """Write a zip archive of (name, content, length), in the given order, not compressed."""
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, content, length in members:
            info = ZipInfo(name, _stamp(when))
            info.create_system = _UNIX
            info.external_attr = (0o100000 | FILE_MODE) << 16
            info.file_size = length
            with archive.open(info, "w") as member:
                shutil.copyfileobj(content, member)


def _stamp(when: datetime) -> tuple[int, int, int, int, int, int]:
    if when.year < _EARLIEST:
        return (_EARLIEST, 1, 1, 0, 0, 0)
    if when.year > _LATEST:
        return (_LATEST, 12, 31, 23, 59, 58)
    return (when.year, when.month, when.day, when.hour, when.minute, when.second // 2 * 2)
