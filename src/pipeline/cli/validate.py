"""`pipeline validate`: check everything, and say by the exit code how it went."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.failures import refuse, write_failures
from pipeline.cli.options import Language, Sources, progress, texts
from pipeline.cli.replacing import refuse_foreign
from pipeline.cli.reporting import FOR_PROGRAMS, WORKBOOK, folder, publish, told
from pipeline.cli.telling import echo, refuse_file, run_of
from pipeline.errors import PipelineError
from pipeline.issue import Severity
from pipeline.language import Lang

if TYPE_CHECKING:
    from pipeline.render.run import Run
    from pipeline.report import Report


_AS_DATA = (
    "datapackage.yaml was read as data: its models, rules and evidence were not looked at; "
    "for those name the project's folder"
)


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
        typer.Option(
            metavar="FORMAT=PATH",
            autocompletion=completing.outputs,
            help="Also write the report: FORMAT=PATH. May be repeated. workbook=FILE.xlsx writes"
            " all tables, right or wrong, as a workbook with the issues beside their cells.",
        ),
    ] = None,
    failures: Annotated[
        Path | None,
        typer.Option(
            help="Also write the failing rows into this folder: a CSV for each check and table."
        ),
    ] = None,
    second_opinion: Annotated[
        bool,
        typer.Option(
            "--second-opinion",
            help="Also ask frictionless, and list where it differs; how this ends is not changed.",
        ),
    ] = False,
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
    lang: Language = None,
) -> None:
    """Check everything at once and say what is wrong, where, and what to do."""
    from pipeline.gate import read_baseline, unlike
    from pipeline.keeping import ALL, READ, keeping
    from pipeline.package import is_project, is_project_descriptor

    wanted = _outputs(output or ())
    _refuse_both(baseline, wanted)
    if failures:
        refuse(failures)
    started = time.monotonic()
    read = max(READ, limit or 0)
    formats = {format.value, *(name for name, _ in wanted)}
    every = baseline or failures or formats & FOR_PROGRAMS
    ours = schema is None and is_project(target)
    with told(target, wanted, format, ours=ours), keeping(ALL if every else read):
        before = read_baseline(baseline) if baseline else None
        workbook = dict(wanted).get(WORKBOOK)
        if workbook and not ours:
            raise PipelineError(
                "--output workbook=FILE.xlsx is for projects: others are not edited"
            )
        with progress() as step:
            judged = (
                _project(target, sources, workbook, lang) if ours else _stranger(target, schema)
            )
            report = judged(step=step, baseline=before, strict=strict, rows=failures is not None)
            opinion = _opinion(report, target, schema, step) if second_opinion else ()
    if failures:
        write_failures(failures, report)
    if limit is not None:
        report = report.capped(limit)
    run = replace(
        run_of(folder(target, ours), time.monotonic() - started, ours=ours),
        fail_on=fail_on,
        sources=quote(str(sources)) if sources else "",
    )
    if ours and Format.TEXT in formats and report.fails(fail_on):
        run = _with_edits(run, report, target, sources)
    publish(report, run, wanted, format, read)
    if schema is None and is_project_descriptor(target):
        echo(_AS_DATA, err=True)
    if before and (said := unlike(report, before)):
        echo(f"{baseline}: {said}", err=True)
    for line in opinion:
        echo(line, err=format is not Format.TEXT)
    raise typer.Exit(1 if report.fails(fail_on) else 0)


def _project(
    target: Path, sources: Path | None, workbook: Path | None, lang: Lang | None
) -> "Callable[..., Report]":
    from pipeline import flow
    from pipeline.project import Project

    return partial(
        flow.validate,
        Project.find(target),
        texts(sources),
        today=date.today(),
        workbook=workbook,
        lang=lang or Lang.EN,
    )


def _with_edits(run: "Run", report: "Report", target: Path, sources: Path | None) -> "Run":
    """The run with what was changed since the last commit, and what of it the first error is of."""
    from pipeline import flow
    from pipeline.project import Project

    project = Project.find(target)
    edits, first = flow.edited(project), report.first(run.fail_on)
    if not (edits and first):
        return replace(run, edited=edits)
    with progress() as step:
        where = texts(sources)
        blamed = flow.blamed(project, where, edits, first, step=step, today=date.today())
    return replace(run, edited=edits, blamed=blamed)


def _stranger(target: Path, schema: Path | None) -> "Callable[..., Report]":
    from pipeline.strangers import validate_package

    if not target.exists():
        raise PipelineError(f"{target}: there is no such file or folder")
    return partial(validate_package, target, schema)


def _opinion(
    report: "Report", target: Path, schema: Path | None, step: Callable[[str], None]
) -> tuple[str, ...]:
    from pipeline.second_opinion import compare, render

    step("asking frictionless")
    return tuple(render(compare(report, target, schema)))


def _outputs(given: Sequence[str]) -> list[tuple[str, Path]]:
    """What is to be written where; refused before anything is checked."""
    found = [_output(item) for item in given]
    for number, (name, path) in enumerate(found):
        if path == Path("-"):
            raise PipelineError(f"--output {name}=-: to print a report use --format {name}")
        refuse_file(path)
        refuse_foreign(path, name, f"--output {name}={path}")
        if path.resolve() in [other.resolve() for _, other in found[:number]]:
            raise PipelineError(f"--output: two reports go to the same file, {path}")
    return found


def _refuse_both(baseline: Path | None, outputs: Sequence[tuple[str, Path]]) -> None:
    """PipelineError where a report would go over the baseline, whose findings it does not name."""
    for name, path in outputs:
        if baseline and path.resolve() == baseline.resolve():
            raise PipelineError(
                f"--output {name}={path}: it is the baseline, and a report beside a baseline names "
                "only what is new; name another file"
            )


def _output(item: str) -> tuple[str, Path]:
    name, _, path = item.partition("=")
    known = (*Format, WORKBOOK)
    if name not in known:
        near = get_close_matches(name, known, n=1)
        if near and path:
            raise PipelineError(f"--output {item}: did you mean {near[0]}={path}?")
    if not path or name not in known:
        listed = ", ".join(known)
        raise PipelineError(f"--output {item}: write FORMAT=PATH, FORMAT one of {listed}")
    return name, Path(path)
