"""The rows of `evidence`: derived, named and written so that the same data give the same bytes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import provenance
from pipeline.declare import Record, columns
from pipeline.evidence import spans
from pipeline.evidence.data import Datum
from pipeline.evidence.derive import Found, Outcome
from pipeline.evidence.digest import basis_digest, canonical
from pipeline.evidence.index import Index, cells

_UNSLUGGED = re.compile(r"[^a-z0-9_, -]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def anchor(outcomes: Iterable[Outcome], index: Index) -> list[provenance.Evidence]:
    """A row for each datum that was found and each source that prints it, in their order."""
    rows = [row for outcome in outcomes for row in _rows(outcome, index)]
    named = Counter(row["evidence_id"] for row in rows)
    for row in rows:
        if named[row["evidence_id"]] > 1:
            row["evidence_id"] += f"-{_short(row)}"
    return [provenance.Evidence.model_construct(**row) for row in rows]


def as_csv(rows: Iterable[Record], model: type[Record] = provenance.Evidence) -> str:
    """A table of the tool's as it is committed: UTF-8, LF, quoted only where it must be."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = list(columns(model))
    writer.writerow(names)
    for row in rows:
        values = cells(row)
        writer.writerow([str(values[name]) for name in names])
    return text.getvalue()


def write(rows: Iterable[Record], file: Path, model: type[Record] = provenance.Evidence) -> None:
    """Write the table in one step, so that it is never there by half."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(as_csv(rows, model), encoding="utf-8", newline="\n")
    new.replace(file)


def evidence_id(datum: Datum, part: int = 1) -> str:
    """`<resource>-<key>-<field>` as a slug; a digest is added where the key cannot be told by it.

    `part` counts the sources of one datum.
    """
    words = "-".join((*datum.spot, str(part)) if part > 1 else datum.spot)
    slug = _SEPARATORS.sub("-", words.lower()).strip("-")
    return f"{slug}-{_digest(datum.spot)}" if _UNSLUGGED.search("".join(datum.spot)) else slug


def _rows(outcome: Outcome, index: Index) -> Iterator[dict[str, Any]]:
    datum, found = outcome.datum, outcome.result
    if not isinstance(found, Found) or outcome.forms is None:
        return
    basis = basis_digest(datum, outcome.forms, index)
    for part, citation in enumerate(found.witness.cite(found.place), 1):
        source_id, ranges = citation
        yield {
            "evidence_id": evidence_id(datum, part),
            "resource": datum.table.name,
            "key": datum.key,
            "field": datum.field,
            "document_id": datum.document_id,
            "source_id": source_id,
            "spans": spans.show(ranges),
            "printed_as": provenance.PrintedAs[datum.how.name],
            "basis_digest": basis,
            "span_digest": found.witness.digest(citation),
        }


def _short(row: dict[str, Any]) -> str:
    return _digest((row["resource"], row["key"], row["field"]))


def _digest(spot: tuple[str, str, str]) -> str:
    return sha256(canonical(spot).encode()).hexdigest()[:8]
