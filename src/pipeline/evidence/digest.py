"""What a piece of evidence rests on, as one digest: when any of it changes, it is stale."""

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from pipeline.declare import How, columns
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
    spans = index.spans.get(datum.document_id, ())
    source_ids = dict.fromkeys(span.source_id for span in spans)
    basis = {
        "version": VERSION,
        "datum": datum.spot,
        "printed": [datum.how.value, *datum.spec.printed.parts],
        "record": _record(datum),
        "forms": forms.own,
        "rivals": forms.rivals,
        "spans": [_span(cells(span)) for span in spans],
        "sources": [_source(source_id, index) for source_id in source_ids],
    }
    return sha256(canonical(basis).encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON in one spelling: sorted, ASCII, numbers as text without needless zeros."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False)


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date):
        return spell(value)
    return str(value)


def _record(datum: Datum) -> dict[str, Any]:
    ours = {name for name, spec in columns(datum.table.model).items() if _is_ours(name, spec)}
    return {name: value for name, value in datum.cells.items() if name not in ours}


def _is_ours(name: str, spec: Any) -> bool:
    return spec.printed.how is How.EDITORIAL and name not in (DOCUMENT, AT)


def _span(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != _NAMELESS}


def _source(source_id: str, index: Index) -> list[str | None]:
    source = index.sources.get(source_id)
    return [source_id, source.sha256 if source else None]
