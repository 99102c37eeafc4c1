"""`list`: items of one simple type, separated by a delimiter.

Lists of text are judged in SQL, others in Python. Stored as LIST of the item's type where every
item of the column fits it, else as LIST of text.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import exact
from pipeline.table_schema.types.base import Spelled, Store, Type, plain
from pipeline.table_schema.types.boolean import BOOLEAN
from pipeline.table_schema.types.numbers import INTEGER, NUMBER
from pipeline.table_schema.types.temporal import DATE, DATETIME, TIME
from pipeline.table_schema.types.text import STRING

_ITEMS = {kind.name: kind for kind in (STRING, INTEGER, BOOLEAN, NUMBER, DATETIME, DATE, TIME)}
_STORES = {"integer": "BIGINT", "number": "DECIMAL(38,10)", "boolean": "BOOLEAN", "date": "DATE",
           "time": "TIME", "datetime": "TIMESTAMP"}  # fmt: skip
_PLACES = 10
"""What DECIMAL(38,10) holds after the point; a cast would round the rest away."""


def _item(field: Field) -> Field:
    """An item as a field of its own, in default form."""
    kind = field.options.item_type
    return Field(name=field.name, type=kind if kind in _ITEMS else "string")


def _delimiter(field: Field) -> str:
    return field.options.delimiter or ","


def _split(field: Field, text: str) -> list[str]:
    """The items of a cell; an empty cell that is not missing holds none."""
    return text.split(_delimiter(field)) if text else []


def _parse(field: Field, text: str) -> tuple[str, ...] | None:
    return _read(field, _split(field, text))


def _read(field: Field, items: Iterable[Any]) -> tuple[str, ...] | None:
    item = _item(field)
    kind = _ITEMS[item.type]
    found = []
    for given in items:
        is_text = isinstance(given, str)
        value = kind.parse(item, given) if is_text else kind.primitive(item, given)
        if value is None:
            return None
        found.append(_spelled(value))
    return tuple(found)


def _spelled(value: Any) -> str:
    """An item in the one spelling in which equal items are equal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return exact.spelled(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def _primitive(field: Field, value: Any) -> tuple[str, ...] | None:
    return _read(field, value) if isinstance(value, list) else None


def _cell(field: Field, value: Any) -> Any:
    return (
        _delimiter(field).join(_spelled(item) for item in value)
        if isinstance(value, list)
        else value
    )


def _why(field: Field, text: str) -> str | None:
    item = _item(field)
    kind = _ITEMS[item.type]
    for number, given in enumerate(_split(field, text), 1):
        if kind.parse(item, given) is None:
            return f"item {number}, `{given[:40]}`, is not {kind.noun}: {kind.expected(item)}"
    return None


def _value(field: Field, cell: str) -> str:
    items = f"string_split({cell}, {sql.text(_delimiter(field))})"
    return f"CASE WHEN {cell} = '' THEN CAST([] AS VARCHAR[]) ELSE {items} END"


def _literal(value: tuple[str, ...]) -> str:
    return f"CAST([{', '.join(sql.text(item) for item in value)}] AS VARCHAR[])"


def _among(_: Field, names: Spelled, values: Iterable[Any]) -> str:
    return f"{names.value} IN ({', '.join(_literal(value) for value in values) or 'NULL'})"


def _compare(_: Field, names: Spelled, operator: str, value: Any) -> str:
    return f"{names.value} {operator} {_literal(value)}"


def _stores(field: Field) -> tuple[Store, ...]:
    kind = _STORES.get(_item(field).type)
    text = Store("VARCHAR[]", plain)
    return (Store(f"{kind}[]", _cast(kind), _misfit(kind)), text) if kind else (text,)


def _cast(kind: str) -> Callable[[Field, Spelled], str]:
    return lambda _, names: f"list_transform({names.value}, lambda x: TRY_CAST(x AS {kind}))"


def _misfit(kind: str) -> Callable[[Field, Spelled], str]:
    """SQL: an item would be lost or rounded."""
    lost = f"TRY_CAST(x AS {kind}) IS NULL"
    if kind.startswith("DECIMAL"):
        lost += f" OR regexp_matches(x, '[.][0-9]{{{_PLACES + 1},}}|E')"
    if kind == "TIMESTAMP":
        lost += " OR regexp_matches(x, '^-|^[0-9]{5}|[.][0-9]{7}')"
    return lambda _, names: f"len(list_filter({names.value}, lambda x: {lost})) > 0"


def _expected(field: Field) -> str:
    kind, delimiter = _ITEMS[_item(field).type], _delimiter(field)
    shown = "a comma" if delimiter == "," else f"`{delimiter}`"
    return f"{kind.noun}, or several with {shown} between"


LIST = Type(
    name="list",
    noun="a list",
    expected=_expected,
    parse=_parse,
    good=lambda _field, _cell: "TRUE",
    value=_value,
    compare=_compare,
    among=_among,
    stores=(Store("VARCHAR[]", plain),),
    fitting=_stores,
    primitive=_primitive,
    in_python=lambda field: _item(field).type != "string",
    held=list,
    cell=_cell,
    why=_why,
)
