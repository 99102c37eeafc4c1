"""`<name>.json`: all records in one file, one record a line, numbers exact."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.values import Value, is_number, number, same, text


def path(release: Release) -> str:
    """Where the release keeps it."""
    return f"{release.name}.json"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """`{"package": {…}, "tables": {name: [record, …]}}`; nulls are written, dates are text."""
    return (write(root, path(release), _lines(release)),)


def check(release: Release, root: Path) -> None:
    """Read it, with decimals for numbers, and compare every value."""
    with (root / path(release)).open(encoding="utf-8") as file:
        try:
            read = json.load(file, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
        except ValueError as error:
            compare.spoil(path(release), str(error))
    if read.get("package") != _package(release):
        compare.spoil(path(release), "`package` says something else")
    if list(read["tables"]) != [table.name for table in release.tables]:
        compare.spoil(path(release), "its tables are not those of the release")
    for table in release.tables:
        _check(path(release), table, read["tables"][table.name])


def _check(artefact: str, table: ReleaseTable, records: list[dict[str, Any]]) -> None:
    for record in records:
        compare.labels(artefact, table, list(record))
    compare.rows(artefact, table, (list(record.values()) for record in records), _same)


def _same(value: Value, read: Any, field: ReleaseField) -> bool:
    return same(_held(value), read)


def _package(release: Release) -> dict[str, Any]:
    known = {
        "name": release.name,
        "version": release.version,
        "title": release.title,
        "title_zh": release.title_zh,
        "description": release.description,
        "description_zh": release.description_zh,
        "created": release.created,
        "homepage": release.homepage,
        "licenses": [dict(item) for item in release.licenses],
    }
    return {key: value for key, value in known.items() if value}


def _lines(release: Release) -> Iterator[str]:
    yield f'{{\n  "package": {_json(_package(release))},\n  "tables": {{'
    for number_, table in enumerate(release.tables):
        yield f"{',' if number_ else ''}\n    {_json(table.name)}: ["
        yield from _records(table)
        yield "\n    ]" if table.rows else "]"
    yield "\n  }\n}\n" if release.tables else "}\n}\n"


def _records(table: ReleaseTable) -> Iterator[str]:
    keys = [_json(label) for label in table.labels]
    for index, row in enumerate(table.rows):
        members = (f"{key}: {_spell(value)}" for key, value in zip(keys, row, strict=True))
        yield f"{',' if index else ''}\n      {{{', '.join(members)}}}"


def _spell(value: Value) -> str:
    held = _held(value)
    return text(held) if is_number(held) else _json(held)


def _held(value: Value) -> Value:
    """What JSON can hold of it: it has neither dates nor infinities, so these are text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal) and number(value).is_finite():
        return value
    return text(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
