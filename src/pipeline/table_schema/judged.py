"""Cells that SQL cannot judge: each distinct one is judged once in Python and joined back."""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb

from pipeline.table_schema import sql

SCHEMA = "judged"
"""Holds the verdicts while one table is checked."""

_BATCH = 10_000
"""Cells judged at a time: their number has no bound, memory has."""


def judge(
    con: duckdb.DuckDBPyConnection,
    name: str,
    cells: str,
    kind: str,
    verdict: Callable[[str], Any],
) -> str:
    """Make a table of `cell` and `value` from a query of distinct cells; gives its SQL name."""
    con.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    target, waiting = (f"{SCHEMA}.{sql.name(name + suffix)}" for suffix in ("", " waiting"))
    con.execute(f"CREATE OR REPLACE TABLE {target} (cell VARCHAR, value {kind})")
    con.execute(f"CREATE OR REPLACE TABLE {waiting} AS {cells}")
    for batch in _batches(con, waiting):
        verdicts = [verdict(cell) for cell in batch]
        con.execute(
            f"INSERT INTO {target} SELECT unnest(?::VARCHAR[]), unnest(?::{kind}[])",
            [batch, verdicts],
        )
    return target


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Drop all verdicts."""
    con.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _batches(con: duckdb.DuckDBPyConnection, waiting: str) -> Iterator[list[str]]:
    start = 0
    while batch := con.execute(
        f"SELECT * FROM {waiting} WHERE rowid >= {start} AND rowid < {start + _BATCH}"
    ).fetchall():
        yield [cell for (cell,) in batch]
        start += _BATCH
