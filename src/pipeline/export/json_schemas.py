"""`*.schema.json`: the JSON Schemas of the JSON files, from the Table Schemas, and held to."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.export import compare, documents, records
from pipeline.export.artefact import Artefact, write_json
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.spelling import held

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema."""

MOST = 1000
"""Records of a table that an export validates, since a validator is slow; tests validate all."""

_TYPES = {"integer": "integer", "year": "integer", "number": "number", "boolean": "boolean"}
"""JSON's type by Table Schema's; all else is text."""

_SAME = {"minLength": "minLength", "maxLength": "maxLength"}
_BOUNDS = {"minimum": "minimum", "maximum": "maximum"}

_PLAIN_PATTERN = re.compile(r"(?:[^\\]|\\[dwsDWS.\\/()\[\]{}*+?|^-])*")
"""Patterns that mean in JSON Schema what they mean in Table Schema, once they are anchored."""

_AGAIN = re.compile(r"-\[")
"""Subtraction of character classes, which only XML Schema's patterns have."""


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """One schema for each JSON file that is written."""
    return tuple(write_json(root, _path(file), schema) for file, schema in _all(release))


def check(release: Release, root: Path) -> None:
    """Hold each JSON file to its schema, as `jsonschema` reads it: the first records of a table."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError, best_match

    for file, _ in _all(release):
        schema = json.loads((root / _path(file)).read_bytes())
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as wrong:
            compare.spoil(_path(file), wrong.message)
        read = _some(json.loads((root / file).read_bytes()))
        error = best_match(Draft202012Validator(schema).iter_errors(read))
        if error is not None:
            compare.spoil(file, f"{error.json_path}: {error.message}")


def of_records(release: Release) -> dict[str, Any]:
    """The schema of the file with all tables."""
    tables = {table.name: {"type": "array", "items": _ref(table.name)} for table in release.tables}
    return {
        **_head(release, "all tables, one record a line"),
        **_object({"package": {"type": "object"}, "tables": _object(tables)}),
        "$defs": {table.name: _record(table) for table in release.tables},
    }


def of_documents(release: Release) -> dict[str, Any]:
    """The schema of the file with the nested documents."""
    assert release.nested
    nested = release.nested
    tables = {table.name: table for table in release.tables}
    parts = {nested.by: None, **{c: None for listed in nested.under.values() for c in listed}}
    array = {"type": "array", "items": _ref(nested.by)}
    return {
        **_head(release, f"one document a record of {nested.by}"),
        **_object({"package": {"type": "object"}, nested.by: array}),
        "$defs": {name: _document(release, tables[name], tables) for name in parts},
    }


def _all(release: Release) -> Iterator[tuple[str, dict[str, Any]]]:
    if release.has("json"):
        yield records.path(release), of_records(release)
    if release.has("documents") and release.nested:
        yield documents.path(release), of_documents(release)


def _path(file: str) -> str:
    return f"{file.removesuffix('.json')}.schema.json"


def _head(release: Release, what: str) -> dict[str, Any]:
    title = f"{release.title or release.name} {release.version}: {what}"
    return {"$schema": DIALECT, "title": title}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _record(table: ReleaseTable) -> dict[str, Any]:
    about = _words(table.title, table.title_zh, table.description, table.description_zh)
    return {**about, **_object({f.name: _field(table, i) for i, f in enumerate(table.fields)})}


def _document(
    release: Release, table: ReleaseTable, tables: Mapping[str, ReleaseTable]
) -> dict[str, Any]:
    assert release.nested
    fields = {field.name: _field(table, index) for index, field in enumerate(table.fields)}
    properties: dict[str, Any] = {}
    for name, target in documents.members(release.nested, table):
        about = {"title": f"{tables[target].title or target}, by name"} if target else {}
        properties[name] = {**about, "type": _types("string")} if target else fields[name]
    for child in release.nested.under.get(table.name, ()):
        properties[child] = {"type": "array", "items": _ref(child)}
    about = _words(table.title, table.title_zh, table.description, table.description_zh)
    return {**about, **_object(properties)}


def _field(table: ReleaseTable, index: int) -> dict[str, Any]:
    field = table.fields[index]
    about = _words(field.title, field.title_zh, field.description, field.description_zh)
    if field.type == "any":
        return about
    kind = _TYPES.get(field.type, "string")
    mixed = kind in ("number", "integer") and any(
        isinstance(held(row[index]), str) for row in table.rows
    )
    required = field.required or field.name in table.primary_key
    known = [*([kind] if not mixed else [kind, "string"])]
    types = {"type": known[0] if required and len(known) == 1 else [*known, *_null(required)]}
    return {**about, **types, **_limits(table, field, kind, required)}


def _types(kind: str) -> list[str]:
    return [kind, "null"]


def _null(required: bool) -> list[str]:
    return [] if required else ["null"]


def _limits(table: ReleaseTable, field: ReleaseField, kind: str, required: bool) -> dict[str, Any]:
    """What the field's constraints say, as far as JSON Schema says it the same way."""
    schema: Mapping[str, Any] = next(
        (f for f in table.schema.get("fields", ()) if f["name"] == field.name), {}
    )
    given = schema.get("constraints") or {}
    found: dict[str, Any] = {}
    if kind == "string" and field.type == "string":
        found |= {ours: given[theirs] for theirs, ours in _SAME.items() if theirs in given}
        pattern = given.get("pattern", "\\")
        if _PLAIN_PATTERN.fullmatch(pattern) and not _AGAIN.search(pattern):
            found["pattern"] = f"^(?:{pattern})$"
        if field.categories:
            found["enum"] = [code for code, _, _ in field.categories] + ([] if required else [None])
    elif kind in ("integer", "number"):
        bounds = {ours: given[theirs] for theirs, ours in _BOUNDS.items() if theirs in given}
        found |= {key: value for key, value in bounds.items() if isinstance(value, int | float)}
    return found


def _words(*given: str | None) -> dict[str, str]:
    """Title and description, each in both languages as far as they are there."""
    title = " · ".join(word for word in given[:2] if word)
    description = "\n".join(word for word in given[2:] if word)
    return {k: v for k, v in (("title", title), ("description", description)) if v}


def _some(value: Any) -> Any:
    """The value with its longest lists cut."""
    if isinstance(value, list):
        return [_some(item) for item in value[:MOST]]
    return {key: _some(item) for key, item in value.items()} if isinstance(value, dict) else value
