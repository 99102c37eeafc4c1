"""What is said of a bad cell: the value, what is allowed, and what was probably meant."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pipeline import twins
from pipeline.table_schema import json_patterns, json_schema
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.constraints import CONSTRAINTS, Constraint
from pipeline.table_schema.hints import likely, near, twin
from pipeline.table_schema.parts import Category, Field
from pipeline.table_schema.pattern_words import IN_WORDS
from pipeline.table_schema.types import TYPES
from pipeline.table_schema.types.text import Native
from pipeline.table_schema.written import written
from pipeline.table_schema.xsd import Pattern

_SCRIPT = "simplified and traditional characters differ"
_LONG = 40
"""Characters of a value that a hint repeats."""

_OTHER_KIND = (
    "a text is not equal to a number, true or false: write the schema and the cells alike, with or "
    "without quotation marks; cells of a CSV are texts"
)
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|$)")


class Said(NamedTuple):
    """A message and a hint."""

    message: str
    hint: str | None = None


Say = Callable[[str], Said]


def cell(text: str) -> str:
    """A cell as a message shows it."""
    if text == "":
        return "an empty cell"
    return shown(text)


def of_type(field: Field) -> Say:
    """The cell is not of its field's type."""
    kind = TYPES[field.type]

    def say(text: str) -> Said:
        if kind.parse(field, text) is not None:  # of inline data: it would do as a text
            asked = f"where {kind.noun} is asked for"
            return Said(
                f"{cell(text)} in `{field.name}` is a bare JSON value, {asked}",
                _quoted(field, text),
            )
        message = f"{cell(text)} in `{field.name}` is not {kind.noun}: {kind.expected(field)}"
        if kind.told(field):
            message = f"{cell(text)} in `{field.name}` is not {kind.expected(field)}"
        hint = likely(text, lambda other: kind.parse(field, other) is not None)
        if not hint and field.type in ("date", "datetime") and _DAY.match(text):
            hint = "there is no such day or hour: look the date up again"
        return Said(message, hint or kind.why(field, text) or f"write {kind.expected(field)}")

    return say


def _quoted(field: Field, text: str) -> str:
    """What to do about a bare JSON value that would do as a text."""
    if field.type == "boolean":
        return "write true or false, without quotation marks"
    shown_ = text if len(text) <= _LONG else "…"
    return f'write it in quotation marks, as "{shown_}", or give the field another type'


def required(field: Field) -> Say:
    """The cell is missing and may not be."""

    def say(text: str) -> Said:
        return Said(
            f"`{field.name}` is required and has no value" + _standing(text),
            "fill in the cell",
        )

    return say


def key_part(field: Field) -> Say:
    """The cell is missing and is part of the key."""

    def say(text: str) -> Said:
        return Said(
            f"`{field.name}` is part of the primary key and has no value" + _standing(text),
            "every row needs its key: fill in the cell",
        )

    return say


def constraint(field: Field, name: str, value: Any) -> Say:
    """The cell breaks a constraint."""
    if name == "enum":
        return categories(field, value, "it must be one of", " (`enum`)")
    if name == "jsonSchema":
        return _json_schema(field, value)
    rule = CONSTRAINTS[name]
    kept = _keeps(field, rule, value)
    told = written(field, value) if name in _BOUNDS else value

    def say(text: str) -> Said:
        allowed = _allowed(rule, told) + _unit(field, name, value)
        message = f"{cell(text)} in `{field.name}` is not right: {allowed} (`{name}`)"
        hint = likely(text, kept) if kept else None
        return Said(message, hint or _remedy(rule, value) + _unit(field, name, value))

    return say


def _json_schema(field: Field, source: dict[str, Any]) -> Say:
    complaint = json_schema.compiled(source)

    def say(text: str) -> Said:
        why = complaint(text)
        message = f"{cell(text)} in `{field.name}` is not right: {why} (`jsonSchema`)"
        return Said(message, "correct the cell, or the JSON Schema where the value is right")

    return say


def _unit(field: Field, name: str, value: Any) -> str:
    """What a length counts."""
    if name not in ("minLength", "maxLength"):
        return ""
    one = {"string": "character", "object": "property"}.get(field.type, "item")
    return f" {one}" if value == 1 else f" {one[:-1]}ies" if one[-1] == "y" else f" {one}s"


def categories(
    field: Field, values: Any, words: str = "the categories are", source: str = ""
) -> Say:
    """The cell is none of the listed values."""
    kind = TYPES[field.type]

    def say(text: str) -> Said:
        message = f"{cell(text)} in `{field.name}` is not allowed: {words} "
        message += CONSTRAINTS["enum"].allowed([written(field, value) for value in values]) + source
        label = _labelled(field.categories, text)
        if label:
            meant = shown(written(field, label.value))
            if text not in _labels(label):
                return Said(message, f"write {meant}: the table holds values, and {_SCRIPT}")
            return Said(message, f"write {meant}: the table holds values, not labels")
        if any(isinstance(value, Native) and str(value) == text for value in values) or (
            field.type == "any" and text in values
        ):
            return Said(message, _OTHER_KIND)
        hint = likely(text, lambda other: kind.parse(field, other) in values)
        found = None if hint else near(text, [written(field, value) for value in values])
        hint = hint or (found and twin(text, found))
        return Said(message, hint or (f"did you mean `{found}`?" if found else "use one of them"))

    return say


def _standing(text: str) -> str:
    return f" ({shown(text)} stands for none)" if text else ""


def _labelled(known: tuple[Category, ...], text: str) -> Category | None:
    """The category with this label, or else the one whose label is the same in another script."""
    found = (item for item in known if text in _labels(item))
    twin_ = (i for i in known if any(twins.same_but_script(text, said) for said in _labels(i)))
    return next(found, None) or next(twin_, None)


def _labels(item: Category) -> tuple[str, ...]:
    return tuple(str(said) for said in (item.label, *item.custom.values()) if said)


def _allowed(rule: Constraint, value: Any) -> str:
    if rule.name == "pattern":
        if value in IN_WORDS:
            return f"the whole value must be {IN_WORDS[value]}"
        return f"the whole value must match {rule.allowed(value)}"
    return f"the value must be {rule.allowed(value)}"


def _remedy(rule: Constraint, value: Any) -> str:
    if rule.name in ("minLength", "maxLength"):
        return f"write {rule.allowed(value)}"
    return "correct the cell, or the schema where the value is right"


def _keeps(field: Field, rule: Constraint, value: Any) -> Callable[[str], bool] | None:
    if rule.name != "pattern":
        return None
    pattern, kind = Pattern.parse(value), TYPES[field.type]
    if pattern.heavy:  # each of many tries would take the time of reading the pattern anew
        return None
    re2 = pattern.re2
    return lambda text: kind.parse(field, text) is not None and json_patterns.whole(re2, text)
