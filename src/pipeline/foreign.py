"""A package of somebody else's, through all checks of the standard; nothing of it is ever run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline import engine
from pipeline.descriptor import leaving_out
from pipeline.failing import with_rows
from pipeline.issue import Issue, Layer, Severity
from pipeline.labelled import labelled
from pipeline.loading import load_one, located
from pipeline.package import Package, Resource
from pipeline.report import Report, State, TableSummary, Tally, skipped, tally
from pipeline.table_schema import Schema
from pipeline.table_schema.check import check as check_tables
from pipeline.table_schema.streaming import Misread
from pipeline.table_schema.typed import Typed
from pipeline.tables.findings import waits
from pipeline.tables.gather import intact
from pipeline.tables.table import Table

MEMORY = "600MB"
"""What the engine may take before it spills into the scratch folder; Python comes on top."""

_WIDE = 250
"""Columns from which one thread does all: each thread has memory of its own for every column."""


def check(package: Package, found: list[Tally], scratch: Path, *, rows: bool = False) -> Report:
    """The report of an opened package; `found` is what opening it gave, `rows` as in `flow`."""
    with engine.connect() as con:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute("SET temp_directory = ?", [str(scratch / "spill")])
        return _report(con, package, found, scratch, rows=rows)


def stopped(target: Path, found: list[Tally]) -> Report:
    """The report of a package that could not be opened."""
    return Report.from_tallies(found, name=target.name, version=None, tables=())


def _report(
    con: engine.Connection,
    package: Package,
    found: list[Tally],
    scratch: Path,
    *,
    rows: bool,
) -> Report:
    """Trust the engine first; a table that it does not read as it should is read with care."""
    doubted: set[str] = set()
    while True:
        try:
            checking = _Checking(con, package, scratch, frozenset(doubted))
            report = checking.report(found)
            return with_rows(report, checking.read) if rows else report
        except Misread as misread:
            doubted.add(misread.name)
        except engine.OutOfMemoryException:
            return stopped(Path(package.path), [*found, _too_much(package)])


def _too_much(package: Package) -> Tally:
    issue = Issue(
        code="limit-reached",
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=f"the tables take more memory than {MEMORY} (limit `memory`) and are not checked",
        hint="check them one by one; fewer columns, or shorter cells, take less",
        path=package.path,
    )
    return tally("limit-reached", Layer.PACKAGE, [issue], evaluated=1)


class _Checking:
    def __init__(
        self,
        con: engine.Connection,
        package: Package,
        scratch: Path,
        doubted: frozenset[str],
    ) -> None:
        self.con, self.package, self.scratch = con, package, scratch
        self.doubted = doubted
        self.read: dict[str, Table] = {}
        self.schemas: dict[str, Schema] = {}
        self.tallies: list[Tally] = []

    def report(self, found: list[Tally]) -> Report:
        for resource in self.package.resources:
            self._read(resource)
        wide = any(len(table.columns) > _WIDE for table in self.read.values())
        self.con.execute("SET threads = 1" if wide else "RESET threads")
        self.tallies += [_unchecked(self.package), *self._left_out(found)]
        typed, judged = check_tables(
            self.con, self.read, self.schemas, known=self.package.declared, stream=True
        )
        told = once(self.tallies, (item.schema_path for item in self.package.resources))
        self.tallies = located(self.package, [*told, *judged])
        report = Report.from_tallies(
            [*found, *self.tallies],
            name=self.package.name,
            version=self.package.version,
            tables=[self._summary(resource, typed) for resource in self.package.resources],
        )
        return labelled(report, self.read, {item.name: item for item in self.package.resources})

    def _read(self, resource: Resource) -> None:
        if resource.unread:
            found = intact(resource, self.package.root, self.package.path)
            self.tallies += located(self.package, found)
            return
        trusting = resource.name not in self.doubted
        table, schema, tallies = load_one(
            self.con, self.package, resource, self.scratch, trusting=trusting
        )
        self.tallies += tallies
        if schema:
            self.schemas[resource.name] = schema
        if table:
            self.read[resource.name] = table

    def _left_out(self, found: list[Tally]) -> Iterator[Tally]:
        """What is not checked for what is wrong in the descriptor or in a schema."""
        issues = [issue for item in (*found, *self.tallies) for issue in item.issues]
        for resource in self.package.resources:
            name, schema = resource.name, self.schemas.get(resource.name)
            root = "" if resource.schema_path else f"/resources/{resource.position}/schema"
            if schema:
                yield from leaving_out(name, schema, issues, root)
            elif name in self.read and resource.descriptor.get("schema") is not None:
                because = f"all checks of the cells of table `{name}`: its schema cannot be read"
                yield skipped("type-error", Layer.TABLE, because)
        usable = {resource.name for resource in self.package.resources}
        for name in dict.fromkeys(self.package.declared):
            if name not in usable:
                because = waits(name, "what the descriptor says of it cannot be used")
                yield skipped("type-error", Layer.TABLE, because)

    def _summary(self, resource: Resource, typed: Mapping[str, Typed]) -> TableSummary:
        name = resource.name
        table = typed[name].table if name in typed else self.read.get(name)
        rows = table.rows + table.rejected if table else None
        sound = typed[name].sound if name in typed else table is not None and not table.rejected
        return TableSummary(name, resource.shown, rows, sound)


def once(tallies: list[Tally], files: Iterable[str | None]) -> list[Tally]:
    """What is wrong in a schema's file that several resources share is told of the first alone."""
    shared = {*files}
    seen: set[tuple[object, ...]] = set()

    def new(issue: Issue) -> bool:
        same = (issue.code, issue.path, issue.pointer, issue.message)
        known = same in seen and issue.path in shared and issue.row is None
        seen.add(same)
        return not known

    return [_fewer(item, [issue for issue in item.issues if new(issue)]) for item in tallies]


def _fewer(item: Tally, kept: list[Issue]) -> Tally:
    failed = item.failed - len(item.issues) + len(kept)
    if failed == item.failed:
        return item
    state = item.state if failed else State.PASSED
    return replace(item, issues=tuple(kept), failed=failed, state=state)


def _unchecked(package: Package) -> Tally:
    """A warning: the package may be right, but nobody should take such a table for checked."""
    issues = [
        Issue(
            code="unchecked-resource",
            layer=Layer.PACKAGE,
            severity=Severity.WARNING,
            message=f"the rows of resource `{resource.name}` are not checked: {resource.unread}",
            hint="look at it by other means, or deliver it as a CSV inside the package",
            resource=resource.name,
            path=package.path,
            pointer=f"/resources/{resource.position}",
        )
        for resource in package.resources
        if resource.unread
    ]
    return tally(
        "unchecked-resource",
        Layer.PACKAGE,
        issues,
        severity=Severity.WARNING,
        evaluated=len(package.resources),
        failed=len(issues),
    )
