"""A table after its cells were judged: typed columns, and the rows that are bad."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.table_schema import sql
from pipeline.table_schema.labels import Header
from pipeline.table_schema.schema import Schema
from pipeline.tables.table import Table


@dataclass(frozen=True, slots=True)
class Typed:
    """A table with the schema's columns, typed.

    sql: a DuckDB table with `_row` and the schema's fields in its order; NULL for missing
    values, for cells that are not of their type, and for fields whose column is absent.
    A cell that only breaks a constraint keeps its value.
    bad: a DuckDB table of the `_row` of rows with any cell error.
    sound: no error at all: structure, header, cells, keys, references.
    zoned: datetime fields whose cells name a time zone; their values are UTC.
    """

    name: str
    table: Table
    schema: Schema
    sql: str
    bad: str
    sound: bool
    zoned: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The column of each field: its name, but for names that DuckDB would confuse."""
        return column_names(self.schema)


@dataclass(frozen=True, slots=True)
class Built:
    """A typed table while keys and references are still to be judged.

    kinds: SQL type of each field, as keys have it. unread: indices of fields with cells not of
    their type. exact: the same table with what keys need to be compared exactly, if `sql` has not
    that.
    """

    table: Table
    schema: Schema
    header: Header
    sql: str
    bad: str
    kinds: tuple[str, ...]
    unread: frozenset[int]
    zoned: frozenset[str]
    exact: str = ""

    @property
    def keyed(self) -> str:
        """The table whose columns keys and references look at."""
        return self.exact or self.sql

    def column(self, field: str | int) -> tuple[str, str] | None:
        """Column and SQL type of a field, by name or index; None where the file has not got it."""
        number = self.schema.number(field) if isinstance(field, str) else field
        if number is None or number not in self.header.columns:
            return None
        return sql.name(column_names(self.schema)[number]), self.kinds[number]

    def absent(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        """Those fields whose column is absent."""
        return tuple(name for name in fields if self.column(name) is None)

    def places(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The columns of the file that hold these fields."""
        return tuple(self.header.columns[number] for number in numbers)


def column_names(schema: Schema) -> tuple[str, ...]:
    """Columns of the typed table, `_row` apart."""
    return sql.distinct((field.name for field in schema.fields), ("_row",))
