"""The command line: parse, call the flow, render, and say by the exit code how it went.

Exit 0: nothing at or above --fail-on. 1: something. 2: could not begin or finish.
"""

import gc
import os
import sys
import time
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from pipeline import cli_coverage, cli_curate
from pipeline.errors import PipelineError
from pipeline.issue import Severity
from pipeline.options import Sources, Target, progress, texts

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
    with progress() as step:
        report = flow.validate(Project.find(target), texts(sources), step=step)
    seconds = time.monotonic() - started
    for name, path in wanted:
        _write(path, RENDERERS[name](report, seconds))
    if format is Format.TEXT:
        _print_text(report, seconds)
    else:
        _tell(RENDERERS[format](report, seconds))
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
    with progress() as step:
        report, written = flow.export(project, folder, texts(sources), epoch=epoch, step=step)
    seconds = time.monotonic() - started
    if written is None:
        _print_text(report, seconds)
        typer.echo("No release was written: mend the errors first.", err=True)
        raise typer.Exit(1)
    where = folder / f"{report.name}-{report.version}"
    lines = [f"  {artefact.bytes:>10,}  {artefact.path}" for artefact in written]
    lines.append(f"Released {report.name} {report.version} in {seconds:.1f} s: {where}")
    lines.append("Next: hand on the .zip; whoever gets it can check it with SHA256SUMS")
    _tell("".join(f"{line}\n" for line in lines))


@app.command()
def anchor(
    target: Target = Path(),
    sources: Sources = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Write what can be derived, though not all can.")
    ] = False,
    old: Annotated[
        Path | None, typer.Option("--from", help="A source's text before it was corrected.")
    ] = None,
    new: Annotated[Path | None, typer.Option("--to", help="The same text corrected.")] = None,
) -> None:
    """Derive from the source texts where each value is printed; write evidence.csv.

    With --from and --to carry the evidence of one text over to its corrected form instead.
    """
    from pipeline import flow
    from pipeline.project import Project

    if old and new:
        _carry(Project.find(target), sources, old, new, partial)
    if old or new:
        raise PipelineError("give both texts: --from the old one --to the corrected one")
    started = time.monotonic()
    with progress() as step:
        done = flow.anchor(Project.find(target), texts(sources), partial=partial, step=step)
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


def _carry(project: Any, sources: Path | None, old: Path, new: Path, partial: bool) -> NoReturn:
    from pipeline import carrying
    from pipeline.render.carried import render

    with progress() as step:
        done = carrying.carry(project, texts(sources), old, new, partial=partial, step=step)
    sys.stdout.write(render(done.carried))
    for path in done.written:
        typer.echo(f"wrote {path}")
    if done.carried.whole:
        typer.echo(f"Next: put {new} where the sources are, as {done.source.file_name}; validate")
    elif done.written:
        typer.echo(
            f"Next: mend what is listed, put {new} where the sources are, as "
            f"{done.source.file_name}, and run pipeline anchor"
        )
    else:
        typer.echo("nothing was written; --partial carries all but what is listed", err=True)
    raise typer.Exit(0 if done.carried.whole else 1)


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


cli_coverage.register(app)
cli_curate.register(app)


_MANY = 500_000
"""Objects between two hunts for cycles: hunting among records cost a third of a run."""

_INTERRUPTED = "interrupted; nothing was left half-written"


def main() -> None:
    """Run the command; whatever stops the program becomes one clear line and exit code 2."""
    gc.set_threshold(_MANY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except PipelineError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail(_INTERRUPTED, 130)
    except RuntimeError as error:
        if "interrupted" not in str(error).lower():
            raise
        _fail(_INTERRUPTED, 130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(2)
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror or error}")


def _fail(message: str, code: int = 2) -> None:
    typer.echo(f"pipeline: {message}", err=True)
    sys.exit(code)


def _tell(text: str) -> None:
    """Print; a reader who has seen enough (`| head`) changes nothing of how the command ends."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
        _tell(render(report, seconds))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line, style in lines(report, seconds):
        console.print(line, style=style, markup=False)
