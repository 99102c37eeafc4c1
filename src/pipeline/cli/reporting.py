"""A report in every format that was asked for: on standard output, and into files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.telling import print_text, run_of, tell, write
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.render.run import Run
    from pipeline.report import Report

WORKBOOK = "workbook"
"""An output that is no text: for curators, not for printing."""

FOR_PROGRAMS = frozenset(("json", "sarif", "codequality"))
"""They name all findings; the others are for people, whom the first of each kind serve as well."""


def publish(
    report: "Report", run: "Run", outputs: Sequence[tuple[str, Path]], printed: str, read: int
) -> None:
    """Write and print a report. read: findings of a check and table that people are shown."""
    from pipeline.render import RENDERERS

    shown = report.shortened(read)
    for name, path in outputs:
        if name != WORKBOOK:
            write(path, RENDERERS[name](report if name in FOR_PROGRAMS else shown, run))
    if printed == "text":
        print_text(shown, run)
    else:
        tell(RENDERERS[printed](report if printed in FOR_PROGRAMS else shown, run))


@contextmanager
def told(
    target: Path, outputs: Sequence[tuple[str, Path]], printed: str, *, ours: bool
) -> Iterator[None]:
    """What stops the program is also said in every format that was asked for; it stays raised."""
    try:
        yield
    except PipelineError as error:
        with suppress(PipelineError):
            _stopped(error, target, outputs, printed, ours=ours)
        raise


def _stopped(
    error: PipelineError,
    target: Path,
    outputs: Sequence[tuple[str, Path]],
    printed: str,
    *,
    ours: bool,
) -> None:
    from pipeline.render import RENDERERS
    from pipeline.stopping import stopped

    root = target if target.is_dir() else target.parent
    with suppress(PipelineError):  # where there is no project, that is what is said
        root = folder(target, ours)
    report, run = stopped(error, root), run_of(root, 0.0, ours=ours)
    if printed != "text":  # whose reader has the line of standard error
        tell(RENDERERS[printed](report, run))
    for name, path in outputs:
        if name != WORKBOOK:
            write(path, RENDERERS[name](report, run))


def folder(target: Path, ours: bool) -> Path:
    """Where paths of the report begin: of a project its own folder, wherever in it one stands."""
    if not ours:
        return target if target.is_dir() else target.parent
    from pipeline.project import Project

    return Project.find(target).root
