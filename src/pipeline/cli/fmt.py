"""`pipeline fmt`: raw files in canonical form."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Target
from pipeline.cli.telling import echo


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(fmt)


def fmt(
    target: Target = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a file is not canonical.")
    ] = False,
) -> None:
    """Write raw files in canonical form, so that a diff shows changes of content only."""
    from pipeline.project import Project
    from pipeline.tidying import tidy

    done = tidy(Project.find(target), write=not check)
    for path, because in done.left.items():
        echo(f"left alone {path}: {because}")
    for path, remark in done.remarks.items():
        echo(f"{path}: {remark}; pipeline validate says more", err=True)
    for refused in done.refused:
        echo(f"cannot be read: {refused}", err=True)
    if done.refused:
        echo("Nothing was written: mend these first, then run pipeline fmt again", err=True)
        raise typer.Exit(1)
    for path, changes in done.changed.items():
        echo(f"{'not canonical' if check else 'wrote'} {path}: {'; '.join(changes)}")
    if check and done.changed:
        echo("Next: run pipeline fmt and commit the result", err=True)
        raise typer.Exit(1)
    if not done.changed:
        echo(f"{len(done.files):,} files are in canonical form")
