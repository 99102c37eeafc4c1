"""Which existing files a command may replace: those that it wrote itself, told by their content."""

import re
import zipfile
from pathlib import Path

from pipeline.errors import PipelineError

_HEAD, _END = 65536, 1024
"""Bytes at the beginning and at the end of a file that tell what it is."""

_ADVICE = r"^(Next: |Nothing |下一步|无须)[^\n]*\n?\Z"
"""The last line of a report for people, in each language."""

_SIGNS = {
    "text": _ADVICE,
    "github": _ADVICE,
    "json": r'\A\{\s*"report": \d',
    "junit": r"\A<\?xml[^>]*>\s*<testsuites",
    "sarif": r'\A\{\s*"\$schema": "[^"]*sarif',
    "codequality": r'\A\[\s*(\]|\{\s*"description")',
    "markdown": r"\A## (✅|❌) ",
    "html": r'\A<!doctype html>\n<html lang="(en|zh)">\n<head>[\s\S]*<p class="verdict ',
    "badge": r'\A<svg xmlns="[^"]*" width="\d+" height="20" role="img"',
}


def refuse_foreign(path: Path, format: str, option: str) -> None:
    """PipelineError where a file stands there that no earlier run wrote in this format.

    Empty files, and what is no file (`/dev/null`), may be written to.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    written = _is_workbook(path) if format == "workbook" else _has(path, _SIGNS[format])
    if not written:
        raise PipelineError(
            f"{option}: {path} is there already and is no file that this option wrote; "
            "name a new file, or delete that one first"
        )


def _has(path: Path, sign: str) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(0, path.stat().st_size - _END))
            end = file.read(_END)
    except OSError:
        return False
    if sign is _ADVICE:
        return bool(re.search(sign, end.decode("utf-8", "replace"), re.MULTILINE))
    return bool(re.search(sign, head.decode("utf-8", "replace")))


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as held:
            return "xl/workbook.xml" in held.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
