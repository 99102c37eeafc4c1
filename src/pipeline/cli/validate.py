"""`pipeline validate`: check everything, and say by the exit code how it went."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Sources, progress, texts
from pipeline.cli.telling import print_text, tell, write
from pipeline.errors import PipelineError
from pipeline.issue import Severity


class Format(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(validate)


def validate(
    target: Annotated[
        Path,
        typer.Argument(
            help="A project's folder (default: here); a datapackage.json or .yaml, its folder or "
            "its zip; a CSV or TSV. Only of a project is code run."
        ),
    ] = Path(),
    sources: Sources = None,
    schema: Annotated[
        Path | None, typer.Option(help="The Table Schema of a single CSV or TSV.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="Show at most so many issues; counts stay exact.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print the report.")] = Format.TEXT,
    output: Annotated[
        list[str] | None,
        typer.Option(help="Also write the report: FORMAT=PATH. May be repeated."),
    ] = None,
    fail_on: Annotated[
        Severity, typer.Option(help="Exit 1 from which severity on.")
    ] = Severity.ERROR,
) -> None:
    """Check everything at once and say what is wrong, where, and what to do."""
    from pipeline import flow
    from pipeline.project import Project
    from pipeline.render import RENDERERS

    wanted = [_output(item) for item in output or ()]
    started = time.monotonic()
    with progress() as step:
        if Project.at(target) and not schema:
            report = flow.validate(Project.find(target), texts(sources), step=step)
        else:
            report = flow.validate_package(target, schema, step=step)
    if limit is not None:
        report = report.capped(limit)
    seconds = time.monotonic() - started
    for name, path in wanted:
        write(path, RENDERERS[name](report, seconds))
    if format is Format.TEXT:
        print_text(report, seconds)
    else:
        tell(RENDERERS[format](report, seconds))
    raise typer.Exit(1 if report.fails(fail_on) else 0)


def _output(item: str) -> tuple[str, Path]:
    name, _, path = item.partition("=")
    if not path or name not in list(Format):
        raise PipelineError(f"--output {item}: write FORMAT=PATH, FORMAT one of text, json")
    return name, Path(path)
