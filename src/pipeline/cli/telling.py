"""How commands speak: on standard output, into files, and at the end."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.errors import PipelineError
from pipeline.language import Lang, speaker
from pipeline.unseen import inert, log_line

if TYPE_CHECKING:
    from pipeline.render.run import Run


_spoken = [Lang.EN]
"""The language of this process; the last one counts."""


def speak(lang: Lang) -> None:
    """Say from now on what people read in this language."""
    _spoken.append(lang)


def say(text: str) -> str:
    """What a person reads, line by line in their language."""
    return speaker(_spoken[-1])(text)


def pick(text: str, text_zh: str | None) -> str:
    """Of what a project says in two languages, the one that is spoken."""
    return _spoken[-1].pick(text, text_zh or text)


def echo(line: str, *, err: bool = False) -> None:
    """Print a line for people; no data in it begin another, or steer the terminal."""
    put(say(inert(line)), err=err)


def put(line: str, *, err: bool = False) -> None:
    """Print a line that is said already."""
    typer.echo(log_line(line), err=err)


def tell(text: str) -> None:
    """Print; a reader who has seen enough (`| head`) changes nothing of how the command ends."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, code: int = 2, more: Iterable[str] = ()) -> None:
    """One clear line on standard error, what follows it, and the end."""
    put(f"pipeline: {say(inert(message))}", err=True)
    for line in more:
        echo(line, err=True)
    sys.exit(code)


def write(path: Path, text: str) -> None:
    """Write a file that was asked for; PipelineError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
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
    """What renderers are told: paths are seen from the working folder, wherever the project is."""
    from pipeline.render.run import Run

    try:
        seen = Path(os.path.relpath(project.resolve(), Path.cwd())).as_posix()
    except ValueError:  # on another drive
        seen = project.resolve().as_posix()
    return Run(seconds, "" if seen == "." else seen, ours, _spoken[-1])


def print_text(report: Any, run: "Run") -> None:
    """A report for people, in colours on a terminal."""
    from pipeline.render.text import lines, render

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        tell(render(report, run))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True, emoji=False)  # no `:100:` for 💯
    for line, style in lines(report, run):
        console.print(line, style=style, markup=False)
