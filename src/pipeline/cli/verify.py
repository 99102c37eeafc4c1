"""`pipeline verify`: is this release whole, unchanged, valid, and the version it says?"""

import time
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import progress
from pipeline.cli.telling import run_of, tell
from pipeline.errors import PipelineError


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(verify)


def verify(
    target: Annotated[Path, typer.Argument(help="The folder of a release, or its zip.")],
    form: Annotated[
        str,
        typer.Option(
            "--format", help="text or json.", autocompletion=completing.words("text", "json")
        ),
    ] = "text",
) -> None:
    """Check a release: checksums, content digest, validity, version; no code of it is run."""
    from pipeline import releasing
    from pipeline.render import RENDERERS
    from pipeline.render.verified import render

    if form not in RENDERERS:
        raise PipelineError(f"--format {form}: there is no such format; use text or json")
    started = time.monotonic()
    with progress() as step:
        report = releasing.verify(target, step=step)
    run = run_of(Path(), time.monotonic() - started)
    tell(render(report, str(target), run) if form == "text" else RENDERERS[form](report, run))
    raise typer.Exit(0 if report.valid else 1)
