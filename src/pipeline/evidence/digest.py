"""What a piece of evidence rests on, as one digest: when any of it changes, it is stale."""

import json
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from pipeline.declare import How, Record, columns
from pipeline.evidence.data import AT, DOCUMENT, Datum
from pipeline.evidence.forms import Forms, spell
from pipeline.evidence.index import Index, cells

VERSION = 1
"""Raised when the same data would be anchored elsewhere: evidence of before is then stale."""

_NAMELESS = "span_id"
"""Identifies a span, but says nothing of the text."""


def basis_digest(datum: Datum, forms: Forms, index: Index) -> str:
    """SHA-256 over all that the evidence of a datum was derived from, without any text.

    That is its record but for what is ours, the forms searched, the document's spans in
    order and the digests of their sources.
    """
    record = _once(index, ("record", datum.table.name, datum.row), lambda: _record(datum))
    document = _once(index, ("document", datum.document_id), lambda: _document(datum, index))
    basis = (
        f'{{"datum":{canonical(datum.spot)},"forms":{_spelt(forms.own)},'
        f'"printed":{_spelt((datum.how.value, *datum.spec.printed.parts))},'
        f'"record":{record},"rivals":{_spelt(forms.rivals)},{document[1:]}'
    )
    return sha256(basis.encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON in one spelling: sorted, ASCII, numbers as text without needless zeros."""
    return _ENCODER.encode(value)


_spelt = lru_cache(maxsize=10_000)(canonical)


def _once(index: Index, key: Hashable, make: Callable[[], Any]) -> str:
    """What is the same for all fields of a record or all data of a document, spelt once."""
    if key not in index.memory:
        index.memory[key] = canonical(make())
    return str(index.memory[key])


def _record(datum: Datum) -> dict[str, Any]:
    ours = _ours(datum.table.model)
    return {name: value for name, value in datum.cells.items() if name not in ours}


@cache
def _ours(model: type[Record]) -> frozenset[str]:
    return frozenset(name for name, spec in columns(model).items() if _is_ours(name, spec))


def _document(datum: Datum, index: Index) -> dict[str, Any]:
    """What all data of a document rest on; its names sort behind those of a datum's own."""
    spans = index.spans.get(datum.document_id, ())
    source_ids = dict.fromkeys(span.source_id for span in spans)
    return {
        "sources": [_source(source_id, index) for source_id in source_ids],
        "spans": [_span(cells(span)) for span in spans],
        "version": VERSION,
    }


def _is_ours(name: str, spec: Any) -> bool:
    return spec.printed.how is How.EDITORIAL and name not in (DOCUMENT, AT)


def _span(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != _NAMELESS}


def _source(source_id: str, index: Index) -> list[str | None]:
    source = index.sources.get(source_id)
    return [source_id, source.sha256 if source else None]


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date):
        return spell(value)
    return str(value)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False)
