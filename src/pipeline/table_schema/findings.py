"""From rows that fail to issues: cells, keys and lines are looked up only for those kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline import engine
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import room
from pipeline.report import State, Tally
from pipeline.table_schema import sql
from pipeline.table_schema.messages import Said
from pipeline.tables.table import Table
from pipeline.tables.tokens import Row

Say = Callable[[tuple[str, ...]], Said]
"""What is said of a row, given its cells."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that fails. `say` is given the cells of `fields`, of which the first is blamed.

    first: the row of the first record with the same key, where that is what is wrong.
    places: the columns of `fields`, which may have one name; where not given, by their labels.
    """

    row: int
    fields: tuple[str, ...]
    say: Say
    first: int | None = None
    places: tuple[int, ...] = ()


@dataclass(slots=True)
class Account:
    """What one check found in one table, while it is still being looked for."""

    code: str
    severity: Severity = Severity.ERROR
    evaluated: int = 0
    failed: int = 0
    issues: list[Issue] = field(default_factory=list)
    hits: list[list[Hit]] = field(default_factory=list)
    because: list[str] = field(default_factory=list)

    def found(self, failed: int, hits: list[Hit]) -> None:
        """Add what one probe found: the exact count, and examples."""
        self.failed += failed
        self.hits.append(hits)


def settle(
    con: engine.Connection,
    table: Table,
    key: tuple[str, ...],
    accounts: Iterable[Account],
) -> list[Tally]:
    """Tallies with complete issues; `key` names the columns of the primary key."""
    kept = [(account, [_of(table, h) for h in _fair(account.hits)]) for account in accounts]
    parts = tuple(table.labels.index(name) for name in key if name in table.labels)
    parts = parts if len(parts) == len(key) else ()
    hits = [hit for _, hits in kept for hit in hits]
    rows = _read(table, hits)
    cells = _cells(con, table, parts, hits, rows)
    say = cache(_told)  # one slip often stands in many rows
    told = [
        (
            account,
            [
                *((issue, issue.field) for issue in account.issues),
                *((_issue(account, h, table, parts, cells, say), _column(table, h)) for h in hits),
            ],
        )
        for account, hits in kept
    ]
    places = _places(table, [spot for _, issues in told for spot in issues], rows)
    return [
        _tally(account, [_placed(table, issue, column, places) for issue, column in issues])
        for account, issues in told
    ]


def _fair(hits: list[list[Hit]]) -> list[Hit]:
    """Examples of every probe, the first of each before the second of any."""
    ranked = [
        (rank, hit.row, number, hit)
        for number, probe in enumerate(hits)
        for rank, hit in enumerate(probe)
    ]
    kept = sorted(ranked, key=lambda item: item[:3])[: room()]
    return [hit for *_, hit in sorted(kept, key=lambda item: item[1:3])]


def _of(table: Table, hit: Hit) -> Hit:
    """With its columns, found by their labels where they are not known."""
    if hit.places:
        return hit
    places = (table.labels.index(n) if n in table.labels else _NOWHERE for n in hit.fields)
    return replace(hit, places=tuple(places))


_NOWHERE = -1
"""The place of a field that the file has not got."""

_HEADER = "it is the label of its column: if the row repeats the header, remove it"

Cells = Mapping[int, Mapping[int, str]]


def _rows(hits: Iterable[Hit]) -> set[int]:
    """All rows that the issues speak of."""
    return {row for hit in hits for row in (hit.row, hit.first) if row is not None}


def _read(table: Table, hits: Iterable[Hit]) -> dict[int, Row]:
    """Those rows, where lines can be counted without a look at what stands in them."""
    return table.read(_rows(hits)) if table.origin.lined and not table.parts else {}


def _cells(
    con: engine.Connection,
    table: Table,
    key: tuple[int, ...],
    hits: list[Hit],
    read: Mapping[int, Row],
) -> Cells:
    """Row → column → text, of all rows and columns that the issues speak of."""
    rows = _rows(hits)
    listed = sorted({*key, *(place for hit in hits for place in hit.places)} - {_NOWHERE})
    if not rows or not listed:
        return {}
    if read:
        found = table.cells(read).items()
        return {row: {place: texts[place] for place in listed} for row, texts in found}
    columns = ", ".join(sql.name(table.columns[place]) for place in listed)
    asked = con.execute(
        f"SELECT _row, {columns} FROM (SELECT * FROM {table.sql} LIMIT {max(rows)}) "
        "WHERE _row IN (SELECT unnest(?::BIGINT[]))",  # rows in order, none before its number
        [sorted(rows)],
    ).fetchall()
    return {row: dict(zip(listed, texts, strict=True)) for row, *texts in asked}


def _told(say: Say, texts: tuple[str, ...]) -> Said:
    return say(texts)


def _issue(
    account: Account,
    hit: Hit,
    table: Table,
    key: tuple[int, ...],
    cells: Cells,
    say: Callable[[Say, tuple[str, ...]], Said],
) -> Issue:
    texts = tuple(cells.get(hit.row, {}).get(place, "") for place in hit.places)
    said = say(hit.say, texts)
    blamed = hit.fields[0]
    related = (
        Place(table.name, table.path, hit.first, key=_key(hit.first, key, cells), field=blamed),
    )
    return Issue(
        code=account.code,
        layer=Layer.TABLE,
        severity=account.severity,
        message=said.message,
        hint=_HEADER if texts == hit.fields else said.hint,
        resource=table.name,
        path=table.path,
        row=hit.row,
        field=blamed,
        key=_key(hit.row, key, cells),
        value=", ".join(texts),
        related=related if hit.first is not None else (),
    )


def _key(row: int | None, key: tuple[int, ...], cells: Cells) -> str | None:
    if row is None or not key or any(part not in cells.get(row, {}) for part in key):
        return None
    return ", ".join(cells[row][part] for part in key)


def _tally(account: Account, issues: list[Issue]) -> Tally:
    state = State.SKIPPED if account.because else State.PASSED
    return Tally(
        code=account.code,
        layer=Layer.TABLE,
        severity=account.severity,
        state=State.FAILED if account.failed else state,
        evaluated=max(account.evaluated, account.failed),
        failed=account.failed,
        because="; ".join(dict.fromkeys(account.because)) or None,
        issues=tuple(issues[: room()]),
    )


Places = Mapping[tuple[int, str | None], tuple[int, int | None]]


def _column(table: Table, hit: Hit) -> str | None:
    """The column that is blamed, by a name that no other has."""
    return hit.fields[0] if hit.places[0] == _NOWHERE else table.columns[hit.places[0]]


def _places(table: Table, spots: list[tuple[Issue, str | None]], read: Mapping[int, Row]) -> Places:
    """Lines and columns, found in one pass over the file if not in the rows that were read."""
    wanted = {
        (row, column)
        for issue, column in spots
        for row in (issue.row if issue.line is None else None, *(p.row for p in issue.related))
        if row is not None
    }
    if all(row in read for row, _ in wanted):
        return table.placed(read, wanted) if wanted else {}
    return table.places(wanted)


def _placed(table: Table, issue: Issue, column: str | None, places: Places) -> Issue:
    related = tuple(
        replace(place, line=places.get((place.row or 0, column), (None, None))[0])
        for place in issue.related
    )
    line, character = issue.line, issue.column
    if issue.row is not None and line is None:
        line, character = places.get((issue.row, column), (None, None))
    found = replace(issue, line=line, column=character, related=related)
    return table.located(found, column) if table.parts or table.inline else found
