"""`<name>-<version>.zip`: all other files of the release under one folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from pipeline.export import compare
from pipeline.export.artefact import Artefact, create, measure, pack
from pipeline.export.release import Release

_CHUNK = 1 << 20
"""Bytes compared at once."""


def path(release: Release) -> str:
    """Where the release keeps it."""
    return f"{release.folder}.zip"


def write_all(release: Release, root: Path, written: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Stored, not deflated, since compressors differ; sorted, stamped with the release's time."""
    with create(root / path(release)) as file:
        pack(file, _members(release, root, written), release.moment)
    return (measure(root, path(release)),)


def check(release: Release, root: Path) -> None:
    """Compare every member with its file, byte for byte."""
    try:
        with ZipFile(root / path(release)) as archive:
            _check(release, root, archive)
    except BadZipFile as error:
        compare.spoil(path(release), str(error))


def _check(release: Release, root: Path, archive: ZipFile) -> None:
    files = sorted(item.relative_to(root).as_posix() for item in root.rglob("*") if item.is_file())
    files.remove(path(release))
    if archive.namelist() != [f"{release.folder}/{name}" for name in files]:
        compare.spoil(path(release), "its members are not the files of the release")
    for name in files:
        with archive.open(f"{release.folder}/{name}") as member, (root / name).open("rb") as file:
            if not _alike(member, file):
                compare.spoil(path(release), f"`{name}` in it is another")


def _members(
    release: Release, root: Path, written: tuple[Artefact, ...]
) -> Iterator[tuple[str, IO[bytes], int]]:
    for item in sorted(written, key=lambda one: one.path):
        with (root / item.path).open("rb") as file:
            yield f"{release.folder}/{item.path}", file, item.bytes


def _alike(left: IO[bytes], right: IO[bytes]) -> bool:
    while chunk := left.read(_CHUNK):
        if chunk != right.read(len(chunk)):
            return False
    return not right.read(1)
