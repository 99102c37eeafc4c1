"""The rows of one table, old and new, that are not the same text: typed and spelled canonically."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import engine
from pipeline.content.columns import canonical
from pipeline.errors import ReleaseError
from pipeline.release.dataset import Dataset
from pipeline.table_schema import Schema, sql
from pipeline.table_schema.check import check as check_tables
from pipeline.tables.table import Table

OLD, NEW = "old_side", "new_side"
"""Schemas of the database that hold the two sides of the table at hand."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Tables with `_row`, `c0`, `c1`, … for each of `fields`, and what identifies a row.

    key: positions in `fields`; empty where rows have no key and are compared as a multiset.
    """

    old: str
    new: str
    fields: tuple[str, ...]
    key: tuple[int, ...]


def sides(con: engine.Connection, old: Dataset, new: Dataset, name: str) -> Sides:
    """Both sides of a table that both packages have, without rows whose text did not change."""
    pair = old.read[name], new.read[name]
    schemas = old.schemas[name], new.schemas[name]
    fields = tuple(f.name for f in schemas[1].fields if schemas[0].field(f.name))
    key = _key(schemas, fields)
    for side in (OLD, NEW):
        con.execute(f"DROP SCHEMA IF EXISTS {side} CASCADE; CREATE SCHEMA {side}")
    if _alike(pair, schemas):
        pair = _remaining(con, pair, tuple(fields[n] for n in key))
    made = [
        _typed(con, side, table, schema, fields, where)
        for side, table, schema, where in zip(
            (OLD, NEW), pair, schemas, (old.package.root, new.package.root), strict=True
        )
    ]
    return Sides(made[0], made[1], fields, key)


def _key(schemas: tuple[Schema, Schema], fields: Sequence[str]) -> tuple[int, ...]:
    for schema in schemas:
        if schema.primary_key and set(schema.primary_key) <= set(fields):
            return tuple(fields.index(part) for part in schema.primary_key)
    return ()


def _alike(pair: tuple[Table, Table], schemas: tuple[Schema, Schema]) -> bool:
    """Does the same text mean the same value on both sides, column by column?"""
    reading = [
        [(f.name, f.type, f.format, f.options, schema.missing(f)) for f in schema.fields]
        for schema in schemas
    ]
    plain = all(list(t.columns) == [f.name for f in schemas[0].fields] for t in pair)
    return reading[0] == reading[1] and plain


def _remaining(
    con: engine.Connection, pair: tuple[Table, Table], key: Sequence[str]
) -> tuple[Table, Table]:
    """The same tables without the rows that both have, text for text."""
    names = [sql.name(column) for column in pair[0].columns]
    if key:
        _by_key(con, pair, names, [sql.name(part) for part in key])
    else:
        _as_multisets(con, pair, names)
    old, new = (replace(t, sql=f"{s}.rest") for t, s in zip(pair, (OLD, NEW), strict=True))
    return old, new


def _by_key(
    con: engine.Connection, pair: tuple[Table, Table], names: list[str], key: list[str]
) -> None:
    same = " AND ".join(f"o.{part} = n.{part}" for part in key)
    rest = [name for name in names if name not in key]
    differs = " OR ".join(f"o.{name} <> n.{name}" for name in rest) or "FALSE"
    con.execute(
        f"CREATE TABLE {OLD}.pairs AS SELECT o, n FROM {pair[0].sql} o FULL JOIN {pair[1].sql} n "
        f"ON {same} WHERE o._row IS NULL OR n._row IS NULL OR {differs}"
    )
    for side, letter in ((OLD, "o"), (NEW, "n")):
        con.execute(
            f"CREATE TABLE {side}.rest AS SELECT DISTINCT ON (_row) * FROM "
            f"(SELECT unnest({letter}) FROM {OLD}.pairs) WHERE _row IS NOT NULL"
        )


def _as_multisets(con: engine.Connection, pair: tuple[Table, Table], names: list[str]) -> None:
    listed = ", ".join(names)
    queries = [f"SELECT {listed} FROM {table.sql}" for table in pair]
    for side, one, other in ((OLD, *queries), (NEW, *reversed(queries))):
        con.execute(
            f"CREATE TABLE {side}.rest AS SELECT row_number() OVER () AS _row, * FROM "
            f"(({one}) EXCEPT ALL ({other}))"
        )


def _typed(
    con: engine.Connection,
    side: str,
    table: Table,
    schema: Schema,
    fields: Sequence[str],
    where: object,
) -> str:
    # keys and references are judged by validate; on a part of the rows they would mean nothing
    plain = replace(schema, primary_key=(), unique_keys=(), foreign_keys=())
    typed, tallies = check_tables(con, {table.name: table}, {table.name: plain})
    if table.rejected or any(t.failed for t in tallies if t.code == "type-error"):
        raise ReleaseError(
            f"{where}: `{table.path}` has rows that cannot be read as its schema says, so it "
            "cannot be compared; run pipeline validate there and mend it first"
        )
    made = f"{side}.made"
    con.execute(f"CREATE TABLE {made} AS SELECT * FROM {canonical(con, typed[table.name], fields)}")
    return made
