"""`pipeline fmt`: raw files in canonical form."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Target
from pipeline.cli.telling import echo

if TYPE_CHECKING:
    from pipeline.tidying import Tidied


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(fmt)


def fmt(
    target: Target = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a file is not canonical.")
    ] = False,
    columns: Annotated[
        bool,
        typer.Option(
            "--columns",
            help="Put whole columns, with their cells, in the order of the schema as well: only "
            "where columns were moved, and not just their labels.",
        ),
    ] = False,
) -> None:
    """Write raw files in canonical form, so that a diff shows changes of content only."""
    from pipeline.project import Project
    from pipeline.tidying import tidy

    done = tidy(Project.find(target), write=not check, columns=columns)
    for path, because in done.left.items():
        echo(f"left alone {path}: {because}")
    unjudged = _tell_unjudged(done)
    if done.refused:
        echo("Nothing was written: mend these first, then run pipeline fmt again", err=True)
        raise typer.Exit(1)
    for path, changes in done.changed.items():
        echo(f"{'not canonical' if check else 'wrote'} {path}: {'; '.join(changes)}")
    if unjudged:
        echo("Next: mend what cannot be judged, then run pipeline fmt again", err=True)
    elif check and done.changed:
        echo("Next: run pipeline fmt and commit the result", err=True)
    elif not done.changed:
        echo(f"{len(done.files):,} files are in canonical form")
    if unjudged or (check and done.changed):
        raise typer.Exit(1)


def _tell_unjudged(done: "Tidied") -> bool:
    """Say of which files nobody can tell whether they are canonical; whether there are any."""
    for path in done.absent:
        echo(f"{path}: there is no such file; put it back, or take it out of the package", err=True)
    for name in done.unusable:
        echo(f"`{name}` cannot be used as it is declared; pipeline validate says why", err=True)
    for path, remark in done.remarks.items():
        echo(f"{path}:1: {remark}; pipeline validate says more", err=True)
    for held in done.held:
        echo(f"not touched: {held}", err=True)
    for refused in done.refused:
        echo(f"cannot be read: {refused}", err=True)
    return bool(done.absent or done.unusable or done.remarks or done.held or done.refused)
