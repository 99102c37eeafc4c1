"""Small tables of text cells, and their check, for the tests of `table_schema`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from pipeline.descriptor import check_schema
from pipeline.dialect import Dialect
from pipeline.issue import Issue
from pipeline.report import Tally
from pipeline.table_schema import Schema
from pipeline.table_schema.check import check
from pipeline.table_schema.typed import Typed
from pipeline.tables.table import Origin

_ORIGIN = Origin(Path("t.csv"), "utf-8", Dialect())


@dataclass(frozen=True)
class FakeTable:
    """What `tables` will give: rows in a DuckDB table, line = row, column = 10 × place."""

    name: str
    path: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    rejected: int
    sql: str
    first: None = None
    parts: tuple = ()
    kinds: tuple = ()
    inline: None = None
    unproven: bool = False
    origin: Origin = _ORIGIN

    def places(
        self, cells: Collection[tuple[int, str | None]]
    ) -> dict[tuple[int, str | None], tuple[int, int | None]]:
        names = [*enumerate(self.labels), *enumerate(self.columns)]
        where = {name: 10 * (place + 1) for place, name in names}
        return {cell: (cell[0], where.get(cell[1] or "")) for cell in cells}


def table(
    con: duckdb.DuckDBPyConnection,
    name: str,
    labels: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
) -> FakeTable:
    """A table of these rows, the first of which is row 2."""
    columns = tuple(f"k{place}" for place in range(len(labels)))
    sql = f'"raw {name}"'
    declared = ", ".join(["_row BIGINT", *(f"{column} VARCHAR" for column in columns)])
    con.execute(f"CREATE TABLE {sql} ({declared})")
    if rows:
        lists = [list(range(2, len(rows) + 2)), *(list(cells) for cells in zip(*rows, strict=True))]
        values = ", ".join(["unnest(?::BIGINT[])", *["unnest(?::VARCHAR[])"] * len(labels)])
        con.execute(f"INSERT INTO {sql} SELECT {values}", lists)
    return FakeTable(name, f"raw/{name}.csv", tuple(labels), columns, len(rows), 0, sql)


@dataclass(frozen=True)
class Outcome:
    """All that a check gave, easy to ask."""

    con: duckdb.DuckDBPyConnection
    typed: dict[str, Typed]
    tallies: list[Tally]

    def of(self, code: str, resource: str = "t") -> list[Issue]:
        return [
            i for t in self.tallies for i in t.issues if i.code == code and i.resource == resource
        ]

    def spots(self, code: str, resource: str = "t") -> list[tuple[Any, Any, Any]]:
        return [(i.row, i.field, i.value) for i in self.of(code, resource)]

    def tally(self, code: str, place: int = 0) -> Tally:
        return [t for t in self.tallies if t.code == code][place]

    def failing(self) -> set[str]:
        return {t.code for t in self.tallies if t.failed}

    def values(self, name: str = "t") -> list[tuple[Any, ...]]:
        found = self.con.execute(f"SELECT * EXCLUDE _row FROM {self.typed[name].sql} ORDER BY _row")
        return found.fetchall()

    def kinds(self, name: str = "t") -> list[str]:
        found = self.con.execute(f"DESCRIBE {self.typed[name].sql}").fetchall()
        return [kind for column, kind, *_ in found if column != "_row"]

    def bad(self, name: str = "t") -> list[int]:
        found = self.con.execute(f"SELECT _row FROM {self.typed[name].bad} ORDER BY _row")
        return [row for (row,) in found.fetchall()]


def parsed(descriptor: Mapping[str, Any]) -> Schema:
    """The schema of a descriptor without errors."""
    schema, _ = Schema.from_descriptor(descriptor)
    issues = check_schema(descriptor, "schemas/t.json")
    assert schema and not [issue for issue in issues if issue.severity == "error"], issues
    return schema


def outcome(
    descriptor: Mapping[str, Any],
    rows: Sequence[Sequence[str]] = (),
    labels: Sequence[str] | None = None,
) -> Outcome:
    """Check one table `t`; its header is the schema's unless given."""
    names = labels if labels is not None else [field["name"] for field in descriptor["fields"]]
    return outcomes({"t": (descriptor, rows, names)})


def outcomes(
    given: Mapping[str, tuple[Mapping[str, Any], Sequence[Sequence[str]], Sequence[str]]],
    rejected: Mapping[str, int] | None = None,
    **more: Any,
) -> Outcome:
    """Check several tables: name → descriptor, rows, labels."""
    con = duckdb.connect()
    tables = {name: table(con, name, labels, rows) for name, (_, rows, labels) in given.items()}
    for name, count in (rejected or {}).items():
        tables[name] = replace(tables[name], rejected=count)
    schemas = {name: parsed(descriptor) for name, (descriptor, _, _) in given.items()}
    typed, tallies = check(con, tables, schemas, **more)
    return Outcome(con, typed, tallies)


def column(kind: str, *cells: str, **more: Any) -> Outcome:
    """Check a table `t` with one field `v` of this type."""
    constraints = more.pop("constraints", {})
    field = {"name": "v", "type": kind, "constraints": constraints, **more}
    return outcome({"fields": [field]}, [[cell] for cell in cells])
