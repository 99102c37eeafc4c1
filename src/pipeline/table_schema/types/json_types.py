"""`object` and `array`: a cell holds one JSON object or array, judged in Python."""

from collections.abc import Callable
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types.base import Store, Type, by_literal, in_literals, never, plain
from pipeline.table_schema.types.json_text import NotJson, read, spelled
from pipeline.table_schema.types.json_text import plain as of_cell

Shape = Callable[[Field, Any], str | None]
"""What is wrong with a JSON value that a field may hold; None where nothing is."""


def json_type(
    name: str,
    noun: str,
    shape: Shape,
    expected: Callable[[Field], str],
    formats: tuple[str, ...] = (),
) -> Type:
    """A type whose cells are JSON texts; its logical value is the text in its one spelling."""

    def why(field: Field, text: str) -> str | None:
        try:
            return shape(field, read(text))
        except NotJson as error:
            return f"this is no JSON: {error}"

    def parse(field: Field, text: str) -> str | None:
        try:
            value = read(text)
            return None if shape(field, value) else spelled(value)
        except NotJson:
            return None

    return Type(
        name=name,
        noun=noun,
        expected=expected,
        parse=parse,
        good=never,
        value=never,
        compare=by_literal(sql.text),
        among=in_literals(sql.text),
        stores=(Store("VARCHAR", plain),),
        primitive=lambda field, value: parse(field, _dumped(value)),
        formats=("default", *formats),
        in_python=lambda _: True,
        why=why,
    )


def _dumped(value: Any) -> str:
    try:
        return spelled(of_cell(value))
    except NotJson:
        return ""


def _of(kind: type, noun: str) -> Shape:
    def shape(_: Field, value: Any) -> str | None:
        return None if isinstance(value, kind) else f"this is JSON, but not {noun}"

    return shape


OBJECT = json_type(
    "object", "a JSON object", _of(dict, "an object"), lambda _: 'braces around names, as {"a": 1}'
)
ARRAY = json_type(
    "array", "a JSON array", _of(list, "an array"), lambda _: "values in brackets, as [1, 2]"
)
"""Stored as text in one spelling: names in order, no spaces. DuckDB's JSON functions read it."""
