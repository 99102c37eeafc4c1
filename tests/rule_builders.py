"""A small package in DuckDB, and rules over it."""

from datetime import date
from pathlib import Path

import duckdb

from pipeline.issue import Severity
from pipeline.report import Tally
from pipeline.rules import AdjudicationRow, Rule, RuleOutcome, check

TABLES = {"claims": True, "people": True, "lists": False}


def database() -> duckdb.DuckDBPyConnection:
    """Two sound tables and one that is not."""
    con = duckdb.connect()
    con.execute("CREATE SCHEMA typed")
    con.execute(
        "CREATE TABLE typed.claims "
        "(_row BIGINT, claim_id VARCHAR, value BIGINT, share DECIMAL(38,10), on_ DATE)"
    )
    con.execute("CREATE TABLE typed.people (_row BIGINT, person_id VARCHAR, name VARCHAR)")
    con.execute("CREATE TABLE typed.lists (_row BIGINT, list_id VARCHAR)")
    claims = [
        (2, "c1", 1689, 35, date(2020, 11, 24)),
        (3, "c2", 1688, 35, date(2020, 11, 25)),
        (4, "c3", None, None, None),
    ]
    con.executemany("INSERT INTO typed.claims VALUES (?, ?, ?, ?, ?)", claims)
    con.executemany("INSERT INTO typed.people VALUES (?, ?, ?)", [(2, "p1", "𠮷川﨑")])
    return con


def rule(sql: str, *, name: str = "totals-agree", **head: object) -> Rule:
    """A rule over `claims` and `people` whose head is two lines long."""
    given = {"title": "Totals agree", "needs": ("claims", "people"), **head}
    text = f"/* title: Totals agree\n   needs: [claims] */\n{sql}"
    return Rule(name=name, path=f"schemas/rules/{name}.sql", sql=text, **given)  # type: ignore[arg-type]


def constant(expected: str, actual: str, *, more: str = "", **head: object) -> Rule:
    """A rule with one case `k`, of two SQL expressions."""
    return rule(f"SELECT 'k' AS key, {expected} AS expected, {actual} AS actual{more}", **head)


def run(item: Rule, *rows: AdjudicationRow, **options: object) -> tuple[RuleOutcome, Tally, Tally]:
    """Its outcome, its Tally, and that of the adjudications."""
    con = database()
    options = {"tables": TABLES, **options}
    outcomes, tallies = check(con, [item], adjudications=rows, **options)  # type: ignore[arg-type]
    return outcomes[0], tallies[0], tallies[1]


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


WARNING = Severity.WARNING
