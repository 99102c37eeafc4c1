"""What a piece of evidence rests on, as one digest: when any of it changes, it is stale."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from pipeline import provenance
from pipeline.declare import Category, Column, How, Record, columns
from pipeline.evidence.data import CITING, DOCUMENT, Datum
from pipeline.evidence.forms import Forms, spell
from pipeline.evidence.index import Cells, Index, cells

VERSION = 2
"""Raised when the same data would be anchored elsewhere: evidence of before is then stale."""

_NAMELESS = "span_id"
"""Identifies a span, but says nothing of the text."""

Group = tuple[str, int, str]
"""All evidence of one record (table and row) in one document."""


def group(datum: Datum) -> Group:
    """The group that a datum belongs to."""
    return datum.table.name, datum.row, datum.document_id


class Bases:
    """Digests over all that evidence was derived from, without any text.

    That is its record and the readings that explain it, but for free text of ours; which of
    its fields are `witnessed`, in which source; the forms searched; the document's spans in
    order with the digests of their sources; and the row of evidence itself.
    """

    def __init__(self, index: Index, witnessed: Mapping[Group, Sequence[tuple[str, str]]]) -> None:
        self._index, self._witnessed = index, witnessed
        self._records: dict[Group, str] = {}
        self._documents: dict[str, str] = {}
        self._readings = _readings(index)

    def seal(self, datum: Datum, forms: Forms, sealed: Iterable[str]) -> str:
        """SHA-256 for a row of evidence; `sealed` are the cells of it that are `Row.sealed`."""
        spec = datum.spec.printed
        searched = _joined((spec.parts, forms.own, forms.rivals))
        basis = (self._record(datum), self._document(datum), searched, *sealed)
        return _digest("\0".join(basis))

    def _record(self, datum: Datum) -> str:
        asked = group(datum)
        if asked not in self._records:
            table = datum.table
            explained = self._readings.get((table.name, datum.key), ())
            fields = sorted("\0".join(pair) for pair in self._witnessed.get(asked, ()))
            parts = (held(table.model, datum.cells), *explained, *fields)
            self._records[asked] = _digest("\0\0".join(parts))
        return self._records[asked]

    def _document(self, datum: Datum) -> str:
        name = datum.document_id
        if name not in self._documents:
            self._documents[name] = document_digest(name, self._index)
        if not datum.whole:
            return self._documents[name]
        sources = dict.fromkeys(span.source_id for span in self._index.spans.get(name, ()))
        parts = (source_digest(source_id, self._index) for source_id in sources)
        return "\0".join((self._documents[name], *parts))


def held(model: type[Record], values: Cells) -> str:
    """The cells of a record but for free text of ours, in one spelling."""
    return "\0".join([*_held(model), *(_plain(values[name]) for name in _held(model))])


def document_digest(document_id: str, index: Index) -> str:
    """What all data of a document rest on: its spans in order, the texts they are taken from."""
    spans = index.spans.get(document_id, ())
    parts = [str(VERSION)]
    for span in spans:
        values = {name: v for name, v in cells(span).items() if name != _NAMELESS}
        source = index.sources.get(span.source_id)
        parts += [_plain(value) for value in values.values()]
        parts.append(source.sha256 if source else "")
    return _digest("\0".join(parts))


def source_digest(source_id: str, index: Index) -> str:
    """A source's own cells, but for free text."""
    source = index.sources.get(source_id)
    return _digest(held(type(source), cells(source))) if source else ""


@cache
def free_columns(model: type[Record]) -> frozenset[str]:
    """Columns of free text of ours, which no digest holds: notes, reasons, titles."""
    types = {info.alias or n: info.annotation for n, info in model.model_fields.items()}
    declared = columns(model).items()
    return frozenset(name for name, spec in declared if _is_free(name, spec, types[name]))


def _is_free(name: str, spec: Column, annotation: Any) -> bool:
    """Whether a column is a string that is not printed, and is no identifier or term either."""
    cites = name in (DOCUMENT, *(column for pair in CITING for column in pair))
    if spec.printed.how is not How.EDITORIAL or cites or spec.held:
        return False
    return annotation in (str, str | None) and not (spec.references or spec.pattern or spec.key)


@cache
def _held(model: type[Record]) -> tuple[str, ...]:
    return tuple(sorted(columns(model).keys() - free_columns(model)))


def _readings(index: Index) -> dict[tuple[str, str], list[str]]:
    """By record, the readings that explain a field of it."""
    table = index.table(provenance.Reading)
    found: dict[tuple[str, str], list[str]] = {}
    for record in table.records.values() if table else ():
        assert isinstance(record, provenance.Reading), "readings come from their table"
        explained = found.setdefault((record.resource, record.key), [])
        explained.append(f"{record.field}\0{record.cause}")
        explained.sort()
    return found


@lru_cache(maxsize=10_000)
def _joined(parts: Iterable[Iterable[Any]]) -> str:
    """Nested words in one spelling."""
    return repr(parts)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Category):
        return value.value
    return value if isinstance(value, str) else spell(value)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
