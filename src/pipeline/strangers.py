"""How a package of somebody else's flows: opened as data, its tables read, checked, reported.

Apart from `flow`, so that nothing is imported that only a project needs.
"""

from collections.abc import Callable
from pathlib import Path

from pipeline import descriptor, foreign
from pipeline.gate import Baseline, known_apart
from pipeline.package import open_target
from pipeline.report import Report
from pipeline.scratch import scratch


def validate_package(
    target: Path,
    schema: Path | None = None,
    *,
    step: Callable[[str], None],
    baseline: Baseline | None = None,
    strict: bool = False,
    rows: bool = False,
) -> Report:
    """Check a package of somebody else's, or a single table; nothing of it is ever run.

    target: a descriptor or its folder, a zip of a package, a CSV or TSV (perhaps with `schema`).
    baseline, strict, rows: as of `flow.validate`.
    Raises ProjectError where there is nothing to check.
    """
    report = _report(target, schema, step, rows)
    report = report.raised(descriptor.CODES) if strict else report
    return known_apart(report, baseline) if baseline else report


def _report(target: Path, schema: Path | None, step: Callable[[str], None], rows: bool) -> Report:
    with scratch() as folder:
        step("opening the package")
        opened = open_target(target, schema, folder)
        if opened.package is None:
            return foreign.stopped(target, opened.tallies)
        step("checking the tables")
        return foreign.check(opened.package, opened.tallies, folder, rows=rows)
