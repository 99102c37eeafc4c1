"""What became of the verification of a release, for people."""

from collections.abc import Iterator

from pipeline.render.run import Run
from pipeline.render.text import lines
from pipeline.report import Report
from pipeline.unseen import page


def render(report: Report, named: str, run: Run) -> str:
    """All issues as in a report; then the verdict, and what to do."""
    return page(_lines(report, named, run))


def _lines(report: Report, named: str, run: Run) -> Iterator[str]:
    name = " ".join(part for part in (report.name, report.version) if part) or "release"
    if report.valid:
        rows = sum(table.rows or 0 for table in report.tables)
        files = sum(c.evaluated for c in report.checks if c.code == "release-file")
        tables = f"{len(report.tables):,} tables with {rows:,} rows are valid"
        yield run.say(f"{files:,} files are unchanged, {tables}")
        yield run.say(f"{name} is what it says it is: {named}")
        return
    yield from [line for line, _ in lines(report, run)][:-2]
    yield run.say(f"{name} is not to be trusted as it is: {named}")
    yield run.say(
        "Next: follow the arrows above; where a file was changed, download the release again"
    )
