"""Rows that stand in the descriptor itself: JSON arrays, JSON objects, or the text of a CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pipeline import engine
from pipeline.report import Tally
from pipeline.resource import Resource
from pipeline.tables.findings import Findings
from pipeline.tables.json_values import clean, told
from pipeline.tables.labels import ROW, columns, numbered
from pipeline.tables.reader import read as read_file
from pipeline.tables.table import Inline, Origin, Table, in_text

Found = tuple[Table | None, list[Tally]]

_SHAPE = "Give a list of lists of which the first is the header, or a list of objects."


def read(
    con: engine.Connection,
    resource: Resource,
    descriptor: str,
    fields: Sequence[str],
    scratch: Path,
) -> Found:
    """The table of a resource's `data`; objects give their keys in the order of `fields`."""
    pointer = f"/resources/{resource.position}/data"
    if isinstance(resource.descriptor["data"], str):
        return _text(con, resource, descriptor, pointer, scratch)
    # one database may hold the tables of two packages, each with a scratch folder of its own
    stored = f"inline {resource.position} of {scratch.name}"
    return _Rows(resource, descriptor, pointer, fields).table(con, stored)


def _text(
    con: engine.Connection,
    resource: Resource,
    descriptor: str,
    pointer: str,
    scratch: Path,
) -> Found:
    with NamedTemporaryFile("wb", dir=scratch, suffix=".csv", delete=False) as out:
        out.write(resource.descriptor["data"].encode("utf-8", "replace"))
    file = Path(out.name)
    table, tallies = read_file(
        con, resource.name, file, path=descriptor, dialect=resource.dialect, scratch=scratch
    )
    if table:
        table = replace(table, inline=Inline(pointer, None, False))
    return table, [
        replace(
            item, issues=tuple(replace(in_text(issue), pointer=pointer) for issue in item.issues)
        )
        for item in tallies
    ]


class _Rows:
    def __init__(
        self, resource: Resource, descriptor: str, pointer: str, fields: Sequence[str]
    ) -> None:
        self.resource, self.path, self.fields = resource, descriptor, fields
        self.pointer, self.data = _unwrapped(resource.descriptor, pointer)
        self.findings = Findings(resource.name, descriptor)
        self.rows: list[tuple[int, list[Any]]] = []
        self.rejected = 0

    def table(self, con: engine.Connection, stored: str) -> Found:
        """Its rows, put into the database under the name `stored`."""
        wrong = self._misshapen()
        if wrong:
            self.findings.add(*wrong)
            return None, self._with_pointers(self.findings.refused(wrong[0]), None)
        keyed = isinstance(self.data[0], dict)
        headed = not keyed and self.resource.dialect.header
        labels = self._labels(keyed, headed)
        seen = tuple(self._first(label) for label in labels) if keyed else ()
        place = Inline(self.pointer, 2 if keyed else 1, keyed, seen)
        for number, item in enumerate(self.data[1:] if headed else self.data):
            self._take(item, number + (2 if keyed or headed else 1), labels)
        names = columns([*labels, *(f"{label} (JSON)" for label in labels)])
        sql = _stored(con, stored, names, self.rows)
        table = Table(
            name=self.resource.name,
            path=self.path,
            labels=labels,
            columns=names[: len(labels)],
            rows=len(self.rows),
            rejected=self.rejected,
            sql=sql,
            origin=Origin(Path(self.path), "utf-8", self.resource.dialect),
            kinds=names[len(labels) :],
            inline=place,
        )
        return table, self._with_pointers(self.findings.tallies(len(self.data)), table)

    def _misshapen(self) -> tuple[str, str, str] | None:
        """Code, message and hint, where these are no rows at all."""
        if not isinstance(self.data, list):
            return "source-error", "The inline data are no list of rows.", _SHAPE
        if not self.data:
            return "empty-file", "The inline data hold no row, and no header either.", _SHAPE
        kinds = {type(item) for item in self.data}
        if not kinds <= {list} and not kinds <= {dict}:
            said = "The rows of the inline data must all be lists, or all be objects."
            return "source-error", said, _SHAPE
        return None

    def _labels(self, keyed: bool, headed: bool) -> tuple[str, ...]:
        if keyed:
            asked = self.resource.descriptor.get("dialect")
            listed = asked.get("itemKeys") if isinstance(asked, dict) else None
            if isinstance(listed, list) and all(isinstance(key, str) for key in listed):
                return tuple(listed)
            found = dict.fromkeys(clean(key) for item in self.data for key in item)
            return (*(n for n in self.fields if n in found), *(n for n in found
                    if n not in self.fields))  # fmt: skip
        if headed:
            return tuple(told(cell)[0] for cell in self.data[0])
        return numbered(max(len(item) for item in self.data))

    def _first(self, label: str) -> int:
        return next((n for n, item in enumerate(self.data) if label in item), 0)

    def _take(self, item: Any, row: int, labels: tuple[str, ...]) -> None:
        keyed = isinstance(item, dict)
        cells = [item.get(label) for label in labels] if keyed else list(item)
        if all(cell is None or cell == "" for cell in cells):
            said = "No cell of this row holds anything."
            self.findings.add("blank-row", said, "Delete the row.", row=row)
        elif len(cells) != len(labels):
            self.rejected += 1
            code = "extra-cell" if len(cells) > len(labels) else "missing-cell"
            said = f"The row has {len(cells):,} cells where {len(labels):,} are expected."
            self.findings.add(code, said, "Write null for a cell without value.", row=row)
        else:
            self.rows.append((row, cells))

    def _with_pointers(self, tallies: list[Tally], table: Table | None) -> list[Tally]:
        def placed(issue: Any) -> Any:
            if table and issue.row is not None:
                return table.located(issue)
            return replace(issue, pointer=self.pointer)

        return [replace(t, issues=tuple(placed(issue) for issue in t.issues)) for t in tallies]


def _unwrapped(item: Mapping[str, Any], pointer: str) -> tuple[str, Any]:
    """The rows, which the dialect's `property` may name inside an object."""
    data, dialect = item["data"], item.get("dialect")
    name = dialect.get("property") if isinstance(dialect, dict) else None
    if isinstance(name, str) and isinstance(data, dict) and name in data:
        return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", data[name]
    return pointer, data


def _stored(
    con: engine.Connection,
    name: str,
    names: Sequence[str],
    rows: Sequence[tuple[int, list[Any]]],
) -> str:
    target = '"' + name + '"'
    quoted = ['"' + item.replace('"', '""') + '"' for item in names]
    declared = ", ".join([f"{ROW} BIGINT", *(f"{item} VARCHAR" for item in quoted)])
    con.execute(f"CREATE OR REPLACE TABLE {target} ({declared})")
    if rows:
        known = [[told(cell) for cell in cells] for _, cells in rows]
        texts = [[row[n][0] for row in known] for n in range(len(names) // 2)]
        kinds = [[row[n][1] for row in known] for n in range(len(names) // 2)]
        marks = ", ".join(["unnest(?::BIGINT[])", *["unnest(?::VARCHAR[])"] * len(names)])
        con.execute(
            f"INSERT INTO {target} SELECT {marks}", [[row for row, _ in rows], *texts, *kinds]
        )
    return target
