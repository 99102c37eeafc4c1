"""The closed list of constraints: which types may have them, how they are read and checked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import TYPES, Spelled
from pipeline.table_schema.xsd import BadPattern, Pattern

ORDERED = frozenset(
    {"integer", "number", "date", "time", "datetime", "duration", "year", "yearmonth"}
)
_SIZED = frozenset({"string", "list", "array", "object"})
_ALL = frozenset(TYPES)


class Wrong(ValueError):
    """Why a value is not one that a constraint can have."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of the standard.

    read: the JSON value → what it means for the field; raises Wrong.
    holds: SQL that is true where a good value keeps it; None where another check looks.
    allowed: what the message says is allowed.
    """

    name: str
    types: frozenset[str]
    read: Callable[[Field, Any], Any]
    holds: Callable[[Field, Spelled, Any], str] | None
    allowed: Callable[[Any], str] = str


def logical(field: Field, value: Any) -> Any:
    """A JSON value as the field's type reads it, from text or primitive; raises Wrong."""
    kind = TYPES[field.type]
    if not kind.checked:
        return value
    found = kind.parse(field, value) if isinstance(value, str) else kind.primitive(value)
    if found is None:
        raise Wrong(f"is not {kind.noun} ({kind.expected(field)})")
    return found


def listed(values: Any) -> str:
    """Allowed values, the first few of many."""
    shown = ", ".join(f"`{value}`" for value in values[:12])
    return f"{shown} and {len(values) - 12} more" if len(values) > 12 else shown


def _flag(_: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("must be true or false")
    return value


def _size(_: Field, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Wrong("must be a whole number from 0")
    return value


def _pattern(_: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("must be a text")
    try:
        return Pattern.parse(value).source
    except BadPattern as error:
        raise Wrong(f"is not a pattern of XML Schema: {error}") from error


def _enum(field: Field, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise Wrong("must be a list of at least one value")
    return tuple(dict.fromkeys(_hashable(logical(field, item)) for item in value))


def _hashable(value: Any) -> Any:
    """Values of types that are not looked into may be lists or objects."""
    return str(value) if isinstance(value, list | dict) else value


def _object(_: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        raise Wrong("must be a JSON object")
    return value


def _bound(name: str, operator: str, words: str) -> Constraint:
    def holds(field: Field, names: Spelled, value: Any) -> str:
        return TYPES[field.type].compare(field, names, operator, value)

    return Constraint(name, ORDERED, logical, holds, lambda value: f"{words} {value}")


def _length(name: str, operator: str, words: str) -> Constraint:
    def holds(_: Field, names: Spelled, value: Any) -> str:
        return f"length({names.cell}) {operator} {value}"

    return Constraint(name, _SIZED, _size, holds, lambda value: f"{words} {value} characters")


def _matches(_: Field, names: Spelled, value: Any) -> str:
    return f"regexp_full_match({names.cell}, {sql.text(Pattern.parse(value).re2)})"


def among(field: Field, names: Spelled, values: Any) -> str:
    """SQL that is true where a good value is one of these."""
    return TYPES[field.type].among(field, names, values)


CONSTRAINTS: dict[str, Constraint] = {
    constraint.name: constraint
    for constraint in (
        Constraint("required", _ALL, _flag, None, lambda _: "a value"),
        Constraint("unique", _ALL, _flag, None),
        _length("minLength", ">=", "at least"),
        _length("maxLength", "<=", "at most"),
        _bound("minimum", ">=", "not less than"),
        _bound("maximum", "<=", "not more than"),
        _bound("exclusiveMinimum", ">", "more than"),
        _bound("exclusiveMaximum", "<", "less than"),
        Constraint("pattern", frozenset({"string"}), _pattern, _matches, lambda v: f"`{v}`"),
        Constraint("enum", _ALL, _enum, among, listed),
        Constraint("jsonSchema", frozenset({"array", "object"}), _object, None),
    )
}
"""Name in the standard → constraint."""
