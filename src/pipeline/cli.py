"""The command line: parse, call the flow, render, and say by the exit code how it went.

Exit 0: nothing at or above --fail-on. 1: something. 2: could not begin or finish.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import PipelineError
from pipeline.issue import Severity

app = typer.Typer(
    name="pipeline",
    help="Validate hand-curated records against schemas, rules and sources; export releases.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


Target = Annotated[Path, typer.Argument(help="The project's folder (default: here).")]
Sources = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the source texts; every one must be there. "
        "Without it: $PIPELINE_SOURCES, else raw/sources/ in the project, as far as they are there."
    ),
]


@app.command()
def validate(
    target: Target = Path(),
    sources: Sources = None,
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
    with _progress() as step:
        report = flow.validate(Project.find(target), _texts(sources), step=step)
    seconds = time.monotonic() - started
    for name, path in wanted:
        _write(path, RENDERERS[name](report, seconds))
    if format is Format.TEXT:
        _print_text(report, seconds)
    else:
        sys.stdout.write(RENDERERS[format](report, seconds))
    raise typer.Exit(1 if report.fails(fail_on) else 0)


@app.command()
def export(
    target: Target = Path(),
    sources: Sources = None,
    build: Annotated[
        Path | None, typer.Option(help="Where releases go (default: build/ in the project).")
    ] = None,
) -> None:
    """Validate, then write the release: Data Package, Excel, JSON, checksums and zip."""
    from pipeline import flow
    from pipeline.project import Project

    started = time.monotonic()
    project = Project.find(target)
    folder = build or project.root / "build"
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    with _progress() as step:
        report, written = flow.export(project, folder, _texts(sources), epoch=epoch, step=step)
    seconds = time.monotonic() - started
    if written is None:
        _print_text(report, seconds)
        typer.echo("No release was written: mend the errors first.", err=True)
        raise typer.Exit(1)
    for artefact in written:
        typer.echo(f"  {artefact.bytes:>10,}  {artefact.path}")
    where = folder / f"{report.name}-{report.version}"
    typer.echo(f"Released {report.name} {report.version} in {seconds:.1f} s: {where}")
    typer.echo("Next: hand on the .zip; whoever gets it can check it with SHA256SUMS")


@app.command()
def anchor(
    target: Target = Path(),
    sources: Sources = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Write what can be derived, though not all can.")
    ] = False,
) -> None:
    """Derive from the source texts where each value is printed; write evidence.csv."""
    from pipeline import flow
    from pipeline.project import Project

    started = time.monotonic()
    with _progress() as step:
        done = flow.anchor(Project.find(target), _texts(sources), partial=partial, step=step)
    if done.report.fails():
        _print_text(done.report, time.monotonic() - started)
    if done.written:
        typer.echo(f"wrote {done.path}: {done.rows} rows; commit it with the data")
    else:
        typer.echo(
            f"{done.path} was not written: mend the errors first, or write what could be derived "
            "with --partial",
            err=True,
        )
    raise typer.Exit(1 if done.report.fails() else 0)


@app.command()
def schemas(
    target: Target = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a schema has drifted.")
    ] = False,
) -> None:
    """Compile models.py to Table Schemas in schemas/."""
    from pipeline import flow
    from pipeline.project import Project

    project = Project.find(target)
    if check:
        differences = flow.schema_drift(project)
        for difference in differences:
            typer.echo(difference)
        if differences:
            typer.echo("Next: run `pipeline schemas` and commit the result", err=True)
        else:
            typer.echo("schemas are what the models compile to")
        raise typer.Exit(1 if differences else 0)
    written = flow.write_schemas(project)
    for path in written:
        typer.echo(f"wrote {path}")
    if not written:
        typer.echo("schemas were up to date")


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code from a report; none lists all.")
    ] = None,
) -> None:
    """Say what a code means and what to do about it."""
    from pipeline.checks import CHECKS, find

    if code is None:
        for check in CHECKS:
            typer.echo(f"{check.code:<20} {check.title}")
        return
    known = find(code)
    if known is None:
        raise PipelineError(
            f"{code}: no check of the tool; if it is a rule, read its file in schemas/rules/"
        )
    typer.echo(f"{known.code} ({known.layer}): {known.title}\n\n{known.meaning}\n→ {known.remedy}")


def main() -> None:
    """Run the command; whatever stops the program becomes one clear line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except PipelineError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("interrupted; nothing was left half-written")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(2)
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror or error}")


def _fail(message: str) -> None:
    typer.echo(f"pipeline: {message}", err=True)
    sys.exit(2)


def _texts(given: Path | None) -> Any:
    from pipeline.flow import Texts

    if given is not None and not given.is_dir():
        raise PipelineError(f"--sources {given}: there is no such folder")
    return Texts(given, os.environ.get("PIPELINE_SOURCES"))


def _output(item: str) -> tuple[str, Path]:
    name, _, path = item.partition("=")
    if not path or name not in list(Format):
        raise PipelineError(f"--output {item}: write FORMAT=PATH, FORMAT one of text, json")
    return name, Path(path)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PipelineError(f"{path}: cannot be written ({error.strerror or error})") from error


def _print_text(report: Any, seconds: float) -> None:
    from pipeline.render.text import lines, render

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        sys.stdout.write(render(report, seconds))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line, style in lines(report, seconds):
        console.print(line, style=style, markup=False)


def _progress() -> Any:
    """A spinner with the step's name, on a terminal and after a second; else nothing."""
    if not sys.stderr.isatty():
        return nullcontext(_silent)
    from pipeline.progress import Progress

    return Progress()


def _silent(_: str) -> None:
    return None


Step = Callable[[str], None]
