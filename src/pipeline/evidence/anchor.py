"""The rows of `evidence`: derived, named and written so that the same data give the same bytes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import provenance
from pipeline.declare import Record, columns
from pipeline.evidence import spans
from pipeline.evidence.data import Group
from pipeline.evidence.derive import Found, Outcome
from pipeline.evidence.digest import Bases
from pipeline.evidence.index import Index, cells
from pipeline.evidence.row import Row, names


def anchor(outcomes: Iterable[Outcome], index: Index) -> list[Row]:
    """A row for each datum that was found and each source that prints it, in their order."""
    cited = [(outcome, citation) for outcome in outcomes for citation in _cited(outcome)]
    witnessed: dict[Group, list[tuple[str, str]]] = {}
    for outcome, (source_id, _) in cited:
        fields = witnessed.setdefault(outcome.datum.group, [])
        fields.append((outcome.datum.field, source_id))
    bases = Bases(index, witnessed)
    named = names(outcome.datum.spot for outcome, _ in cited)
    return [_row(name, *item, bases) for name, item in zip(named, cited, strict=True)]


@dataclass(frozen=True, slots=True)
class Changed:
    """What anchoring anew did to the rows: how many are new or other ones, and which are gone."""

    of: int
    """Rows that there were."""
    new: int
    changed: int
    dropped: tuple[Row, ...]


def changed(before: Iterable[Row], after: Iterable[Row]) -> Changed:
    """The difference; a row is the same while it cites one source for one field."""
    old = {(row.spot, row.source_id): row for row in before}
    new = {(row.spot, row.source_id): row for row in after}
    both = old.keys() & new.keys()
    gone = tuple(row for name, row in old.items() if name not in new)
    other = sum(old[name] != new[name] for name in both)
    return Changed(len(old), len(new) - len(both), other, gone)


def read(file: Path) -> list[Row]:
    """The rows that were written, as they stand; none where they are not what we write."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
    except (OSError, ValueError, csv.Error):
        return []
    whole = header == [*Row._fields] and all(len(row) == len(header) for row in rows)
    return [Row(*row) for row in rows] if whole else []


def as_csv(rows: Iterable[Sequence[str]], model: type[Record] = provenance.Evidence) -> str:
    """A table of the tool's as it is committed: UTF-8, LF, quoted only where it must be."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns(model))
    writer.writerows(rows)
    return text.getvalue()


def as_cells(records: Iterable[Record]) -> Iterator[list[str]]:
    """Records as they are written."""
    return ([str(value) for value in cells(record).values()] for record in records)


def write(
    rows: Iterable[Sequence[str]], file: Path, model: type[Record] = provenance.Evidence
) -> None:
    """Write the table in one step, so that it is never there by half."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(as_csv(rows, model), encoding="utf-8", newline="\n")
    new.replace(file)


def _cited(outcome: Outcome) -> list[spans.Citation]:
    return outcome.result.cite() if isinstance(outcome.result, Found) else []


def _row(name: str, outcome: Outcome, citation: spans.Citation, bases: Bases) -> Row:
    datum, found = outcome.datum, outcome.result
    assert isinstance(found, Found) and outcome.forms is not None, "only what is found is cited"
    source_id, ranges = citation
    shown, digest = spans.show(ranges), found.witness.digest(citation)
    sealed = (*datum.spot, datum.document_id, source_id, shown, datum.how.value)
    basis = bases.seal(datum, outcome.forms, (*sealed, digest))
    return Row(name, *sealed, basis, digest)
