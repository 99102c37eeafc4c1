"""The content digest: of a package whose tables DuckDB holds, and of a release as plain files.

A row is the concatenation of its cells in schema order: `-,` for null, else the number of UTF-8
bytes, a colon, the canonical text and a comma. Its SHA-256 stands, in hexadecimal, on one line;
the lines of a table, sorted, have the SHA-256 that stands for its rows. So the order of rows is
no content, and tables of any length are digested in a stream.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import engine
from pipeline.content import spell
from pipeline.content.columns import canonical
from pipeline.content.shape import derived, described, shape
from pipeline.package import Package
from pipeline.table_schema.typed import Typed

_BATCH = 100_000
"""Digests of rows fetched at a time."""


def of_package(con: engine.Connection, package: Package, typed: Mapping[str, Typed]) -> str:
    """The digest of a package whose tables are typed."""
    tables = {
        resource.name: _entry(
            resource.schema or {}, resource.descriptor, _rows(con, typed[resource.name])
        )
        for resource in package.resources
        if resource.name in typed and not derived(resource.descriptor)
    }
    return _whole(package.descriptor, tables)


def of_folder(root: Path) -> tuple[str, dict[str, int]]:
    """The digest of a release that we wrote, and the rows of its tables, without a database.

    Reads `datapackage.json`, and canonical CSV only; it is the second opinion on `of_package`.
    """
    descriptor = json.loads((root / "datapackage.json").read_bytes())
    tables, counts = {}, {}
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        if isinstance(schema, str):
            schema = json.loads((root / schema).read_bytes())
        name = resource["name"]
        entry = _entry(schema, resource, sorted(_lines(root / resource["path"], schema)))
        counts[name] = entry["rows"]
        if not derived(resource):
            tables[name] = entry
    return _whole(descriptor, tables), counts


def of_tables(
    descriptor: Mapping[str, Any],
    tables: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any], Iterable[Sequence[str]]]],
) -> str:
    """The digest of tables that are at hand: name, schema, what its resource says, texts of rows.

    The texts are those of a release's CSV.
    """
    known = {}
    for name, schema, resource, rows in tables:
        kinds = [item.get("type", "any") for item in schema["fields"]]
        known[name] = _entry(schema, resource, sorted(_digest(kinds, row) for row in rows))
    return _whole(descriptor, known)


def of_schemas(tables: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]]) -> str:
    """The digest of what schemas say: name, schema, and what the resource of each says."""
    known = {name: shape(schema, resource) for name, schema, resource in tables}
    return sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _whole(descriptor: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    whole = {"content": 1, "package": described(descriptor), "tables": tables}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _entry(
    schema: Mapping[str, Any], resource: Mapping[str, Any], lines: Iterable[str]
) -> dict[str, Any]:
    total, count = sha256(), 0
    for line in lines:
        total.update(f"{line}\n".encode())
        count += 1
    return {"schema": shape(schema, resource), "rows": count, "digest": total.hexdigest()}


def _rows(con: engine.Connection, typed: Typed) -> Iterator[str]:
    columns = (f"c{number}" for number in range(len(typed.schema.fields)))
    encoded = (f"coalesce(strlen({c}) || ':' || {c}, '-') || ','" for c in columns)
    asked = f"SELECT sha256({' || '.join(encoded)}) AS line FROM {canonical(con, typed)}"
    cursor = con.cursor().execute(f"{asked} ORDER BY line")
    while batch := cursor.fetchmany(_BATCH):
        yield from (line for (line,) in batch)


def _lines(file: Path, schema: Mapping[str, Any]) -> Iterator[str]:
    kinds = [item.get("type", "any") for item in schema["fields"]]
    with file.open(encoding="utf-8", newline="") as opened:
        csv.field_size_limit(2**31 - 1)
        reader = csv.reader(opened, strict=True)
        next(reader, None)
        for row in reader:
            yield _digest(kinds, row)


def _digest(kinds: Sequence[str], row: Sequence[str]) -> str:
    encoded = "".join(_encoded(kind, text) for kind, text in zip(kinds, row, strict=True))
    return sha256(encoded.encode()).hexdigest()


def _encoded(kind: str, text: str) -> str:
    value = spell.cell(kind, text)
    return "-," if value is None else f"{len(value.encode())}:{value},"
