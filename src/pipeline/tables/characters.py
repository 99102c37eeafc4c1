"""The check of every cell for characters that look like others, or are none."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from pipeline import engine, keeping
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Tally, tally
from pipeline.tables.table import Table
from pipeline.unusual import COMMON, Unusual, unusual

CODE = "unusual-character"
UNSEEN = "unseen-character"

_SEVERITIES = {CODE: Severity.WARNING, UNSEEN: Severity.ERROR}

Told = Collection[tuple[str | None, int | None, str | None]]
"""Table, row and field of cells of which something has been told."""


Keyed = tuple[str, Table, Sequence[str]]
"""A table's name, the table, and the labels of its key."""


def check(con: engine.Connection, tables: Iterable[Keyed], told: Told = ()) -> list[Tally]:
    """Two tallies for each table by its name; `evaluated` counts rows, `failed` characters.

    What nobody sees is not told of a cell that is among `told`: it may be why.
    """
    return [found for keyed in tables for found in _check(con, keyed, told)]


def _check(con: engine.Connection, keyed: Keyed, told: Told) -> Iterator[Tally]:
    name, table, by = keyed
    issues: dict[str, list[Issue]] = {code: [] for code in _SEVERITIES}
    failed: Counter[str] = Counter()
    for row, label, text, key in _cells(con, table, by):
        for item in unusual(text.strip()):  # white space around it is `stray-space`
            code = UNSEEN if item.unseen else CODE
            if code == UNSEEN and (name, row, label) in told:
                continue
            failed[code] += 1
            if len(issues[code]) < keeping.room():
                issues[code].append(_issue(code, item, name, row, label, key))
    for code, severity in _SEVERITIES.items():
        yield tally(
            code,
            Layer.TABLE,
            issues[code],
            severity=severity,
            evaluated=table.rows,
            failed=failed[code],
        )


def _issue(code: str, item: Unusual, name: str, row: int, label: str, key: str | None) -> Issue:
    return Issue(
        code=code,
        layer=Layer.TABLE,
        severity=_SEVERITIES[code],
        message=item.message,
        hint=item.hint,
        resource=name,
        row=row,
        field=label,
        key=key,
        value=item.found,
    )


def _cells(
    con: engine.Connection, table: Table, by: Sequence[str]
) -> Iterator[tuple[int, str, str, str | None]]:
    """Row, label, text and record of the cells in rows that hold anything out of the common."""
    if not table.columns:
        return
    listed = ", ".join('"' + column.replace('"', '""') + '"' for column in table.columns)
    asked = (
        f"SELECT _row, {listed} FROM {table.sql} "
        f"WHERE regexp_matches(concat_ws(' ', {listed}), '[^{COMMON}]') ORDER BY _row"
    )
    for row, *cells in con.execute(asked).fetchall():
        texts = dict(zip(reversed(table.labels), reversed(cells), strict=True))
        key = ", ".join(texts.get(part) or "" for part in by) or None
        for label, text in zip(table.labels, cells, strict=True):
            yield row, label, text or "", key
