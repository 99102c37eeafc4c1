"""Evidence that was left behind: of a record that is gone, of a key or a value that was changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.declare import primary_key
from pipeline.evidence.data import Spot, citing_columns, printed_columns
from pipeline.evidence.index import Index, cells, key_of
from pipeline.evidence.row import Row, Rows
from pipeline.issue import Issue, Layer, Place, Severity

ANCHOR = "run `pipeline anchor` and commit evidence.csv"

EMPTIED = "has no value any more, but evidence"
"""How the issue of a value ends that was taken out."""

_Record = tuple[str, str]
"""A record: its table and key."""

_Print = frozenset[tuple[str, str, str, str]]
"""Where the fields of a record are printed: field, document, source and spans of each."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """One issue of evidence that is of nothing, where a curator can mend it.

    new: the record of which nothing but this is to be told, since its key was changed.
    """

    resource: str
    key: str
    message: str
    hint: str
    document_id: str
    rows: Sequence[tuple[int, Row]]
    row: int | None = None
    field: str | None = None
    value: str | None = None
    new: bool = False

    def issue(self, code: str, evidence: str, hint: str) -> Issue:
        """The issue; `evidence` is the table in which the rows were left."""
        return Issue(
            code=code,
            layer=Layer.EVIDENCE,
            severity=Severity.ERROR,
            message=self.message,
            hint=hint,
            resource=self.resource,
            row=self.row,
            key=self.key,
            field=self.field,
            value=self.value,
            related=tuple(
                Place(resource=evidence, row=number, key=row.evidence_id)
                for number, row in self.rows[:1]
            ),
        )


def leftovers(left: Rows, derived: Mapping[Spot, Sequence[Row]], known: Rows, index: Index,
) -> Iterator[Leftover]:  # fmt: skip
    """What became of each record of which the rows `left` are; one issue a record or value.

    derived: all rows of today. known: all that were committed.
    """
    gone: dict[_Record, list[tuple[int, Row]]] = {}
    for (resource, key, field), rows in left.items():
        table = index.tables.get(resource)
        if table is not None and key in index.records[resource]:
            yield _of_field(resource, key, field, rows, index)
        elif table is None or table.sound:
            gone.setdefault((resource, key), []).extend(rows)
    new = _new(derived, known)
    for (resource, key), rows in gone.items():
        found = new.get((resource, _print([row for _, row in rows])), ())
        yield (
            _renamed(resource, key, found[0], rows, index)
            if len(found) == 1
            else _lost(resource, key, rows)
        )


def _of_field(
    resource: str, key: str, field: str, rows: Sequence[tuple[int, Row]], index: Index
) -> Leftover:
    """The record is there, but its field is none that is printed, or has no value to be."""
    model, document_id = index.tables[resource].model, rows[0][1].document_id
    if field not in printed_columns(model) | citing_columns(model):
        said = f"`{field}` of `{resource}` is no field that is printed, but has evidence"
        return Leftover(resource, key, said, ANCHOR, document_id, rows)
    said = f"`{field}` is not to be printed here, but has evidence"
    if index.records[resource][key].get(field) is None:
        said = f"`{field}` {EMPTIED}"
    hint = f"if it was taken out on purpose, {ANCHOR}; else put it back"
    row = _row(resource, key, index)
    return Leftover(resource, key, said, hint, document_id, rows, row, field)


def _lost(resource: str, key: str, rows: Sequence[tuple[int, Row]]) -> Leftover:
    said = f"there is no record `{key}` in `{resource}`, but evidence of it"
    hint = (
        f"was its row removed, or its key changed? If that is meant, {ANCHOR}; else put the row "
        "or the key back"
    )
    return Leftover(resource, key, said, hint, rows[0][1].document_id, rows)


def _renamed(
    resource: str, old: str, new: str, rows: Sequence[tuple[int, Row]], index: Index
) -> Leftover:
    said = f"`{new}` is printed where evidence has `{old}`, which is no record of `{resource}` now"
    hint = f"was its key changed? If that is meant, {ANCHOR}; else write `{old}` again"
    key = primary_key(index.tables[resource].model)
    field = key[0] if len(key) == 1 else None
    about = rows[0][1].document_id, rows, _row(resource, new, index), field, new, True
    return Leftover(resource, new, said, hint, *about)


def _row(resource: str, key: str, index: Index) -> int | None:
    table = index.tables[resource]
    found = (row for row, record in table.records.items() if key_of(table, cells(record)) == key)
    return next(found, None)


def _new(derived: Mapping[Spot, Sequence[Row]], known: Rows) -> dict[tuple[str, _Print], list[str]]:
    """The records of which no evidence was committed, by where they are printed."""
    old = {spot[:2] for spot in known}
    found: dict[_Record, list[Row]] = {}
    for spot, rows in derived.items():
        if spot[:2] not in old:
            found.setdefault(spot[:2], []).extend(rows)
    by: dict[tuple[str, _Print], list[str]] = {}
    for (resource, key), rows in found.items():
        by.setdefault((resource, _print(rows)), []).append(key)
    return by


def _print(rows: Sequence[Row]) -> _Print:
    return frozenset((row.field, row.document_id, row.source_id, row.spans) for row in rows)
