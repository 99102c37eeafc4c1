"""How a package of somebody else's flows: opened as data, its tables read, checked, reported.

Apart from `flow`, so that nothing is imported that only a project needs.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline import foreign
from pipeline.package import open_target
from pipeline.report import Report


def validate_package(
    target: Path, schema: Path | None = None, *, step: Callable[[str], None]
) -> Report:
    """Check a package of somebody else's, or a single table; nothing of it is ever run.

    target: a descriptor or its folder, a zip of a package, a CSV or TSV (perhaps with `schema`).
    Raises ProjectError where there is nothing to check.
    """
    with tempfile.TemporaryDirectory(prefix="pipeline-") as scratch:
        step("opening the package")
        opened = open_target(target, schema, Path(scratch))
        if opened.package is None:
            return foreign.stopped(target, opened.tallies)
        step("checking the tables")
        return foreign.check(opened.package, opened.tallies, Path(scratch))
