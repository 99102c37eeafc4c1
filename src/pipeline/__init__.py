"""Records that people typed in by hand: validated, traced to print, released. For notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.declare import Record
    from pipeline.report import Report

__all__ = ["load", "validate"]


def validate(
    path: str | Path = ".",
    *,
    sources: str | Path | None = None,
    schema: str | Path | None = None,
) -> Report:
    """Check a project, or any package; the Report holds every issue, and what was evaluated.

    path: a project's folder; a datapackage.json or .yaml, a folder or zip that holds one, a CSV
    or TSV. Only of a project is code run (its models).
    sources: folder of the source texts; without it they are looked for in `raw/sources/`.
    schema: the Table Schema of a single CSV or TSV.
    """
    from pipeline.package import is_project

    if schema or not is_project(Path(path)):
        from pipeline.strangers import validate_package

        return validate_package(Path(path), Path(schema) if schema else None, step=_silent)
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
