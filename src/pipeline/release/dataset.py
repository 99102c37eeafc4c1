"""A package opened as data: read and checked against its schemas; no code of it is run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import content, engine, package
from pipeline.errors import ReleaseError
from pipeline.loading import load as load_tables
from pipeline.package import Package
from pipeline.placing import Places, placed
from pipeline.report import Report, TableSummary, Tally
from pipeline.scratch import scratch
from pipeline.table_schema import Schema
from pipeline.table_schema.check import check as check_tables
from pipeline.table_schema.typed import Typed
from pipeline.tables.table import Table

DESCRIPTORS = ("datapackage.yaml", "datapackage.json")


@dataclass(slots=True)
class Dataset:
    """The tables of a package as read; they are typed where that is asked for."""

    con: engine.Connection
    package: Package
    read: Mapping[str, Table]
    schemas: Mapping[str, Schema]
    tallies: list[Tally]
    _typed: dict[str, Typed] | None = field(default=None)

    @property
    def typed(self) -> Mapping[str, Typed]:
        """All tables, checked against their schemas; what was found joins `tallies`."""
        if self._typed is None:
            self._typed, found = check_tables(
                self.con, self.read, self.schemas, known=self.package.declared
            )
            self.tallies += found
        return self._typed

    def digest(self) -> str:
        """The content digest."""
        return content.of_package(self.con, self.package, self.typed)

    def report(self, more: list[Tally]) -> Report:
        """What reading, checking and `more` found."""
        typed = self.typed
        return Report.from_tallies(
            placed(self.tallies + more, Places(self.read, {})),
            name=self.package.name,
            version=self.package.version,
            tables=[
                TableSummary(r.name, r.shown, _rows(self.read.get(r.name)), _sound(r.name, typed))
                for r in self.package.resources
            ],
        )


@contextmanager
def opened(target: Path) -> Iterator[Dataset]:
    """The package of a descriptor, or of a folder with one, in a database of its own."""
    with scratch() as folder, engine.connect() as con:
        yield load(con, descriptor(target), folder)


def descriptor(target: Path) -> Path:
    """The descriptor that a folder holds, a project's first; ReleaseError where there is none."""
    if target.is_file():
        return target
    for name in DESCRIPTORS:
        if (target / name).is_file():
            return target / name
    raise ReleaseError(
        f"{target}: no package here (neither {' nor '.join(DESCRIPTORS)}); name a folder of a "
        "project or a release, its zip, or a git revision of the project"
    )


def load(con: engine.Connection, file: Path, folder: Path) -> Dataset:
    """Read all tables of a package; `folder` must live as long as the database."""
    found, tallies = package.read(file)
    loaded = load_tables(con, found, found.resources, folder)
    return Dataset(con, found, loaded.tables, loaded.schemas, tallies + loaded.tallies)


def _rows(table: Table | None) -> int | None:
    return table.rows + table.rejected if table else None


def _sound(name: str, typed: Mapping[str, Typed]) -> bool:
    return name in typed and typed[name].sound
