"""A release in somebody's hands: do its other artefacts hold what its tables hold?"""

from collections.abc import Callable, Iterator, Mapping, Set
from importlib.metadata import version
from pathlib import Path

from pipeline import engine
from pipeline.errors import ExportError
from pipeline.export import database, parquet, records
from pipeline.export import workbook as workbook_
from pipeline.export.compare import Differs
from pipeline.export.gather import as_release
from pipeline.export.release import Release
from pipeline.issue import Issue, Layer, Severity
from pipeline.package import Package
from pipeline.report import Tally, skipped, tally
from pipeline.table_schema.typed import Typed

CODE = "release-artefact"

_CHECKS: tuple[tuple[str, Callable[[Release, Path], None]], ...] = (
    ("{}.json", records.check),
    ("{}.xlsx", workbook_.check),
    ("{}.sqlite", database.check),
    ("parquet", parquet.check),
)
"""Where an artefact stands, by the name of the package, and what reads it back."""


def check(
    con: engine.Connection,
    package: Package,
    typed: Mapping[str, Typed],
    *,
    tool: str | None,
    known: Set[str],
) -> Tally:
    """Read the artefacts back as the export did; those with a path in `known` are left out.

    tool: the version that made the release; the artefacts of another one may be laid out otherwise.
    known: paths of files that are wrong already, so that one cause is one issue.
    """
    if because := _hindrance(package, typed, tool):
        return skipped(CODE, Layer.PACKAGE, because)
    try:
        release = as_release(con, package, typed, {}, epoch=None)
    except ExportError as error:
        return skipped(CODE, Layer.PACKAGE, str(error))
    paths = [(path.format(package.name), reads) for path, reads in _CHECKS]
    wanted = [
        (path, reads)
        for path, reads in paths
        if (package.root / path).exists() and not _touched(path, known)
    ]
    issues = [issue for path, reads in wanted for issue in _issues(release, package, path, reads)]
    return tally(CODE, Layer.PACKAGE, issues, evaluated=len(wanted))


def _hindrance(package: Package, typed: Mapping[str, Typed], tool: str | None) -> str | None:
    unsound = [name for name in package.declared if name not in typed or not typed[name].sound]
    if unsound:
        return f"`{unsound[0]}` has errors, so nothing can be held against it"
    if tool != version("evidence-pipeline"):
        return f"the release was made by version {tool} of the tool, which this one is not"
    return None


def _touched(path: str, known: Set[str]) -> bool:
    return any(item == path or item.startswith(f"{path}/") for item in known)


def _issues(
    release: Release, package: Package, path: str, reads: Callable[[Release, Path], None]
) -> Iterator[Issue]:
    try:
        reads(release, package.root)
    except Differs as found:
        yield _issue(found.artefact, f"`{found.artefact}` is not what the tables are: {found.what}")
    except Exception as error:  # whatever a library says of a file that somebody made
        yield _issue(path, f"`{path}` cannot be read ({type(error).__name__})")


def _issue(path: str, message: str) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=message,
        hint="trust neither: download the release again from where it was published",
        path=path,
    )
