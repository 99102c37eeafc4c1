"""What commands have in common: where the project is, where its texts are, what is being done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import PipelineError
from pipeline.language import Lang

if TYPE_CHECKING:
    from pipeline.stages import Texts

Target = Annotated[Path, typer.Argument(help="The project's folder (default: here).")]
Sources = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the source texts; every one must be there. "
        "Without it: $PIPELINE_SOURCES, else raw/sources/ in the project, as far as they are "
        "there; the data of others are attested."
    ),
]


Language = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        help="Language of messages (default: that of the locale), and whose words come first in "
        "the workbook (default: en).",
    ),
]

AllSources = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        help="Folder of the source texts. Without it: $PIPELINE_SOURCES, else raw/sources/ in the "
        "project. Every text must be there.",
    ),
]


def texts(given: Path | None) -> "Texts":
    """Where the source texts are looked for, by option or environment."""
    from pipeline.stages import Texts

    if given is not None and not given.is_dir():
        raise PipelineError(f"--sources {given}: there is no such folder")
    return Texts(given, os.environ.get("PIPELINE_SOURCES"))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A spinner with the step's name, on a terminal and after a second; else nothing.

    What a project's own code prints meanwhile goes to standard error: standard output is a report.
    """
    with _apart():
        if not sys.stderr.isatty():
            yield _silent
            return
        from pipeline.cli.progress import Progress

        with Progress() as step:
            yield step


def _silent(_: str) -> None:
    return None


@contextmanager
def _apart() -> Iterator[None]:
    """Standard output is standard error, also for what writes past Python."""
    sys.stdout.flush()
    try:
        number, other = sys.stdout.fileno(), sys.stderr.fileno()
    except (OSError, ValueError):  # no file, as in a test
        with redirect_stdout(sys.stderr):
            yield
        return
    kept = os.dup(number)
    os.dup2(other, number)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(kept, number)
        os.close(kept)
