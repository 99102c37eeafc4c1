"""What commands have in common: where the project is, where its texts are, what is being done."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import PipelineError

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


class Tongue(StrEnum):
    """A language that the workbook speaks."""

    EN = "en"
    ZH = "zh"


Language = Annotated[
    Tongue,
    typer.Option("--lang", help="Whose words come first in the workbook: labels, titles, notes."),
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


def progress() -> AbstractContextManager[Callable[[str], None]]:
    """A spinner with the step's name, on a terminal and after a second; else nothing."""
    if not sys.stderr.isatty():
        return nullcontext(_silent)
    from pipeline.cli.progress import Progress

    return Progress()


def _silent(_: str) -> None:
    return None
