"""Primary and unique keys: every key once, a missing part of a unique one sets the row apart."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import engine
from pipeline.keeping import room
from pipeline.table_schema.findings import Account, Hit
from pipeline.table_schema.messages import Said, cell
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.typed import Built

AT_ONCE = 10
"""Keys looked at in one pass: each takes the engine some three MB a thread, also of two rows."""

_AGAIN = "temp.again_"
"""The keys that stand more than once, while one key is judged."""


@dataclass(frozen=True, slots=True)
class Key:
    """Fields that must be unique together, and the code of the check that says so.

    numbers: their indices, since names of fields may stand twice in version 1.
    """

    code: str
    fields: tuple[str, ...]
    numbers: tuple[int, ...]
    words: str


def check(con: engine.Connection, built: Built, accounts: dict[str, Account]) -> None:
    """Judge all keys of a table into `accounts`."""
    every = [
        (key, [n for n in key.numbers if built.column(n) is None]) for key in listed(built.schema)
    ]
    there = [_Judging(con, built, key) for key, absent in every if not absent]
    sound = _sound(con, there) if len(there) > AT_ONCE else {}
    for key, absent in every:
        account = accounts[key.code]
        if absent:
            names = ", ".join(f"`{built.schema.fields[n].name}`" for n in absent)
            account.because.append(f"the header of {built.table.name} does not give {names}")
        elif key in sound and key.code != "primary-key":
            account.evaluated += sound[key]
        else:
            _Judging(con, built, key).into(account)


def listed(schema: Schema) -> Iterator[Key]:
    """Each set of fields once, under the strongest name that it has."""
    seen: set[frozenset[int]] = set()
    unique = [(n,) for n, field in enumerate(schema.fields) if field.constraints.get("unique")]
    primary = schema.numbers(schema.primary_key)
    keys = [("primary-key", primary, "the primary key")] if primary else []
    unique_keys = [schema.numbers(key) for key in schema.unique_keys]
    keys += [("unique-error", numbers, "unique") for numbers in (*unique, *unique_keys)]
    for code, numbers, words in keys:
        if frozenset(numbers) not in seen:
            seen.add(frozenset(numbers))
            names = tuple(schema.fields[number].name for number in numbers)
            yield Key(code, names, numbers, words)


def used(name: str, schemas: Mapping[str, Schema]) -> frozenset[int]:
    """The fields of a table that its keys, and the references of any table, look at."""
    schema = schemas[name]
    own = {number for key in listed(schema) for number in key.numbers}
    own |= {number for key in schema.foreign_keys for number in schema.numbers(key.fields)}
    return frozenset(own) | referred_to(name, schemas)


def referred_to(name: str, schemas: Mapping[str, Schema]) -> frozenset[int]:
    """The fields of a table that references of any table look at."""
    return frozenset(
        number
        for other, schema in schemas.items()
        for key in schema.foreign_keys
        if (key.resource or other) == name
        for number in schemas[name].numbers(key.reference_fields)
    )


def _sound(con: engine.Connection, there: list["_Judging"]) -> dict[Key, int]:
    """Those of many keys that surely hold, and how many rows have them."""
    found: dict[Key, int] = {}
    for first in range(0, len(there), AT_ONCE):
        some = there[first : first + AT_ONCE]
        asked = ", ".join(item for judging in some for item in judging.counts)
        counts = con.execute(f"SELECT {asked} FROM {some[0].table}").fetchone() or ()
        pairs = zip(some, counts[::2], counts[1::2], strict=True)
        found |= {judging.key: given for judging, given, different in pairs if given == different}
    return found


class _Judging:
    def __init__(self, con: engine.Connection, built: Built, key: Key) -> None:
        self.con, self.built, self.key, self.table = con, built, key, built.keyed
        columns = [found[0] for number in key.numbers if (found := built.column(number))]
        self.places = built.places(key.numbers)
        self.columns = ", ".join(columns)
        given = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        self.keyed = f"SELECT _row, {self.columns} FROM {built.keyed} WHERE {given}"
        self.counts = [
            f"{what} FILTER ({given})"
            for what in ("count(*)", f"count(DISTINCT hash({self.columns}))")
        ]
        self.again = (
            f"SELECT {self.columns}, min(_row) AS first_, count(*) AS times_ "
            f"FROM ({self.keyed}) GROUP BY {self.columns} HAVING count(*) > 1"
        )

    def into(self, account: Account) -> None:
        if self.key.code == "primary-key":
            account.evaluated += self.built.table.rows
        else:
            account.evaluated += self._number(f"SELECT count(*) FROM ({self.keyed})")
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {_AGAIN} AS {self.again}")
        failed = self._number(f"SELECT coalesce(sum(times_ - 1), 0) FROM {_AGAIN}")
        account.found(failed, list(self._hits()) if failed else [])
        self.con.execute(f"DROP TABLE {_AGAIN}")

    def _number(self, query: str) -> int:
        found = self.con.execute(query).fetchone()
        return int(found[0]) if found else 0

    def _hits(self) -> Iterator[Hit]:
        rows = self.con.execute(
            f"SELECT _row, first_ FROM ({self.keyed}) JOIN {_AGAIN} USING ({self.columns}) "
            f"WHERE _row <> first_ ORDER BY _row LIMIT {room()}"
        ).fetchall()
        for row, first in rows:
            yield Hit(row, self.key.fields, self._say(first), first, self.places)

    def _say(self, first: int) -> Callable[[tuple[str, ...]], Said]:
        names = ", ".join(f"`{name}`" for name in self.key.fields)
        what = "is the key of" if self.key.code == "primary-key" else "stands in"

        def say(texts: tuple[str, ...]) -> Said:
            value = ", ".join(cell(text) for text in texts)
            hint = "give one of the two rows another value, or remove the row that repeats"
            if self.key.code == "primary-key":
                hint = "every row needs a key of its own: " + hint
            return Said(f"{value} in {names} already {what} row {first}", hint)

        return say
