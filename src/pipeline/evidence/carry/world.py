"""A project as it stands with one text or the other: readings, witnesses, outcomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import provenance
from pipeline.declare import Record
from pipeline.evidence.anchor import anchor
from pipeline.evidence.data import Spot, data
from pipeline.evidence.derive import Outcome, derive
from pipeline.evidence.documents import read_readings
from pipeline.evidence.index import Index
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.row import Row
from pipeline.evidence.witness import Witness
from pipeline.records import Parsed


@dataclass(frozen=True, slots=True)
class World:
    """The documents that a text prints in part or whole, and what is found in them.

    `rows` is the evidence derived, by the field that it is of.
    """

    index: Index
    text: Source
    readings: Mapping[str, Reading]
    broken: frozenset[str]
    outcomes: Mapping[Spot, Outcome]
    rows: Mapping[Spot, Sequence[Row]]

    def reading(self, document_id: str | None) -> Reading | None:
        """The reading of a document that stands whole in the texts."""
        return None if document_id in self.broken else self.readings.get(document_id or "")


def world(
    tables: Sequence[Parsed], source: provenance.Source, raw: str, others: Mapping[str, Source]
) -> World:
    """The project with `raw` as the text that `source` declares, and the `others` beside it."""
    index = Index.from_tables(_declared(tables, source))
    text = Source.from_text(source.source_id, raw)
    texts = {**others, source.source_id: text}
    affected = {
        document_id: spans
        for document_id, spans in index.spans.items()
        if any(span.source_id == source.source_id for span in spans)
    }
    readings, issues = read_readings(replace(index, spans=affected), texts)
    witnesses = {name: Witness(reading, texts) for name, reading in readings.items()}
    chosen = (datum for datum in data(index.tables.values()) if datum.document_id in affected)
    outcomes = list(derive(chosen, index, witnesses, issues))
    rows: dict[Spot, list[Row]] = {}
    for row in anchor(outcomes, index):
        rows.setdefault(row.spot, []).append(row)
    found = {outcome.datum.spot: outcome for outcome in outcomes}
    return World(index, text, readings, frozenset(issues), found, rows)


def needed(tables: Sequence[Parsed], source_id: str) -> set[str]:
    """The other sources whose texts stand in one document with this one."""
    index = Index.from_tables(tables)
    beside = ({span.source_id for span in spans} for spans in index.spans.values())
    return set().union(*(found for found in beside if source_id in found)) - {source_id}


def _declared(tables: Sequence[Parsed], source: provenance.Source) -> list[Parsed]:
    return [
        replace(table, records=_with(table, source))
        if issubclass(table.model, provenance.Source)
        else table
        for table in tables
    ]


def _with(table: Parsed, source: provenance.Source) -> dict[int, Record]:
    return {
        row: source if getattr(record, "source_id", None) == source.source_id else record
        for row, record in table.records.items()
    }
