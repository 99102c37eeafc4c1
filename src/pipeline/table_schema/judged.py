"""Cells that SQL cannot judge: each distinct one is judged once in Python and joined back."""

from collections.abc import Callable, Iterator
from typing import Any

from pipeline import engine
from pipeline.table_schema import sql

SCHEMA = "judged"
"""Holds the verdicts while one table is checked."""

_BATCH = 10_000
"""Cells judged at a time: their number has no bound, memory has."""

_BYTES = 8_000_000
"""Of text judged at a time: as JSON in Python it takes some ten times as much."""


def judge(
    con: engine.Connection,
    name: str,
    cells: str,
    kind: str,
    verdict: Callable[[str], Any],
) -> str:
    """Make a table of `cell` and `value` from a query of distinct cells; gives its SQL name."""
    con.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    target, waiting = (f"{SCHEMA}.{sql.name(name + suffix)}" for suffix in ("", " waiting"))
    con.execute(f"CREATE OR REPLACE TABLE {target} (cell VARCHAR, value {kind})")
    con.execute(f"CREATE OR REPLACE TABLE {waiting} AS SELECT * FROM ({cells}) AS found (cell_)")
    for batch in _batches(con, waiting):
        verdicts = [verdict(cell) for cell in batch]
        con.execute(
            f"INSERT INTO {target} SELECT unnest(?::VARCHAR[]), unnest(?::{kind}[])",
            [batch, verdicts],
        )
    con.execute(f"DROP TABLE {waiting}")
    return target


def forget(con: engine.Connection) -> None:
    """Drop all verdicts."""
    con.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _batches(con: engine.Connection, waiting: str) -> Iterator[list[str]]:
    start = 0
    while sizes := con.execute(
        f"SELECT strlen(cell_) FROM {waiting} WHERE rowid >= {start} AND rowid < {start + _BATCH}"
    ).fetchall():
        for first, last in _runs([size for (size,) in sizes]):
            found = con.execute(
                f"SELECT cell_ FROM {waiting} "
                f"WHERE rowid >= {start + first} AND rowid < {start + last}"
            ).fetchall()
            yield [cell for (cell,) in found]
        start += _BATCH


def _runs(sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges that together hold at most `_BYTES`, or one cell."""
    first = held = 0
    for place, size in enumerate(sizes):
        if held + size > _BYTES and place > first:
            yield first, place
            first, held = place, 0
        held += size
    yield first, len(sizes)
