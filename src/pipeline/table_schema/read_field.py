"""Reads one field of a schema's descriptor as far as it is sound; `descriptor` says what is not."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.table_schema.constraints import CONSTRAINTS, Constraint, Wrong, logical
from pipeline.table_schema.parts import Category, Field, MissingValue, Options
from pipeline.table_schema.types import TYPES, Type
from pipeline.table_schema.types.strptime import pattern

CATEGORICAL = ("string", "integer")
"""The types that may have categories."""

ITEMS = ("string", "integer", "boolean", "number", "datetime", "date", "time")
"""The types that items of a list may have."""

_KNOWN = frozenset(
    {"name", "type", "format", "title", "description", "constraints", "categories",
     "categoriesOrdered", "missingValues", "decimalChar", "groupChar", "bareNumber",
     "trueValues", "falseValues", "itemType", "delimiter"}
)  # fmt: skip
_BOOLEANS = ("trueValues", "falseValues")
_UNREADABLE = (Wrong, ValueError, TypeError, ArithmeticError, RecursionError, AttributeError)
"""What readers of values may raise at JSON that nobody would write; Wrong says why."""


def read_field(source: object, position: int) -> Field | None:
    """One field, or None where it has no name to be known by.

    Where it is not known how its cells are to be read, they are taken as they are (type `any`), so
    that what is wrong in the schema is not said once more of every cell.
    """
    name = source.get("name") if isinstance(source, dict) else None
    if not isinstance(source, dict) or not isinstance(name, str) or not name:
        return None
    given = source.get("type", "any")
    kind = TYPES.get(given) if isinstance(given, str) else None
    known = kind is not None and reads_cells(kind, source)
    kind = kind if kind and known else TYPES["any"]
    base = Field(
        name=name,
        type=kind.name,
        format=read_format(kind, _text(source, "format") or "default") or "default",
        title=_text(source, "title"),
        description=_text(source, "description"),
        missing_values=read_missing_values(source),
        options=_options(source),
        custom={key: value for key, value in source.items() if key not in _KNOWN},
        position=position,
    )
    return _judging(base, source, known)


def reads_cells(kind: Type, source: Mapping[str, Any]) -> bool:
    """True where the format of a field and the options of its type are such as the type has."""
    if "format" in source and kind.name != "any":
        given = source["format"]
        if not isinstance(given, str) or read_format(kind, given) is None:
            return False
    judge = {"number": _reads_numbers, "integer": _reads_numbers, "boolean": _reads_booleans}
    if kind.name == "list":
        delimiter, item = source.get("delimiter", ","), source.get("itemType", "string")
        return isinstance(delimiter, str) and bool(delimiter) and item in ITEMS
    return kind.name not in judge or judge[kind.name](source)


def _reads_numbers(source: Mapping[str, Any]) -> bool:
    decimal = source.get("type") == "number"
    names = ("decimalChar", "groupChar") if decimal else ("groupChar",)
    given = [source[name] for name in names if name in source]
    sound = all(isinstance(value, str) and is_number_char(value) for value in given)
    alike = decimal and source.get("decimalChar", ".") == source.get("groupChar")
    return sound and not alike and isinstance(source.get("bareNumber", True), bool)


def _reads_booleans(source: Mapping[str, Any]) -> bool:
    if any(name in source and _texts(source, name) is None for name in _BOOLEANS):
        return False
    options = _options(source)
    return not set(options.true_values) & set(options.false_values)


def read_missing_values(source: Mapping[str, Any]) -> tuple[MissingValue, ...] | None:
    """`missingValues` of a schema or field, None where there are none.

    What is no text is read as it is surely meant: a value alone as a list of it, -99 as "-99".
    """
    given = source.get("missingValues")
    if given is None:
        return None
    listed = given if isinstance(given, list) else [given]
    found = tuple(found for found in map(_missing, listed) if found)
    return found if found or given == [] else None


def read_format(kind: Type, given: str) -> str | None:
    """A format of the type, as the type knows it, or None."""
    wanted = given.removeprefix("fmt:")
    return wanted if wanted in kind.formats or (kind.patterns and pattern(wanted)) else None


def read_constraint(constraint: Constraint, field: Field, value: Any) -> tuple[Any, Wrong | None]:
    """What a constraint's value means for the field, or None and why it cannot be meant so."""
    try:
        return constraint.read(field, value), None
    except Wrong as error:
        return None, error
    except _UNREADABLE:
        return None, Wrong("cannot be read")


def cast(field: Field, value: Any) -> tuple[Any, str | None]:
    """A JSON value as the field's type reads it, or None and why it is none."""
    try:
        return logical(field, value), None
    except Wrong as error:
        return None, str(error)
    except _UNREADABLE:
        return None, "cannot be read"


def is_number_char(value: str) -> bool:
    """Can it be a `decimalChar` or `groupChar`."""
    return bool(value) and not any(char.isdigit() or char in "+-" for char in value)


def _judging(base: Field, source: Mapping[str, Any], known: bool) -> Field:
    """The field with the categories and constraints that its type reads, if that is `known`."""
    ordered = source.get("categoriesOrdered")
    categorical = replace(
        base,
        categories=tuple(_categories(base, source.get("categories"))),
        categories_ordered=ordered if isinstance(ordered, bool) else None,
    )
    found = _constraints(categorical, source.get("constraints"))
    if not known:
        found = {name: found[name] for name in ("required", "unique") if name in found}
    values = [category.value for category in categorical.categories]
    if values and any(item not in values for item in found.get("enum", ())):
        del found["enum"]
    return replace(categorical, constraints=found)


def _missing(item: object) -> MissingValue | None:
    value, label = item, None
    if isinstance(item, dict):
        value, label = item.get("value"), item.get("label")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return MissingValue(str(value), label if isinstance(label, str) else None)


def _options(source: Mapping[str, Any]) -> Options:
    base = Options()
    decimal, group = (_char(source, name) for name in ("decimalChar", "groupChar"))
    bare = source.get("bareNumber")
    item = _text(source, "itemType")
    true, false = (_texts(source, name) for name in ("trueValues", "falseValues"))
    decimal = decimal or base.decimal_char
    return Options(
        decimal_char=decimal,
        group_char=group if group != decimal else None,
        bare_number=bare if isinstance(bare, bool) else base.bare_number,
        true_values=base.true_values if true is None else true,
        false_values=base.false_values if false is None else false,
        item_type=item if item in ITEMS else None,
        delimiter=_text(source, "delimiter") or None,
    )


def _char(source: Mapping[str, Any], name: str) -> str | None:
    value = _text(source, name)
    return value if value is not None and is_number_char(value) else None


def _text(source: Mapping[str, Any], name: str) -> str | None:
    value = source.get(name)
    return value if isinstance(value, str) else None


def _texts(source: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    value = source.get(name)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _categories(field: Field, given: object) -> list[Category]:
    """None where anything is wrong with them: it may be the very value that the cells have."""
    if field.type not in CATEGORICAL or not isinstance(given, list):
        return []
    found = []
    for item in given:
        entry = item if isinstance(item, dict) else {"value": item}
        value, why = cast(field, entry.get("value"))
        custom = {key: rest for key, rest in entry.items() if key not in ("value", "label")}
        if why is not None:
            return []
        found.append(Category(value, _text(entry, "label"), custom))
    return found if len({category.value for category in found}) == len(found) else []


def _constraints(field: Field, given: object) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items() if isinstance(given, dict) else ():
        constraint = CONSTRAINTS.get(name)
        if constraint and field.type in constraint.types:
            read, why = read_constraint(constraint, field, value)
            if why is None:
                found[name] = read
    return found
