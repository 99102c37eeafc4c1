"""Two printings of one work: every difference of their texts is explained in `variants`."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline import provenance
from pipeline.evidence.diff import Edit, edits
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_record
from pipeline.evidence.passages import GAP, Unplaced, resolve
from pipeline.evidence.reading import BREAK, Reading
from pipeline.evidence.squeeze import bare
from pipeline.issue import Issue, Place

VARIANT = "variant"

_AROUND = 6
"""Characters of context on each side: enough to find the place, too few to be a quotation."""

_WIDEST = 60
"""Characters on each side at which the search for words that stand once is given up."""

_IDLE = "take the row out, or correct its passages: each holds what differs, in its own document"
_STRANGERS = "correct the documents, or give both the same work_id if they print the same work"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Printing:
    """The characters of a reading, its separators left out.

    `at[i]` is the offset of `text[i]` in the reading; `gaps` are the offsets in `text` at
    which something is missing.
    """

    document_id: str
    reading: str
    text: str
    at: tuple[int, ...]
    gaps: tuple[int, ...]

    @classmethod
    def of(cls, document_id: str, reading: Reading) -> "Printing":
        """Leave out where spans meet: two printings are set differently."""
        at = tuple(i for i, char in enumerate(reading.text) if char not in (GAP, BREAK))
        text = "".join(reading.text[i] for i in at)
        gaps = [i - n for n, i in enumerate(_separators(reading.text)) if reading.text[i] == GAP]
        return cls(document_id, reading.text, text, at, tuple(gaps))

    def passages(self, at: str) -> list[Range] | None:
        """Where the passages of a row stand in `text`; None if one has no place."""
        places = [p for p in resolve(at, self.reading) if not isinstance(p, Unplaced)]
        if len(places) <= at.count("|"):
            return None
        return [(self._bare(start), self._bare(end)) for start, end in places]

    def _bare(self, offset: int) -> int:
        head = self.reading[:offset]
        return offset - head.count(BREAK) - head.count(GAP)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two printings differ: what stands in the one, and in the other instead."""

    one: Printing
    other: Printing
    edit: Edit

    def covered(self, ours: Sequence[Range], theirs: Sequence[Range]) -> bool:
        """Whether passages of both hold all of it, wherever an insertion is said to be."""
        e = self.edit
        return any(
            _holds(ours, e.start + by, e.end + by)
            and _holds(theirs, e.new_start + by, e.new_end + by)
            for by in range(-e.left, e.right + 1)
        )


def check_variants(
    index: Index, readings: Mapping[str, Reading], broken: Collection[str]
) -> tuple[list[Issue], int]:
    """The differences that no row explains, the rows that explain none; how many differ.

    Only documents are compared whose text could be read whole.
    """
    printings = {
        document_id: Printing.of(document_id, readings[document_id])
        for document_id in _compared(index)
        if document_id in readings and document_id not in broken
    }
    found = [d for pair in _pairs(index, printings) for d in differences(*pair)]
    rows = list(_rows(index, printings))
    issues = [_unexplained(d, index) for d in found if not any(_explains(r, d) for r in rows)]
    issues += [
        _idle(number, row, index)
        for number, row, places in rows
        if places and not any(_explains((number, row, places), d) for d in found)
    ]
    return issues, len(found)


def differences(one: Printing, other: Printing) -> Iterator[Difference]:
    """Every stretch in which two printings differ, but for what a gap hides."""
    for edit in edits(one.text, other.text):
        ours = range(edit.start - edit.left, edit.end + edit.right + 1)
        theirs = range(edit.new_start - edit.left, edit.new_end + edit.right + 1)
        missing = edit.start == edit.end and any(gap in ours for gap in one.gaps)
        hidden = edit.new_start == edit.new_end and any(gap in theirs for gap in other.gaps)
        if not (missing or hidden):
            yield Difference(one, other, edit)


Row = tuple[int, provenance.Variant, Mapping[str, Sequence[Range]]]
"""A row, its number, and the passages that it cites by document; none where one has no place."""


def _compared(index: Index) -> Iterator[str]:
    """The documents that a row names, and those whose work another prints too."""
    table = index.table(provenance.Variant)
    named = {
        name
        for row in (table.records.values() if table else ())
        if isinstance(row, provenance.Variant)
        for name in (row.document_id, row.other_document_id)
    }
    works = Counter(document.work_id for document in index.documents.values())
    for document_id, document in index.documents.items():
        if document_id in named or works[document.work_id] > 1:
            yield document_id


def _pairs(index: Index, printings: Mapping[str, Printing]) -> Iterator[tuple[Printing, Printing]]:
    works: dict[str, list[Printing]] = {}
    for document_id, document in index.documents.items():
        if document_id in printings:
            works.setdefault(document.work_id, []).append(printings[document_id])
    for same in works.values():
        yield from combinations(same, 2)


def _rows(index: Index, printings: Mapping[str, Printing]) -> Iterator[Row]:
    """The rows both of whose documents are at hand."""
    table = index.table(provenance.Variant)
    for number, row in table.records.items() if table else ():
        assert isinstance(row, provenance.Variant), "variants come from their table"
        one, other = printings.get(row.document_id), printings.get(row.other_document_id)
        if one and other:
            ours, theirs = one.passages(row.at), other.passages(row.other_at)
            known = ours and theirs and one is not other
            places = {row.document_id: ours or (), row.other_document_id: theirs or ()}
            yield number, row, places if known else {}


def _explains(row: Row, difference: Difference) -> bool:
    places = row[2]
    ours = places.get(difference.one.document_id)
    theirs = places.get(difference.other.document_id)
    return bool(ours and theirs) and difference.covered(ours or (), theirs or ())


def _holds(passages: Sequence[Range], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in passages)


def _separators(text: str) -> list[int]:
    return [i for i, char in enumerate(text) if char in (GAP, BREAK)]


def _unexplained(difference: Difference, index: Index) -> Issue:
    one, other, edit = difference.one, difference.other, difference.edit
    table = index.table(provenance.Document)
    assert table is not None, "documents come from their table"
    ours, theirs = (edit.start, edit.end), (edit.new_start, edit.new_end)
    said = (
        f"`{one.document_id}` and `{other.document_id}` print the same work, but differ: "
        f"{_shown(one, ours)} against {_shown(other, theirs)}"
    )
    row = (one.document_id, _quoted(one, ours), other.document_id, _quoted(other, theirs))
    if index.table(provenance.Variant) is None:
        hint = "add provenance.Variant to TABLES in models.py, and explain it there: " + _line(row)
    else:
        hint = f"explain it in variants (document_id,at,other_document_id,other_at): {_line(row)}"
    rows = {getattr(record, "document_id", ""): n for n, record in table.records.items()}
    number, there = rows[one.document_id], rows[other.document_id]
    issue = at_record(VARIANT, table, number, "work_id", said, hint, None)
    related = Place(resource=table.name, row=there, key=other.document_id, field="work_id")
    return replace(issue, related=(related,))


def _idle(number: int, row: provenance.Variant, index: Index) -> Issue:
    table = index.table(provenance.Variant)
    assert table is not None, "variants come from their table"
    one, other = index.documents[row.document_id], index.documents[row.other_document_id]
    if one.work_id == other.work_id and one is not other:
        said = f"explains no difference between `{row.document_id}` and `{row.other_document_id}`"
        return at_record(VARIANT, table, number, "at", said, _IDLE, row.at)
    said = f"`{row.document_id}` and `{row.other_document_id}` are not two printings of one work"
    return at_record(VARIANT, table, number, "other_document_id", said, _STRANGERS, row.other_at)


def _shown(printing: Printing, place: Range) -> str:
    before = printing.text[max(0, place[0] - _AROUND) : place[0]]
    after = printing.text[place[1] : place[1] + _AROUND]
    return f"…{before}【{printing.text[slice(*place)]}】{after}…"


def _quoted(printing: Printing, place: Range) -> str:
    """A passage that holds the place and stands once: as few words as will do."""
    for more in range(2, _WIDEST):
        first, last = max(0, place[0] - more), min(len(printing.text), place[1] + more)
        start, end = printing.at[first], printing.at[last - 1] + 1
        pieces = printing.reading[start:end].replace(GAP, BREAK).split(BREAK)
        at = pieces[0] if len(pieces) == 1 else f"{bare(pieces[0])}…{bare(pieces[-1])}"
        found = printing.passages(at)
        if found and len(found) == 1 and _holds(found, *place):
            return at
    return "words around it"


def _line(values: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(values)
    return text.getvalue()
