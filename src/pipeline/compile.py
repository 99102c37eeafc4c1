"""Models to Table Schemas: the public contract of each table, in Data Package v2's words."""

import difflib
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pipeline.declare import Category, Column, Record, columns, primary_key
from pipeline.errors import ModelsError

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (Decimal, "number"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
    (str, "string"),
)
_CONSTRAINTS = (
    ("pattern", "pattern"),
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
)


def compile_schema(model: type[Record], models: Mapping[str, type[Record]]) -> dict[str, Any]:
    """The Table Schema of one model; `models` are all tables, for the keys referred to."""
    table, key = model.TABLE, primary_key(model)
    schema: dict[str, Any] = {
        "$schema": PROFILE,
        "name": table.name,
        "title": table.title,
        "title_zh": table.title_zh,
        "description": table.description,
        "description_zh": table.description_zh,
        "fields": [_field(model, name, spec) for name, spec in columns(model).items()],
        "missingValues": [""],
        "primaryKey": list(key),
    }
    if table.unique:
        schema["uniqueKeys"] = [list(names) for names in table.unique]
    references = [
        _foreign_key(table.name, name, spec, models)
        for name, spec in columns(model).items()
        if spec.references
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def as_text(schema: Mapping[str, Any]) -> str:
    """A schema as it is committed: readable, stable, one newline at its end."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def drift(committed: str, compiled: str, path: str) -> str:
    """The difference between a committed schema and a compiled one, as a unified diff."""
    lines = difflib.unified_diff(
        committed.splitlines(), compiled.splitlines(), path, "compiled from models.py", lineterm=""
    )
    return "\n".join(lines)


def _field(model: type[Record], name: str, spec: Column) -> dict[str, Any]:
    annotation, optional = _annotation(model, name)
    field: dict[str, Any] = {"name": name, "type": spec.type or _type_name(model, name, annotation)}
    if spec.format:
        field["format"] = spec.format
    field |= {
        "title": spec.title,
        "title_zh": spec.title_zh,
        "description": spec.description,
        "description_zh": spec.description_zh,
        "printed": spec.printed.how.value,
    }
    constraints: dict[str, Any] = {} if optional else {"required": True}
    if spec.unique:
        constraints["unique"] = True
    for ours, theirs in _CONSTRAINTS:
        if getattr(spec, ours) is not None:
            constraints[theirs] = getattr(spec, ours)
    if issubclass(annotation, Category):
        field["categories"] = [
            {"value": item.value, "label": item.en, "label_zh": item.zh} for item in annotation
        ]
        constraints["enum"] = [item.value for item in annotation]
    if constraints:
        field["constraints"] = constraints
    return field


def _annotation(model: type[Record], name: str) -> tuple[type, bool]:
    info = next(i for n, i in model.model_fields.items() if name == (i.alias or n))
    given: Any = info.annotation
    if typing.get_origin(given) not in (typing.Union, types.UnionType):
        return given, False
    inner = [item for item in typing.get_args(given) if item is not type(None)]
    if len(inner) != 1:
        raise ModelsError(f"{model.__name__}.{name}: a field has one type, or one type and None")
    return inner[0], True


def _type_name(model: type[Record], name: str, annotation: type) -> str:
    for known, word in _TYPES:
        if isinstance(annotation, type) and issubclass(annotation, known):
            return word
    raise ModelsError(f"{model.__name__}.{name}: no Table Schema type for {annotation!r}")


def _foreign_key(
    table: str, name: str, spec: Column, models: Mapping[str, type[Record]]
) -> dict[str, Any]:
    """A reference within the table must not name it."""
    assert spec.references is not None, "asked only of references"
    there = {} if spec.references == table else {"resource": spec.references}
    fields = list(primary_key(models[spec.references]))
    return {"fields": [name], "reference": {**there, "fields": fields}}
