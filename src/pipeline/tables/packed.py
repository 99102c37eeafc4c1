"""Files packed with gzip or zip: unpacked into the scratch folder, within declared limits."""

import gzip
import zipfile
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, NamedTuple

from pipeline.limits import LIMITS, Limits

_CHUNK = 1 << 20


class Refused(NamedTuple):
    """Why a file cannot be unpacked: the code of the issue, message and hint."""

    code: str
    message: str
    hint: str


def unpack(file: Path, packing: str, scratch: Path, limits: Limits = LIMITS) -> Path | Refused:
    """The unpacked file, in `scratch`; or why there is none."""
    try:
        if packing == "gz":
            with gzip.open(file, "rb") as stream:
                return _copied(stream, file.stat().st_size, scratch, limits)
        with zipfile.ZipFile(file) as archive:
            members = [item for item in archive.infolist() if not _aside(item)]
            if len(members) != 1:
                said = f"The archive holds {len(members):,} files, where the table should be one."
                return Refused("compression-error", said, "Pack each table by itself.")
            with archive.open(members[0]) as stream:
                return _copied(stream, file.stat().st_size, scratch, limits)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, ValueError) as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        message = f"The file cannot be unpacked ({packing}): {said}."
        return Refused("compression-error", message, "Pack the file again, or restore it.")


def _aside(item: zipfile.ZipInfo) -> bool:
    """A folder, or what a Mac adds to an archive of its own."""
    return (
        item.is_dir()
        or item.filename.startswith("__MACOSX/")
        or (item.filename.rpartition("/")[2] == ".DS_Store")
    )


def _copied(
    stream: IO[bytes] | gzip.GzipFile, packed: int, scratch: Path, limits: Limits
) -> Path | Refused:
    size = 0
    with NamedTemporaryFile("wb", dir=scratch, suffix=".csv", delete=False) as out:
        while data := stream.read(_CHUNK):
            size += len(data)
            reached = over(size, packed, limits)
            if reached:
                break
            out.write(data)
    if size and reached:
        Path(out.name).unlink()
        message = f"Unpacking was stopped after {size:,} bytes: {reached}."
        return Refused("limit-reached", message, "Deliver the file unpacked if it is meant so.")
    return Path(out.name)


def over(size: int, packed: int, limits: Limits) -> str | None:
    """The limit that so many unpacked bytes go beyond, in words."""
    if size > limits.unpacked:
        return f"more than {limits.unpacked:,} bytes (limit `unpacked`)"
    if size > limits.unsuspicious and size > limits.ratio * max(packed, 1):
        return f"more than {limits.ratio} times its packed size (limit `ratio`)"
    return None
