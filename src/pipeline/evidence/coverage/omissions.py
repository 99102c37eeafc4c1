"""Where the characters stand that a project leaves out on purpose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline import provenance
from pipeline.evidence.documents import Documents
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_record, unplaced
from pipeline.evidence.passages import Unplaced, resolve
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.squeeze import bare, occurrences
from pipeline.issue import Issue
from pipeline.records import Parsed

OMISSION = "omission"
ALL = "*"
"""As `source_id`: an omission that holds for all sources."""

Offset = tuple[str, int]
"""A character of a source."""


@dataclass(frozen=True, slots=True)
class Left:
    """An omission and the characters that it leaves out; none where its texts are not at hand."""

    row: int
    record: provenance.Omission
    offsets: frozenset[Offset]


def place(index: Index, documents: Documents) -> tuple[list[Left], list[Issue]]:
    """Every omission whose texts are at hand, and what is wrong with those without a place.

    A passage that does not stand in its document has its own issue already.
    """
    table = index.table(provenance.Omission)
    left: list[Left] = []
    issues: list[Issue] = []
    for row, record in _records(table):
        assert table is not None, "rows come from their table"
        found = _place(table, row, record, index, documents)
        if isinstance(found, Issue):
            issues.append(found)
        elif found:
            left.append(Left(row, record, found))
    return left, issues


def _records(table: Parsed | None) -> Iterator[tuple[int, provenance.Omission]]:
    for row, record in table.records.items() if table else ():
        if isinstance(record, provenance.Omission):
            yield row, record


def _place(
    table: Parsed,
    row: int,
    record: provenance.Omission,
    index: Index,
    documents: Documents,
) -> frozenset[Offset] | Issue:
    if record.source_id not in (ALL, *index.sources):
        said = f"there is no source `{record.source_id}`"
        hint = "name a source of `sources`, or * for all"
        return at_record(OMISSION, table, row, "source_id", said, hint, record.source_id)
    texts = list(_texts(record, documents))
    within = [list(_within(record.at, text)) for text in texts]
    if not any(within):
        return _placeless(table, row, record, texts)
    found = (
        offset
        for text, places in zip(texts, within, strict=True)
        for offset in _offsets(bare(record.exact), text, places)
    )
    ours = frozenset(at for at in found if record.source_id in (ALL, at[0]))
    if ours:
        return ours
    where = "the passage in `at`" if record.at else "the text"
    said = f"`{record.exact}` does not stand in {where}"
    hint = "copy the characters from the source, or correct `at`, document or source"
    return at_record(OMISSION, table, row, "exact", said, hint, record.exact)


def _texts(record: provenance.Omission, documents: Documents) -> Iterator[Reading | Source]:
    """What an omission is searched in: its document, else its source.

    Without a passage also every document: a set phrase may be broken in the raw text.
    """
    if record.document_id is not None:
        if record.document_id in documents.readings:
            yield documents.readings[record.document_id]
        return
    named = documents.texts if record.source_id == ALL else (record.source_id,)
    yield from (documents.texts[source_id] for source_id in named if source_id in documents.texts)
    if record.at is None:
        yield from documents.readings.values()


def _within(at: str | None, text: Reading | Source) -> Iterator[tuple[int, int]]:
    """The passages of an omission in one text; none where any of them has no place."""
    places = resolve(at, text.text) if at else [(0, len(text.text))]
    found = [place for place in places if not isinstance(place, Unplaced)]
    yield from found if len(found) == len(places) else ()


def _offsets(
    exact: str, text: Reading | Source, within: Sequence[tuple[int, int]]
) -> Iterator[Offset]:
    for start, end in within:
        for at in occurrences(text.text[start:end], exact):
            first = start + at
            if isinstance(text, Source):
                yield from ((text.source_id, o) for o in text.origins[first : first + len(exact)])
            else:
                yield from chain.from_iterable(text.origins[first : first + len(exact)])


def _placeless(
    table: Parsed, row: int, record: provenance.Omission, texts: Sequence[Reading | Source]
) -> frozenset[Offset] | Issue:
    """No text, or no place in it: an issue only of the raw source's, where nobody else looks."""
    if record.document_id is not None or not texts or not record.at:
        return frozenset()
    problems = [p for p in resolve(record.at, texts[0].text) if isinstance(p, Unplaced)]
    return unplaced(OMISSION, table, row, "at", record.at, problems[0])
