"""Records whose name was changed: evidence cites words that are now the name of no record.

Told at the record, once. What its evidence finds no more only follows from it, whatever record
cites it, and `anchor` would drop it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from pipeline import twins
from pipeline.declare import How
from pipeline.evidence import spans
from pipeline.evidence.data import Datum, Spot
from pipeline.evidence.derive import Found, Nothing, Outcome
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
    """A record, the words that evidence cites for it if they are known, and whose evidence it is.

    other: the record that goes by those words now; both then changed names.
    read: the texts were at hand.
    """

    record: Record
    words: str | None
    data: tuple[Datum, ...]
    other: str | None
    read: bool

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
    """Records none of whose evidence cites a name that they have now.

    Where the words are another's name, both must have changed names, or a reference was changed.
    """
    rows: dict[Spot, list[Row]] = {}
    for row in committed:
        rows.setdefault(row.spot, []).append(row)
    known: set[Record] = set()
    found: dict[Record, list[_Cited]] = {}
    for outcome in outcomes:
        record, forms = _named_by(outcome), outcome.forms
        if record is None or forms is None:
            continue
        for row in rows.get(outcome.datum.spot, ()):
            if _stands(row, outcome) or row.span_digest in map(_digest, forms.own):
                known.add(record)
            elif len(spans.parse(row.spans)) == 1:  # of doubled lines both copies are cited
                found.setdefault(record, []).append(_Cited(row, outcome))
    left = {record: cited for record, cited in found.items() if record not in known}
    told = (_one(record, cited, index, texts) for record, cited in left.items())
    sure = {item.record: item for item in told if item}
    return [item for item in sure.values() if item.other is None or _mutual(item, sure)]


class _Cited(NamedTuple):
    """A row of evidence that does not cite a name of the record, and what it is evidence of."""

    row: Row
    outcome: Outcome


def _one(
    record: Record, cited: Sequence[_Cited], index: Index, texts: Mapping[str, Source]
) -> Renamed | None:
    """What most of them cite; None where a text does not print it as it did."""
    digest = Counter(item.row.span_digest for item in cited).most_common(1)[0][0]
    sample = next(item for item in cited if item.row.span_digest == digest)
    words, source = None, texts.get(sample.row.source_id)
    if source is not None:
        words = bare(source.raw[slice(*spans.parse(sample.row.spans)[0])])
        if _digest(words) != digest:
            return None
    table, name = record[0], str(index.records[record[0]].get(record[1], {}).get(LEMMA) or "")
    form, other = _names(table, index).get(digest, (None, None))
    if other == record[1]:
        return None
    guesses = (bare(guess) for guess in twins.spellings(name))
    words = words or form or next((guess for guess in guesses if _digest(guess) == digest), None)
    data = {item.outcome.datum.spot: item.outcome.datum for item in cited}
    read = any(item.outcome.result is not Nothing.UNREAD for item in cited)
    return Renamed(record, words, tuple(data.values()), other, read)


def _mutual(item: Renamed, sure: Mapping[Record, Renamed]) -> bool:
    """Whether the record that has its name now was called as it is."""
    other = sure.get((item.record[0], item.other or ""))
    return other is not None and other.other == item.record[1]


def _names(table: str, index: Index) -> dict[str, tuple[str, str]]:
    """Of all names of a table: digest → name and key."""
    asked = ("digests", table)
    if asked not in index.memory:
        index.memory[asked] = {
            _digest(form): (form, key)
            for (name, key), forms in index.names.items()
            if name == table
            for form in forms
        }
    known: dict[str, tuple[str, str]] = index.memory[asked]
    return known


def retained(
    rows: Iterable[Row], committed: Iterable[Row], outcomes: Iterable[Outcome], found: list[Renamed]
) -> list[Row]:
    """The rows as derived, but those that were committed of what changed names explain."""
    kept = {datum.spot for item in found for datum in item.data}
    chosen: dict[Spot, list[Row]] = {outcome.datum.spot: [] for outcome in outcomes}
    listed = [row for row in committed if row.spot in kept]
    for row in (*listed, *(row for row in rows if row.spot not in kept)):
        chosen[row.spot].append(row)
    return [row for some in chosen.values() for row in some]


def issues(found: Iterable[Renamed], code: str, index: Index) -> Iterator[Issue]:
    """One for each record, at its name."""
    for item in found:
        (name, key), words = item.record, item.words
        table = index.tables[name]
        row = next(n for n, record in table.records.items() if key_of(table, cells(record)) == key)
        called = str(index.records[name][key][LEMMA])
        related = [Place(d.table.name, None, d.row, None, d.key, d.field) for d in item.data]
        said = f"evidence cites `{words}` for `{key}`, which is called `{called}` now"
        if words is None:
            said = f"evidence cites other words for `{key}` than `{called}`, as it is called now"
        hint = _hint(called, words, item.other)
        yield at_record(code, table, row, LEMMA, said, hint, called, tuple(related[:_SHOWN]))


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


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def _hint(name: str, words: str | None, other: str | None) -> str:
    if words is None:
        return (
            "take the change of the name back; if it is right, look at the passages of the records "
            "that cite this one, add what they print to `readings`, and run `pipeline anchor`"
        )
    if other:
        return (
            f"`{words}` is the name of `{other}` now: were the two exchanged? Then write "
            f"`{words}` here again"
        )
    alike = printed_as(name, words)
    remedy = (
        f"write `{words}` again; if the new name is right too, add the printed one to `readings`; "
        "if another record is meant, correct the records that cite this one"
    )
    return f"{alike[1]}: {remedy}" if alike and alike[0] == (0, len(words)) else remedy
