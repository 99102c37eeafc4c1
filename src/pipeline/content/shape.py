"""What a package and its schemas say, in a canonical form: spelling and defaults left out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipeline.content import spell
from pipeline.declare import columns
from pipeline.provenance import Coverage, Evidence

DESCRIPTIVE = (
    "name", "title", "title_zh", "description", "description_zh", "homepage", "keywords",
    "licenses", "contributors", "sources",
)  # fmt: skip
"""Properties of a package that are content; version and date tell releases apart."""

LABELS = ("title", "title_zh", "description", "description_zh")
"""What a resource may say instead of its schema."""

SPELLING = frozenset(
    ("missingValues", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues")
)
"""How raw cells spell their values: a release has the standard's own spelling."""

_DATED = frozenset(("date", "time", "datetime"))
_LEFT_OUT = SPELLING | {"$schema", "fieldsMatch", "fields", "foreignKeys", "uniqueKeys"}


def described(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptive metadata of a package, without what is empty."""
    return {key: _plain(descriptor[key]) for key in DESCRIPTIVE if descriptor.get(key)}


def shape(schema: Mapping[str, Any], resource: Mapping[str, Any]) -> dict[str, Any]:
    """The canonical schema of a table; its resource may name it otherwise."""
    kept = {key: _plain(value) for key, value in schema.items() if key not in _LEFT_OUT}
    labels = {key: resource.get(key) or schema.get(key) for key in LABELS}
    kept |= {key: value for key, value in labels.items() if value}
    kept.pop("name", None)
    kept["primaryKey"] = _names(schema.get("primaryKey"))
    kept["fields"] = [_field(item) for item in schema.get("fields") or () if isinstance(item, dict)]
    unique = (_names(item) for item in schema.get("uniqueKeys") or ())
    kept["uniqueKeys"] = sorted(unique)
    keys = (_foreign_key(item) for item in schema.get("foreignKeys") or ())
    kept["foreignKeys"] = sorted(keys, key=str)
    return {key: value for key, value in kept.items() if value not in (None, [], {})}


def tool_written(name: str, schema: Mapping[str, Any]) -> bool:
    """Is it a table that the tool writes? Known by name and fields: no code is asked."""
    has = {item.get("name") for item in schema.get("fields") or () if isinstance(item, dict)}
    return any(
        model.TABLE.name == name and set(columns(model)) <= has for model in (Evidence, Coverage)
    )


def _field(given: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: _plain(value) for key, value in given.items() if key not in SPELLING}
    kept.setdefault("type", "any")
    if kept["type"] in _DATED or kept.get("format") == "default":
        kept.pop("format", None)
    constraints = kept.get("constraints")
    if isinstance(constraints, dict):
        kept["constraints"] = {key: _constraint(value) for key, value in constraints.items()}
        kept["constraints"] = {k: v for k, v in kept["constraints"].items() if v is not False}
    return {key: value for key, value in kept.items() if value not in (None, [], {})}


def _constraint(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, list) else value


def _foreign_key(given: Any) -> Any:
    if not isinstance(given, dict) or not isinstance(given.get("reference"), dict):
        return _plain(given)
    reference = given["reference"]
    return {
        "fields": _names(given.get("fields")),
        "resource": reference.get("resource") or "",
        "to": _names(reference.get("fields")),
    }


def _names(given: Any) -> list[str]:
    return [given] if isinstance(given, str) else [str(item) for item in given or ()]


def _plain(value: Any) -> Any:
    """JSON with numbers as canonical text, so that 35 is 35.0."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"number": spell.number(Decimal(repr(value)))}
    return value


def derived(resource: Mapping[str, Any]) -> bool:
    """Is a table a view that a release made of the others? It is no content of its own."""
    return resource.get("x-derived") is True
