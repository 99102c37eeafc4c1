"""The second pass over a table of a stranger: its keys are copied, and what fails in which row."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import engine
from pipeline.report import EXAMPLES
from pipeline.table_schema import sql
from pipeline.table_schema.plan import Plan
from pipeline.table_schema.probes import Probe
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.typed import column_names
from pipeline.table_schema.types import Store


@dataclass(frozen=True, slots=True)
class Failed:
    """How many rows a probe fails in, and the first of them."""

    count: int
    rows: list[int]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the copy goes: a table in `kept`, seen through a view that numbers its rows.

    first: the number of the first row, if the others follow it; None where numbers are copied.
    """

    name: str
    kept: str
    first: int | None


def copy(
    con: engine.Connection,
    target: Target,
    schema: Schema,
    made: Plan,
    stores: dict[int, Store],
    asked: Sequence[Probe],
) -> list[Failed]:
    """Copy the fields in `stores`, and ask the probes, only of rows in which anything is amiss."""
    listed, names = ["_row"] if target.first is None else [], column_names(schema)
    for number, store in stores.items():
        value = store.value(schema.fields[number], made.columns[number])
        listed.append(f"CAST({value} AS {store.type}) AS {sql.name(names[number])}")
    wanted = ("amiss", *(f"fails {n}" for n in range(len(asked))))
    amiss, *flags = map(sql.name, sql.distinct(wanted, names))
    listed += [amiss] if asked else []
    listed += [
        f"CASE WHEN {amiss} THEN {probe.fails} END AS {flag}"
        for flag, probe in zip(flags, asked, strict=True)
    ]
    source = f"SELECT *, {anything(asked)} AS {amiss} FROM ({made.valued})"
    copied = f"SELECT {', '.join(listed) or 'NULL AS nothing'} FROM ({source})"
    row = "" if target.first is None else f"rowid + {target.first} AS _row, "
    con.execute(
        f"CREATE OR REPLACE TABLE {target.kept} AS {copied};"
        f"CREATE OR REPLACE VIEW {target.name} AS SELECT {row}* FROM {target.kept}"
    )
    return _counted(con, f"{target.name} WHERE {amiss}", flags) if asked else []


def anything(probes: Sequence[Probe]) -> str:
    """SQL: true where any of the probes fails."""
    return " OR ".join(f"({probe.fails})" for probe in probes) or "FALSE"


def _counted(con: engine.Connection, rows: str, flags: Sequence[str]) -> list[Failed]:
    counts = ", ".join(f"count(*) FILTER ({flag})" for flag in flags)
    counted = con.execute(f"SELECT {counts} FROM {rows}").fetchone() or ()
    failed = [Failed(count, []) for count in counted]
    for flag, found in zip(flags, failed, strict=True):
        if found.count:
            wanted = f"SELECT _row FROM {rows} AND {flag} ORDER BY _row LIMIT {EXAMPLES}"
            found.rows.extend(row for (row,) in con.execute(wanted).fetchall())
    return failed
