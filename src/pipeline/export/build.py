"""THE PAGE of an export: write every artefact, read every one back, put all in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ExportError
from pipeline.export import (
    archive,
    citation,
    data,
    database,
    descriptor,
    dictionary,
    documents,
    json_schemas,
    linked,
    names,
    parquet,
    readme,
    records,
    schemas,
    stamp,
    sums,
    taken,
)
from pipeline.export import workbook as workbook_
from pipeline.export.artefact import Artefact
from pipeline.export.release import Release
from pipeline.export.swap import staged


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of artefact: `write` gets what was written before it, `check` reads it back.

    `needs` names the writers whose files it speaks of.
    """

    name: str
    write: Callable[[Release, Path, tuple[Artefact, ...]], tuple[Artefact, ...]]
    check: Callable[[Release, Path], None]
    needs: tuple[str, ...] = ()


WRITERS: tuple[Writer, ...] = (
    Writer("data", data.write_all, data.check),
    Writer("schemas", schemas.write_all, schemas.check),
    Writer("descriptor", descriptor.write_all, descriptor.check, ("data", "schemas")),
    Writer("json", records.write_all, records.check),
    Writer("documents", documents.write_all, documents.check),
    Writer("json-schemas", json_schemas.write_all, json_schemas.check, ("json", "documents")),
    Writer("workbook", workbook_.write_all, workbook_.check),
    Writer("sqlite", database.write_all, database.check),
    Writer("datasette", database.datasette.write_all, database.datasette.check, ("sqlite",)),
    Writer("parquet", parquet.write_all, parquet.check),
    Writer("dictionary", dictionary.write_all, dictionary.check),
    Writer("changelog", taken.write_changelog, taken.check_changelog),
    Writer("citation", citation.write_all, citation.check),
    Writer("report", taken.write_report, taken.check_report),
    Writer("readme", readme.write_all, readme.check),
    Writer("crate", linked.write_crate, linked.check_crate),
    Writer("dataset", linked.write_dataset, linked.check_dataset),
    Writer("stamp", stamp.write_all, stamp.check, ("data", "schemas", "descriptor")),
    Writer("sums", sums.write_all, sums.check),
    Writer("archive", archive.write_all, archive.check),
)
"""In the order in which they need one another; `sums` and `archive` cover all before them."""

ALWAYS = ("sums",)
"""What is written whatever is chosen; with a descriptor also the stamp, which digests it."""


def export(release: Release, build: Path, only: Sequence[str] = ()) -> tuple[Artefact, ...]:
    """Write `build/<name>-<version>/`, prove it, and return its files, sorted by path.

    With `only` some artefacts, into a folder of their own: `<name>-<version>-only`.
    ExportError where a value, the disk or the proof stops it; then `build/` is as it was.
    """
    chosen = select(only)
    if only:
        release = replace(release, artefacts=tuple(writer.name for writer in chosen))
    names.check(release)
    if release.has("workbook"):
        workbook_.limits.check(release)
    folder = f"{release.folder}-only" if only else release.folder
    try:
        with staged(build, folder) as root:
            written = _write(release, root, chosen)
            for writer in chosen:
                writer.check(release, root)
    except OSError as error:
        raise ExportError(_cannot(build / folder, error)) from error
    return tuple(sorted(written, key=lambda item: item.path))


def select(only: Sequence[str]) -> tuple[Writer, ...]:
    """The writers of these names and of what they need; ExportError for a name that is none."""
    known = {writer.name: writer for writer in WRITERS}
    if not only:
        return WRITERS
    for name in only:
        if name not in known:
            listed = ", ".join(known)
            raise ExportError(f"there is no artefact `{name}`; --only takes {listed}")
    wanted = {*only, *ALWAYS}
    wanted |= {needed for name in wanted for needed in known[name].needs}
    if "descriptor" in wanted:
        wanted.add("stamp")
    return tuple(writer for writer in WRITERS if writer.name in wanted)


def _write(release: Release, root: Path, chosen: Sequence[Writer]) -> tuple[Artefact, ...]:
    written: tuple[Artefact, ...] = ()
    for writer in chosen:
        written += writer.write(release, root, written)
    return written


def _cannot(target: Path, error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return (
        f"cannot write {target}: {error.strerror or error}{where}. The release"
        " that was there is untouched; free space there and in the folder for temporary files, or"
        " mend the folder, then export again."
    )
