"""From resources to tables and schemas, the same way for projects, releases and strangers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from pipeline import contract, descriptor, engine
from pipeline.issue import Issue, Layer
from pipeline.package import Package, Resource, text_of
from pipeline.report import Tally, skipped
from pipeline.table_schema import Schema
from pipeline.tables.findings import waits
from pipeline.tables.gather import gather
from pipeline.tables.reader import read
from pipeline.tables.table import Table

_RAGGED = ("missing-cell", "extra-cell")
"""Checks of rows that are whole lines, but not as many cells as the header."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """By resource: the tables that could be read and the schemas; and what was found."""

    tables: dict[str, Table] = field(default_factory=dict)
    schemas: dict[str, Schema] = field(default_factory=dict)
    tallies: list[Tally] = field(default_factory=list)


def load(
    con: engine.Connection,
    package: Package,
    resources: Iterable[Resource],
    scratch: Path,
    instead: Mapping[str, Path] = MappingProxyType({}),
) -> Loaded:
    """All tables of these resources; `scratch` must live as long as the database.

    `instead` names files to be read in place of those of some resources.
    """
    loaded = Loaded()
    for resource in resources:
        table, schema, found = load_one(con, package, resource, scratch, instead.get(resource.name))
        loaded.tallies.extend(found)
        if table:
            loaded.tables[resource.name] = table
        if schema:
            loaded.schemas[resource.name] = schema
    return loaded


def load_one(
    con: engine.Connection,
    package: Package,
    resource: Resource,
    scratch: Path,
    instead: Path | None = None,
    *,
    trusting: bool = False,
) -> tuple[Table | None, Schema | None, list[Tally]]:
    """One table and its schema, None where there is none, and what every check found.

    `trusting`: the engine's own reading of a file is believed, where a schema holds it to that.
    """
    schema, found = contract.load(resource, package)
    if instead:
        table, more = _instead(con, resource, instead, scratch)
    else:
        table, more = gather(
            con,
            resource,
            package.root,
            descriptor=package.path,
            fields=[item.name for item in schema.fields] if schema else None,
            scratch=scratch,
            trusting=trusting and schema is not None,
        )
    if schema and not table:
        more += _waiting(resource.name, schema, more)
    if schema and table:
        more = _keyed(table, schema.primary_key, more)
    return table, schema, [*found, *(more if resource.inline else located(package, more))]


def located(package: Package, tallies: list[Tally]) -> list[Tally]:
    """With lines, where an issue of files, bytes or inline rows stands in the descriptor."""

    def asked(issue: Issue) -> bool:
        return issue.path == package.path and issue.line is None and issue.pointer is not None

    wanted = [issue for item in tallies for issue in item.issues if asked(issue)]
    if not wanted:
        return tallies
    found = iter(descriptor.placed(wanted, lambda path: text_of(package.root / path)))
    return [
        replace(item, issues=tuple(next(found) if asked(i) else i for i in item.issues))
        for item in tallies
    ]


def _keyed(table: Table, key: tuple[str, ...], tallies: list[Tally]) -> list[Tally]:
    """Rows with too few or too many cells, by their records: a key that heads them can be read."""
    rows = {i.row for t in tallies if t.code in _RAGGED for i in t.issues if i.row is not None}
    if not rows or not key or table.labels[: len(key)] != key or table.parts or table.inline:
        return tallies
    texts = table.texts(rows)

    def named(issue: Issue) -> Issue:
        cells = texts.get(issue.row or 0, ())[: len(key)]
        if issue.row is None or len(cells) < len(key) or not all(cells):
            return issue
        return replace(issue, key=", ".join(cells))

    return [
        replace(item, issues=tuple(map(named, item.issues))) if item.code in _RAGGED else item
        for item in tallies
    ]


def _waiting(name: str, schema: Schema, found: list[Tally]) -> list[Tally]:
    """The checks of cells that cannot run on a table that could not be read."""
    whole = waits(name, "")
    because = f"all checks of the cells of table `{name}`: it could not be read"
    told = [check.because for check in found if (check.because or "").startswith(whole)]
    because = told[0] or because if told else because
    keys = any(field.constraints.get("unique") for field in schema.fields) or schema.unique_keys
    codes = {
        "type-error": True,
        "constraint-error": any(field.constraints for field in schema.fields),
        "primary-key": schema.primary_key,
        "unique-error": keys,
        "foreign-key": schema.foreign_keys,
    }
    return [skipped(code, Layer.TABLE, because) for code, asked in codes.items() if asked]


def _instead(
    con: engine.Connection, resource: Resource, file: Path, scratch: Path
) -> tuple[Table | None, list[Tally]]:
    return read(
        con,
        resource.name,
        file,
        path=resource.shown,
        dialect=resource.dialect,
        encoding=resource.encoding,
        scratch=scratch,
    )
