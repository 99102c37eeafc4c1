"""The columns of one table spelled in SQL: cell, is it good, what is its value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pipeline import engine
from pipeline.table_schema import judged, natives, sql
from pipeline.table_schema.constraints import CONSTRAINTS
from pipeline.table_schema.labels import Header
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.types import TYPES, Spelled
from pipeline.table_schema.xsd import Pattern
from pipeline.tables.table import Table


@dataclass(slots=True)
class Plan:
    """A SELECT, `valued`, with `_row` and the three names of every column that is there.

    columns: index of the field → its names. verdicts: index of the field and constraint → SQL of
    what Python judged, where SQL cannot. ordered: its rows come in the order of the table, since
    nothing that Python judged is joined.
    """

    columns: dict[int, Spelled]
    valued: str = ""
    verdicts: dict[tuple[int, str], str] = field(default_factory=dict)
    ordered: bool = True


def plan(con: engine.Connection, table: Table, schema: Schema, header: Header) -> Plan:
    """Spell all columns; those that Python must judge are judged here."""
    made = Plan({n: Spelled(f"c{n}", f"g{n}", f"v{n}") for n in sorted(header.columns)})
    cells = _cells(table, schema, header)
    verdicts = _Verdicts()
    for number in made.columns:
        item, kind = schema.fields[number], TYPES[schema.fields[number].type]
        judge = _Judge(con, cells, number, verdicts.joins)
        if kind.in_python(item):
            verdicts.values[number] = judge.by("v", kind.python_store, _parser(item))
        for name, verdict in _in_python(con, item):
            names = made.verdicts[number, name] = f"{name}{number}"
            verdicts.constraints[names] = judge.by(name, "BOOLEAN", verdict)
    made.valued = _valued(table, schema, made, cells, verdicts)
    made.ordered = not verdicts.joins
    return made


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """What Python judged: index of the field, or column → SQL of the verdict; their joins."""

    values: dict[int, str] = field(default_factory=dict)
    constraints: dict[str, str] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Judge:
    con: engine.Connection
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
    return lambda text: kind.verdict(item, text)


def _in_python(con: engine.Connection, item: Field) -> Iterator[tuple[str, Callable[[str], bool]]]:
    """The constraints that SQL cannot judge, on cells that are good."""
    for name, value in item.constraints.items():
        judge = CONSTRAINTS[name].judge(item, value)
        if name == "pattern" and not _accepted(con, value):
            judge = _matcher(value)
        if judge:
            yield name, _of_good(item, judge)


def _of_good(item: Field, judge: Callable[[str], bool]) -> Callable[[str], bool]:
    kind = TYPES[item.type]
    return lambda text: kind.parse(item, text) is not None and judge(text)


def _matcher(pattern: str) -> Callable[[str], bool]:
    compiled = Pattern.parse(pattern).compiled()
    return lambda text: compiled.fullmatch(text) is not None


@lru_cache(maxsize=64)  # tables often share a schema
def _accepted(con: engine.Connection, pattern: str) -> bool:
    try:
        con.execute(f"SELECT regexp_full_match('', {sql.text(Pattern.parse(pattern).re2)})")
    except engine.Error:
        return False
    return True


def _cells(table: Table, schema: Schema, header: Header) -> str:
    listed = ["_row"]
    for number, column in header.columns.items():
        item, cell = schema.fields[number], sql.name(table.columns[column])
        listed.append(f"{_cell(table, schema, number, column)} AS c{number}")
        if _early(table, item):
            listed.append(f"{TYPES[item.type].value(item, cell)} AS v{number}_found")
        if table.kinds:
            listed.append(f"{sql.name(table.kinds[column])} AS k{number}")
    listed += [
        f"{sql.name(name)} AS {raw}" for name, raw in zip(table.columns, raws(table), strict=False)
    ]
    return f"SELECT {', '.join(listed)} FROM (SELECT * FROM {table.sql})"


def raws(table: Table) -> tuple[str, ...]:
    """The names of the columns as read, where it is still to be proven that they were read."""
    return tuple(f"r{place}" for place in range(len(table.columns))) if table.unproven else ()


def _early(table: Table, item: Field) -> Callable[[str, str], str] | None:
    """SQL of what is good, where it is told by the value that is found before."""
    kind = TYPES[item.type]
    return None if table.kinds or kind.in_python(item) else kind.good_of


def _cell(table: Table, schema: Schema, number: int, column: int) -> str:
    cell = sql.name(table.columns[column])
    missing = schema.missing(schema.fields[number])
    if table.kinds:
        return natives.cell(schema.fields[number], cell, sql.name(table.kinds[column]), missing)
    if not missing:
        return cell
    if len(missing) == 1:
        return f"nullif({cell}, {sql.text(missing[0])})"
    return f"CASE WHEN {cell} IN {sql.texts(missing)} THEN NULL ELSE {cell} END"


def _valued(table: Table, schema: Schema, made: Plan, cells: str, verdicts: _Verdicts) -> str:
    good, value = ["cells.*"], ["*"]
    for number, names in list(made.columns.items()):
        item, verdict = schema.fields[number], verdicts.values.get(number)
        kind, found = TYPES[item.type], f"{names.value}_found"
        early = _early(table, item)
        if verdict:
            test = f"{verdict} IS NOT NULL"
        elif early:
            test = early(f"cells.{names.cell}", f"cells.{found}")
        else:
            test = kind.good(item, f"cells.{names.cell}")
        if table.kinds:
            test = f"({test}) AND {natives.fits(item, f'cells.k{number}')}"
        given = f"cells.{names.cell} IS NOT NULL"
        some = given if test == "TRUE" else f"{given} AND coalesce({test}, FALSE)"
        good.append(f"{some} AS {names.good}")
        if verdict:
            good.append(f"{verdict} AS {found}")
        elif not early:
            found = kind.value(item, names.cell)
        made.columns[number] = replace(names, sure=test == "TRUE")
        asis = test == "TRUE" and found == names.cell
        known = found if asis else f"CASE WHEN {names.good} THEN {found} END"
        value.append(f"{known} AS {names.value}")
    good += [f"{verdict} AS {name}" for name, verdict in verdicts.constraints.items()]
    inner = f"SELECT {', '.join(good)} FROM ({cells}) AS cells{''.join(verdicts.joins)}"
    return f"SELECT {', '.join(value)} FROM ({inner})"
