"""`pipeline coverage`: what of the sources is recorded, left out, or was not seen."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import AllSources, Target, progress, texts
from pipeline.cli.telling import echo, print_text, run_of, say, tell
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.covering import Covered


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(coverage)


def coverage(
    target: Target = Path(),
    sources: AllSources = None,
    html: Annotated[
        Path | None,
        typer.Option(
            help="Also write a page with the texts marked, outside the project or into build/; "
            "for your own machine only."
        ),
    ] = None,
) -> None:
    """Say which numerals and names of the sources nobody recorded; write coverage.csv."""
    from pipeline import covering
    from pipeline.evidence.coverage.check import COVERAGE
    from pipeline.project import Project
    from pipeline.render.coverage import render

    started = time.monotonic()
    project = Project.find(target)
    if html:
        covering.refuse_page(project, html)
    with progress() as step:
        done = covering.cover(project, texts(sources), step=step)
    if done.survey:
        tell(render(done.survey, done.texts, done.sources, say))
    if any(check.failed and check.code != COVERAGE for check in done.report.checks):
        print_text(done.report, run_of(project.root, time.monotonic() - started))
    if html and done.survey:
        _write_page(html, done)
    if done.written:
        echo(f"wrote {done.path}; commit it with the data")
    elif done.path:
        echo(f"{done.path} was not written: mend the errors first", err=True)
    else:
        echo("no counts were written: the project keeps no table of coverage", err=True)
    raise typer.Exit(1 if done.report.fails() else 0)


def _write_page(path: Path, done: "Covered") -> None:
    from pipeline.render.coverage_page import page

    assert done.survey is not None, "asked for only where there is a survey"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(done.survey, done.texts, done.sources), encoding="utf-8", newline="\n")
    except OSError as error:
        raise PipelineError(f"{path}: cannot be written ({error.strerror or error})") from error
    echo(f"wrote {path}: it holds the source texts, so keep it on this machine")
