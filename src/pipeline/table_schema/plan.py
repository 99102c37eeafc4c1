"""The columns of one table spelled in SQL: cell, is it good, what is its value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipeline.table_schema import judged, natives, sql
from pipeline.table_schema.labels import Header
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.types import TYPES, Spelled
from pipeline.table_schema.xsd import Pattern
from pipeline.tables import Table


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
    verdicts = _Verdicts()
    for number in made.columns:
        item, kind = schema.fields[number], TYPES[schema.fields[number].type]
        judge = _Judge(con, cells, number, verdicts.joins)
        if kind.in_python(item):
            verdicts.values[number] = judge.by("v", kind.python_store, _parser(item))
        pattern = item.constraints.get("pattern")
        if pattern is not None and not _accepted(con, pattern):
            verdicts.patterns[number] = judge.by("p", "BOOLEAN", _matcher(pattern))
            made.patterns[number] = f"p{number}"
    made.valued = _valued(table, schema, made, cells, verdicts)
    return made


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """What Python judged: index of the field → SQL of the verdict, and the joins that bring it."""

    values: dict[int, str] = field(default_factory=dict)
    patterns: dict[int, str] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)


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
        if table.kinds:
            listed.append(f"{sql.name(table.kinds[column])} AS k{number}")
    return f"SELECT {', '.join(listed)} FROM (SELECT * FROM {table.sql})"


def _cell(table: Table, schema: Schema, number: int, column: int) -> str:
    cell = sql.name(table.columns[column])
    missing = schema.missing(schema.fields[number])
    if table.kinds:
        return natives.cell(schema.fields[number], cell, sql.name(table.kinds[column]), missing)
    if not missing:
        return cell
    return f"CASE WHEN {cell} IN {sql.texts(missing)} THEN NULL ELSE {cell} END"


def _valued(table: Table, schema: Schema, made: Plan, cells: str, verdicts: _Verdicts) -> str:
    good, value = ["cells.*"], ["*"]
    for number, names in made.columns.items():
        item, verdict = schema.fields[number], verdicts.values.get(number)
        kind, found = TYPES[item.type], f"{names.value}_found"
        test = f"{verdict} IS NOT NULL" if verdict else kind.good(item, f"cells.{names.cell}")
        if table.kinds:
            test = f"({test}) AND {natives.fits(item, f'cells.k{number}')}"
        good.append(f"cells.{names.cell} IS NOT NULL AND coalesce({test}, FALSE) AS {names.good}")
        if verdict:
            good.append(f"{verdict} AS {found}")
        else:
            found = kind.value(item, names.cell)
        value.append(f"CASE WHEN {names.good} THEN {found} END AS {names.value}")
    good += [f"{verdict} AS p{number}" for number, verdict in verdicts.patterns.items()]
    inner = f"SELECT {', '.join(good)} FROM ({cells}) AS cells{''.join(verdicts.joins)}"
    return f"SELECT {', '.join(value)} FROM ({inner})"
