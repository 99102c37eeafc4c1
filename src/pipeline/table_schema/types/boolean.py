"""`boolean`: the spellings that a field declares for true and false."""

from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types.base import Store, Type, by_literal, in_literals, plain


def _parse(field: Field, text: str) -> bool | None:
    if text in field.options.true_values:
        return True
    return False if text in field.options.false_values else None


def _expected(field: Field) -> str:
    true, false = field.options.true_values, field.options.false_values
    return f"{_listed(true)} for true, {_listed(false)} for false"


def _listed(values: tuple[str, ...]) -> str:
    return " or ".join(values) or "nothing"


def _good(field: Field, cell: str) -> str:
    return f"{cell} IN {sql.texts((*field.options.true_values, *field.options.false_values))}"


def _value(field: Field, cell: str) -> str:
    return f"{cell} IN {sql.texts(field.options.true_values)}"


def _literal(value: Any) -> str:
    return "TRUE" if value else "FALSE"


BOOLEAN = Type(
    name="boolean",
    noun="a true or false value",
    expected=_expected,
    parse=_parse,
    good=_good,
    value=_value,
    compare=by_literal(_literal),
    among=in_literals(_literal),
    stores=(Store("BOOLEAN", plain),),
    primitive=lambda _, value: value if isinstance(value, bool) else None,
)
