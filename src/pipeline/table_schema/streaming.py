"""The tables of a stranger: judged in one pass each, over the scan; only keys are ever copied.

One pass counts everything. Where all is well and nobody refers to the table, that was all. Else
a second pass copies the row, the columns of keys, and what failed in it: narrow, and only once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb

from pipeline.report import EXAMPLES
from pipeline.table_schema import judged, keys, references, sql
from pipeline.table_schema.findings import Account, Hit
from pipeline.table_schema.labels import Header
from pipeline.table_schema.messages import Said
from pipeline.table_schema.parts import ForeignKey
from pipeline.table_schema.plan import plan
from pipeline.table_schema.probes import Probe, probes
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.typed import Built, column_names
from pipeline.table_schema.types import TYPES, Store
from pipeline.tables import Table

Accounts = dict[str, Account]


class Misread(Exception):
    """The engine does not read a file as its bytes say; `name` is the table."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Given:
    """A table with its schema and header, before its cells are judged."""

    table: Table
    schema: Schema
    header: Header
    accounts: Accounts


def judge(
    con: duckdb.DuckDBPyConnection, given: Mapping[str, Given], known: Collection[str]
) -> dict[str, Built]:
    """Judge all tables into their accounts. Raises Misread."""
    built: dict[str, Built] = {}
    waiting: list[str] = []
    targets = dict(zip(given, sql.distinct(given), strict=True))
    wanted = {name: _referred_to(name, given) for name in given}
    for name in _in_order(given):
        one = _One(con, given[name], f"typed.{sql.name(targets[name])}")
        built[name], settled = one.judge(wanted[name], built, known)
        if not settled:
            waiting.append(name)
    for name in waiting:
        account = given[name].accounts["foreign-key"]
        references.check(con, built[name], built, known, account)
    return built


def _referred_to(name: str, given: Mapping[str, Given]) -> frozenset[str]:
    """The fields of a table that references of any table look at."""
    return frozenset(
        column
        for other, item in given.items()
        for key in item.schema.foreign_keys
        if (key.resource or other) == name
        for column in key.reference_fields
    )


def _in_order(given: Mapping[str, Given]) -> Iterable[str]:
    """Tables after those that they refer to, as far as references are no circle."""
    left = dict(given)
    while left:
        free = (
            name
            for name, item in left.items()
            if all(
                key.resource in (None, name) or key.resource not in left
                for key in item.schema.foreign_keys
            )
        )
        chosen = next(free, next(iter(left)))
        del left[chosen]
        yield chosen


@dataclass(slots=True)
class _Asked:
    """The aggregates of one pass, each once, and its answers."""

    answers: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, condition: str) -> int:
        """For how many rows a condition holds."""
        return self.answers[counting(condition)]

    def run(self, con: duckdb.DuckDBPyConnection, source: str, aggregates: Iterable[str]) -> None:
        """Ask those of the aggregates that were not yet answered."""
        new = [item for item in dict.fromkeys(aggregates) if item not in self.answers]
        if new:
            found = con.execute(f"SELECT {', '.join(new)} FROM ({source})").fetchone() or ()
            self.answers.update(zip(new, found, strict=True))


def counting(condition: str) -> str:
    """The aggregate that counts the rows for which a condition holds."""
    return "count(*)" if condition == "TRUE" else f"count(*) FILTER ({condition})"


class _One:
    """One table on its way."""

    def __init__(self, con: duckdb.DuckDBPyConnection, given: Given, target: str) -> None:
        self.con, self.given, self.target = con, given, target
        self.made = plan(con, given.table, given.schema, given.header)
        self.probes = list(probes(given.schema, self.made.columns, self.made.verdicts))
        self.asked = _Asked()
        self.uniques = list(keys.listed(given.schema))
        self.fields = [item.name for item in given.schema.fields]

    def judge(
        self, wanted: frozenset[str], built: Mapping[str, Built], known: Collection[str]
    ) -> tuple[Built, bool]:
        """The table as far as others need it; and whether its references are judged too."""
        parents = self._foldable(built, known)
        self._pass(wanted, parents)
        failing = [p for p in self.probes if self.asked[p.fails]]
        unsure = (
            failing or not self._keys_hold(wanted) or self._misfits() or not self._refer(parents)
        )
        folded = len(parents) == len(self.given.schema.foreign_keys)
        narrow = bool(unsure or wanted or not folded)
        made = self._built(failing)
        examples = self._copy(failing, wanted) if narrow else {}
        for probe in self.probes:
            account = self.given.accounts[probe.code]
            if probe.code != "primary-key":
                account.evaluated += self.asked[probe.applies]
            hits = [
                Hit(row, (probe.field.name,), _say(probe)) for row in examples.get(id(probe), [])
            ]
            account.found(self.asked[probe.fails], hits)
        judged.forget(self.con)
        if narrow:
            keys.check(self.con, made, self.given.accounts)
        else:
            self._tell_keys()
        if unsure or not folded:
            return made, False
        self._tell_references(parents)
        return made, True

    def _foldable(
        self, built: Mapping[str, Built], known: Collection[str]
    ) -> list[tuple[ForeignKey, str, str]]:
        """References that the pass can judge: key, SQL of "given", SQL of "dangling"."""
        early = self._built([])
        found = []
        for key in self.given.schema.foreign_keys:
            target = built.get(key.resource) if key.resource else None
            if target is None or not references.judgeable(early, key, target, known):
                continue
            ours = [early.column(name) for name in key.fields]
            theirs = [target.column(name) for name in key.reference_fields]
            pairs = [(o, t) for o, t in zip(ours, theirs, strict=True) if o and t and o[1] == t[1]]
            if len(pairs) < len(key.fields):
                continue
            values = [self._value(name) for name in key.fields]
            given = " AND ".join(f"{value} IS NOT NULL" for value in values)
            columns = [t[0] for _, t in pairs]
            there = " AND ".join(f"{column} IS NOT NULL" for column in columns)
            one = values[0] if len(values) == 1 else f"row({', '.join(values)})"
            other = columns[0] if len(columns) == 1 else f"row({', '.join(columns)})"
            parent = f"(SELECT {other} FROM {target.sql} WHERE {there})"
            found.append((key, given, f"{given} AND {one} NOT IN {parent}"))
        return found

    def _pass(self, wanted: frozenset[str], parents: list[tuple[ForeignKey, str, str]]) -> None:
        """First one question, is anything amiss; only where it is, how much of what."""
        extra = [f"{dangling} AS d{number}" for number, (_, _, dangling) in enumerate(parents)]
        source = f"SELECT {', '.join(['*', *extra])} FROM ({self.made.valued})"
        amiss = [probe.fails for probe in self.probes] + self._misfit_conditions()
        given = [counting(given) for _, given, _ in parents]
        dangling = [f"d{number}" for number in range(len(parents))]
        keyed = [] if wanted else self._keyed()
        asked = ["count(*)", *given, *(f"count({n.cell})" for n in self.made.columns.values())]
        asked += [self._distinct(names) for names in keyed]
        asked += [counting(self._all_given(names)) for names in keyed]
        any_amiss = " OR ".join(f"({condition})" for condition in [*amiss, *dangling]) or "FALSE"
        with self._reading():
            self.asked.run(self.con, source, [*asked, counting(any_amiss)])
            unread = self._unread_columns()
            if unread and self.given.table.unproven:
                self.con.execute(f"SELECT {unread} FROM {self.given.table.sql}").fetchone()
            if self.given.table.unproven and self.asked["TRUE"] != self.given.table.rows:
                raise Misread(self.given.table.name)
            if self.asked[any_amiss]:
                conditions = [*amiss, *dangling, *(probe.applies for probe in self.probes)]
                self.asked.run(self.con, source, map(counting, conditions))
            else:
                self._all_well([*amiss, *dangling])

    def _all_well(self, amiss: Iterable[str]) -> None:
        """What follows where nothing is amiss: every cell that is given is good."""
        answers = self.asked.answers
        answers |= {counting(condition): 0 for condition in amiss if condition != "TRUE"}
        for names in self.made.columns.values():
            given = answers[f"count({names.cell})"]
            answers[counting(f"{names.cell} IS NOT NULL")] = given
            answers[counting(names.good)] = given

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            if self.given.table.unproven:
                raise Misread(self.given.table.name) from error
            raise

    def _unread_columns(self) -> str:
        """Aggregates over the columns that no field looks at: they too must be read once."""
        used = set(self.given.header.columns.values())
        columns = self.given.table.columns
        return ", ".join(
            f"count({sql.name(name)})" for place, name in enumerate(columns) if place not in used
        )

    def _keyed(self) -> list[tuple[str, ...]]:
        """Keys that the table has columns for."""
        there = {self.fields[number] for number in self.made.columns}
        return [key.fields for key in self.uniques if set(key.fields) <= there]

    def _keys_hold(self, wanted: frozenset[str]) -> bool:
        return bool(wanted) or all(
            self.asked.answers[self._distinct(names)] == self.asked[self._all_given(names)]
            for names in self._keyed()
        )

    def _misfits(self) -> bool:
        return any(self.asked[found] for found in self._misfit_conditions())

    def _refer(self, parents: list[tuple[ForeignKey, str, str]]) -> bool:
        return not any(self.asked[f"d{number}"] for number in range(len(parents)))

    def _value(self, name: str, rank: int = 0) -> str:
        number = self.fields.index(name)
        item = self.given.schema.fields[number]
        store = TYPES[item.type].stores[rank]
        return f"CAST({store.value(item, self.made.columns[number])} AS {store.type})"

    def _all_given(self, names: tuple[str, ...]) -> str:
        return " AND ".join(f"{self._value(name)} IS NOT NULL" for name in names)

    def _distinct(self, names: tuple[str, ...]) -> str:
        values = [self._value(name) for name in names]
        if len(values) == 1:
            return f"count(DISTINCT {values[0]})"
        return f"count(DISTINCT row({', '.join(values)})) FILTER ({self._all_given(names)})"

    def _key_numbers(self) -> list[int]:
        """Fields that are part of a key or a reference."""
        named = {name for key in self.uniques for name in key.fields}
        named |= {name for key in self.given.schema.foreign_keys for name in key.fields}
        return [number for number in self.made.columns if self.fields[number] in named]

    def _misfit_conditions(self) -> list[str]:
        return [
            f"{self.made.columns[number].good} AND {store.misfit(item, self.made.columns[number])}"
            for number in self._key_numbers()
            for item in [self.given.schema.fields[number]]
            for store in TYPES[item.type].stores[:1]
            if store.misfit
        ]

    def _built(self, failing: list[Probe]) -> Built:
        answered = bool(self.asked.answers)
        return Built(
            table=self.given.table,
            schema=self.given.schema,
            header=self.given.header,
            sql=self.target,
            bad="",
            kinds=tuple(store.type for store in self._stores(answered)),
            unread=frozenset(p.field.name for p in failing if p.code == "type-error"),
            zoned=frozenset(),
        )

    def _stores(self, answered: bool) -> list[Store]:
        """For each field the first store, or the last where the first does not hold all."""
        found = []
        for number, item in enumerate(self.given.schema.fields):
            stores, names = TYPES[item.type].stores, self.made.columns.get(number)
            misfit = stores[0].misfit if names and number in self._key_numbers() else None
            condition = f"{names.good} AND {misfit(item, names)}" if misfit and names else None
            wide = bool(answered and condition and self.asked[condition])
            found.append(stores[-1] if wide else stores[0])
        return found

    def _copy(self, failing: list[Probe], wanted: frozenset[str]) -> dict[int, list[int]]:
        """The second pass; gives the first rows of each probe that failed, by its identity."""
        listed, stores = ["_row"], self._stores(True)
        used = set(self._key_numbers()) | {n for n in self.made.columns if self.fields[n] in wanted}
        for number, column in enumerate(column_names(self.given.schema)):
            if number in used:
                item, names = self.given.schema.fields[number], self.made.columns[number]
                value = stores[number].value(item, names)
                listed.append(f"CAST({value} AS {stores[number].type}) AS {sql.name(column)}")
        flags = sql.distinct(
            (f"fails {n}" for n in range(len(failing))), column_names(self.given.schema)
        )
        for flag, probe in zip(flags, failing, strict=True):
            listed.append(f"({probe.fails}) AS {sql.name(flag)}")
        self.con.execute(
            f"CREATE OR REPLACE TABLE {self.target} AS "
            f"SELECT {', '.join(listed)} FROM ({self.made.valued})"
        )
        if not failing:
            return {}
        rows = ", ".join(f"min(_row, {EXAMPLES}) FILTER ({sql.name(flag)})" for flag in flags)
        found = self.con.execute(f"SELECT {rows} FROM {self.target}").fetchone() or ()
        return {id(probe): rows or [] for probe, rows in zip(failing, found, strict=True)}

    def _tell_keys(self) -> None:
        """The accounts of keys that hold, as `keys.check` would give them."""
        there = self._keyed()
        for key in self.uniques:
            account = self.given.accounts[key.code]
            if key.fields not in there:
                absent = [n for n in key.fields if self.fields.index(n) not in self.made.columns]
                names = ", ".join(f"`{name}`" for name in absent)
                account.because.append(
                    f"the header of {self.given.table.name} does not give {names}"
                )
            elif key.code == "primary-key":
                account.evaluated += self.given.table.rows
            else:
                account.evaluated += self.asked[self._all_given(key.fields)]

    def _tell_references(self, parents: list[tuple[ForeignKey, str, str]]) -> None:
        account = self.given.accounts["foreign-key"]
        account.evaluated += sum(self.asked[given] for _, given, _ in parents)


def _say(probe: Probe) -> Callable[[tuple[str, ...]], Said]:
    return lambda texts: probe.say(texts[0])
