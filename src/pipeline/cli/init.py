"""`pipeline init`: a small working project to begin with."""

import shlex
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from pipeline.cli.options import progress
from pipeline.cli.telling import echo, pick


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
    from pipeline import init as room
    from pipeline.project import Project
    from pipeline.stages import Texts

    called = room.named(target, name)
    with room.staged(target) as stage, progress() as step:
        step("writing the project")
        files = room.write(
            stage,
            name=called,
            identifier=str(uuid4()),
            today=date.today().isoformat(),
            chinese=pick("en", "zh") == "zh",
        )
        project = Project.find(stage)
        files += [path.as_posix() for path in flow.write_schemas(project)]
        files.append(flow.anchor(project, Texts(), partial=False, step=step).path)
    for path in sorted(files):
        echo(f"wrote {target / path}")
    echo(_next(target))


def _next(target: Path) -> str:
    folder = f"./{target}" if str(target).startswith("-") else str(target)
    go = "" if target.resolve() == Path.cwd() else f"cd {shlex.quote(folder)} && "
    return f"Next: {go}pipeline validate (README.md goes on from there)"
