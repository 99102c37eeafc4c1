"""Inline JSON: which native values stand for a value of a type, and how they read as text.

A JSON string is text like a cell of a CSV, and read by the same lexical rules.
"""

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.tables.json_values import NATIVE

_NATIVE = {
    "integer": ("number",),
    "number": ("number",),
    "year": ("number",),
    "boolean": ("boolean",),
    "array": ("array",),
    "list": ("array",),
    "object": ("object",),
    "geojson": ("object",),
    "geopoint": ("array", "object"),
    "any": ("number", "boolean", "array", "object"),
}
"""Type → JSON types, beside string, that hold its values."""


def fits(field: Field, kind: str) -> str:
    """SQL: a cell of this JSON type may be a value of the field."""
    return f"{kind} IN {sql.texts(('string', *_NATIVE.get(field.type, ())))}"


def cell(field: Field, given: str, kind: str, missing: tuple[str, ...]) -> str:
    """SQL: the cell as text under the options of its field, NULL where it is missing.

    Of `any`, which tells a number from a text, what is no string has `NATIVE` before it.
    """
    cases = [f"WHEN {kind} = 'null' THEN NULL"]
    cases.append(f"WHEN {kind} = 'string' AND {given} IN {sql.texts(missing)} THEN NULL")
    options = field.options
    if field.type == "number" and options.decimal_char != ".":
        spelt = f"replace({given}, '.', {sql.text(options.decimal_char)})"
        cases.append(f"WHEN {kind} = 'number' THEN {spelt}")
    if field.type == "boolean":
        for word, values in (("true", options.true_values), ("false", options.false_values)):
            if values:
                test = f"{kind} = 'boolean' AND {given} = '{word}'"
                cases.append(f"WHEN {test} THEN {sql.text(values[0])}")
    if field.type == "any":
        cases.append(f"WHEN {kind} <> 'string' THEN {sql.text(NATIVE)} || {given}")
    if field.type == "list":
        items = f"from_json({given}, '[\"VARCHAR\"]')"
        joined = f"array_to_string({items}, {sql.text(options.delimiter or ',')})"
        cases.append(f"WHEN {kind} = 'array' THEN {joined}")
    return f"CASE {' '.join(cases)} ELSE {given} END"
