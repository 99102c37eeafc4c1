"""How commands speak: on standard output, into files, and at the end."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.render.run import Run


def tell(text: str) -> None:
    """Print; a reader who has seen enough (`| head`) changes nothing of how the command ends."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, code: int = 2) -> None:
    """One clear line on standard error, and the end."""
    typer.echo(f"pipeline: {message}", err=True)
    sys.exit(code)


def write(path: Path, text: str) -> None:
    """Write a file that was asked for; PipelineError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PipelineError(f"{path}: cannot be written ({error.strerror or error})") from error


def run_of(project: Path, seconds: float, *, ours: bool = True) -> "Run":
    """What renderers are told: of a project below the working folder, paths are seen from there."""
    from pipeline.render.run import Run

    here, there = Path.cwd(), project.resolve()
    inside = there.is_relative_to(here) and there != here
    return Run(seconds, there.relative_to(here).as_posix() if inside else "", ours)


def print_text(report: Any, run: "Run") -> None:
    """A report for people, in colours on a terminal."""
    from pipeline.render.text import lines, render

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        tell(render(report, run))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line, style in lines(report, run):
        console.print(line, style=style, markup=False)
