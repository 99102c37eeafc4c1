"""`pipeline init`: a small working project to begin with."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import progress


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(init)


def init(
    target: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DIR")],
    name: Annotated[
        str | None, typer.Option(help="Name of the dataset (default: the folder's).")
    ] = None,
) -> None:
    """Write a small working project: two tables, a rule, a text with its evidence, CI."""
    from pipeline import flow
    from pipeline.init import write
    from pipeline.project import Project
    from pipeline.stages import Texts

    written = write(target, name=name, today=date.today().isoformat())
    project = Project.find(target)
    with progress() as step:
        written += [path.as_posix() for path in flow.write_schemas(project)]
        done = flow.anchor(project, Texts(), partial=False, step=step)
    for path in sorted([*written, done.path]):
        typer.echo(f"wrote {target / path}")
    here = target.resolve() == Path.cwd()
    go = "" if here else f"cd {target} && "
    typer.echo(f"Next: {go}pipeline validate, then read README.md")
