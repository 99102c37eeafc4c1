"""Records called by their names: a key tells a program which is meant, a name tells a person."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline import naming
from pipeline.issue import Issue, Place
from pipeline.report import Report
from pipeline.resource import Resource
from pipeline.tables.table import Table

_LARGEST = 16_000_000
"""Bytes of a file that is read again for the names of a few rows: a fraction of a second."""

Spot = TypeVar("Spot", Issue, Place)
Find = Callable[[str, str], int | None]
"""The row of a record by its table and key; None where it is not known."""


def labelled(
    report: Report,
    tables: Mapping[str, Table],
    resources: Mapping[str, Resource],
    declared: Mapping[str, str] | None = None,
    find: Find = lambda table, key: None,
) -> Report:
    """The same report, each record of its kept issues with its name, where its table has one.

    declared: table → field that names its records, beside those that are told by their name.
    A field that is a reference names its record by the record that it refers to.
    """
    schemas = {name: item.schema for name, item in resources.items()}
    said = declared or {}
    books = {
        name: _Book(table, naming.names(table.labels, said.get(name), schemas.get(name)))
        for name, table in tables.items()
    }
    named = _Naming(books, {name: _references(item) for name, item in resources.items()}, find)
    named.look(spot for check in report.checks for issue in check.issues for spot in _spots(issue))
    checks = tuple(
        replace(check, issues=tuple(named.issue(issue) for issue in check.issues))
        for check in report.checks
    )
    return replace(report, checks=checks)


@dataclass(frozen=True, slots=True)
class _Book:
    """A table, the columns that may name its records, and the names that were looked up."""

    table: Table
    columns: tuple[str, ...]
    found: dict[int, tuple[str, str]] = field(default_factory=dict)

    def read(self, rows: set[int]) -> None:
        """Column and text of each row's name."""
        with suppress(OSError):
            if not self.columns or self.table.origin.file.stat().st_size > _LARGEST:
                return
            for row, cells in self.table.texts(rows - {*self.found}).items():
                texts = dict(zip(self.table.labels, cells, strict=False))
                said = ((name, texts.get(name, "")) for name in self.columns)
                if name := next((item for item in said if item[1].strip()), None):
                    self.found[row] = name


@dataclass(frozen=True, slots=True)
class _Naming:
    books: Mapping[str, _Book]
    references: Mapping[str, Mapping[str, str]]
    find: Find

    def look(self, spots: Iterator[Issue | Place]) -> None:
        """Read the files for all these records at once, then for those that they refer to."""
        first: dict[str, set[int]] = {}
        for spot in spots:
            if spot.resource in self.books and spot.row is not None and spot.resource:
                first.setdefault(spot.resource, set()).add(spot.row)
        self._read(first)
        second: dict[str, set[int]] = {}
        for name, rows in first.items():
            for row in rows:
                if other := self._other(name, row):
                    second.setdefault(other[0], set()).add(other[1])
        self._read(second)

    def issue(self, issue: Issue) -> Issue:
        return replace(self._spot(issue), related=tuple(map(self._spot, issue.related)))

    def _spot(self, spot: Spot) -> Spot:
        name = self._name(spot.resource, spot.row)
        return spot if name is None or name == spot.key else replace(spot, label=name)

    def _name(self, table: str | None, row: int | None) -> str | None:
        if table not in self.books or row is None or table is None:
            return None
        column, text = self.books[table].found.get(row, ("", None))
        if column not in self.references.get(table, {}):
            return text
        other = self._other(table, row)
        return self.books[other[0]].found.get(other[1], ("", None))[1] if other else None

    def _other(self, table: str, row: int) -> tuple[str, int] | None:
        """The record by whose name this one goes."""
        column, text = self.books[table].found.get(row, ("", ""))
        target = self.references.get(table, {}).get(column)
        found = self.find(target, text) if target in self.books and target else None
        return (target, found) if target and found is not None else None

    def _read(self, wanted: Mapping[str, set[int]]) -> None:
        for name, rows in wanted.items():
            self.books[name].read(rows)


def _spots(issue: Issue) -> Iterator[Issue | Place]:
    yield issue
    yield from issue.related


def _references(resource: Resource) -> dict[str, str]:
    """Field → the table that it alone refers to, as far as the schema can be read."""
    listed = (resource.schema or {}).get("foreignKeys")
    found: dict[str, str] = {}
    for item in listed if isinstance(listed, list) else ():
        with suppress(AttributeError, KeyError, TypeError):
            fields, target = item["fields"], item["reference"].get("resource") or resource.name
            names = [fields] if isinstance(fields, str) else fields
            if len(names) == 1 and isinstance(target, str):
                found[names[0]] = target
    return found
