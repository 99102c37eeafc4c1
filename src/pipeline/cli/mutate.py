"""`pipeline mutate`: would the gate have caught it?"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import Sources, Target, progress, texts
from pipeline.cli.replacing import refuse_foreign
from pipeline.cli.telling import echo, refuse_file, run_of, tell, write


class Format(StrEnum):
    """How the outcome is printed."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(mutate)


def mutate(
    target: Target = Path(),
    sources: Sources = None,
    seed: Annotated[int, typer.Option(help="Another seed draws other changes.")] = 0,
    budget: Annotated[int, typer.Option(min=1, help="How many changes to make.")] = 300,
    table: Annotated[
        list[str] | None,
        typer.Option(
            help="Change this table only. May be repeated.", autocompletion=completing.tables
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print the outcome.")] = Format.TEXT,
    badge: Annotated[
        Path | None,
        typer.Option(help="Also write the share noticed, drift left out, as a small SVG picture."),
    ] = None,
    min_share: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            help="Exit 1 where less than this percentage is noticed, drift left out.",
        ),
    ] = None,
) -> None:
    """Change the data in small ways, in memory, and say which changes no check notices."""
    from pipeline import mutating
    from pipeline.project import Project
    from pipeline.render import mutation
    from pipeline.render.badge import badge as draw

    if badge:
        refuse_file(badge)
        refuse_foreign(badge, "badge", f"--badge {badge}")
    project = Project.find(target)
    with progress() as step:
        found = mutating.mutate(
            project,
            texts(sources),
            seed=seed,
            budget=budget,
            step=step,
            only=table or (),
            today=date.today(),
        )
    if badge:
        write(badge, draw("changes noticed", mutation.percent(found.share), found.share))
    wanted = None if min_share is None else min_share / 100
    if format is Format.JSON:
        tell(mutation.as_json(found, wanted))
    else:
        tell(mutation.text(found, run_of(project.root, 0)))
    if said := mutation.too_few(found, wanted):
        echo(said, err=True)
    raise typer.Exit(1 if said else 0)
