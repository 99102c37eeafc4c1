"""Tables against their Table Schemas, compiled to SQL: headers, cells, keys and references."""

from pipeline.table_schema.check import check
from pipeline.table_schema.parts import Category, Field, ForeignKey, MissingValue, Options
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.streaming import Misread
from pipeline.table_schema.typed import Typed

__all__ = [
    "Category",
    "Field",
    "ForeignKey",
    "Misread",
    "MissingValue",
    "Options",
    "Schema",
    "Typed",
    "check",
]
