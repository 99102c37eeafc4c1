"""`pipeline explain`: what a code means."""

from typing import Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.telling import say
from pipeline.errors import PipelineError


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(explain)


def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            help="A code from a report; none lists all.", autocompletion=completing.codes
        ),
    ] = None,
) -> None:
    """Say what a code means and what to do about it."""
    from pipeline.checks import CHECKS, find

    if code is None:
        for check in CHECKS:
            typer.echo(f"{check.code:<20} {say(check.title)}")
        return
    known = find(code)
    if known is None:
        raise PipelineError(
            f"{code}: no check of the tool; if it is a rule, read its file in schemas/rules/"
        )
    typer.echo(f"{known.code} ({say(known.layer)}): {say(known.title)}\n")
    typer.echo(f"{say(known.meaning)}\n→ {say(known.remedy)}")
