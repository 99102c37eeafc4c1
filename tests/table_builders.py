"""Small tables on disk, and what reading them found."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.issue import Issue
from pipeline.report import Tally
from pipeline.tables.reader import read
from pipeline.tables.table import Table


@dataclass(frozen=True)
class Reading:
    table: Table | None
    rows: list[tuple[Any, ...]] | None
    """What DuckDB gives for `Table.sql`."""
    tallies: dict[str, Tally]

    @property
    def failed(self) -> dict[str, int]:
        return {code: tally.failed for code, tally in self.tallies.items() if tally.failed}

    @property
    def issue(self) -> Issue:
        """The only issue."""
        (issue,) = (issue for tally in self.tallies.values() for issue in tally.issues)
        return issue

    @property
    def conserved(self) -> bool:
        """Header, blank, rejected and read rows are the rows that were looked at."""
        assert self.table
        known = self.tallies["blank-row"].failed + self.table.rows + self.table.rejected
        return self.tallies["extra-cell"].evaluated == 1 + known


def reading(folder: Path, data: bytes | str, *, name: str = "t.csv", **options: Any) -> Reading:
    """Write a file, read it, and fetch its rows."""
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    con = duckdb.connect()
    table, tallies = read(con, "t", file, path=f"raw/{name}", scratch=folder, **options)
    rows = con.execute(f"SELECT * FROM {table.sql} ORDER BY _row").fetchall() if table else None
    return Reading(table, rows, {tally.code: tally for tally in tallies})
