"""Columns in which no sound cell holds a double quote: those need not be looked through for any."""

from collections.abc import Collection

from pipeline.table_schema.labels import Header
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.xsd import Pattern

_QUOTE = '"'
_DIGITS_ONLY = frozenset({"date", "time", "datetime", "year", "yearmonth"})
"""Types of which the default format has digits and a few signs."""


def columns(schema: Schema, header: Header) -> Collection[int]:
    """Places in the file of columns whose cells, if they pass all checks, hold no quote.

    In doubt a column is left out.
    """
    return {
        column
        for number, column in header.columns.items()
        if _without(schema.fields[number], schema.missing(schema.fields[number]))
    }


def _without(field: Field, missing: tuple[str, ...]) -> bool:
    return not any(_QUOTE in text for text in missing) and (_by_type(field) or _by_rule(field))


def _by_type(field: Field) -> bool:
    options = field.options
    if field.type in ("integer", "number"):
        signs = (options.decimal_char, options.group_char or "")
        return options.bare_number and not any(_QUOTE in sign for sign in signs)
    if field.type == "boolean":
        return not any(_QUOTE in text for text in (*options.true_values, *options.false_values))
    return field.type in _DIGITS_ONLY and field.format == "default"


def _by_rule(field: Field) -> bool:
    if field.type != "string":
        return False
    allowed, pattern = field.constraints.get("enum"), field.constraints.get("pattern")
    if allowed is not None and not any(_QUOTE in str(value) for value in allowed):
        return True
    return pattern is not None and not Pattern.parse(pattern).may_hold(_QUOTE)
