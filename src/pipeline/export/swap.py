"""Replacing a release as a whole: `build/` holds the old one or the new one, never a half."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ExportError
from pipeline.export.artefact import FILE_MODE, folder
from pipeline.export.exchange import exchange

_OLD = re.compile(r"\.old-(?P<name>.+)-[0-9]+")
"""What a release is called while its successor takes its place."""


@contextmanager
def staged(build: Path, name: str) -> Iterator[Path]:
    """A new folder that becomes `build/<name>` when the block ends well, and else vanishes.

    One export at a time: another one in the same `build/` gets ExportError. What a killed
    run left behind is tidied first, and a release that it took away is put back.
    """
    build.mkdir(parents=True, exist_ok=True)
    with _locked(build):
        _tidy(build)
        new = build / f".new-{name}-{os.getpid()}"
        try:
            folder(new)
            yield new
            _sync(new)
            _replace(new, build / name)
        finally:
            shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _locked(build: Path) -> Iterator[None]:
    """Hold `build/.lock`; the system lets go of it when a run ends, however it ends."""
    path = build / ".lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        if not _lock(handle):
            raise ExportError(
                f"another export is running in {build}: wait until it has ended, then try again"
            )
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _tidy(build: Path) -> None:
    for left in sorted(build.glob(".old-*")):
        known = _OLD.fullmatch(left.name)
        target = build / known["name"] if known else None
        if target is not None and not os.path.lexists(target):
            left.rename(target)
        else:
            _remove(left)
    for left in sorted(build.glob(".new-*")):
        _remove(left)


def _replace(new: Path, target: Path) -> None:
    old: Path | None = None
    if not os.path.lexists(target):
        new.rename(target)
    elif exchange(new, target):
        old = new
    else:
        old = target.with_name(f".old-{target.name}-{os.getpid()}")
        _in_two_steps(new, target, old)
    _sync_folder(target.parent)
    if old:
        _discard(old)


def _in_two_steps(new: Path, target: Path, old: Path) -> None:
    """Killed between the two, the next run puts the old release back."""
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise


def _discard(old: Path) -> None:
    """The new release stands; what cannot be removed now is left to the next run."""
    try:
        _remove(old)
    except OSError:
        return


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _sync(new: Path) -> None:
    for item in (new, *(path for path in new.rglob("*") if path.is_dir())):
        _sync_folder(item)


def _sync_folder(path: Path) -> None:
    if sys.platform == "win32":
        return  # a folder cannot be opened there
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
