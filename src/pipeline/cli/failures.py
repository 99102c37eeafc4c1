"""`--failures DIR`: the folder of failing rows, with nothing of an earlier run left in it."""

import csv
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.telling import echo, write
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.report import Report


def refuse(folder: Path) -> None:
    """PipelineError where a folder holds anything that an earlier run did not write."""
    _earlier(folder)


def write_failures(folder: Path, report: "Report") -> None:
    """Write the files of a report over those of an earlier run, and say what was written."""
    from pipeline.render.failures import INDEX, files, index, mark

    earlier = _earlier(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in earlier:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise PipelineError(f"--failures {folder}: {error.strerror or error}") from error
    found, first = files(report), mark(report)
    write(folder / INDEX, first + index(found))
    for item in found:
        write(folder / item.name, first + item.text)
    _tell(folder, len(found), report)


def _tell(folder: Path, number: int, report: "Report") -> None:
    said = "1 file" if number == 1 else f"{number:,} files"
    echo(f"{folder}: {said} with failing rows" if number else f"{folder}: no row fails", err=True)
    for check in report.checks:
        if check.failed > len(check.issues) > 0:
            kept, whole = len(check.issues), check.failed
            echo(f"  {check.code}: the first {kept:,} of {whole:,} a table", err=True)


def _earlier(folder: Path) -> list[Path]:
    """The files of an earlier run, its list first; an absent or empty folder has none."""
    from pipeline.render.failures import HEADER, INDEX

    try:
        if not folder.exists():
            return []
        held = {file.name for file in folder.iterdir()}
    except OSError as error:
        raise PipelineError(f"--failures {folder}: {error.strerror or error}") from error
    listed: list[str] = []
    with (
        suppress(OSError, UnicodeError, csv.Error),
        (folder / INDEX).open(encoding="utf-8-sig", newline="") as file,
    ):
        lines = list(csv.reader(file))
        if lines and tuple(lines[0]) == HEADER:
            listed = [INDEX, *(line[0] for line in lines[1:] if line)]
    if held - {*listed}:
        raise PipelineError(
            f"--failures {folder}: the folder holds other files; name an empty or a new one"
        )
    return [folder / name for name in listed if name in held]
