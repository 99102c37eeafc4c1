"""Open a zip of a package without trusting it: names stay inside, sizes stay within reason."""

import shutil
import stat
from collections import Counter
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import ReleaseError

MEMBERS = 10_000
"""More files than any package has; a limit against archives made to fill a disk."""

BYTES = 8 << 30
"""What may come out of one archive."""

_RATIO = 200
"""Bytes out of one byte in: text shrinks to a hundredth at best, a bomb to a thousandth."""

_SMALL = 1 << 20
"""Below this no ratio is suspicious."""

_UNSAFE = frozenset('\\:*?"<>|\0')


def unpack(archive: Path, into: Path) -> Path:
    """The folder of the package in the archive; ReleaseError where it is no harmless zip."""
    try:
        with ZipFile(archive) as opened:
            members = [item for item in opened.infolist() if not item.is_dir()]
            _check(archive, members)
            for item in members:
                target = into / item.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(item) as source, target.open("xb") as file:
                    shutil.copyfileobj(source, file)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, FileExistsError) as error:
        raise ReleaseError(f"{archive}: cannot be unpacked ({error}); download it again") from error
    return _top(into)


def _check(archive: Path, members: list[ZipInfo]) -> None:
    why = None
    if len(members) > MEMBERS:
        why = f"it has {len(members):,} files, more than {MEMBERS:,}"
    elif sum(item.file_size for item in members) > BYTES:
        why = f"it unpacks to more than {BYTES >> 30} GB"
    else:
        why = next((said for item in members if (said := _wrong(item))), None)
    twice = [name for name, n in Counter(item.filename for item in members).items() if n > 1]
    if not why and twice:
        why = f"`{twice[0]}` is in it twice"
    if why:
        raise ReleaseError(f"{archive}: is not unpacked: {why}; a release has no such archive")


def _wrong(item: ZipInfo) -> str | None:
    path = PurePosixPath(item.filename)
    if path.is_absolute() or ".." in path.parts or _UNSAFE & set(item.filename):
        return f"`{item.filename}` in it would be written elsewhere"
    if stat.S_ISLNK(item.external_attr >> 16):
        return f"`{item.filename}` in it is a link"
    if item.flag_bits & 1:
        return f"`{item.filename}` in it is encrypted"
    if item.file_size > _SMALL and item.file_size > _RATIO * max(1, item.compress_size):
        return f"`{item.filename}` in it unpacks to {item.file_size:,} bytes, which is a bomb"
    return None


def _top(into: Path) -> Path:
    """The one folder that holds everything, else the archive's own top."""
    inside = list(into.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else into
