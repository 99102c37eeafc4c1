"""`pipeline export`: the release, where nothing stands in its way."""

import os
import time
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import Language, Sources, Target, progress, texts
from pipeline.cli.telling import echo, print_text, run_of, say, tell
from pipeline.language import Lang
from pipeline.unseen import inert, page


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(export)


def export(
    target: Target = Path(),
    sources: Sources = None,
    build: Annotated[
        Path | None, typer.Option(help="Where releases go (default: build/ in the project).")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=completing.artefacts,
            help="Write this artefact alone, such as workbook, sqlite or parquet, into a folder"
            " of its own; may be repeated.",
        ),
    ] = None,
    lang: Language = None,
) -> None:
    """Validate, then write the release: Data Package, Excel, JSON, SQLite, Parquet and zip."""
    from pipeline import flow
    from pipeline.project import Project

    started = time.monotonic()
    project = Project.find(target)
    folder = build or project.root / "build"
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    with progress() as step:
        report, written = flow.export(
            project,
            folder,
            texts(sources),
            epoch=epoch,
            step=step,
            today=date.today(),
            only=only or (),
            lang=lang or Lang.EN,
        )
    seconds = time.monotonic() - started
    if written is None:
        print_text(report, run_of(project.root, seconds))
        echo("No release was written: mend the errors first.", err=True)
        raise typer.Exit(1)
    where = folder / f"{report.name}-{report.version}{'-only' if only else ''}"
    lines = [f"  {artefact.bytes:>10,}  {artefact.path}" for artefact in written]
    lines.append(f"Released {report.name} {report.version} in {seconds:.1f} s: {where}")
    handed = "what you chose" if only else "the .zip"
    lines.append(f"Next: hand on {handed}; whoever gets it can check it with SHA256SUMS")
    tell(page(map(say, map(inert, lines))))
