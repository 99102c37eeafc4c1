"""`<name>.json`: all records in one file, one record a line, numbers exact."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.spelling import loads, package, reads_as, spell
from pipeline.export.values import Value


def path(release: Release) -> str:
    """Where the release keeps it."""
    return f"{release.name}.json"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """`{"package": {…}, "tables": {name: [record, …]}}`; nulls are written, dates are text."""
    return (write(root, path(release), _lines(release)),)


def check(release: Release, root: Path) -> None:
    """Read it by two parsers, with decimals for numbers, and compare every value."""
    read = loads(path(release), (root / path(release)).read_bytes())
    if read.get("package") != package(release):
        compare.spoil(path(release), "`package` says something else")
    if list(read["tables"]) != [table.name for table in release.tables]:
        compare.spoil(path(release), "its tables are not those of the release")
    for table in release.tables:
        _check(path(release), table, read["tables"][table.name])


def _check(artefact: str, table: ReleaseTable, records: list[dict[str, Any]]) -> None:
    for record in records:
        compare.labels(artefact, table, list(record))
    compare.rows(artefact, table, (list(record.values()) for record in records), _same)


def _same(value: Value, read: Any, _: ReleaseField) -> bool:
    return reads_as(value, read)


def _lines(release: Release) -> Iterator[str]:
    yield f'{{\n  "package": {spell(package(release))},\n  "tables": {{'
    for number_, table in enumerate(release.tables):
        yield f"{',' if number_ else ''}\n    {spell(table.name)}: ["
        yield from _records(table)
        yield "\n    ]" if table.rows else "]"
    yield "\n  }\n}\n" if release.tables else "}\n}\n"


def _records(table: ReleaseTable) -> Iterator[str]:
    keys = [spell(label) for label in table.labels]
    for index, row in enumerate(table.rows):
        members = (f"{key}: {spell(value)}" for key, value in zip(keys, row, strict=True))
        yield f"{',' if index else ''}\n      {{{', '.join(members)}}}"
