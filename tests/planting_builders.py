"""The project that `pipeline init` writes, with one slip made in it, as a curator sees it."""

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from typer.testing import CliRunner

from pipeline.cli import app


def copy(folder: Path) -> Path:
    """A fresh project in a folder."""
    return Path(shutil.copytree(_made(), folder / "demo"))


def change(project: Path, file: str, before: str, after: str) -> None:
    """Replace words of a raw file; they must be there."""
    path = project / "raw" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="")


def text(project: Path, *words: str) -> str:
    """What `validate` prints."""
    return CliRunner().invoke(app, ["validate", str(project), *words]).stdout


def told(project: Path, *words: str) -> list[dict[str, str]]:
    """The issues of `validate`."""
    issues: list[dict[str, str]] = json.loads(text(project, "--format", "json", *words))["issues"]
    return issues


@cache
def _made() -> Path:
    folder = Path(mkdtemp()) / "demo"
    assert CliRunner().invoke(app, ["init", str(folder)]).exit_code == 0
    return folder
