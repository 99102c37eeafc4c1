"""The workbook of a project as it is, right or wrong: what a curator mends the data in."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import engine
from pipeline.declare import Record
from pipeline.errors import ExportError
from pipeline.export import missing, nesting, repeated, workbook
from pipeline.export.fields import as_field
from pipeline.export.gather import moment
from pipeline.export.release import Nested, Release, ReleaseField, ReleaseTable
from pipeline.issue import Issue
from pipeline.language import Lang
from pipeline.package import Package, Resource
from pipeline.table_schema import Schema
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import TYPES
from pipeline.tables.table import Table

_TYPED = frozenset(("integer", "number", "boolean", "date", "datetime", "year"))
"""Types whose values a spreadsheet has itself; all else stands as the file spells it."""

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""Stamps the workbook of a package that states no date: the first that a zip archive can."""


def write(
    package: Package,
    tables: Mapping[str, Table],
    models: Mapping[str, type[Record]],
    found: Sequence[Issue],
    path: Path,
    lang: Lang,
) -> None:
    """Write all rows that a sheet can show, and the issues with links to their cells.

    Of rows and tables that none can show it tells where they stand. ExportError where a workbook
    cannot hold the data, or the disk the workbook.
    """
    made, numbers = [], {}
    absent: dict[str, tuple[Issue, ...]] = {}
    with engine.connect() as con:  # of its own: where rules ran, no file can be read any more
        for resource in package.resources:
            name = resource.name
            if (read := tables.get(name)) is not None:
                table, numbers[name], unheld = _table(con, resource, read, models.get(name))
                made.append(table)
                absent[name] = (*missing.broken(name, found, numbers[name]), *unheld)
            elif whole := missing.whole(name, found):
                absent[name] = whole
    draft = replace(_release(package, made, lang), absent={n: i for n, i in absent.items() if i})
    told = missing.with_unheld(found, absent)
    paths = {name: table.path for name, table in tables.items()}
    found = repeated.told((_on_sheet(issue, numbers) for issue in told), made, paths)
    draft = replace(draft, found=found)
    workbook.limits.check(draft)
    _put(draft, path)


def _put(draft: Release, path: Path) -> None:
    """Write aside, read back, and only then put it in place."""
    try:
        with tempfile.TemporaryDirectory(prefix=".pipeline-", dir=path.parent) as folder:
            (made,) = workbook.write_all(draft, Path(folder), ())
            workbook.check(draft, Path(folder))
            (Path(folder) / made.path).replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from error


def _release(package: Package, tables: Sequence[ReleaseTable], lang: Lang) -> Release:
    given = package.descriptor

    def words(name: str) -> str | None:
        said = given.get(name)
        return said if isinstance(said, str) else None

    return Release(
        name="draft",
        version=words("version") or "",
        when=_when(package),
        tool_version=version("evidence-pipeline"),
        tables=tuple(tables),
        title=words("title") or package.name,
        title_zh=words("title_zh"),
        description=words("description"),
        description_zh=words("description_zh"),
        nested=_nested(package),
        lang=lang,
        draft_of=package.name or "",
    )


def _when(package: Package) -> datetime:
    try:
        return moment(package, None)
    except ExportError:
        return _UNDATED


def _nested(package: Package) -> Nested | None:
    try:
        return nesting.read(package)
    except ExportError:
        return None


def _table(
    con: engine.Connection, resource: Resource, table: Table, model: type[Record] | None
) -> tuple[ReleaseTable, dict[int, int], tuple[Issue, ...]]:
    """A table, for each row of the file that on the sheet, and why rows are not there."""
    given = resource.schema or {}
    schema = Schema.from_descriptor(given)[0]
    known = _fields(schema, table)
    listed = ", ".join(_quote(column) if column else "NULL" for _, column in known)
    rows: list[tuple[Any, ...]] = []
    numbers: dict[int, int] = {}
    unheld: dict[int, missing.Unheld] = {}
    query = f"SELECT _row, {listed} FROM {table.sql} ORDER BY _row"
    for row, *cells in con.execute(query).fetchall():
        zipped = [(field, cell) for (field, _), cell in zip(known, cells, strict=True)]
        if wrong := missing.unheld((field.name, cell) for field, cell in zipped):
            unheld[row] = wrong
            continue
        numbers[row] = len(rows) + 2
        rows.append(tuple(_value(field, schema, cell) for field, cell in zipped))
    raw = {item.get("name"): item for item in given.get("fields") or () if isinstance(item, dict)}
    about = {**given, **resource.descriptor}
    words = {
        name: about[name]
        for name in ("title", "title_zh", "description", "description_zh")
        if isinstance(about.get(name), str)
    }
    made = ReleaseTable(
        name=resource.name,
        fields=tuple(_described(field, raw, given) for field, _ in known),
        schema={"fields": [raw[field.name] for field, _ in known if field.name in raw]},
        rows=rows,
        primary_key=schema.primary_key if schema else (),
        tool_written=model.TABLE.tool_written if model else False,
        left_out=table.rejected + len(unheld),
        **words,
    )
    return made, numbers, missing.issues(table, unheld)


def _fields(schema: Schema | None, table: Table) -> list[tuple[Field, str | None]]:
    """The schema's fields, each with its column where the file has one, then other columns."""
    columns = dict(reversed(list(zip(table.labels, table.columns, strict=True))))
    known = [(item, columns.pop(item.name, None)) for item in (schema.fields if schema else ())]
    more = [(Field(label), column) for label, column in reversed(columns.items()) if label.strip()]
    return [*known, *more]


def _described(field: Field, raw: Mapping[Any, Any], schema: Mapping[str, Any]) -> ReleaseField:
    try:
        return as_field(raw[field.name], schema)
    except (KeyError, TypeError, AttributeError, IndexError):
        return ReleaseField(name=field.name, type=field.type)


def _value(field: Field, schema: Schema | None, cell: str | None) -> Any:
    """The typed value where the cell is one, else what stands there."""
    if not cell or (schema and cell in schema.missing(field)):
        return None
    found = TYPES[field.type].parse(field, cell) if field.type in _TYPED else None
    return cell if found is None or getattr(found, "tzinfo", None) else found


def _on_sheet(issue: Issue, numbers: Mapping[str, Mapping[int, int]]) -> Issue:
    """The issue with the row of its sheet; of a row that could not be read there is none."""
    rows = numbers.get(issue.resource or "")
    if rows is None or issue.row is None:
        return issue
    return replace(issue, row=rows.get(issue.row, 1 if issue.row == 1 else None))


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
