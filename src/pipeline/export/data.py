"""`data/*.csv`: the tables as canonical CSV, the form that all others are held against."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.values import Value, parse, same, text

_QUOTED = re.compile(r"[,\"\r\n]")
"""RFC 4180: only these need quotes; spelled out here, as Python's versions differ on CR."""


def path(table: ReleaseTable) -> str:
    """Where the release keeps a table's data."""
    return f"data/{table.name}.csv"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """UTF-8 without BOM, LF, comma, as few quotes as can be; an empty cell is null."""
    return tuple(write(root, path(table), _lines(table)) for table in release.tables)


def check(release: Release, root: Path) -> None:
    """Read every cell with Python's reader and compare it, typed."""
    for table in release.tables:
        with (root / path(table)).open(encoding="utf-8", newline="") as file:
            _check(table, csv.reader(file, strict=True))


def _check(table: ReleaseTable, reader: Iterator[list[str]]) -> None:
    try:
        compare.labels(path(table), table, next(reader, []))
        compare.rows(path(table), table, reader, _same)
    except (csv.Error, UnicodeDecodeError) as error:
        compare.differs(path(table), table, str(error))


def _same(value: Value, cell: str, _: ReleaseField) -> bool:
    return same(value, parse(cell, value))


def _lines(table: ReleaseTable) -> Iterator[str]:
    yield _line(table.labels)
    kinds = [field.type for field in table.fields]
    for row in table.rows:
        yield _line(text(value, kind) for value, kind in zip(row, kinds, strict=True))


def _line(cells: Iterable[str]) -> str:
    line = ",".join(_quote(cell) for cell in cells)
    # a lone empty cell would be a blank line, which readers pass over
    return f"{line}\n" if line else '""\n'


def _quote(cell: str) -> str:
    if not _QUOTED.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
