"""A package of somebody else's, through all checks of the standard; nothing of it is ever run."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline import contract, table_schema, tables
from pipeline.issue import Issue, Layer, Severity
from pipeline.package import Package, Resource
from pipeline.report import EXAMPLES, Report, TableSummary, Tally, skipped, tally
from pipeline.table_schema import Misread, Schema, Typed
from pipeline.tables import Table

MEMORY = "600MB"
"""What the engine may take before it spills into the scratch folder; Python comes on top."""


def check(package: Package, found: list[Tally], scratch: Path) -> Report:
    """The report of an opened package; `found` is what opening it gave."""
    with duckdb.connect() as con:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute("SET temp_directory = ?", [str(scratch / "spill")])
        return _report(con, package, found, scratch)


def stopped(target: Path, found: list[Tally]) -> Report:
    """The report of a package that could not be opened."""
    return Report.from_tallies(found, name=target.name, version=None, tables=())


def _report(
    con: duckdb.DuckDBPyConnection, package: Package, found: list[Tally], scratch: Path
) -> Report:
    """Trust the engine first; a table that it does not read as it should is read with care."""
    doubted: set[str] = set()
    while True:
        try:
            return _Checking(con, package, scratch, frozenset(doubted)).report(found)
        except Misread as misread:
            doubted.add(misread.name)


class _Checking:
    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
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
        self.tallies.append(_unchecked(self.package))
        typed, judged = table_schema.check(
            self.con, self.read, self.schemas, known=self.package.declared, stream=True
        )
        self.tallies += judged
        return Report.from_tallies(
            [*found, *self.tallies],
            name=self.package.name,
            version=self.package.version,
            tables=[self._summary(resource, typed) for resource in self.package.resources],
        )

    def _read(self, resource: Resource) -> None:
        if resource.unread:
            self.tallies += tables.intact(resource, self.package.root)
            return
        schema, found = contract.load(resource, self.package)
        self.tallies += found
        names = [field.name for field in schema.fields] if schema else None
        table, tallies = tables.gather(
            self.con,
            resource,
            self.package.root,
            descriptor=self.package.path,
            fields=names,
            scratch=self.scratch,
            trusting=schema is not None and resource.name not in self.doubted,
        )
        self.tallies += tallies
        if schema:
            self.schemas[resource.name] = schema
        if table:
            self.read[resource.name] = table
        elif schema:
            self.tallies += _waiting(resource.name, schema)

    def _summary(self, resource: Resource, typed: Mapping[str, Typed]) -> TableSummary:
        name = resource.name
        table = self.read.get(name)
        rows = table.rows + table.rejected if table else None
        sound = typed[name].sound if name in typed else table is not None and not table.rejected
        return TableSummary(name, resource.shown, rows, sound)


def _waiting(name: str, schema: Schema) -> list[Tally]:
    """The checks that cannot run on a table that could not be read."""
    because = f"table {name} could not be read"
    keys = any(field.constraints.get("unique") for field in schema.fields) or schema.unique_keys
    codes = {
        "type-error": True,
        "constraint-error": any(field.constraints for field in schema.fields),
        "primary-key": schema.primary_key,
        "unique-error": keys,
        "foreign-key": schema.foreign_keys,
    }
    return [skipped(code, Layer.TABLE, because) for code, asked in codes.items() if asked]


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
        issues[:EXAMPLES],
        severity=Severity.WARNING,
        evaluated=len(package.resources),
        failed=len(issues),
    )
