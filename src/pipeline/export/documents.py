"""`<name>.<by>.json`: one nested document a record, for readers, as the descriptor wants it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.export import compare, nesting
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Nested, Release, ReleaseTable
from pipeline.export.spelling import Record, loads, package, reads_as, spell

LABEL = "_label"
"""Ends the name of a member that says in words what the reference before it points to."""


def path(release: Release) -> str:
    """Where the release keeps it, if it has one at all."""
    return f"{release.name}.{release.nested.by}.json" if release.nested else ""


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """`{"package": {…}, "<by>": [document, …]}`; nothing where the project wants no documents."""
    return (write(root, path(release), _lines(release)),) if release.nested else ()


def check(release: Release, root: Path) -> None:
    """Take the documents apart again and compare every record with the tables."""
    if release.nested is None:
        return
    read = loads(path(release), (root / path(release)).read_bytes())
    if read.get("package") != package(release):
        compare.spoil(path(release), "`package` says something else")
    tables = {table.name: table for table in release.tables}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    _take_apart(release.nested, release.nested.by, read[release.nested.by], tables, found)
    for name, records in found.items():
        _check(release, tables[name], records)


def members(nested: Nested, table: ReleaseTable) -> Iterator[tuple[str, str | None]]:
    """The members of a record in their order, each with the table whose label it is, or None."""
    for field in table.fields:
        yield field.name, None
        target = field.references[0] if field.references else None
        if target in nested.labels:
            yield field.name + LABEL, target


def _lines(release: Release) -> Iterator[str]:
    assert release.nested
    documents = _Documents(release, release.nested)
    yield f'{{\n  "package": {spell(package(release))},\n  {spell(release.nested.by)}: ['
    for number, document in enumerate(documents.all()):
        lines = spell(document, indent=2).splitlines()
        yield f"{',' if number else ''}\n    " + "\n    ".join(lines)
    yield "\n  ]\n}\n"


class _Documents:
    """The records of all tables, by key and by what they stand under."""

    def __init__(self, release: Release, nested: Nested) -> None:
        self._nested = nested
        self._tables = {table.name: table for table in release.tables}
        self._labels = {name: self._names(name, field) for name, field in nested.labels.items()}
        self._below = {
            child: self._grouped(child, parent)
            for parent, children in nested.under.items()
            for child in children
        }

    def all(self) -> Iterator[Record]:
        """One document a record of the first table, in its order."""
        table = self._tables[self._nested.by]
        return (self._document(table, row) for row in table.rows)

    def _document(self, table: ReleaseTable, row: tuple[Any, ...]) -> Record:
        values = dict(zip(table.labels, row, strict=True))
        document: Record = {}
        for name, target in members(self._nested, table):
            if target is None:
                document[name] = values[name]
            else:
                document[name] = self._labels[target].get(values[name.removesuffix(LABEL)])
        for child in self._nested.under.get(table.name, ()):
            rows = self._below[child].get(values[table.primary_key[0]], [])
            document[child] = [self._document(self._tables[child], item) for item in rows]
        return document

    def _names(self, name: str, field: str) -> dict[Any, Any]:
        table = self._tables[name]
        key, label = table.labels.index(table.primary_key[0]), table.labels.index(field)
        return {row[key]: row[label] for row in table.rows}

    def _grouped(self, child: str, parent: str) -> dict[Any, list[tuple[Any, ...]]]:
        table = self._tables[child]
        at = table.labels.index(nesting.link(table.schema, child, parent)[0])
        groups: dict[Any, list[tuple[Any, ...]]] = {}
        for row in table.rows:
            groups.setdefault(row[at], []).append(row)
        return groups


def _take_apart(
    nested: Nested,
    name: str,
    read: list[dict[str, Any]],
    tables: Mapping[str, ReleaseTable],
    found: dict[str, dict[str, dict[str, Any]]],
) -> None:
    known = found.setdefault(name, {})
    for record in read:
        for child in nested.under.get(name, ()):
            _take_apart(nested, child, record[child], tables, found)
        known[json.dumps([str(record[part]) for part in tables[name].primary_key])] = record


def _check(release: Release, table: ReleaseTable, records: Mapping[str, dict[str, Any]]) -> None:
    """Every record that is there is that of the table; of `by`, all are there."""
    assert release.nested
    seen = 0
    for index, row in enumerate(table.rows):
        values = dict(zip(table.labels, row, strict=True))
        record = records.get(json.dumps([str(values[part]) for part in table.primary_key]))
        if record is None:
            continue
        seen += 1
        for name, value in values.items():
            if not reads_as(value, record.get(name)):
                place = compare.where(table, index, name)
                compare.differs(path(release), table, f"{place} reads back as another value")
    wanted = len(table.rows) if table.name == release.nested.by else len(records)
    if seen != wanted:
        compare.differs(path(release), table, f"{seen} of {wanted} records are in it")
