"""The closed list of types; a new one is a module beside these and an entry here."""

from pipeline.table_schema.types.base import Spelled, Store, Type
from pipeline.table_schema.types.boolean import BOOLEAN
from pipeline.table_schema.types.numbers import INTEGER, NUMBER
from pipeline.table_schema.types.temporal import DATE, DATETIME, TIME
from pipeline.table_schema.types.text import ANY, STRING, UNCHECKED
from pipeline.table_schema.types.years import YEAR, YEARMONTH

__all__ = ["TYPES", "Spelled", "Store", "Type"]

TYPES: dict[str, Type] = {
    kind.name: kind
    for kind in (
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        DATE,
        TIME,
        DATETIME,
        YEAR,
        YEARMONTH,
        ANY,
        *UNCHECKED,
    )
}
"""Name in the standard → type."""
