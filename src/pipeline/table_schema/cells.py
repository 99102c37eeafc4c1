"""One pass over a table judges every cell; a second writes the typed table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline import engine
from pipeline.keeping import room
from pipeline.table_schema import judged, sql
from pipeline.table_schema.findings import Account, Hit
from pipeline.table_schema.labels import Header
from pipeline.table_schema.messages import Said
from pipeline.table_schema.parts import Field
from pipeline.table_schema.plan import Plan, plan
from pipeline.table_schema.probes import Probe, probes
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.typed import Built, column_names
from pipeline.table_schema.types import TYPES, Store
from pipeline.tables.table import Table


@dataclass(frozen=True, slots=True)
class Targets:
    """The SQL names under which the typed table and its bad rows are written.

    exact: where the table is written once more if a field of `keys` needs it to be compared.
    """

    typed: str
    bad: str
    exact: str
    keys: frozenset[int] = frozenset()


def build(
    con: engine.Connection,
    table: Table,
    schema: Schema,
    header: Header,
    targets: Targets,
    accounts: dict[str, Account],
) -> Built:
    """Judge all cells into `accounts`, and write the typed table."""
    made = plan(con, table, schema, header)
    asked = list(probes(schema, made.columns, made.verdicts))
    counts = _counted(con, made, _questions(schema, made, asked))
    failing = [probe for number, probe in enumerate(asked) if counts[f"fails{number}"]]
    examples = _examples(con, made, failing)
    for number, probe in enumerate(asked):
        account = accounts[probe.code]
        if probe.code != "primary-key":  # its rows are counted with the keys
            account.evaluated += counts[f"applies{number}"]
        said, names = _say(probe), (probe.field.name,)
        places = (header.columns[probe.number],)
        hits = [Hit(row, names, said, None, places) for row in examples.get(id(probe), ())]
        account.found(counts[f"fails{number}"], hits)
    stores = _stores(schema, made, counts)
    _write(con, schema, made, stores, targets.typed)
    _write_bad(con, made, failing, targets.bad)
    keyed = _keyed(schema, stores, targets.keys, counts)
    if keyed != stores:
        _write(con, schema, made, keyed, targets.exact)
    judged.forget(con)
    return Built(
        table=table,
        schema=schema,
        header=header,
        sql=targets.typed,
        bad=targets.bad,
        kinds=tuple(keyed[n].type if n in keyed else "VARCHAR" for n in range(len(schema.fields))),
        unread=frozenset(probe.number for probe in failing if probe.code == "type-error"),
        zoned=frozenset(schema.fields[n].name for n in made.columns if counts.get(f"zoned{n}")),
        exact=targets.exact if keyed != stores else "",
    )


def _questions(schema: Schema, made: Plan, asked: list[Probe]) -> Iterator[tuple[str, str]]:
    """Name → SQL condition whose rows are to be counted."""
    for number, probe in enumerate(asked):
        yield f"fails{number}", probe.fails
        yield f"applies{number}", probe.applies
    for number, names in made.columns.items():
        item = schema.fields[number]
        kind = TYPES[item.type]
        for rank, store in enumerate(kind.stores_of(item)):
            if store.misfit:
                yield f"misfit{number}_{rank}", f"{names.good} AND {store.misfit(item, names)}"
        if kind.unlike:
            yield f"unlike{number}", f"{names.good} AND {kind.unlike(item, names)}"
        if kind.zoned:
            yield f"zoned{number}", f"{names.good} AND {kind.zoned(item, names.cell)}"


def _counted(
    con: engine.Connection, made: Plan, questions: Iterable[tuple[str, str]]
) -> dict[str, int]:
    """The pass: how many rows each condition holds for."""
    asked = dict(questions)
    distinct = list(dict.fromkeys(asked.values()))
    if not distinct:
        return {}
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in distinct)
    found = con.execute(f"SELECT {counts} FROM ({made.valued})").fetchone() or ()
    by_condition = dict(zip(distinct, found, strict=True))
    return {name: by_condition[condition] for name, condition in asked.items()}


def _examples(con: engine.Connection, made: Plan, failing: list[Probe]) -> dict[int, list[int]]:
    """The first rows of each probe that found something, by the probe's identity."""
    if not failing:
        return {}
    rows = ", ".join(f"min(_row, {room()}) FILTER ({probe.fails})" for probe in failing)
    found = con.execute(f"SELECT {rows} FROM ({made.valued})").fetchone() or ()
    return {id(probe): listed or [] for probe, listed in zip(failing, found, strict=True)}


def _say(probe: Probe) -> Callable[[tuple[str, ...]], Said]:
    return lambda texts: probe.say(texts[0])


def _stores(schema: Schema, made: Plan, counts: dict[str, int]) -> dict[int, Store]:
    """For each column the first store that every value fits into."""
    return {
        number: next(
            store
            for rank, store in enumerate(_fitting(schema.fields[number]))
            if not counts.get(f"misfit{number}_{rank}")
        )
        for number in made.columns
    }


def _keyed(
    schema: Schema, stores: dict[int, Store], keys: frozenset[int], counts: dict[str, int]
) -> dict[int, Store]:
    """The same, with the fields of keys as keys are compared."""
    found = dict(stores)
    for number, store in stores.items():
        kind = TYPES[schema.fields[number].type]
        if number in keys and (store is not kind.stores[0] or counts.get(f"unlike{number}")):
            found[number] = kind.keyed or store
    return found


def _fitting(item: Field) -> tuple[Store, ...]:
    return TYPES[item.type].stores_of(item)


def _write(
    con: engine.Connection,
    schema: Schema,
    made: Plan,
    stores: dict[int, Store],
    target: str,
) -> None:
    listed = ["_row"]
    for number, (item, column) in enumerate(zip(schema.fields, column_names(schema), strict=True)):
        kind, value = "VARCHAR", "NULL"
        if number in stores:
            kind = stores[number].type
            value = stores[number].value(item, made.columns[number])
        listed.append(f"CAST({value} AS {kind}) AS {sql.name(column)}")
    con.execute(
        f"CREATE OR REPLACE TABLE {target} AS "
        f"SELECT {', '.join(listed)} FROM ({made.valued}) ORDER BY _row"
    )


def _write_bad(con: engine.Connection, made: Plan, failing: list[Probe], target: str) -> None:
    con.execute(f"CREATE OR REPLACE TABLE {target} (_row BIGINT)")
    if failing:
        bad = " OR ".join(f"({probe.fails})" for probe in failing)
        con.execute(f"INSERT INTO {target} SELECT _row FROM ({made.valued}) WHERE {bad}")
