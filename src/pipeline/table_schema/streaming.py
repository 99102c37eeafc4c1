"""The tables of a stranger: judged in one pass each, over the scan; only keys are ever copied.

One pass asks whether anything is amiss. Where all is well and nobody refers to the table, that
was all. Else a second pass copies the row, the columns of keys, and what fails in it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline import engine
from pipeline.table_schema import judged, keys, narrow, references, sql
from pipeline.table_schema.asked import Asked, counting
from pipeline.table_schema.findings import Account, Hit
from pipeline.table_schema.keyed import Keyed
from pipeline.table_schema.labels import Header
from pipeline.table_schema.messages import Said
from pipeline.table_schema.narrow import Failed, Target
from pipeline.table_schema.parts import ForeignKey
from pipeline.table_schema.plan import plan, raws
from pipeline.table_schema.probes import Probe, probes
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.typed import Built
from pipeline.tables.table import Table

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
    con: engine.Connection, given: Mapping[str, Given], known: Collection[str]
) -> dict[str, Built]:
    """Judge all tables into their accounts. Raises Misread."""
    con.execute("CREATE SCHEMA IF NOT EXISTS kept")
    built: dict[str, Built] = {}
    waiting: list[str] = []
    targets = dict(zip(given, sql.distinct(given), strict=True))
    schemas = {name: item.schema for name, item in given.items()}
    wanted = {name: keys.referred_to(name, schemas) for name in given}
    for name in _in_order(given):
        one = _One(con, given[name], sql.name(targets[name]))
        built[name], settled = one.judge(wanted[name], built, known)
        if not settled:
            waiting.append(name)
    for name in waiting:
        account = given[name].accounts["foreign-key"]
        references.check(con, built[name], built, known, account)
    return built


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


@dataclass(frozen=True, slots=True)
class _Parent:
    """A reference that the pass can judge: SQL for "it is given", and for "it leads nowhere"."""

    given: str
    dangling: str


class _One:
    """One table on its way."""

    def __init__(self, con: engine.Connection, given: Given, name: str) -> None:
        self.con, self.given = con, given
        self.made = plan(con, given.table, given.schema, given.header)
        first = given.table.first if self.made.ordered else None
        self.target = Target(f"typed.{name}", f"kept.{name}", first)
        self.probes = list(probes(given.schema, self.made.columns, self.made.verdicts))
        self.keyed = Keyed(given.schema, self.made)
        self.asked = Asked()

    def judge(
        self, wanted: frozenset[int], built: Mapping[str, Built], known: Collection[str]
    ) -> tuple[Built, bool]:
        """The table as far as others need it; and whether its references are judged too."""
        parents = self._parents(built, known)
        self._pass(bool(wanted) or self.keyed.many, parents)
        amiss = self.asked[narrow.anything(self.probes)] > 0
        loose = any(self.asked[f"d{number}"] for number in range(len(parents)))
        misfits = any(self.asked[misfit] for misfit in self.keyed.misfits())
        aside = wanted or self.keyed.many
        unsure = amiss or loose or misfits or not (aside or self._keys_hold())
        folded = len(parents) == len(self.given.schema.foreign_keys)
        copied = bool(unsure or wanted or self.keyed.many or not folded)
        failed = self._copy(wanted, self.probes if amiss else []) if copied else []
        self._tell_cells(failed or [Failed(0, [])] * len(self.probes))
        judged.forget(self.con)
        wrong = [p for p, found in zip(self.probes, failed, strict=False) if found.count]
        made = self._built(wrong)
        if copied:
            keys.check(self.con, made, self.given.accounts)
        else:
            self._tell_keys()
        if not unsure and folded:
            account = self.given.accounts["foreign-key"]
            account.evaluated += sum(self.asked[parent.given] for parent in parents)
        return made, not unsure and folded

    def _parents(self, built: Mapping[str, Built], known: Collection[str]) -> list[_Parent]:
        early = self._built([])
        found: list[_Parent] = []
        for key in self.given.schema.foreign_keys:
            target = built.get(key.resource) if key.resource else None
            if target and references.judgeable(early, key, target, known):
                found += self._parent(key, early, target)
        return found

    def _parent(self, key: ForeignKey, early: Built, target: Built) -> Iterator[_Parent]:
        ours = [early.column(name) for name in key.fields]
        theirs = [target.column(name) for name in key.reference_fields]
        pairs = [(o, t) for o, t in zip(ours, theirs, strict=True) if o and t and o[1] == t[1]]
        if len(pairs) < len(key.fields):
            return
        columns = [column for _, (column, _) in pairs]
        there = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        numbers = self.given.schema.numbers(key.fields)
        one, other = _together([self.keyed.value(n) for n in numbers]), _together(columns)
        given = self.keyed.given(numbers)
        parent = f"(SELECT {other} FROM {target.sql} WHERE {there})"
        yield _Parent(given, f"{given} AND {one} NOT IN {parent}")

    def _pass(self, later: bool, parents: list[_Parent]) -> None:
        """The pass: what is given, is anything amiss, are keys and references good.

        later: keys are judged after it.
        """
        extra = [f"{parent.dangling} AS d{number}" for number, parent in enumerate(parents)]
        source = f"(SELECT {', '.join(['*', *extra])} FROM ({self.made.valued}))"
        asked = [f"count({names.cell})" for names in self.made.columns.values()]
        for key in [] if later else self.keyed.there:
            asked += [self.keyed.distinct(key.numbers), counting(self.keyed.given(key.numbers))]
        conditions = ["TRUE", narrow.anything(self.probes), *self.keyed.misfits()]
        conditions += [parent.given for parent in parents]
        conditions += [f"d{number}" for number in range(len(parents))]
        proof = self.given.table.unproven
        proving = proof.asks(raws(self.given.table)) if proof else ()
        with self._reading():
            self.asked.run(self.con, source, [*asked, *map(counting, conditions), *proving])
        if proof and not proof.holds([self.asked.answers[item] for item in proving]):
            raise Misread(self.given.table.name)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except engine.OutOfMemoryException:
            raise
        except engine.Error as error:
            if self.given.table.unproven:
                raise Misread(self.given.table.name) from error
            raise

    def _keys_hold(self) -> bool:
        return all(
            self.asked.answers[self.keyed.distinct(key.numbers)]
            == self.asked[self.keyed.given(key.numbers)]
            for key in self.keyed.there
        )

    def _copy(self, wanted: frozenset[int], asked: list[Probe]) -> list[Failed]:
        schema, stores = self.given.schema, self.keyed.stores(self.asked)
        used = sorted({*self.made.columns} & wanted | {*self.keyed.numbers})
        kept = {number: stores[number] for number in used}
        return narrow.copy(self.con, self.target, schema, self.made, kept, asked)

    def _built(self, failing: list[Probe]) -> Built:
        return Built(
            table=self.given.table,
            schema=self.given.schema,
            header=self.given.header,
            sql=self.target.name,
            bad="",
            kinds=tuple(store.type for store in self.keyed.stores(self.asked)),
            unread=frozenset(p.number for p in failing if p.code == "type-error"),
            zoned=frozenset(),
        )

    def _tell_cells(self, failed: list[Failed]) -> None:
        """The accounts of cells; `failed` is parallel to the probes."""
        told = list(zip(self.probes, failed, strict=True))
        unread = {probe.applies: found.count for probe, found in told if probe.code == "type-error"}
        for names in self.made.columns.values():
            cells, given = f"{names.cell} IS NOT NULL", self.asked.answers[f"count({names.cell})"]
            self.asked.answers[counting(cells)] = given
            self.asked.answers[counting(names.good)] = given - unread.get(cells, 0)
        for probe, found in told:
            account = self.given.accounts[probe.code]
            if probe.code != "primary-key":  # its rows are counted with the keys
                account.evaluated += self.asked[probe.applies]
            said, fields = _say(probe), (probe.field.name,)
            places = (self.given.header.columns[probe.number],)
            hits = [Hit(row, fields, said, None, places) for row in found.rows]
            account.found(found.count, hits)

    def _tell_keys(self) -> None:
        """The accounts of keys that hold, as `keys.check` would give them."""
        for key in self.keyed.uniques:
            account, absent = self.given.accounts[key.code], self.keyed.absent(key)
            if absent:
                names = ", ".join(f"`{name}`" for name in absent)
                account.because.append(
                    f"the header of {self.given.table.name} does not give {names}"
                )
            elif key.code == "primary-key":
                account.evaluated += self.given.table.rows
            else:
                account.evaluated += self.asked[self.keyed.given(key.numbers)]


def _together(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"row({', '.join(values)})"


def _say(probe: Probe) -> Callable[[tuple[str, ...]], Said]:
    return lambda texts: probe.say(texts[0])
