"""The closed list of constraints: which types may have them, how they are read and checked."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.table_schema import complaints, json_patterns, json_schema, sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import TYPES, Spelled
from pipeline.table_schema.types.json_text import NotJson, plain, read
from pipeline.table_schema.types.numbers import beyond
from pipeline.table_schema.xsd import BadPattern, LargePattern, Pattern

ORDERED = frozenset(
    {"integer", "number", "date", "time", "datetime", "duration", "year", "yearmonth"}
)
_SIZED = frozenset({"string", "list", "array", "object"})
_ALL = frozenset(TYPES)


Judge = Callable[[str], bool]


class Wrong(ValueError):
    """Why a value is not one that a constraint can have."""


class Untried(Wrong):
    """Why a value, which the constraint may have, is not tried by us."""


class Limited(Untried):
    """Which limit a value goes beyond, and is not tried for."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of the standard.

    read: the JSON value → what it means for the field; raises Wrong, or Untried.
    holds: SQL that is true where a good value keeps it; None where another check looks.
    judge: does a good cell keep it, asked in Python once per distinct cell; gives None for
    fields of which SQL can tell.
    allowed: what the message says is allowed.
    """

    name: str
    types: frozenset[str]
    read: Callable[[Field, Any], Any]
    holds: Callable[[Field, Spelled, Any], str] | None
    allowed: Callable[[Any], str] = str
    judge: Callable[[Field, Any], Judge | None] = lambda _field, _value: None


def logical(field: Field, value: Any) -> Any:
    """A JSON value as the field's type reads it, from text or primitive; raises Wrong."""
    kind = TYPES[field.type]
    found = kind.parse(field, value) if isinstance(value, str) else kind.primitive(field, value)
    if found is None and beyond(field, value):
        raise Limited("is not tried: it has more digits than are read (limit `digits`)")
    if found is None and kind.told(field):
        raise Wrong(f"is not {kind.expected(field)}")
    if found is None:
        raise Wrong(f"is not {kind.noun} ({kind.expected(field)})")
    return found


def listed(values: Any) -> str:
    """Allowed values, the first few of many."""
    shown = ", ".join(f"`{value}`" for value in values[:12])
    return f"{shown} and {len(values) - 12:,} more" if len(values) > 12 else shown


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
        pattern = Pattern.parse(value)
        if pattern.heavy and not json_patterns.readable(pattern.re2):
            raise LargePattern("it takes too much memory (limit `pattern`)")
        return pattern.source
    except BadPattern as error:
        raise Wrong(f"is not a pattern of XML Schema: {error}") from error
    except LargePattern as error:
        raise Limited(f"is not tried: {error}") from error


def _enum(field: Field, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise Wrong("must be a list of at least one value")
    return tuple(dict.fromkeys(_listed(field, item) for item in value))


def _listed(field: Field, item: Any) -> Any:
    try:
        return logical(field, item)
    except Wrong as error:
        raise type(error)(f"lists {complaints.shown(item)}, which {error}") from None


def _json_schema(_: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        raise Wrong("must be a JSON object")
    try:
        value = plain(value)
        json_schema.compiled(value)
    except NotJson as error:
        raise Limited(f"is not tried: {error} (limit `digits`)") from None
    except json_schema.BadSchema as error:
        raise Wrong(f"is not a JSON Schema: {error}") from error
    except json_schema.UntriedSchema as error:
        raise Untried(f"is not tried: {error}") from error
    return value


def _in_order(field: Field, value: Any) -> Any:
    found = logical(field, value)
    if isinstance(found, Decimal) and found.is_nan():
        raise Wrong("is no bound: no number is more or less than it")
    return found


def _bound(name: str, operator: str, words: str) -> Constraint:
    def holds(field: Field, names: Spelled, value: Any) -> str:
        return TYPES[field.type].compare(field, names, operator, value)

    def judge(field: Field, bound: Any) -> Judge | None:
        kind = TYPES[field.type]
        ordered = kind.ordered
        if ordered is None:
            return None
        return lambda text: ordered(kind.parse(field, text), operator, bound)

    return Constraint(name, ORDERED, _in_order, holds, lambda value: f"{words} {value}", judge)


def _length(name: str, operator: str, words: str) -> Constraint:
    def holds(field: Field, names: Spelled, value: Any) -> str:
        what = names.value if field.type == "list" else names.cell
        return f"length({what}) {operator} {value}"

    def judge(field: Field, size: int) -> Judge | None:
        if field.type not in ("array", "object"):
            return None
        if operator == ">=":
            return lambda text: len(read(text)) >= size
        return lambda text: len(read(text)) <= size

    return Constraint(name, _SIZED, _size, holds, lambda value: f"{words} {value}", judge)


def _keeps_schema(_: Field, source: dict[str, Any]) -> Judge:
    complaint = json_schema.compiled(source)
    return lambda text: complaint(text) is None


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
        Constraint(
            "jsonSchema",
            frozenset({"array", "object"}),
            _json_schema,
            lambda _field, _names, _value: "NULL",
            lambda _: "as its JSON Schema says",
            _keeps_schema,
        ),
    )
}
"""Name in the standard → constraint."""
