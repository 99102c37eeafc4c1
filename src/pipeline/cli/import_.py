"""`pipeline import`: an edited workbook or CSV comes back into raw/."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import progress
from pipeline.cli.telling import run_of, tell
from pipeline.errors import PipelineError


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("import")(import_)


def import_(
    file: Annotated[
        Path, typer.Argument(help="An edited workbook of pipeline export, or a CSV of one table.")
    ],
    into: Annotated[Path, typer.Option(help="The project's folder (default: here).")] = Path(),
    table: Annotated[
        str | None,
        typer.Option(
            help="The table that a CSV file holds; needed for CSV.",
            autocompletion=completing.tables,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
) -> None:
    """Merge an edited workbook into raw/, by key: all of it, or nothing where anything is wrong."""
    if table is None and file.suffix.lower() in (".csv", ".tsv", ".txt"):
        raise PipelineError(f"{file}: say which table it holds: --table NAME")
    if table is not None and file.suffix.lower() in (".xlsx", ".xlsm"):
        raise PipelineError("--table is for CSV files; a workbook says which tables it holds")
    from pipeline.importing import import_file
    from pipeline.importing.told import Shown, text
    from pipeline.project import Project

    with progress() as step:
        done = import_file(Project.find(into), file, table=table, dry_run=dry_run, step=step)
    shown = [Shown(item.name, item.spec.path, item.merged) for item in done.changed]
    about = done.file, done.origin, done.report, shown
    became = text(
        *about,
        stale=done.stale,
        written=done.written,
        workbook=done.workbook,
        same=done.same,
        covered=done.covered,
        run=run_of(into, 0),
    )
    tell(became)
    raise typer.Exit(0 if done.report.valid else 1)
