"""Each datum that the sources must print: a field of a record that cites a passage."""

from collections.abc import Iterable, Iterator, Mapping
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

Group = tuple[str, int, str]
"""All evidence of one record (table and row) in one document."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is the same for all data of a column.

    `dated`: printed as a date: it must be, or it is a date that may be printed.
    `whole`: the datum is the document itself. `required`: it must be printed.
    """

    spec: Column
    how: How
    dated: bool
    whole: bool
    required: bool
    document: str
    at: str

    @classmethod
    def of(cls, model: type[Record], field: str, spec: Column) -> "Site":
        """Read it from the declaration."""
        how = spec.printed.how
        contextual = how is How.CONTEXTUAL
        document = _DOCUMENT_OF.get(field, DOCUMENT)
        return cls(
            spec,
            how,
            field in date_columns(model) if contextual else how is How.DATE,
            how is How.PASSAGE and field in _AT_OF,
            not contextual,
            document,
            _AT_OF[document],
        )


class Datum:
    """One value to be found in the passage that its record cites.

    Where all that a record says is ours, the passage is the datum; where it quotes no words
    of its document, or is itself a document, the document is. `value` is typed; of a quantity
    it may be None, where it has bounds. `at` is None where the record cites no passage.
    """

    __slots__ = (
        *("table", "row", "key", "field", "spec", "cells"),
        *("how", "dated", "whole", "required", "value", "document_id", "at", "spot", "group"),
    )  # set at once: each is asked for many times, of a hundred thousand data

    def __init__(
        self, table: Parsed, row: int, key: str, field: str, site: Site, cells: Cells
    ) -> None:
        at = cells[site.at]
        self.table, self.row, self.key, self.field = table, row, key, field
        self.cells = cells
        self.spec, self.how, self.dated = site.spec, site.how, site.dated
        self.whole, self.required = site.whole, site.required
        self.value: Any = cells[field]
        self.document_id = str(cells[site.document])
        self.at = None if at is None else str(at)
        self.spot: Spot = (table.name, key, field)
        self.group: Group = (table.name, row, self.document_id)

    def part(self, name: str) -> Any:
        """What the record says of a part of a quantity: low, high, comparator or unit."""
        for part, column in self.spec.printed.parts:
            if part == name:
                return self.cells[column] if column else None
        return None


def data(tables: Iterable[Parsed]) -> Iterator[Datum]:
    """Every datum, in the order of tables, rows and fields."""
    for table in tables:
        if not cites(table.model):
            continue
        sites = _sites(table.model, printed_columns(table.model))
        citing = _sites(table.model, citing_columns(table.model))
        for row, record in sorted(table.records.items()):
            values = cells(record)
            if values[DOCUMENT] is not None:
                yield from _of_record(table, row, values, sites, citing)


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


def _sites(model: type[Record], specs: Mapping[str, Column]) -> dict[str, Site]:
    return {field: Site.of(model, field, spec) for field, spec in specs.items()}


def _of_record(
    table: Parsed, row: int, values: Cells, sites: Mapping[str, Site], citing: Mapping[str, Site]
) -> Iterator[Datum]:
    key, held = key_of(table, values), False
    for field, site in sites.items():
        datum = Datum(table, row, key, field, site, values)
        if _has_value(datum):
            held = held or datum.required
            yield datum
    for field in _passages(table.model, values, held):
        yield Datum(table, row, key, field, citing[field], values)


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
    value = datum.value
    if value is None:
        return datum.part("low") is not None or datum.part("high") is not None
    return not (datum.how is How.LABEL and isinstance(value, Category) and not value.forms)
