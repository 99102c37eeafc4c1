"""THE PAGE of an export: write every artefact, read every one back, put all in place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ExportError
from pipeline.export import archive, data, descriptor, names, readme, records, schemas, stamp, sums
from pipeline.export import workbook as workbook_
from pipeline.export.artefact import Artefact
from pipeline.export.release import Release
from pipeline.export.swap import staged


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of artefact: `write` gets what was written before it, `check` reads it back."""

    name: str
    write: Callable[[Release, Path, tuple[Artefact, ...]], tuple[Artefact, ...]]
    check: Callable[[Release, Path], None]


WRITERS: tuple[Writer, ...] = (
    Writer("data", data.write_all, data.check),
    Writer("schemas", schemas.write_all, schemas.check),
    Writer("descriptor", descriptor.write_all, descriptor.check),
    Writer("records", records.write_all, records.check),
    Writer("workbook", workbook_.write_all, workbook_.check),
    Writer("readme", readme.write_all, readme.check),
    Writer("stamp", stamp.write_all, stamp.check),
    Writer("sums", sums.write_all, sums.check),
    Writer("archive", archive.write_all, archive.check),
)
"""In the order in which they need one another; `sums` and `archive` cover all before them."""


def export(release: Release, build: Path) -> tuple[Artefact, ...]:
    """Write `build/<name>-<version>/`, prove it, and return its files, sorted by path.

    ExportError where a value, the disk or the proof stops it; then `build/` is as it was.
    """
    names.check(release)
    workbook_.limits.check(release)
    try:
        with staged(build, release.folder) as root:
            written = _write(release, root)
            for writer in WRITERS:
                writer.check(release, root)
    except OSError as error:
        raise ExportError(_cannot(release, build, error)) from error
    return tuple(sorted(written, key=lambda item: item.path))


def _write(release: Release, root: Path) -> tuple[Artefact, ...]:
    written: tuple[Artefact, ...] = ()
    for writer in WRITERS:
        written += writer.write(release, root, written)
    return written


def _cannot(release: Release, build: Path, error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return (
        f"cannot write {build / release.folder}: {error.strerror or error}{where}. The release"
        " that was there is untouched; free space there and in the folder for temporary files, or"
        " mend the folder, then export again."
    )
