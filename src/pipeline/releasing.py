"""What the commands about releases do: verify one, compare two, hold a version to its data."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.release.change import Difference
from pipeline.release.dataset import Dataset, load
from pipeline.release.difference import compare
from pipeline.release.locate import locate
from pipeline.stages import Step


def diff(old: str, new: str, project: Path | None, *, step: Step) -> Difference:
    """What differs between two packages: folders, descriptors, zips or revisions of the project."""
    with _both(old, new, project, step) as (con, before, after):
        return compare(con, (old, before), (new, after), step)


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
