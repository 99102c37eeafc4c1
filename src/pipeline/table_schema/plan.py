"""The columns of one table spelled in SQL: cell, is it good, what is its value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipeline.table_schema import judged, sql
from pipeline.table_schema.labels import Header
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.table import Table
from pipeline.table_schema.types import TYPES, Spelled
from pipeline.table_schema.xsd import Pattern


@dataclass(slots=True)
class Plan:
    """A SELECT, `valued`, with `_row` and the three names of every column that is there.

    columns: index of the field → its names. patterns: index of the field → SQL of the verdict,
    where RE2 refuses a pattern and Python judged it.
    """

    columns: dict[int, Spelled]
    valued: str = ""
    patterns: dict[int, str] = field(default_factory=dict)


def plan(con: duckdb.DuckDBPyConnection, table: Table, schema: Schema, header: Header) -> Plan:
    """Spell all columns; those that Python must judge are judged here."""
    made = Plan({n: Spelled(f"c{n}", f"g{n}", f"v{n}") for n in sorted(header.columns)})
    cells = _cells(table, schema, header)
    joins: list[str] = []
    verdicts: dict[int, str] = {}
    for number in made.columns:
        item, kind = schema.fields[number], TYPES[schema.fields[number].type]
        judge = _Judge(con, cells, number, joins)
        if kind.in_python(item):
            verdicts[number] = judge.by("v", kind.python_store, _parser(item))
        pattern = item.constraints.get("pattern")
        if pattern is not None and not _accepted(con, pattern):
            made.patterns[number] = f"p{number}"
            verdicts[-1 - number] = judge.by("p", "BOOLEAN", _matcher(pattern))
    made.valued = _valued(schema, made, cells, joins, verdicts)
    return made


@dataclass(frozen=True, slots=True)
class _Judge:
    con: duckdb.DuckDBPyConnection
    cells: str
    number: int
    joins: list[str]

    def by(self, letter: str, kind: str, verdict: Callable[[str], Any]) -> str:
        """Judge the distinct cells of the column, join the verdicts; SQL of the verdict."""
        cell, alias = f"c{self.number}", f"{letter}j{self.number}"
        distinct = f"SELECT DISTINCT {cell} FROM ({self.cells}) WHERE {cell} IS NOT NULL"
        target = judged.judge(self.con, alias, distinct, kind, verdict)
        self.joins.append(f" LEFT JOIN {target} {alias} ON cells.{cell} = {alias}.cell")
        return f"{alias}.value"


def _parser(item: Field) -> Callable[[str], Any]:
    kind = TYPES[item.type]
    return lambda text: kind.parse(item, text)


def _matcher(pattern: str) -> Callable[[str], bool]:
    compiled = Pattern.parse(pattern).compiled()
    return lambda text: compiled.fullmatch(text) is not None


def _accepted(con: duckdb.DuckDBPyConnection, pattern: str) -> bool:
    try:
        con.execute(f"SELECT regexp_full_match('', {sql.text(Pattern.parse(pattern).re2)})")
    except duckdb.Error:
        return False
    return True


def _cells(table: Table, schema: Schema, header: Header) -> str:
    listed = ["_row"]
    for number, column in header.columns.items():
        listed.append(f"{_cell(table, schema, number, column)} AS c{number}")
    return f"SELECT {', '.join(listed)} FROM (SELECT * FROM {table.sql})"


def _cell(table: Table, schema: Schema, number: int, column: int) -> str:
    cell = sql.name(table.columns[column])
    missing = schema.missing(schema.fields[number])
    if not missing:
        return cell
    return f"CASE WHEN {cell} IN {sql.texts(missing)} THEN NULL ELSE {cell} END"


def _valued(
    schema: Schema, made: Plan, cells: str, joins: list[str], verdicts: dict[int, str]
) -> str:
    good, value = ["cells.*"], ["*"]
    for number, names in made.columns.items():
        item, verdict = schema.fields[number], verdicts.get(number)
        kind = TYPES[item.type]
        test = f"{verdict} IS NOT NULL" if verdict else kind.good(item, f"cells.{names.cell}")
        good.append(f"cells.{names.cell} IS NOT NULL AND coalesce({test}, FALSE) AS {names.good}")
        found = names.value + "_" if verdict else kind.value(item, names.cell)
        good += [f"{verdict} AS {found}"] if verdict else []
        good += [f"{verdicts[-1 - number]} AS p{number}"] if number in made.patterns else []
        value.append(f"CASE WHEN {names.good} THEN {found} END AS {names.value}")
    inner = f"SELECT {', '.join(good)} FROM ({cells}) AS cells{''.join(joins)}"
    return f"SELECT {', '.join(value)} FROM ({inner})"
