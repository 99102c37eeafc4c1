"""A table as it would be after one change: the same FROM item, with the change written into it."""

from dataclasses import replace

from pipeline.mutate.mutant import Mutant
from pipeline.table_schema import sql
from pipeline.tables.table import Table


def changed(table: Table, mutant: Mutant) -> Table:
    """The table with this change; nothing that is stored is touched."""
    rows = table.rows + (mutant.again is not None) - (mutant.gone is not None)
    return replace(table, sql=_sql(table, mutant), rows=rows)


def _sql(table: Table, mutant: Mutant) -> str:
    source = f"SELECT * FROM {table.sql}"
    if mutant.gone is not None:
        source += f" WHERE _row <> {mutant.gone}"
    if mutant.again is not None:
        source += (
            f" UNION ALL SELECT * REPLACE (CAST({mutant.copy} AS BIGINT) AS _row) "
            f"FROM {table.sql} WHERE _row = {mutant.again}"
        )
    cells: dict[str, str] = {}
    for row, label, text in mutant.cells:
        column = sql.name(table.columns[table.labels.index(label)])
        cells[column] = cells.get(column, "") + f" WHEN _row = {row} THEN {sql.text(text)}"
    if not cells:
        return f"({source})"
    listed = ", ".join(
        f"CASE{when} ELSE {column} END AS {column}" for column, when in cells.items()
    )
    return f"(SELECT * REPLACE ({listed}) FROM ({source}))"
