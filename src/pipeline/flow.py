"""THE PAGE: how data flow, one way, from the descriptor to the report and the release.

descriptor -> tables -> table checks -> records -> evidence -> rules -> report -> artefacts
 (package)   (DuckDB)  (Table Schema)  (Pydantic)  (sources)   (SQL)
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline import contract, package, records, rules, table_schema, tables
from pipeline.declare import Record
from pipeline.errors import ProjectError
from pipeline.evidence import check as evidence
from pipeline.export import Artefact
from pipeline.export import export as write
from pipeline.export.gather import as_release
from pipeline.package import Package
from pipeline.placing import Places, placed
from pipeline.project import Project, Settings, load_models
from pipeline.records import Parsed
from pipeline.report import Report, TableSummary, Tally
from pipeline.table_schema import Schema, Typed
from pipeline.tables import Table

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Texts:
    """Where the source texts are looked for: a folder given by hand, by environment, or neither."""

    given: Path | None = None
    environment: str | None = None

    def folder(self, project: Project) -> tuple[Path | None, bool]:
        """The folder, None where there is none; and whether every text must be in it."""
        if self.given:
            return self.given, True
        folder = Path(self.environment) if self.environment else project.root / "raw" / "sources"
        return (folder if folder.is_dir() else None), False


@dataclass(frozen=True, slots=True)
class Checked:
    """A project after all checks, while its tables are still open."""

    con: duckdb.DuckDBPyConnection
    package: Package
    models: Mapping[str, type[Record]]
    typed: Mapping[str, Typed]
    report: Report


def validate(project: Project, texts: Texts, *, step: Step) -> Report:
    """Check everything; data that are wrong become issues of the report."""
    with _checked(project, texts, step) as checked:
        return checked.report


def export(
    project: Project, build: Path, texts: Texts, *, epoch: str | None, step: Step
) -> tuple[Report, tuple[Artefact, ...] | None]:
    """Check everything, and where there is no error write the release into `build`."""
    with _checked(project, texts, step) as checked:
        if not checked.report.valid:
            return checked.report, None
        step("writing the release")
        release = as_release(
            checked.con, checked.package, checked.typed, checked.models, epoch=epoch
        )
        return checked.report, write(release, build)


def write_schemas(project: Project) -> list[Path]:
    """Compile the models; the paths of the schemas that were written."""
    found, models = _compile(project)
    return [path.relative_to(project.root) for path in contract.write(found, models, project.root)]


def schema_drift(project: Project) -> list[str]:
    """What `write_schemas` would change, as unified diffs."""
    found, models = _compile(project)
    return contract.differences(found, models, project.root)


def _compile(project: Project) -> tuple[Package, dict[str, type[Record]]]:
    found, _ = package.read(project.descriptor)
    settings = Settings.from_descriptor(found.descriptor)
    models = load_models(project.root / settings.models)
    if not models:
        raise ProjectError(f"{project.root / settings.models}: no models to compile")
    return found, models


@contextmanager
def _checked(project: Project, texts: Texts, step: Step) -> Iterator[Checked]:
    found, tallies = package.read(project.descriptor)
    settings = Settings.from_descriptor(found.descriptor)
    models = load_models(project.root / settings.models)
    tallies += contract.check(found, models)
    with tempfile.TemporaryDirectory(prefix="pipeline-") as scratch, duckdb.connect() as con:
        step("reading the tables")
        read, schemas, found_tallies = _read(con, found, Path(scratch))
        tallies += found_tallies
        step("checking the tables")
        typed, found_tallies = table_schema.check(con, read, schemas)
        tallies += found_tallies
        step("reading the records")
        parsed, found_tallies = _parse(con, typed, models)
        tallies += found_tallies
        step("reading the sources")
        folder, required = texts.folder(project)
        witness, found_tallies = evidence.check(list(parsed.values()), folder, required=required)
        tallies += found_tallies
        step("applying the rules")
        sound = {name: _sound(name, typed, parsed) for name in (r.name for r in found.resources)}
        places = Places(read, parsed)
        tallies += _rules(con, project, settings, sound, places)
        report = Report.from_tallies(
            placed(tallies, places),
            name=found.name,
            version=found.version,
            tables=[_summary(r.name, r.paths[0], read, sound) for r in found.resources],
            sources=witness.state,
        )
        yield Checked(con, found, models, typed, report)


def _read(
    con: duckdb.DuckDBPyConnection, found: Package, scratch: Path
) -> tuple[dict[str, Table], dict[str, Schema], list[Tally]]:
    read: dict[str, Table] = {}
    schemas: dict[str, Schema] = {}
    tallies: list[Tally] = []
    for resource in found.resources:
        schema, schema_tally = contract.load(resource)
        tallies.append(schema_tally)
        table, table_tallies = tables.read(
            con,
            resource.name,
            found.root / resource.paths[0],
            path=resource.paths[0],
            dialect=resource.dialect,
            encoding=resource.encoding,
            scratch=scratch,
        )
        tallies += table_tallies
        if table:
            read[resource.name] = table
        if schema:
            schemas[resource.name] = schema
    return read, schemas, tallies


def _parse(
    con: duckdb.DuckDBPyConnection,
    typed: Mapping[str, Typed],
    models: Mapping[str, type[Record]],
) -> tuple[dict[str, Parsed], list[Tally]]:
    parsed: dict[str, Parsed] = {}
    tallies: list[Tally] = []
    for name, table in typed.items():
        if name in models:
            parsed[name], found = records.parse(con, table, models[name])
            tallies.append(found)
    return parsed, tallies


def _sound(name: str, typed: Mapping[str, Typed], parsed: Mapping[str, Parsed]) -> bool:
    return name in typed and typed[name].sound and (name not in parsed or parsed[name].sound)


def _rules(
    con: duckdb.DuckDBPyConnection,
    project: Project,
    settings: Settings,
    sound: Mapping[str, bool],
    places: Places,
) -> list[Tally]:
    known, unread = rules.read_rules(project.root / settings.rules, shown=settings.rules)
    _, found = rules.check(
        con,
        known,
        tables=sound,
        adjudications=rules.read_adjudications(con),
        unread=[item.code for item in unread],
        locate=places.locate,
    )
    return unread + found


def _summary(
    name: str, path: str, read: Mapping[str, Table], sound: Mapping[str, bool]
) -> TableSummary:
    table = read.get(name)
    return TableSummary(name, path, table.rows + table.rejected if table else None, sound[name])
