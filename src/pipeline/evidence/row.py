"""A row of `evidence` as plain text: what is derived, written, read back and compared."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from pipeline import provenance
from pipeline.evidence.data import Spot
from pipeline.records import Parsed

_UNSLUGGED = re.compile(r"[^a-z0-9_, -]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


class Row(NamedTuple):
    """The cells of a row, in the order of the table."""

    evidence_id: str
    resource: str
    key: str
    field: str
    document_id: str
    source_id: str
    spans: str
    printed_as: str
    basis_digest: str
    span_digest: str

    @property
    def spot(self) -> Spot:
        """The field that it is evidence of."""
        return self[1:4]

    @property
    def sealed(self) -> tuple[str, ...]:
        """The cells that the basis digest holds besides the data; the name follows from them."""
        return (*self[1:8], self.span_digest)


Rows = Mapping[Spot, Sequence[tuple[int, Row]]]
"""Committed rows with their numbers, by the field that they are evidence of."""


def committed(table: Parsed | None) -> dict[int, Row]:
    """The rows of a project's table of evidence by number, in the order of the file."""
    return {
        number: Row(*map(str, map(record.__dict__.__getitem__, Row._fields)))
        for number, record in (table.records.items() if table else ())
        if isinstance(record, provenance.Evidence)
    }


def by_spot(rows: Mapping[int, Row]) -> dict[Spot, list[tuple[int, Row]]]:
    """The same by the field that they are evidence of."""
    found: dict[Spot, list[tuple[int, Row]]] = {}
    for number, row in rows.items():
        found.setdefault(row.spot, []).append((number, row))
    return found


def names(spots: Iterable[Spot]) -> list[str]:
    """The evidence_ids of rows of these fields, in order: `<resource>-<key>-<field>` as a slug.

    A field printed in several sources has a number from the second on. A digest is added
    where the key cannot be told by the slug, or two would have the same.
    """
    parts: Counter[Spot] = Counter()
    listed = list(spots)
    found: list[str] = []
    for spot in listed:
        parts[spot] += 1
        found.append(_slug(spot, parts[spot]))
    named = Counter(found)
    pairs = zip(found, listed, strict=True)
    return [f"{name}-{_digest(spot)}" if named[name] > 1 else name for name, spot in pairs]


def _slug(spot: Spot, part: int) -> str:
    words = "-".join((*spot, str(part)) if part > 1 else spot)
    slug = _SEPARATORS.sub("-", words.lower()).strip("-")
    return f"{slug}-{_digest(spot)}" if _UNSLUGGED.search("".join(spot)) else slug


def _digest(spot: Spot) -> str:
    return sha256("\0".join(spot).encode()).hexdigest()[:8]
