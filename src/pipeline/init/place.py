"""Where a new project goes: a folder that holds nothing, and gets all of it or nothing."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ProjectError

_STAGE = ".pipeline-init"
"""Where everything is made before it is put in place; what a killed run leaves has this name."""

_HARMLESS = {".git", ".venv", ".DS_Store", _STAGE}
"""What a folder may hold already: whoever begins has often made these."""


def named(folder: Path, name: str | None) -> str:
    """The name of the dataset, without one the folder's; ProjectError where none can be so."""
    found = _slug(folder.resolve().name) if name is None else name
    if not re.fullmatch(r"[a-z0-9]+([-._][a-z0-9]+)*", found):
        raise ProjectError(
            f"--name {name}: a dataset is named with a-z, 0-9 and single - . or _ between them"
        )
    return found


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder, of which all goes into `folder` when the block ends well, and else vanishes.

    Raises ProjectError where `folder` is a file or holds anything.
    """
    _refuse(folder)
    made = _make(folder)
    stage = folder / _STAGE
    moved: list[Path] = []
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        yield stage
        for item in sorted(stage.iterdir()):
            moved.append(item.rename(folder / item.name))
        stage.rmdir()
    except BaseException:
        _undo([stage, *moved], made)
        raise


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"{folder}: is a file; name a new folder")
    held = {item.name for item in folder.iterdir()} - _HARMLESS if folder.exists() else set()
    if held:
        shown = ", ".join(sorted(held)[:3]) + (", …" if len(held) > 3 else "")
        raise ProjectError(
            f"{folder}: holds files already ({shown}), and nothing is ever overwritten; "
            "name a new or an empty folder"
        )


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; those that were made, the innermost first."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


def _undo(written: list[Path], made: list[Path]) -> None:
    for path in written:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for path in made:
        with suppress(OSError):  # somebody else has put something there
            path.rmdir()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "my-dataset"
