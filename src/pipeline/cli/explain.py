"""`pipeline explain`: what a code means."""

from typing import Annotated

import typer

from pipeline.cli.telling import echo
from pipeline.errors import PipelineError


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(explain)


def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code from a report; none lists all.")
    ] = None,
) -> None:
    """Say what a code means and what to do about it."""
    from pipeline.checks import CHECKS, find

    if code is None:
        for check in CHECKS:
            echo(f"{check.code:<20} {check.title}")
        return
    known = find(code)
    if known is None:
        raise PipelineError(
            f"{code}: no check of the tool; if it is a rule, read its file in schemas/rules/"
        )
    echo(f"{known.code} ({known.layer}): {known.title}\n\n{known.meaning}\n→ {known.remedy}")
