"""A pass over a table of a stranger that copies its keys, and notes what is amiss in which row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pipeline import engine
from pipeline.keeping import room
from pipeline.table_schema import sql
from pipeline.table_schema.plan import Plan


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pass takes of every row, as SQL.

    kept: column → value. amiss: conditions that hardly ever hold. absent: conditions that some
    rows fulfil. sums: whole numbers, of which the sum over all rows is wanted.
    """

    kept: Mapping[str, str]
    amiss: Sequence[str]
    absent: Sequence[str]
    sums: Sequence[str]


@dataclass(frozen=True, slots=True)
class Noted:
    """In how many rows the conditions hold, and the sums; parallel to what was wanted."""

    rows: int
    amiss: list[int]
    absent: list[int]
    sums: list[int]


_BITS = 60
"""Conditions that one number tells of: it has 64 bits, one for the sign."""


def copy(con: engine.Connection, target: Target, made: Plan, wanted: Wanted) -> Noted:
    """Copy what is kept, and note the rest beside it."""
    words = [*_words(wanted.amiss, any_of(wanted.amiss)), *_words(wanted.absent)]
    names = _names(wanted)
    listed = ["_row"] if target.first is None else []
    listed += [f"{value} AS {sql.name(name)}" for name, value in wanted.kept.items()]
    noted = [*words, *wanted.sums]
    listed += [f"{what} AS {name}" for what, name in zip(noted, names, strict=True)]
    kept = ", ".join(["_row"] * (target.first is None) + [sql.name(name) for name in wanted.kept])
    row = "" if target.first is None else f"{target.row} AS _row{', ' * bool(kept)}"
    con.execute(
        f"CREATE OR REPLACE TABLE {target.kept} AS "
        f"SELECT {', '.join(listed) or 'NULL AS nothing'} FROM ({made.valued});"
        f"CREATE OR REPLACE VIEW {target.name} AS SELECT {row}{kept} FROM {target.kept}"
    )
    return _counted(con, target, wanted)


def any_of(conditions: Sequence[str]) -> str:
    """SQL: true where any of them holds."""
    return " OR ".join(f"({condition})" for condition in conditions) or "FALSE"


def rows(con: engine.Connection, target: Target, wanted: Wanted, place: int) -> list[int]:
    """The first rows in which the condition `amiss[place]` holds."""
    found = con.execute(
        f"SELECT {target.row} AS r FROM {target.kept} "
        f"WHERE {_tests(wanted)[0][place].set} ORDER BY r LIMIT {room()}"
    ).fetchall()
    return [row for (row,) in found]


def _words(conditions: Sequence[str], guard: str = "") -> Iterator[str]:
    """SQL: for every sixty conditions a number with a bit for each that holds, NULL where none.

    A column for each took a third longer to write.
    """
    for first in range(0, len(conditions), _BITS):
        bits = (
            f"CASE WHEN {condition} THEN {1 << n} ELSE 0 END"
            for n, condition in enumerate(conditions[first : first + _BITS])
        )
        word = f"nullif(CAST({' + '.join(bits)} AS BIGINT), 0)"
        yield f"CASE WHEN {guard} THEN {word} END" if guard else word


class _Bit(NamedTuple):
    """One condition: its bit in the column of a word."""

    word: str
    bit: int

    @property
    def set(self) -> str:
        """SQL: the condition holds."""
        return f"({self.word} & {self.bit}) <> 0"


def _names(wanted: Wanted) -> list[str]:
    """The columns of what is noted: words of `amiss`, words of `absent`, sums."""
    words = [-(-len(conditions) // _BITS) for conditions in (wanted.amiss, wanted.absent)]
    total = [f"noted_{n}" for n in range(sum(words) + len(wanted.sums))]
    free = sql.distinct((*wanted.kept, *total), ("_row",))[len(wanted.kept) :]
    return [sql.name(name) for name in free]


def _tests(wanted: Wanted) -> tuple[list[_Bit], list[_Bit], list[str]]:
    """Over the copy: bits of `amiss` and of `absent`, and the columns of the sums."""
    names = iter(_names(wanted))

    def bits(conditions: Sequence[str]) -> list[_Bit]:
        words = [next(names) for _ in range(0, len(conditions), _BITS)]
        return [_Bit(words[n // _BITS], 1 << n % _BITS) for n in range(len(conditions))]

    return bits(wanted.amiss), bits(wanted.absent), list(names)


def _counted(con: engine.Connection, target: Target, wanted: Wanted) -> Noted:
    amiss, absent, sums = _tests(wanted)
    asked = ", ".join(["count(*)", *(f"coalesce(sum({column}), 0)" for column in sums)])
    rows, *summed = map(int, con.execute(f"SELECT {asked} FROM {target.kept}").fetchone() or (0,))
    return Noted(rows, _held(con, target, amiss), _held(con, target, absent), summed)


def _held(con: engine.Connection, target: Target, bits: list[_Bit]) -> list[int]:
    """In how many rows each bit is set; word by word, of which most rows have none."""
    found: list[int] = []
    for word, some in groupby(bits, lambda bit: bit.word):
        counts = ", ".join(f"count(*) FILTER ({bit.set})" for bit in some)
        query = f"SELECT {counts} FROM {target.kept} WHERE {word} IS NOT NULL"
        found += con.execute(query).fetchone() or ()
    return found
