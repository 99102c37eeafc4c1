"""What the tables say that evidence rests on: records by key, spans, sources, printed names."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from pipeline import provenance
from pipeline.declare import Record, columns, primary_key
from pipeline.evidence.squeeze import bare
from pipeline.records import Parsed

R = TypeVar("R", bound=Record)

Cells = Mapping[str, Any]
"""Column name → typed value of one record."""

LEMMA = "name"
"""The column that holds a record's own name, by which sources print it."""

_PRINTED, _REFERENCE = "_as_printed", "_id"
"""`author_as_printed` is what is printed of the record that `author_id` refers to."""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that evidence is derived from, besides the texts.

    `records`: table → key → cells, of what people write. `names`: (table, key) → printed forms,
    the lemma first.
    `lexicon`: table → all these forms, each on a line. `spans`: document → its spans in order.
    """

    tables: Mapping[str, Parsed]
    records: Mapping[str, Mapping[str, Cells]]
    documents: Mapping[str, provenance.Document]
    spans: Mapping[str, Sequence[provenance.DocumentSpan]]
    sources: Mapping[str, provenance.Source]
    names: Mapping[tuple[str, str], tuple[str, ...]]
    lexicon: Mapping[str, str]
    memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was derived once from all this, and is asked for again."""

    @classmethod
    def from_tables(cls, tables: Sequence[Parsed]) -> "Index":
        """Index the records of a project."""
        records = {
            table.name: {} if table.model.TABLE.tool_written else dict(_by_key(table))
            for table in tables
        }
        spans: dict[str, list[provenance.DocumentSpan]] = {}
        for span in _records(tables, provenance.DocumentSpan):
            spans.setdefault(span.document_id, []).append(span)
        names = _names(tables, records)
        return cls(
            {table.name: table for table in tables},
            records,
            {item.document_id: item for item in _records(tables, provenance.Document)},
            {key: sorted(found, key=lambda span: span.seq) for key, found in spans.items()},
            {item.source_id: item for item in _records(tables, provenance.Source)},
            names,
            _lexicon(names),
        )

    def table(self, base: type[Record]) -> Parsed | None:
        """The table of a class of `provenance`, or of the project's subclass of it."""
        return next((t for t in self.tables.values() if issubclass(t.model, base)), None)

    def sound(self, *names: str | None) -> bool:
        """Whether these tables are whole; one that the project does not have is."""
        return all(name not in self.tables or self.tables[name].sound for name in names if name)


def cells(record: Record) -> dict[str, Any]:
    """The values of a record by column name."""
    values = record.__dict__
    return {column: values[name] for column, name in _fields(type(record))}


def key_of(table: Parsed, values: Cells) -> str:
    """A record's primary key as text, parts joined by `, `."""
    return ", ".join(str(values[part]) for part in _key(table.model))


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """Each column of a model, and the attribute that holds it."""
    return tuple((info.alias or name, name) for name, info in model.model_fields.items())


@cache
def _key(model: type[Record]) -> tuple[str, ...]:
    return primary_key(model)


def _by_key(table: Parsed) -> Iterator[tuple[str, Cells]]:
    for record in table.records.values():
        values = cells(record)
        yield key_of(table, values), values


def _records(tables: Iterable[Parsed], base: type[R]) -> Iterator[R]:
    for table in tables:
        if issubclass(table.model, base):
            yield from (r for r in table.records.values() if isinstance(r, base))


def _names(
    tables: Sequence[Parsed], records: Mapping[str, Mapping[str, Cells]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    models = {table.name: table.model for table in tables}
    named = {name for name, model in models.items() if _is_thing(model)}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in named:
        for key, values in records[name].items():
            lemma = values[LEMMA]
            found[name, key] = {bare(lemma): None} if isinstance(lemma, str) else {}
    for reading in _records(tables, provenance.Reading):
        values = records.get(reading.resource, {}).get(reading.key, {})
        form = values.get(reading.field)
        if not isinstance(form, str) or not bare(form):
            continue
        for column, target in explained(models[reading.resource], reading.field):
            if target in named and (target, values[column]) in found:
                found[target, values[column]][bare(form)] = None
    return {place: tuple(forms) for place, forms in found.items()}


def _lexicon(names: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    for (table, _), forms in names.items():
        lines.setdefault(table, []).extend(forms)
    return {table: "\n".join(("", *forms, "")) for table, forms in lines.items()}


def _is_thing(model: type[Record]) -> bool:
    """Whether sources call its records by name; what cites a passage is a statement instead."""
    names = columns(model)
    return LEMMA in names and "at" not in names


def explained(model: type[Record], field: str) -> Iterator[tuple[str, str]]:
    """The references, column and table, whose record a row prints in `field`."""
    stem = field.removesuffix(_PRINTED) if field.endswith(_PRINTED) else None
    for column, spec in columns(model).items():
        if spec.references and (field == LEMMA or column == f"{stem}{_REFERENCE}"):
            yield column, spec.references
