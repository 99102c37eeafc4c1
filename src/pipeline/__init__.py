"""Records that people typed in by hand: validated, traced to print, released. For notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.declare import Record
    from pipeline.report import Report

__all__ = ["load", "validate"]


def validate(path: str | Path = ".", *, sources: str | Path | None = None) -> Report:
    """Check a project; the Report holds every issue, and what each check evaluated.

    sources: folder of the source texts; without it they are looked for in `raw/sources/`.
    """
    from pipeline import flow
    from pipeline.project import Project
    from pipeline.stages import Texts

    texts = Texts(Path(sources) if sources else None)
    return flow.validate(Project.find(Path(path)), texts, step=_silent)


def load(path: str | Path = ".") -> dict[str, list[Record]]:
    """Table name → typed records of a project with models, in the order of its files.

    Raises ProjectError where the tables have errors: what is loaded is sound.
    """
    from pipeline import flow
    from pipeline.project import Project

    return flow.load(Project.find(Path(path)), step=_silent)


def _silent(_: str) -> None:
    return None
