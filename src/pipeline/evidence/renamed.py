"""Records whose name was changed: evidence cites words that are now the name of no record.

Told at the record, once. What its evidence finds no more only follows from it, whatever record
cites it, and `anchor` would drop it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.declare import How
from pipeline.evidence import spans
from pipeline.evidence.data import Datum, Spot
from pipeline.evidence.derive import Found, Outcome
from pipeline.evidence.index import LEMMA, Index, cells, key_of
from pipeline.evidence.issues import at_record
from pipeline.evidence.likeness import printed_as
from pipeline.evidence.reading import Source
from pipeline.evidence.row import Row
from pipeline.evidence.squeeze import bare
from pipeline.issue import Issue, Place

_SHOWN = 3
"""Records named in one issue."""

Record = tuple[str, str]
"""A table and a key in it."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A record, the words that evidence cites for it, and the data that it is evidence of."""

    record: Record
    words: str
    data: tuple[Datum, ...]

    @property
    def citing(self) -> frozenset[Record]:
        """The records that cite it: what their evidence says follows from this."""
        return frozenset((datum.table.name, datum.key) for datum in self.data)


def renamed(
    outcomes: Iterable[Outcome],
    committed: Iterable[Row],
    index: Index,
    texts: Mapping[str, Source],
) -> list[Renamed]:
    """Records none of whose evidence cites a name that they, or any of their table, have now."""
    rows: dict[Spot, list[Row]] = {}
    for row in committed:
        rows.setdefault(row.spot, []).append(row)
    known: set[Record] = set()
    found: dict[Record, list[tuple[str, Datum]]] = {}
    for outcome in outcomes:
        record = _named_by(outcome)
        if record is None:
            continue
        for row in rows.get(outcome.datum.spot, ()):
            words = _words(row, texts)
            if _stands(row, outcome) or f"\n{words}\n" in index.lexicon.get(record[0], ""):
                known.add(record)
            elif words:
                found.setdefault(record, []).append((words, outcome.datum))
    return [_one(record, cited) for record, cited in found.items() if record not in known]


def issues(found: Sequence[Renamed], code: str, index: Index) -> Iterator[Issue]:
    """One for each record, at its name."""
    rows = {
        (name, key_of(table, cells(record))): (table, row)
        for name, table in index.tables.items()
        if name in {item.record[0] for item in found}
        for row, record in table.records.items()
    }
    for item in found:
        table, row = rows[item.record]
        name = str(index.records[item.record[0]][item.record[1]][LEMMA])
        related = [Place(d.table.name, None, d.row, None, d.key, d.field) for d in item.data]
        yield at_record(
            code,
            table,
            row,
            LEMMA,
            f"evidence cites `{item.words}` for `{item.record[1]}`, which is called `{name}` now",
            _hint(name, item.words),
            name,
            tuple(related[:_SHOWN]),
        )


def _named_by(outcome: Outcome) -> Record | None:
    """The record that a datum refers to, where it is printed by that record's name."""
    datum, forms = outcome.datum, outcome.forms
    if not datum.spec.references or datum.how is How.LITERAL or datum.dated or not forms:
        return None
    return (datum.spec.references, str(datum.value)) if forms.own else None


def _stands(row: Row, outcome: Outcome) -> bool:
    """Whether the value is found where it was."""
    cited = outcome.result.cite() if isinstance(outcome.result, Found) else ()
    return (row.source_id, row.spans) in [(source, spans.show(ranges)) for source, ranges in cited]


def _words(row: Row, texts: Mapping[str, Source]) -> str | None:
    """What a row cites, if its text is at hand and prints it as it did, in one stretch."""
    source, ranges = texts.get(row.source_id), spans.parse(row.spans)
    if source is None or len(ranges) > 1:  # of doubled lines both copies are cited
        return None
    words = bare(source.raw[slice(*ranges[0])])
    return words if sha256(words.encode()).hexdigest() == row.span_digest else None


def _one(record: Record, cited: Sequence[tuple[str, Datum]]) -> Renamed:
    words = Counter(words for words, _ in cited).most_common(1)[0][0]
    data = {datum.spot: datum for _, datum in cited}
    return Renamed(record, words, tuple(data.values()))


def _hint(name: str, words: str) -> str:
    alike = printed_as(name, words)
    remedy = (
        f"write `{words}` again; if the new name is right too, add the printed one to `readings`; "
        "if another record is meant, correct the records that cite this one"
    )
    return f"{alike[1]}: {remedy}" if alike and alike[0] == (0, len(words)) else remedy
