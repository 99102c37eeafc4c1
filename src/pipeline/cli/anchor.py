"""`pipeline anchor`: derive the evidence, or carry it over to a corrected text."""

import time
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from pipeline.cli.options import AllSources, Target, progress, texts
from pipeline.cli.telling import echo, print_text, run_of, say, tell
from pipeline.errors import PipelineError

_SHOWN = 20
"""Dropped rows that are named: as many as one looks through."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(anchor)


def anchor(
    target: Target = Path(),
    sources: AllSources = None,
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
        project = Project.find(target)
        done = flow.anchor(project, texts(sources), partial=partial, step=step)
    if done.report.fails():
        print_text(done.report, run_of(project.root, time.monotonic() - started))
    if done.written:
        echo(f"wrote {done.path}: {done.rows} rows; commit it with the data")
        if done.changed.of:
            _tell_changed(done.changed)
    else:
        echo(
            f"{done.path} was not written: mend the errors first, or write what could be derived "
            "with --partial",
            err=True,
        )
    raise typer.Exit(1 if done.report.fails() else 0)


def _tell_changed(changed: Any) -> None:
    new, other, gone = changed.new, changed.changed, changed.dropped
    echo(f"against the rows before: {new} new, {other} changed, {len(gone)} dropped")
    for row in gone[:_SHOWN]:
        echo(f"dropped: {row.resource} / {row.key} / {row.field}, cited from {row.source_id}")
    if len(gone) > _SHOWN:
        echo(f"and {len(gone) - _SHOWN} more dropped: git diff shows them")


def _carry(project: Any, sources: Path | None, old: Path, new: Path, partial: bool) -> NoReturn:
    from pipeline import carrying
    from pipeline.render.carried import render

    with progress() as step:
        done = carrying.carry(project, texts(sources), old, new, partial=partial, step=step)
    tell(render(done.carried, say))
    for path in done.written:
        echo(f"wrote {path}")
    put = f"put {new} where the source texts are, as {done.source.file_name}"
    if done.carried.whole:
        then = [put]
    elif done.written:
        then = [put, "mend what is listed, row by row", "pipeline anchor"]
    else:
        echo(
            "nothing was written. Run it again with --partial: that declares the new text and "
            "carries all but what is listed, which is then mended and anchored",
            err=True,
        )
        raise typer.Exit(1)
    then += ["pipeline coverage (the counts of coverage.csv)"] if done.covered else []
    echo("Next:")
    for number, step_ in enumerate([*then, "pipeline validate"], 1):
        echo(f"  {number}. {step_}")
    raise typer.Exit(0 if done.carried.whole else 1)
