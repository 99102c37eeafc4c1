"""The stages of the flow: tables, records, evidence, rules; each hands on what is sound."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from pipeline import (
    contract,
    engine,
    naming,
    package,
    provenance,
    records,
    rules,
    settling,
    written,
)
from pipeline.declare import Record
from pipeline.errors import EvidenceError
from pipeline.evidence import check as evidence
from pipeline.export import complete, releasable
from pipeline.gating import gated
from pipeline.keeping import ALL, READ, keeping
from pipeline.labelled import labelled
from pipeline.loading import load
from pipeline.package import Package, Resource
from pipeline.placing import Places, placed
from pipeline.project import Project, Settings
from pipeline.records import Parsed
from pipeline.report import UNREAD, Report, SourceTexts, TableSummary, Tally, tally
from pipeline.rules import RuleOutcome, View
from pipeline.scratch import scratch
from pipeline.table_schema.check import check as check_tables
from pipeline.table_schema.typed import Typed
from pipeline.tables.findings import MARK
from pipeline.tables.table import Table

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
class Recorded:
    """A project whose tables are read, checked and parsed, while they are still open."""

    con: engine.Connection
    package: Package
    settings: Settings
    models: Mapping[str, type[Record]]
    labels: Mapping[str, str]
    resources: tuple[Resource, ...]
    read: Mapping[str, Table]
    typed: Mapping[str, Typed]
    parsed: Mapping[str, Parsed]
    tallies: list[Tally]

    @property
    def sound(self) -> dict[str, bool]:
        """For each resource that the descriptor lists: have its table and records no error?"""
        return {name: _sound(name, self.typed, self.parsed) for name in self.package.declared}

    def report(
        self,
        tallies: list[Tally],
        sources: str,
        texts: SourceTexts = UNREAD,
        outcomes: Sequence[RuleOutcome] = (),
    ) -> Report:
        """The report of its own tallies and those of later stages."""
        sound, places = self.sound, Places(self.read, self.parsed)
        report = Report.from_tallies(
            placed(self.tallies + tallies, places),
            name=self.package.name,
            version=self.package.version,
            tables=[_summary(r.name, r.shown, self.read, sound) for r in self.resources],
            sources=sources,
            texts=texts,
            ledgers=rules.ledgers(outcomes, places.locate, places.document),
        )
        resources = {item.name: item for item in self.resources}
        return labelled(report, self.read, resources, self.labels, places.row)


@dataclass(frozen=True, slots=True)
class Checked:
    """A project after all checks, while its tables are still open."""

    con: engine.Connection
    package: Package
    models: Mapping[str, type[Record]]
    read: Mapping[str, Table]
    parsed: Mapping[str, Parsed]
    typed: Mapping[str, Typed]
    views: list[View]
    report: Report


@contextmanager
def checked(
    project: Project,
    texts: Texts,
    step: Step,
    today: date | None = None,
    instead: Mapping[str, Path] = MappingProxyType({}),
) -> Iterator[Checked]:
    """Everything up to the rules and views; the report says what was found.

    today: for waivers that run out; without it none does. instead: as `recorded` has it.
    """
    with recorded(project, step, instead=instead) as data:
        step("reading the sources")
        folder, required = texts.folder(project)
        parsed = list(data.parsed.values())
        witness, tallies = evidence.check(parsed, folder, required=required)
        step("applying the rules")
        outcomes, found = judge(data, project)
        tallies += found
        views, found = _views(data, project)
        found.append(releasable.check(data.con, data.package, data.typed))
        report = data.report(tallies + found, witness.state, witness.told, outcomes)
        lacking = complete.check(
            data.con, data.package, data.typed, data.parsed, data.models, report
        )
        names = [view.name for view in views]
        report = gated(report, data.package, data.settings.gate, views=names, today=today)
        report = report.with_(lacking) if report.valid else report
        yield Checked(
            data.con, data.package, data.models, data.read, data.parsed, data.typed, views, report
        )


@contextmanager
def recorded(
    project: Project,
    step: Step,
    *,
    tool_written: bool = True,
    instead: Mapping[str, Path] = MappingProxyType({}),
) -> Iterator[Recorded]:
    """Everything up to the records; without `tool_written` only what people write is read.

    `instead` names files to be read in place of those of some resources.
    """
    found, tallies = package.read(project.descriptor)
    settings = settling.read(found)
    labels = naming.declared(found.descriptor, found.resources)
    models = settling.models_of(found, settings)
    tallies += contract.check(found, models)
    resources = tuple(
        r
        for r in found.resources
        if tool_written or r.name not in models or not models[r.name].TABLE.tool_written
    )
    most = ALL if settings.gate.waivers else READ  # a waiver is for each finding
    with keeping(most), scratch() as folder, engine.connect() as con:
        step("reading the tables")
        loaded = load(con, found, resources, folder, instead)
        tallies += [written.again(_wanted(item, settings), models) for item in loaded.tallies]
        step("checking the tables")
        typed, found_tallies = check_tables(
            con, loaded.tables, loaded.schemas, known=found.declared
        )
        tallies += written.unusual(con, resources, loaded.tables, models, found_tallies)
        tallies += [written.again(item, models) for item in found_tallies]
        tallies += written.stray(con, resources, typed, models)
        step("reading the records")
        parsed, found_tallies = _parse(con, typed, models)
        parsed |= _unread(resources, parsed, models)
        tallies += found_tallies
        yield Recorded(
            con, found, settings, models, labels, resources, loaded.tables, typed, parsed, tallies
        )


def _wanted(found: Tally, settings: Settings) -> Tally:
    """A mark that the project asks for is no finding."""
    if found.code != MARK or not settings.layout.mark:
        return found
    return tally(found.code, found.layer, severity=found.severity, evaluated=found.evaluated)


def judge(data: Recorded, project: Project) -> tuple[list[RuleOutcome], list[Tally]]:
    """What becomes of every rule; locks the database."""
    folder = data.settings.rules
    known, unread = rules.read_rules(project.root / folder, shown=folder)
    outcomes, found = rules.check(
        data.con,
        known,
        tables=data.sound,
        adjudications=rules.read_adjudications(data.con),
        unread=[item.code for item in unread],
        locate=Places(data.read, data.parsed).locate,
    )
    return outcomes, unread + found


def _views(data: Recorded, project: Project) -> tuple[list[View], list[Tally]]:
    """The tables derived for readers, as far as what they need is sound."""
    folder = data.settings.views
    known, unread = rules.read_views(project.root / folder, shown=folder)
    made, found = rules.create_views(data.con, known, data.sound)
    return made, unread + found


def written_path(data: Recorded, base: type[Record]) -> str | None:
    """The file of a table that the tool writes, None where the project has no such table.

    EvidenceError where its rows do not stand in one plain file.
    """
    named = [name for name, model in data.models.items() if issubclass(model, base)]
    found = next((r for r in data.package.resources if r.name in named), None)
    if found is None:
        return None
    if len(found.paths) != 1 or any(found.packing):
        raise EvidenceError(
            f"{data.package.path}: `{found.name}` is written by the tool, so it must be one plain "
            f"file inside the project, such as raw/{found.name}.csv; it is {found.shown}"
        )
    return found.paths[0]


def evidence_path(data: Recorded) -> str:
    """The file of the evidence; EvidenceError where the project keeps none."""
    path = written_path(data, provenance.Evidence)
    if path is not None:
        return path
    raise EvidenceError(
        f"{data.package.path}: the project keeps no evidence; add provenance.Evidence to TABLES in "
        f"{data.settings.models}, and a resource `evidence` with its path, such as raw/evidence.csv"
    )


def _parse(
    con: engine.Connection,
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


def _unread(
    resources: Sequence[Resource], parsed: Mapping[str, Parsed], models: Mapping[str, type[Record]]
) -> dict[str, Parsed]:
    """Tables that no record could be read of: what rests on them waits, and nothing is missing."""
    names = [item.name for item in resources if item.name in models and item.name not in parsed]
    return {name: Parsed(name, models[name], sound=False) for name in names}


def _sound(name: str, typed: Mapping[str, Typed], parsed: Mapping[str, Parsed]) -> bool:
    return name in typed and typed[name].sound and (name not in parsed or parsed[name].sound)


def _summary(
    name: str, path: str, read: Mapping[str, Table], sound: Mapping[str, bool]
) -> TableSummary:
    table = read.get(name)
    return TableSummary(name, path, table.rows + table.rejected if table else None, sound[name])
