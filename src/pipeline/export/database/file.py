"""The database as one file: written by Python's sqlite3, read back by apsw and its own SQLite."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.export import compare
from pipeline.export.artefact import FILE_MODE, Artefact, measure, spelled
from pipeline.export.database.definition import create, indexes, quote, views
from pipeline.export.database.kinds import held, kinds
from pipeline.export.release import Release, ReleaseTable

APPLICATION = 0x45764964
"""`application_id` of our databases: `EvId`."""

_SETTINGS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA auto_vacuum = NONE",
    "PRAGMA journal_mode = OFF",  # a file that was not finished is thrown away whole
    "PRAGMA synchronous = OFF",  # it is synced below
    f"PRAGMA application_id = {APPLICATION}",
    "PRAGMA foreign_keys = OFF",  # a table may come before one that it refers to
)


def path(release: Release) -> str:
    """Where the release keeps it."""
    return f"{release.name}.sqlite"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Tables, rows, indexes, views, in this order; then packed, so that no page is left over."""
    target = root / path(release)
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as con:
            _fill(con, release)
    except sqlite3.OperationalError as error:
        raise OSError(None, str(error), target.name) from error
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    target.chmod(FILE_MODE)
    return (measure(root, path(release)),)


def check(release: Release, root: Path) -> None:
    """Its own integrity, its references, and every cell with its type."""
    import apsw

    opened = None
    try:
        opened = apsw.Connection(spelled(root / path(release)), flags=apsw.SQLITE_OPEN_READONLY)
        _sound(opened, release)
        for table in release.tables:
            _check(opened, path(release), table)
    except apsw.Error as error:
        compare.spoil(path(release), str(error))
    finally:
        if opened is not None:
            opened.close()


def _fill(con: sqlite3.Connection, release: Release) -> None:
    for setting in _SETTINGS:
        con.execute(setting)
    tables = {table.name: table for table in release.tables}
    con.execute("BEGIN")
    for table in release.tables:
        con.execute(create(table, tables))
        marks = ", ".join("?" * len(table.fields))
        con.executemany(f"INSERT INTO {quote(table.name)} VALUES ({marks})", _rows(table))
    for statement in (*indexes(release), *views(release)):
        con.execute(statement)
    con.execute("COMMIT")
    con.execute("VACUUM")


def _rows(table: ReleaseTable) -> Iterator[tuple[Any, ...]]:
    types = kinds(table)
    for row in table.rows:
        yield tuple(held(value, kind) for value, kind in zip(row, types, strict=True))


def _sound(con: Any, release: Release) -> None:
    said = [row[0] for row in con.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        compare.spoil(path(release), str(said[0]))
    for child, row, parent, _ in con.execute("PRAGMA foreign_key_check"):
        what = f"row {row} of `{child}` refers to no row of `{parent}`"
        compare.spoil(path(release), what)
    for (name,) in list(con.execute("SELECT name FROM sqlite_master WHERE type = 'view'")):
        con.execute(f"SELECT * FROM {quote(name)} LIMIT 1").fetchall()


def _check(con: Any, artefact: str, table: ReleaseTable) -> None:
    labels = [row[1] for row in con.execute(f"PRAGMA table_info({quote(table.name)})")]
    compare.labels(artefact, table, labels)
    types = dict(zip(table.labels, kinds(table), strict=True))
    read = con.execute(f"SELECT * FROM {quote(table.name)} ORDER BY rowid")

    def same(value: Any, cell: Any, field: Any) -> bool:
        wanted = held(value, types[field.name])
        return wanted == cell and isinstance(cell, str) == isinstance(wanted, str)

    compare.rows(artefact, table, read, same)
