"""Tables against their Table Schemas, compiled to SQL: headers, cells, keys and references.

What is here describes; `check` judges, and is imported only by who needs that.
"""

from pipeline.table_schema.parts import Category, Field, ForeignKey, MissingValue, Options
from pipeline.table_schema.schema import Schema

__all__ = ["Category", "Field", "ForeignKey", "MissingValue", "Options", "Schema"]
