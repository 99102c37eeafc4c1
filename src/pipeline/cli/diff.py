"""`pipeline diff`: what changed between two versions of the data, and which bump that asks for."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import progress
from pipeline.cli.telling import say, tell
from pipeline.errors import PipelineError, ProjectError

_FORMATS = ("text", "json", "markdown")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(diff)


def diff(
    old: Annotated[
        str,
        typer.Argument(help="Folder or zip of a project or release, or a git revision (HEAD~1)."),
    ],
    new: Annotated[str, typer.Argument(help="The same; the project here if left out.")] = ".",
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="One of text, json, markdown.",
            autocompletion=completing.words(*_FORMATS),
        ),
    ] = "text",
) -> None:
    """Compare two versions of the data by their keys; say which bump the changes ask for."""
    from pipeline import releasing
    from pipeline.render.difference import RENDERERS

    if form not in RENDERERS:
        raise PipelineError(f"--format {form}: there is no such format; use {', '.join(_FORMATS)}")
    with progress() as step:
        found = releasing.diff(old, new, _project(new), step=step)
    tell(RENDERERS[form](found, say))


def _project(new: str) -> Path | None:
    """The project whose revisions can be named: the one compared, or the one around here."""
    from pipeline.project import Project

    for start in (Path(new), Path()):
        try:
            return Project.find(start).root
        except ProjectError:
            continue
    return None
