"""The tables of a stranger: judged in one pass each, over the scan; only keys are ever copied.

Where nobody refers to a table, a pass asks whether all is well, and ends at the first row that is
not. Else, or then, a pass copies the columns of keys and notes what fails in which row.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from pipeline import engine
from pipeline.table_schema import judged, keys, narrow, quoteless, references, sql
from pipeline.table_schema.asked import Asked, counting
from pipeline.table_schema.findings import Account, Hit
from pipeline.table_schema.keyed import Keyed
from pipeline.table_schema.labels import Header
from pipeline.table_schema.messages import Said
from pipeline.table_schema.narrow import Target, Wanted
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
        one = _One(con, given[name], sql.name(targets[name]), wanted[name])
        built[name], settled = one.judge(built, known)
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


@dataclass(frozen=True, slots=True)
class Failed:
    """How many rows a probe fails in, and the first of them."""

    count: int
    rows: list[int]


_AMISS = "pipeline:amiss"
"""What the engine ends the first pass with."""


class _One:
    """One table on its way; `wanted` are the fields that references look at."""

    def __init__(
        self, con: engine.Connection, given: Given, name: str, wanted: frozenset[int]
    ) -> None:
        self.con, self.given, self.wanted = con, given, wanted
        self.made = plan(con, given.table, given.schema, given.header)
        first = given.table.first if self.made.ordered else None
        self.target = Target(f"typed.{name}", f"kept.{name}", first)
        self.probes = list(probes(given.schema, self.made.columns, self.made.verdicts))
        self.keyed = Keyed(given.schema, self.made, wanted)
        self.asked = Asked()
        self.beyond: frozenset[str] = frozenset()
        self.rows = given.table.rows

    def judge(self, built: Mapping[str, Built], known: Collection[str]) -> tuple[Built, bool]:
        """The table as far as others need it; and whether its references are judged too."""
        parents = self._parents(built, known)
        folded = len(parents) == len(self.given.schema.foreign_keys)
        once = folded and not self.wanted and not self.keyed.many
        sound = once and self._pass(parents) and self._keys_hold()
        failed = [Failed(0, [])] * len(self.probes) if sound else self._copy()
        self._tell_cells(failed)
        if not self.made.ordered:
            judged.forget(self.con)
        made = self._built([p for p, found in zip(self.probes, failed, strict=True) if found.count])
        if sound:
            self._tell_keys()
            account = self.given.accounts["foreign-key"]
            account.evaluated += sum(self.asked[parent.given] for parent in parents)
        else:
            keys.check(self.con, made, self.given.accounts)
        return made, sound

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

    def _pass(self, parents: list[_Parent]) -> bool:
        """The pass where all is well: what is given, and are keys good; ends where it is not.

        Or where it takes too much memory: the other pass gathers nothing.
        """
        extra = [f"{parent.dangling} AS d{number}" for number, parent in enumerate(parents)]
        source = f"(SELECT {', '.join(['*', *extra])} FROM ({self.made.valued}))"
        asked = [f"count({names.cell})" for names in self.made.columns.values()]
        hashes = [part for key in self.keyed.there for part in self.keyed.hashes(key.numbers)]
        asked += [counting(self.keyed.given(key.numbers)) for key in self.keyed.there]
        asked += [counting(parent.given) for parent in parents]
        near = {number: replace(names, near=True) for number, names in self.made.columns.items()}
        cells = probes(self.given.schema, near, self.made.verdicts)
        amiss = [probe.fails for probe in cells if probe.fails != "FALSE"]
        amiss += [*self.keyed.misfits(), *(f"d{number}" for number in range(len(parents)))]
        ending = f"count(CASE WHEN {narrow.any_of(amiss)} THEN error({sql.text(_AMISS)}) END)"
        free = quoteless.columns(self.given.schema, self.given.header)
        sums = [f"sum({term})" for term in self._proving(free)]
        try:
            self.asked.run(self.con, source, [*asked, counting("TRUE"), *sums, ending], hashes)
        except engine.OutOfMemoryException:
            return False
        except engine.Error as error:
            if _AMISS in str(error):
                return False
            self._misread(error)
        self._prove(self.asked["TRUE"], [self.asked.answers[item] for item in sums])
        return True

    def _copy(self) -> list[Failed]:
        """The pass where something is amiss, or others refer to the table; as the probes."""
        misfits = self.keyed.misfits()
        wanted = Wanted(
            kept=self.keyed.kept(self.beyond),
            amiss=[*(probe.fails for probe in self.probes), *misfits],
            absent=[f"{names.cell} IS NULL" for names in self.made.columns.values()],
            sums=self._proving(),
        )
        try:
            noted = narrow.copy(self.con, self.target, self.made, wanted)
        except engine.Error as error:
            self._misread(error)
        self._prove(noted.rows, noted.sums)
        beyond = dict(zip(misfits, noted.amiss[len(self.probes) :], strict=True))
        if any(beyond.values()) and not self.beyond:
            self.beyond = frozenset(misfit for misfit, count in beyond.items() if count)
            return self._copy()
        self.asked.answers[counting("TRUE")] = noted.rows
        for names, absent in zip(self.made.columns.values(), noted.absent, strict=True):
            self.asked.answers[f"count({names.cell})"] = noted.rows - absent
        return [
            Failed(count, narrow.rows(self.con, self.target, wanted, place) if count else [])
            for place, count in enumerate(noted.amiss[: len(self.probes)])
        ]

    def _proving(self, free: Collection[int] = ()) -> tuple[str, ...]:
        """Numbers whose sums tell whether the engine read the file as it stands.

        free: columns in which all is sound, and so no quote.
        """
        proof = self.given.table.unproven
        return proof.terms(raws(self.given.table), free) if proof else ()

    def _prove(self, rows: int, sums: list[int]) -> None:
        proof = self.given.table.unproven
        if proof and not proof.holds(rows, sums):
            raise Misread(self.given.table.name)
        self.rows = rows

    def _misread(self, error: engine.Error) -> NoReturn:
        if self.given.table.unproven and not isinstance(error, engine.OutOfMemoryException):
            raise Misread(self.given.table.name) from error
        raise error

    def _keys_hold(self) -> bool:
        return all(
            sum(self.asked.answers[part] for part in self.keyed.hashes(key.numbers))
            == self.asked[self.keyed.given(key.numbers)]
            for key in self.keyed.there
        )

    def _built(self, failing: list[Probe]) -> Built:
        return Built(
            table=replace(self.given.table, rows=self.rows),
            schema=self.given.schema,
            header=self.given.header,
            sql=self.target.name,
            bad="",
            kinds=tuple(store.type for store in self.keyed.stores(self.beyond)),
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
                account.evaluated += self.rows
            else:
                account.evaluated += self.asked[self.keyed.given(key.numbers)]


def _together(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"row({', '.join(values)})"


def _say(probe: Probe) -> Callable[[tuple[str, ...]], Said]:
    return lambda texts: probe.say(texts[0])
