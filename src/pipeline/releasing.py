"""What the commands about releases do: verify one, compare two, hold a version to its data."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import ReleaseError
from pipeline.release.change import Difference
from pipeline.release.dataset import Dataset, load
from pipeline.release.difference import compare
from pipeline.release.locate import locate
from pipeline.release.verify import Named
from pipeline.release.verify import verify as verify_
from pipeline.report import Report
from pipeline.stages import Step


def diff(old: str, new: str, project: Path | None, *, step: Step) -> Difference:
    """What differs between two packages: folders, descriptors, zips or revisions of the project."""
    with _both(old, new, project, step) as (con, before, after):
        return compare(con, (old, before), (new, after), step)


def verify(target: Path, *, step: Step) -> Report:
    """What is wrong with a release: its folder, its descriptor, or its zip."""
    with tempfile.TemporaryDirectory(prefix="pipeline-") as scratch, duckdb.connect() as con:
        step("opening the release")
        folder, tables = Path(scratch) / "release", Path(scratch) / "tables"
        folder.mkdir()
        tables.mkdir()
        file = _release(target, folder)
        outside = target.resolve() if target.is_dir() else file.parent
        named = Named(
            None if outside == folder else outside.name,
            target.stem if target.suffix.lower() == ".zip" else None,
        )
        data = load(con, file, tables)
        return verify_(file.parent, data, named, step)


def _release(target: Path, scratch: Path) -> Path:
    """The descriptor of a release; a project is none."""
    if not target.exists():
        raise ReleaseError(f"{target}: there is no such file or folder")
    if target.is_dir() and not (target / "datapackage.json").is_file():
        raise ReleaseError(
            f"{target}: is no release (it has no datapackage.json); name the folder of a release, "
            "such as build/NAME-VERSION, or its zip"
        )
    return locate(str(target / "datapackage.json" if target.is_dir() else target), None, scratch)


@contextmanager
def _both(
    old: str, new: str, project: Path | None, step: Step
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Dataset, Dataset]]:
    with tempfile.TemporaryDirectory(prefix="pipeline-") as scratch, duckdb.connect() as con:
        folders = [Path(scratch) / name for name in ("old", "new", "read old", "read new")]
        for folder in folders:
            folder.mkdir()
        step(f"reading {old}")
        before = load(con, locate(old, project, folders[0]), folders[2])
        step(f"reading {new}")
        after = load(con, locate(new, project, folders[1]), folders[3])
        yield con, before, after
