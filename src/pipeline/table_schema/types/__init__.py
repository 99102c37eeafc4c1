"""The closed list of types; a new one is a module beside these and an entry here."""

from pipeline.table_schema.types.base import Spelled, Store, Type
from pipeline.table_schema.types.boolean import BOOLEAN
from pipeline.table_schema.types.duration import DURATION
from pipeline.table_schema.types.geojson import GEOJSON
from pipeline.table_schema.types.geopoint import GEOPOINT
from pipeline.table_schema.types.json_types import ARRAY, OBJECT
from pipeline.table_schema.types.lists import LIST
from pipeline.table_schema.types.numbers import INTEGER, NUMBER
from pipeline.table_schema.types.temporal import DATE, DATETIME, TIME
from pipeline.table_schema.types.text import ANY, STRING
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
        OBJECT,
        ARRAY,
        LIST,
        DURATION,
        GEOPOINT,
        GEOJSON,
    )
}
"""Name in the standard → type."""
