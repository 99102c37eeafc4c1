"""What of the sources is covered by the records: survey it, and write the counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import provenance
from pipeline.errors import EvidenceError
from pipeline.evidence import check as evidence
from pipeline.evidence.anchor import as_cells, write
from pipeline.evidence.coverage.basis import Basis
from pipeline.evidence.coverage.check import COVERAGE
from pipeline.evidence.coverage.counts import counts
from pipeline.evidence.coverage.survey import Survey
from pipeline.evidence.documents import SOURCE
from pipeline.evidence.index import Index
from pipeline.evidence.reading import Source
from pipeline.project import Project
from pipeline.report import Report, State, Tally
from pipeline.stages import Recorded, Step, Texts, recorded

_UNPUBLISHED = ("build", "raw/sources")
"""Folders of a project that git leaves out; a release in a folder of build/ is published."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What a survey found; None where errors of the data stand in its way, which `report` has.

    `path` is the file of the counts, None where the project keeps none.
    """

    report: Report
    survey: Survey | None
    texts: Mapping[str, Source]
    sources: Mapping[str, provenance.Source]
    path: str | None
    written: bool


def cover(project: Project, texts: Texts, *, step: Step) -> Covered:
    """Survey the texts and write the counts, where the project keeps them.

    Raises EvidenceError where source texts are not at hand.
    """
    with recorded(project, step, tool_written=False) as data:
        step("reading the sources")
        folder, _ = texts.folder(project)
        tables = list(data.parsed.values())
        witness, tallies = evidence.check(tables, folder, required=True, cover=True)
        _need_texts(folder is None, tallies)
        path = _path(data)
        report = data.report(tallies, witness.state, witness.told)
        index = Index.from_tables(tables)
    certain = any(t.code == COVERAGE and t.state is not State.SKIPPED for t in tallies)
    written = witness.survey is not None and certain and path is not None
    if witness.survey and path and written:
        step("writing the counts")
        basis = Basis(index, witness.rows)
        write(as_cells(counts(witness.survey, basis)), project.root / path, provenance.Coverage)
    return Covered(report, witness.survey, witness.texts, index.sources, path, written)


def refuse_page(project: Project, file: Path) -> None:
    """EvidenceError where a page with the source texts must not stand: in what is published."""
    if file.suffix.lower() not in (".html", ".htm"):
        raise EvidenceError(f"--html {file}: name a file that ends in .html")
    folder, root = file.resolve().parent, project.root.resolve()
    if not folder.is_relative_to(root) or folder in [root / name for name in _UNPUBLISHED]:
        return
    raise EvidenceError(
        f"--html {file}: the page holds the source texts, which are not to be published with the "
        "project; write it outside the project, or into build/ or raw/sources/, which git leaves "
        "out: --html build/coverage.html"
    )


def _path(data: Recorded) -> str | None:
    named = [n for n, model in data.models.items() if issubclass(model, provenance.Coverage)]
    return next((r.paths[0] for r in data.package.resources if r.name in named), None)


def _need_texts(nowhere: bool, tallies: list[Tally]) -> None:
    absent = [i.message for t in tallies if t.code == SOURCE for i in t.issues]
    if nowhere or absent:
        said = "; ".join(absent) or "the source texts are not at hand"
        raise EvidenceError(
            f"cannot tell what is covered without every text: {said}; name a folder that holds "
            "them all: pipeline coverage --sources DIR"
        )
