"""`pipeline release`: hold the declared version to what changed, or declare the next one."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import Target, progress
from pipeline.cli.telling import say, tell
from pipeline.epoch import since_epoch
from pipeline.errors import PipelineError
from pipeline.unseen import page

if TYPE_CHECKING:
    from pipeline.release.gate import Standing

_BUMPS = ("auto", "patch", "minor", "major")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(release)


def release(
    target: Target = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Fail where the declared version is too small.")
    ] = False,
    bump: Annotated[
        str | None,
        typer.Option(
            help="auto, patch, minor, major: declare it, write the changelog entry.",
            autocompletion=completing.words(*_BUMPS),
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="The last release: folder, zip or revision (default: highest data-v…)."),
    ] = None,
) -> None:
    """Hold the declared version to what changed since the last data release, or raise it."""
    from pipeline import releasing
    from pipeline.project import Project
    from pipeline.release.version import Bump

    if check == (bump is not None):
        raise PipelineError("release does one of two things: give --check, or --bump auto")
    if bump is not None and bump not in _BUMPS:
        raise PipelineError(f"--bump {bump}: there is no such bump; use {', '.join(_BUMPS)}")
    project = Project.find(target)
    if bump is None:
        with progress() as step:
            found = releasing.standing(project, against, step=step)
        tell(page(map(say, _standing(found))))
        raise typer.Exit(1 if found.trouble else 0)
    wanted = None if bump == "auto" else Bump[bump.upper()]
    with progress() as step:
        done = releasing.bump(project, against, wanted, today=_today(), step=step)
    said = [f"wrote {name}" for name in done.written] or ["nothing had to be written"]
    said.append(f"declared version: {done.version} ({_since(done.standing)})")
    if done.written:
        said.append("Next: say in CHANGELOG.md in your own words what this release is about")
    tell(page(map(say, said)))


def _standing(found: "Standing") -> list[str]:
    from pipeline.release.gate import REMEDY

    if found.trouble:
        return [found.trouble, f"→ {REMEDY}"]
    return [f"version {found.declared} may be released: {_since(found)}"]


def _since(found: "Standing") -> str:
    if found.difference is None:
        return "no data release yet, so any version will do"
    if not found.difference.changes:
        return f"no change since {found.baseline}"
    return f"{found.difference.bump.word} changes since {found.baseline}"


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = since_epoch(epoch) if epoch else datetime.now(UTC)
    return now.date().isoformat()
