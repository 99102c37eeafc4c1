"""Each datum that the sources must print: a field of a record that cites a passage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.declare import Category, Column, How, Record, columns
from pipeline.evidence.index import Cells, cells, key_of
from pipeline.records import Parsed

DOCUMENT, AT = "document_id", "at"
"""The columns by which a record cites a passage."""

Spot = tuple[str, str, str]
"""A field of a record: resource, key, field."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One value to be found in the passage that its record cites."""

    table: Parsed
    row: int
    key: str
    field: str
    spec: Column
    cells: Cells

    @property
    def spot(self) -> Spot:
        """Which field of which record it is."""
        return self.table.name, self.key, self.field

    @property
    def value(self) -> Any:
        """The typed value; of a quantity it may be None, where it has bounds."""
        return self.cells[self.field]

    @property
    def how(self) -> How:
        """How the value is printed."""
        return self.spec.printed.how

    @property
    def document_id(self) -> str:
        """The document cited."""
        return str(self.cells[DOCUMENT])

    @property
    def at(self) -> str | None:
        """The passages cited; None where the record cites none."""
        at = self.cells[AT]
        return None if at is None else str(at)

    @property
    def required(self) -> bool:
        """Whether it must be printed there."""
        return self.how is not How.CONTEXTUAL

    def part(self, name: str) -> Any:
        """What the record says of a part of a quantity: low, high, comparator or unit."""
        column = next((column for part, column in self.spec.printed.parts if part == name), None)
        return self.cells[column] if column else None


def data(tables: Iterable[Parsed]) -> Iterator[Datum]:
    """Every datum, in the order of tables, rows and fields."""
    for table in tables:
        specs = printed_columns(table.model)
        for row, record in sorted(table.records.items()) if specs else ():
            values = cells(record)
            for field, spec in specs.items():
                datum = Datum(table, row, key_of(table, values), field, spec, values)
                if values[DOCUMENT] is not None and _has_value(datum):
                    yield datum


def printed_columns(model: type[Record]) -> dict[str, Column]:
    """The columns whose values stand in the passage; none where records cite no passage."""
    declared = columns(model)
    if model.TABLE.tool_written or DOCUMENT not in declared or AT not in declared:
        return {}
    ours = (How.DERIVED, How.EDITORIAL)
    return {name: spec for name, spec in declared.items() if spec.printed.how not in ours}


def _has_value(datum: Datum) -> bool:
    """Whether there is something to look for; a category without printed forms is not."""
    if datum.how is How.LABEL and isinstance(datum.value, Category) and not datum.value.forms:
        return False
    bounds = (datum.part("low"), datum.part("high"))
    return any(value is not None for value in (datum.value, *bounds))
