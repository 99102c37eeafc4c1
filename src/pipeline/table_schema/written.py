"""How a value is to be written in a cell of a field."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import TYPES
from pipeline.table_schema.types.geopoint import Point
from pipeline.table_schema.types.strptime import pattern


def written(field: Field, value: Any) -> str:
    """One text that the field reads as the value."""
    if isinstance(value, bool):
        words = field.options.true_values if value else field.options.false_values
        return words[0] if words else str(value).lower()
    if isinstance(value, Decimal):
        return str(value).replace(".", field.options.decimal_char)
    if isinstance(value, date | datetime | time):
        return _moment(field, value)
    if isinstance(value, Point):
        held: Mapping[str, float] = {"lon": value.lon, "lat": value.lat}
        return str(TYPES[field.type].cell(field, held))
    if isinstance(value, tuple):
        return (field.options.delimiter or ",").join(map(str, value))
    return str(value)


def _moment(field: Field, value: date | datetime | time) -> str:
    spelled = pattern(field.format) if field.format not in ("default", "any") else None
    if spelled is None:
        return value.isoformat().replace("+00:00", "Z")
    try:
        return value.strftime(spelled)
    except ValueError:
        return value.isoformat()
