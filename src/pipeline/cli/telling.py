"""How commands speak: on standard output, into files, and at the end."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.errors import PipelineError
from pipeline.language import Lang, speaker

if TYPE_CHECKING:
    from pipeline.render.run import Run


_spoken = [Lang.EN]
"""The language of this process; the last one counts."""


_asked: list[Lang | None] = [None]
"""The language that the command's words name, if they do; the last one counts."""


def speak(lang: Lang, *, asked: bool = True) -> None:
    """Say from now on what people read in this language; asked: did they name it themselves?"""
    _spoken.append(lang)
    _asked.append(lang if asked else None)


def of_workbook() -> Lang:
    """Whose words come first in a workbook: `--lang` before or after the command, not the locale's.

    A workbook goes from hand to hand, whatever machine wrote it.
    """
    return _asked[-1] or Lang.EN


def say(text: str) -> str:
    """What a person reads, line by line in their language."""
    return speaker(_spoken[-1])(text)


def echo(line: str, *, err: bool = False) -> None:
    """Print a line for people."""
    typer.echo(say(line), err=err)


def tell(text: str) -> None:
    """Print; a reader who has seen enough (`| head`) changes nothing of how the command ends."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, code: int = 2) -> None:
    """One clear line on standard error, and the end."""
    typer.echo(f"pipeline: {say(message)}", err=True)
    sys.exit(code)


def write(path: Path, text: str) -> None:
    """Write a file that was asked for; PipelineError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PipelineError(f"{path}: cannot be written ({error.strerror or error})") from error


def refuse_file(path: Path) -> None:
    """PipelineError where no file can be written: found before the work, not after it."""
    folder = path.parent
    if path.is_dir():
        raise PipelineError(f"{path}: cannot be written (it is a folder; name a file in it)")
    if not folder.is_dir():
        raise PipelineError(
            f"{path}: cannot be written (there is no folder {folder}; make it first)"
        )
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise PipelineError(f"{path}: cannot be written (the system allows it not; name another)")


def run_of(project: Path, seconds: float, *, ours: bool = True) -> "Run":
    """What renderers are told: of a project below the working folder, paths are seen from there."""
    from pipeline.render.run import Run

    here, there = Path.cwd(), project.resolve()
    inside = there.is_relative_to(here) and there != here
    return Run(seconds, there.relative_to(here).as_posix() if inside else "", ours, _spoken[-1])


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
