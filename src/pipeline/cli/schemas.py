"""`pipeline schemas`: the public contract, compiled from the models."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Target
from pipeline.cli.telling import echo, tell
from pipeline.unseen import page


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(schemas)


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
            tell(page(difference.rstrip("\n").split("\n")))
        if differences:
            echo("Next: run `pipeline schemas` and commit the result", err=True)
        else:
            echo("schemas are what the models compile to")
        raise typer.Exit(1 if differences else 0)
    written = flow.write_schemas(project)
    for path in written:
        echo(f"wrote {path}")
    if not written:
        echo("schemas were up to date")
