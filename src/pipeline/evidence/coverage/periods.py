"""Printed dates that stand behind our own dating of a record: as of, from, to, issued on.

Such fields are ours, or printed there only by chance. A date counts as recorded where a passage of
the record that is short enough to be about it prints it, and the field agrees with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.declare import How, columns
from pipeline.evidence.data import AT, DOCUMENT, Spot, cites, date_columns
from pipeline.evidence.forms import spell
from pipeline.evidence.index import Cells, Index, cells, key_of
from pipeline.evidence.passages import Unplaced, resolve
from pipeline.evidence.search import NEAR, inside, iso
from pipeline.evidence.witness import Place, Witness
from pipeline.records import Parsed


@dataclass(frozen=True, slots=True)
class Period:
    """A printed date and the field that agrees with it."""

    document_id: str
    place: Place
    spot: Spot


def periods(index: Index, witnesses: Mapping[str, Witness]) -> Iterator[Period]:
    """Every printed date that an editorial date of a record rests on."""
    for table in index.tables.values():
        fields = _fields(table)
        for record in table.records.values() if fields else ():
            values = cells(record)
            if values[AT] and any(values[name] is not None for name in fields):
                yield from _of_record(table, fields, values, index, witnesses)


def _of_record(
    table: Parsed,
    fields: tuple[str, ...],
    values: Cells,
    index: Index,
    witnesses: Mapping[str, Witness],
) -> Iterator[Period]:
    document, witness = index.documents.get(values[DOCUMENT]), witnesses.get(values[DOCUMENT])
    if document is None or witness is None:
        return
    places = [p for p in resolve(values[AT], witness.text) if not isinstance(p, Unplaced)]
    near = [place for place in places if place[1] - place[0] <= NEAR]
    for printed in witness.dates if near else ():
        place = printed.start, printed.end
        meant = iso(printed, document.issued_on or "") if inside(place, near) else None
        for name in fields if meant else ():
            if meant and _agrees(meant, values[name]):
                spot = table.name, key_of(table, values), name
                yield Period(document.document_id, place, spot)


def _fields(table: Parsed) -> tuple[str, ...]:
    if not cites(table.model):
        return ()
    ours, dated = (How.EDITORIAL, How.CONTEXTUAL), date_columns(table.model)
    declared = columns(table.model).items()
    return tuple(n for n, spec in declared if n in dated and spec.printed.how in ours)


def _agrees(meant: str, value: object) -> bool:
    """Whether a printed date is the value, or holds it more precisely."""
    return value is not None and (meant == spell(value) or meant.startswith(f"{spell(value)}-"))
