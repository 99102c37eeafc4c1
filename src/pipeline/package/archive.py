"""A package in a zip: unpacked within limits, nothing outside the folder that it is given."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import ProjectError
from pipeline.issue import Issue, Layer, Severity
from pipeline.limits import LIMITS, Limits

DESCRIPTORS = ("datapackage.json", "datapackage.yaml", "datapackage.yml")
_CHUNK = 1 << 20


class TooMuch(Exception):
    """A limit was reached; the message names it."""


def unpack(archive: Path, folder: Path, limits: Limits = LIMITS) -> list[Issue]:
    """Unpack all ordinary files; what must not be unpacked is an issue.

    Raises ProjectError where the file is no zip, TooMuch where a limit is reached.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return list(_unpacked(opened, archive, folder, limits))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        raise ProjectError(f"{archive.name}: is no zip that can be read: {said}") from error
    except (OSError, ValueError) as error:
        raise ProjectError(f"{archive.name}: cannot be unpacked: {error}") from error


def descriptor(folder: Path) -> Path | None:
    """The descriptor of an unpacked package: at its root, or in the only folder that has one."""
    for name in DESCRIPTORS:
        if (folder / name).is_file():
            return folder / name
    inner = [
        place / name
        for place in sorted(folder.iterdir())
        if place.is_dir() and not place.name.startswith((".", "__MACOSX"))
        for name in DESCRIPTORS
        if (place / name).is_file()
    ]
    return inner[0] if len({file.parent for file in inner}) == 1 else None


def _unpacked(
    opened: zipfile.ZipFile, archive: Path, folder: Path, limits: Limits
) -> Iterator[Issue]:
    members = opened.infolist()
    if len(members) > limits.members:
        raise TooMuch(f"it holds {len(members):,} files, more than {limits.members:,} (`members`)")
    total = 0
    for member in members:
        wrong = _wrong(member)
        target = folder / member.filename
        if wrong is None and not member.is_dir() and target.exists():
            wrong = "the archive holds two files of this name"
        if wrong:
            yield _refused(archive, member.filename, wrong)
        elif not member.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            total = _copy(opened, member, target, total, archive.stat().st_size, limits)


def _wrong(member: zipfile.ZipInfo) -> str | None:
    name = member.filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind and kind not in (stat.S_IFREG, stat.S_IFDIR):
        return "it is a link or a device, not an ordinary file"
    if "\\" in name or re.match(r"[A-Za-z]:", name) or PurePosixPath(name).is_absolute():
        return "its path is absolute, or uses backslashes"
    if ".." in PurePosixPath(name).parts:
        return "its path leads out of the archive"
    return None


def _copy(
    opened: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    target: Path,
    total: int,
    packed: int,
    limits: Limits,
) -> int:
    with opened.open(member) as stream, target.open("wb") as out:
        while data := stream.read(_CHUNK):
            total += len(data)
            if total > limits.unpacked:
                raise TooMuch(f"it unpacks to more than {limits.unpacked:,} bytes (`unpacked`)")
            if total > limits.unsuspicious and total > limits.ratio * packed:
                raise TooMuch(f"it unpacks to more than {limits.ratio} times its size (`ratio`)")
            out.write(data)
    return total


def _refused(archive: Path, name: str, why: str) -> Issue:
    return Issue(
        code="unsafe-path",
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=f"`{name}` in the archive is not unpacked: {why}",
        hint="pack the package anew: ordinary files only, with paths inside it",
        path=archive.name,
        value=name,
    )
