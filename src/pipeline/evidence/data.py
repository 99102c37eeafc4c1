"""Each datum that the sources must print: a field of a record that cites a passage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, get_args

from pipeline import provenance
from pipeline.declare import PASSAGE, Category, Column, How, Record, columns, is_partial_date
from pipeline.evidence.index import Cells, cells, key_of
from pipeline.records import Parsed

DOCUMENT, AT = "document_id", "at"
"""The columns by which a record cites a passage."""

CITING = ((AT, DOCUMENT), ("other_at", "other_document_id"))
"""Columns that cite a passage, each with the column that names its document."""

_AT_OF = {DOCUMENT: AT, "other_document_id": "other_at"}
_DOCUMENT_OF = {"other_at": "other_document_id", "other_document_id": "other_document_id"}

_DATES = ("date", "year", "yearmonth")
"""Types of the Table Schema whose values are printed as dates."""

Spot = tuple[str, str, str]
"""A field of a record: resource, key, field."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One value to be found in the passage that its record cites.

    Where all that a record says is ours, the passage is the datum; where it quotes no words
    of its document, or is itself a document, the document is.
    """

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
        return str(self.cells[_DOCUMENT_OF.get(self.field, DOCUMENT)])

    @property
    def at(self) -> str | None:
        """The passages cited; None where the record cites none."""
        at = self.cells[_AT_OF.get(_DOCUMENT_OF.get(self.field, DOCUMENT), AT)]
        return None if at is None else str(at)

    @property
    def dated(self) -> bool:
        """Whether it is printed as a date: it must be, or it is a date that may be printed."""
        if self.how is How.CONTEXTUAL:
            return self.field in date_columns(self.table.model)
        return self.how is How.DATE

    @property
    def whole(self) -> bool:
        """Whether it is the document itself."""
        return self.how is How.PASSAGE and self.field in _AT_OF

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
        if not cites(table.model):
            continue
        specs = printed_columns(table.model)
        for row, record in sorted(table.records.items()):
            values = cells(record)
            if values[DOCUMENT] is not None:
                yield from _of_record(table, row, values, specs)


def cites(model: type[Record]) -> bool:
    """Whether records cite passages, by `document_id` and `at`."""
    return not model.TABLE.tool_written and {DOCUMENT, AT} <= columns(model).keys()


def printed_columns(model: type[Record]) -> dict[str, Column]:
    """The columns whose values stand in the passage; none where records cite no passage."""
    ours = (How.DERIVED, How.EDITORIAL, How.PASSAGE)
    declared = columns(model) if cites(model) else {}
    return {name: spec for name, spec in declared.items() if spec.printed.how not in ours}


@cache
def date_columns(model: type[Record]) -> frozenset[str]:
    """The columns that hold dates, whole or partial."""
    types = {info.alias or n: info.annotation for n, info in model.model_fields.items()}
    declared = columns(model).items()
    return frozenset(name for name, spec in declared if _is_date(spec, types[name]))


def citing_columns(model: type[Record]) -> dict[str, Column]:
    """The columns that name a passage or a document, as data of their own."""
    declared = columns(model)
    pairs = (pair for pair in CITING if set(pair) <= declared.keys())
    return {n: replace(declared[n], printed=PASSAGE) for pair in pairs for n in pair}


def _of_record(table: Parsed, row: int, values: Cells, specs: dict[str, Column]) -> Iterator[Datum]:
    key, held = key_of(table, values), False
    for field, spec in specs.items():
        datum = Datum(table, row, key, field, spec, values)
        if _has_value(datum):
            held = held or datum.required
            yield datum
    for field in _passages(table.model, values, held):
        yield Datum(table, row, key, field, _citing(table.model)[field], values)


_citing = cache(citing_columns)


def _passages(model: type[Record], values: Cells, held: bool) -> Iterator[str]:
    """The citations that are data of their own: those by which nothing else is held.

    A document is one in any case: what it says of itself is not all that it prints.
    """
    if issubclass(model, provenance.Document):
        yield DOCUMENT
        return
    for at, document in CITING:
        known = at in values and values.get(document) is not None
        if known and not (held and document == DOCUMENT):
            yield document if values[at] is None else at


def _is_date(spec: Column, annotation: object) -> bool:
    dated = is_partial_date(spec) or spec.type in _DATES
    return dated or date in (annotation, *get_args(annotation))


def _has_value(datum: Datum) -> bool:
    """Whether there is something to look for; a category without printed forms is not."""
    if datum.how is How.LABEL and isinstance(datum.value, Category) and not datum.value.forms:
        return False
    bounds = (datum.part("low"), datum.part("high"))
    return any(value is not None for value in (datum.value, *bounds))
