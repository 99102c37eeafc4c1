"""The check of every cell for characters that look like others, or are none."""

from collections.abc import Iterable, Iterator

from pipeline import engine, keeping
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Tally, tally
from pipeline.tables.table import Table
from pipeline.unusual import COMMON, unusual

CODE = "unusual-character"


def check(con: engine.Connection, tables: Iterable[tuple[str, Table]]) -> list[Tally]:
    """A tally for each table by its name; `evaluated` counts rows, `failed` characters in cells."""
    return [_check(con, name, table) for name, table in tables]


def _check(con: engine.Connection, name: str, table: Table) -> Tally:
    issues: list[Issue] = []
    failed = 0
    for row, label, text in _cells(con, table):
        for item in unusual(text):
            failed += 1
            if len(issues) < keeping.room():
                issues.append(
                    Issue(
                        code=CODE,
                        layer=Layer.TABLE,
                        severity=Severity.WARNING,
                        message=item.message,
                        hint=item.hint,
                        resource=name,
                        row=row,
                        field=label,
                        value=item.found,
                    )
                )
    return tally(
        CODE,
        Layer.TABLE,
        issues,
        severity=Severity.WARNING,
        evaluated=table.rows,
        failed=failed,
    )


def _cells(con: engine.Connection, table: Table) -> Iterator[tuple[int, str, str]]:
    """Row, label and text of the cells in rows that hold anything out of the common."""
    if not table.columns:
        return
    listed = ", ".join('"' + column.replace('"', '""') + '"' for column in table.columns)
    asked = (
        f"SELECT _row, {listed} FROM {table.sql} "
        f"WHERE regexp_matches(concat_ws(' ', {listed}), '[^{COMMON}]') ORDER BY _row"
    )
    for row, *cells in con.execute(asked).fetchall():
        for label, text in zip(table.labels, cells, strict=True):
            yield row, label, text or ""
