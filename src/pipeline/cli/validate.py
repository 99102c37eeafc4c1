"""`pipeline validate`: check everything, and say by the exit code how it went."""

import time
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Language, Sources, Target, Tongue, progress, texts
from pipeline.cli.telling import print_text, run_of, tell, write
from pipeline.errors import PipelineError
from pipeline.issue import Severity


class Format(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"
    CODEQUALITY = "codequality"
    MARKDOWN = "markdown"
    HTML = "html"


WORKBOOK = "workbook"
"""An output that is no text: for curators, not for printing."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(validate)


def validate(
    target: Target = Path(),
    sources: Sources = None,
    format: Annotated[Format, typer.Option(help="How to print the report.")] = Format.TEXT,
    output: Annotated[
        list[str] | None,
        typer.Option(
            help="Also write the report: FORMAT=PATH. May be repeated. workbook=FILE.xlsx writes"
            " all tables, right or wrong, as a workbook with the issues beside their cells."
        ),
    ] = None,
    fail_on: Annotated[
        Severity, typer.Option(help="Exit 1 from which severity on.")
    ] = Severity.ERROR,
    baseline: Annotated[
        Path | None,
        typer.Option(help="An earlier JSON report: fail only on what is new since."),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Make errors of what the standard recommends (SHOULD)."),
    ] = False,
    lang: Language = Tongue.EN,
) -> None:
    """Check everything at once and say what is wrong, where, and what to do."""
    from pipeline import flow
    from pipeline.export import Lang
    from pipeline.gate import read_baseline
    from pipeline.project import Project
    from pipeline.render import RENDERERS

    wanted = [_output(item) for item in output or ()]
    before = read_baseline(baseline) if baseline else None
    started = time.monotonic()
    project = Project.find(target)
    with progress() as step:
        report = flow.validate(
            project,
            texts(sources),
            step=step,
            today=date.today(),
            baseline=before,
            strict=strict,
            workbook=dict(wanted).get(WORKBOOK),
            lang=Lang(lang),
        )
    run = run_of(project.root, time.monotonic() - started)
    for name, path in wanted:
        if name == WORKBOOK:
            continue
        write(path, RENDERERS[name](report, run))
    if format is Format.TEXT:
        print_text(report, run)
    else:
        tell(RENDERERS[format](report, run))
    raise typer.Exit(1 if report.fails(fail_on) else 0)


def _output(item: str) -> tuple[str, Path]:
    name, _, path = item.partition("=")
    if not path or name not in (*Format, WORKBOOK):
        known = ", ".join((*Format, WORKBOOK))
        raise PipelineError(f"--output {item}: write FORMAT=PATH, FORMAT one of {known}")
    return name, Path(path)
