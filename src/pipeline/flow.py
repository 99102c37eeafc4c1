"""THE PAGE: how data flow, one way, from the descriptor to the report and the release.

descriptor -> tables -> table checks -> records -> evidence -> rules -> report -> artefacts
 (package)   (DuckDB)  (Table Schema)  (Pydantic)  (sources)   (SQL)

A package of somebody else's goes only as far as the table checks: `strangers.validate_package`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import contract, descriptor, package, settling, undoing
from pipeline.checks import INCOMPLETE
from pipeline.declare import Record, primary_key
from pipeline.errors import EvidenceError, ProjectError
from pipeline.evidence import check as evidence
from pipeline.evidence.anchor import Changed, changed
from pipeline.evidence.anchor import read as read_evidence
from pipeline.evidence.anchor import write as write_evidence
from pipeline.evidence.documents import SOURCE
from pipeline.export import Artefact, draft, select
from pipeline.export import export as write
from pipeline.export.gather import as_release
from pipeline.failing import with_rows
from pipeline.gate import Baseline, known_apart
from pipeline.grouping import Group
from pipeline.language import Lang
from pipeline.package import Package
from pipeline.project import Project
from pipeline.release import git
from pipeline.release.edited import Edit, Raw
from pipeline.release.edited import edited as changes
from pipeline.render.json import as_json
from pipeline.report import Report, Tally
from pipeline.stages import Step, Texts, checked, evidence_path, recorded


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of the evidence: what stands in its way, and the file if it was written."""

    report: Report
    path: str
    rows: int
    written: bool
    changed: Changed


def validate(
    project: Project,
    texts: Texts,
    *,
    step: Step,
    today: date | None = None,
    baseline: Baseline | None = None,
    strict: bool = False,
    rows: bool = False,
    workbook: Path | None = None,
    lang: Lang = Lang.EN,
) -> Report:
    """Check everything; data that are wrong become issues of the report.

    today: for waivers that run out. baseline: what it knows is not told again.
    strict: what the standard only recommends of descriptors is an error.
    rows: the report also holds the rows in which issues stand.
    workbook: where to write all tables as they are, with the issues beside their cells.
    """
    with checked(project, texts, step, today) as done:
        report = done.report.raised(descriptor.CODES) if strict else done.report
        if rows:
            mark = settling.read(done.package).layout.mark
            report = with_rows(report, done.read, mark=mark)
        report = known_apart(report, baseline) if baseline else report
        if workbook:
            step("writing the workbook")
            draft.write(done.package, done.read, done.models, report.issues, workbook, lang)
    return report


def export(
    project: Project,
    build: Path,
    texts: Texts,
    *,
    epoch: str | None,
    step: Step,
    today: date | None = None,
    only: Sequence[str] = (),
    lang: Lang = Lang.EN,
) -> tuple[Report, tuple[Artefact, ...] | None]:
    """Check everything, and where there is no error write the release into `build`.

    `only` names the artefacts wanted, none of them all (`export.select` says which there are).
    `lang` is whose words come first in the workbook.
    """
    select(only)
    with checked(project, texts, step, today) as done:
        report = done.report.raised((INCOMPLETE,))
        if not report.valid:
            return report, None
        step("writing the release")
        release = as_release(
            done.con,
            done.package,
            done.typed,
            done.parsed,
            done.views,
            epoch=epoch,
            report=as_json(report, None),
            previous=git.before(project.root, done.package.version or ""),
            lang=lang,
        )
        return report, write(release, build, only)


def edited(project: Project) -> tuple[Edit, ...]:
    """What people changed in raw/ since the last commit; nothing where no git knows of it."""
    found, _ = package.read(project.descriptor)
    models = settling.models_of(found, settling.read(found))
    written = {name for name, model in models.items() if model.TABLE.tool_written}
    tables = [
        Raw(resource.name, path, primary_key(models[resource.name]))
        for resource in found.resources
        if resource.name in models and resource.name not in written
        for path in resource.paths
    ]
    return tuple(changes(project.root, tables))


def blamed(
    project: Project,
    texts: Texts,
    edits: Sequence[Edit],
    group: Group,
    *,
    step: Step,
    today: date | None = None,
) -> tuple[Edit, ...] | None:
    """The edits from which these findings come though they stand elsewhere; None: nobody knows."""
    suspect = group.suspect
    if suspect and (suspect.resource, suspect.key) in {(e.resource, e.key) for e in edits}:
        return ()
    return undoing.cause(project, texts, group.first, edits, step=step, today=today)


def anchor(project: Project, texts: Texts, *, partial: bool, step: Step) -> Anchored:
    """Derive all evidence and write its table, where nothing stands in the way.

    With `partial` what can be derived is written in any case. Raises EvidenceError where
    source texts are not at hand, or the project keeps no evidence.
    """
    with recorded(project, step, tool_written=False) as data:
        path = evidence_path(data)
        step("reading the sources")
        folder, _ = texts.folder(project)
        before = read_evidence(project.root / path)
        witness, tallies = evidence.check(
            list(data.parsed.values()), folder, required=True, before=before
        )
        _need_texts(folder, tallies)
        report = data.report(tallies, witness.state, witness.told)
    written = report.valid or partial
    if written:
        step("writing the evidence")
        write_evidence(witness.rows, project.root / path)
    return Anchored(report, path, len(witness.rows), written, changed(before, witness.rows))


def load(project: Project, *, step: Step) -> dict[str, list[Record]]:
    """The records of every table that has a model; ProjectError where a table has errors."""
    with recorded(project, step) as data:
        report = data.report([], "none")
        if not report.valid:
            raise ProjectError(
                f"{project.root}: the tables have errors; pipeline validate shows them"
            )
        return {name: list(parsed.records.values()) for name, parsed in data.parsed.items()}


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
    settings = settling.read(found)
    models = settling.models_of(found, settings)
    if not models:
        raise ProjectError(f"{project.root / settings.models}: no models to compile")
    return found, models


def _need_texts(folder: Path | None, tallies: list[Tally]) -> None:
    """Evidence is derived from the declared texts, all of them, or not at all."""
    absent = [i for t in tallies if t.code == SOURCE for i in t.issues]
    if folder is not None and not absent:
        return
    said = "; ".join(i.message for i in absent) or "the source texts are not at hand"
    hint = "every text is needed: name a folder that holds them all: pipeline anchor --sources DIR"
    if any(issue.field == "sha256" for issue in absent):
        hint += "; evidence goes over to a corrected text by pipeline anchor --from OLD --to NEW"
    raise EvidenceError(f"cannot anchor: {said}; {hint}")
