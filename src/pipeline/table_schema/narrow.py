"""The second pass over a table of a stranger: its keys are copied, and what fails in which row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import engine
from pipeline.keeping import room
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

    @property
    def row(self) -> str:
        """SQL: the number of a row in `kept`, which of many columns is sooner read than `name`."""
        return "_row" if self.first is None else f"rowid + {self.first}"


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
    amiss, *flags = map(sql.name, sql.distinct(("amiss", *_words(asked)), names))
    listed += [f"{word} AS {flag}" for flag, word in zip(flags, _flags(asked, amiss), strict=True)]
    source = f"SELECT *, {anything(asked)} AS {amiss} FROM ({made.valued})"
    copied = f"SELECT {', '.join(listed) or 'NULL AS nothing'} FROM ({source})"
    row = "" if target.first is None else f"{target.row} AS _row, "
    con.execute(
        f"CREATE OR REPLACE TABLE {target.kept} AS {copied};"
        f"CREATE OR REPLACE VIEW {target.name} AS SELECT {row}* FROM {target.kept}"
    )
    return _counted(con, target, flags, len(asked)) if asked else []


def anything(probes: Sequence[Probe]) -> str:
    """SQL: true where any of the probes fails."""
    return " OR ".join(f"({probe.fails})" for probe in probes) or "FALSE"


_BITS = 60
"""Probes that one number tells of: it has 64 bits, one for the sign."""


def _words(asked: Sequence[Probe]) -> list[str]:
    return [f"fails {n}" for n in range(0, len(asked), _BITS)]


def _flags(asked: Sequence[Probe], amiss: str) -> Iterator[str]:
    """SQL: for every sixty probes a number with a bit for each that fails, NULL where all is well.

    A column for each probe took a third longer to write.
    """
    for first in range(0, len(asked), _BITS):
        bits = (
            f"CASE WHEN {probe.fails} THEN {1 << n} ELSE 0 END"
            for n, probe in enumerate(asked[first : first + _BITS])
        )
        yield f"CASE WHEN {amiss} THEN CAST({' + '.join(bits)} AS BIGINT) END"


def _counted(
    con: engine.Connection, target: Target, flags: Sequence[str], number: int
) -> list[Failed]:
    tests = [f"({flags[n // _BITS]} & {1 << n % _BITS}) <> 0" for n in range(number)]
    amiss = f"{target.kept} WHERE {flags[0]} IS NOT NULL"
    counts = ", ".join(f"count(*) FILTER ({test})" for test in tests)
    counted = con.execute(f"SELECT {counts} FROM {amiss}").fetchone() or ()
    failed = [Failed(count, []) for count in counted]
    for test, found in zip(tests, failed, strict=True):
        if found.count:
            wanted = f"SELECT {target.row} AS r FROM {amiss} AND {test} ORDER BY r LIMIT {room()}"
            found.rows.extend(row for (row,) in con.execute(wanted).fetchall())
    return failed
