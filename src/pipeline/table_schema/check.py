"""All tables against their schemas: headers, cells, keys, and then references between them."""

from collections.abc import Collection, Mapping

from pipeline import engine
from pipeline.issue import Severity
from pipeline.report import Tally
from pipeline.table_schema import cells, keys, labels, references, sql, streaming
from pipeline.table_schema.cells import Targets
from pipeline.table_schema.findings import Account, settle
from pipeline.table_schema.labels import LABEL_CODES, Header
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.streaming import Given
from pipeline.table_schema.typed import Built, Typed
from pipeline.tables.findings import Findings
from pipeline.tables.table import Table

CELL_CODES = ("type-error", "constraint-error", "primary-key", "unique-error", "foreign-key")


def check(
    con: engine.Connection,
    tables: Mapping[str, Table],
    schemas: Mapping[str, Schema],
    *,
    known: Collection[str] = (),
    stream: bool = False,
) -> tuple[dict[str, Typed], list[Tally]]:
    """Judge every table that has a schema, and write it typed into the schema `typed`.

    known: names of resources that exist though they are neither in `tables` nor `schemas`,
    so that a reference to them waits and is not called wrong.
    stream: write no typed tables; what is returned is then good for its `sound` alone. Raises
    Misread where a table that is `unproven` is not read as expected.
    """
    names = {*tables, *schemas, *known}
    con.execute("CREATE SCHEMA IF NOT EXISTS typed; CREATE SCHEMA IF NOT EXISTS bad")
    built: dict[str, Built] = {}
    accounts: dict[str, dict[str, Account]] = {}
    judged = [name for name in tables if name in schemas]
    if stream:
        given = {name: _given(tables[name], schemas[name]) for name in judged}
        accounts = {name: item.accounts for name, item in given.items()}
        return _settled(con, streaming.judge(con, given, names), accounts)
    con.execute("CREATE SCHEMA IF NOT EXISTS exact")
    for name, target in zip(judged, sql.distinct(judged), strict=True):
        accounts[name] = _accounts()
        typed, bad, exact = (f"{room}.{sql.name(target)}" for room in ("typed", "bad", "exact"))
        targets = Targets(typed, bad, exact, keys.used(name, schemas))
        built[name] = _table(con, tables[name], schemas[name], targets, accounts[name])
    for name, table in built.items():
        references.check(con, table, built, names, accounts[name]["foreign-key"])
    con.execute("DROP SCHEMA exact CASCADE")
    return _settled(con, built, accounts)


def _accounts() -> dict[str, Account]:
    return {code: Account(code) for code in (*LABEL_CODES, *CELL_CODES)}


def _table(
    con: engine.Connection,
    table: Table,
    schema: Schema,
    targets: Targets,
    accounts: dict[str, Account],
) -> Built:
    header = _header(table, schema, accounts)
    built = cells.build(con, table, schema, header, targets, accounts)
    keys.check(con, built, accounts)
    return built


def _given(table: Table, schema: Schema) -> Given:
    accounts = _accounts()
    return Given(table, schema, _header(table, schema, accounts), accounts)


def _header(table: Table, schema: Schema, accounts: dict[str, Account]) -> Header:
    header = labels.judge(table, schema)
    _judge_labels(table, schema, header, accounts)
    return header


def _judge_labels(
    table: Table, schema: Schema, header: Header, accounts: dict[str, Account]
) -> None:
    for code in LABEL_CODES:
        account = accounts[code]
        account.evaluated = len(schema.fields if code == "missing-label" else table.labels)
        account.issues = [issue for issue in header.issues if issue.code == code]
        account.failed = len(account.issues)
    for code, because in labels.not_given(table, schema, header).items():
        accounts[code].because.append(because)


def _settled(
    con: engine.Connection,
    built: Mapping[str, Built],
    accounts: Mapping[str, Mapping[str, Account]],
) -> tuple[dict[str, Typed], list[Tally]]:
    typed: dict[str, Typed] = {}
    tallies: list[Tally] = []
    for name, table in built.items():
        key = () if table.absent(table.schema.primary_key) else table.schema.primary_key
        found = settle(con, table.table, key, accounts[name].values())
        tallies += found
        if table.table.unproven:
            tallies += Findings(name, table.table.path).of_rows(table.table.rows + 1)
        typed[name] = _typed(name, table, found)
    return typed, tallies


def _typed(name: str, built: Built, tallies: list[Tally]) -> Typed:
    wrong = any(tally.failed and tally.severity is Severity.ERROR for tally in tallies)
    return Typed(
        name=name,
        table=built.table,
        schema=built.schema,
        sql=built.sql,
        bad=built.bad,
        sound=not wrong and not built.table.rejected,
        zoned=built.zoned,
    )
