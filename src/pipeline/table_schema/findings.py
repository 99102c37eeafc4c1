"""From rows that fail to issues: cells, keys and lines are looked up only for those kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline import engine
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import room
from pipeline.report import State, Tally
from pipeline.table_schema import sql
from pipeline.table_schema.messages import Said
from pipeline.tables.table import Table

Say = Callable[[tuple[str, ...]], Said]
"""What is said of a row, given its cells."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that fails. `say` is given the cells of `fields`, of which the first is blamed.

    first: the row of the first record with the same key, where that is what is wrong.
    """

    row: int
    fields: tuple[str, ...]
    say: Say
    first: int | None = None


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
    kept = [(account, _fair(account.hits)) for account in accounts]
    cells = _cells(con, table, key, [hit for _, hits in kept for hit in hits])
    say = cache(_told)  # one slip often stands in many rows
    tallies = [
        _tally(
            account,
            [*account.issues, *(_issue(account, hit, table, key, cells, say) for hit in hits)],
        )
        for account, hits in kept
    ]
    return _placed(table, tallies)


def _fair(hits: list[list[Hit]]) -> list[Hit]:
    """Examples of every probe, the first of each before the second of any."""
    ranked = [
        (rank, hit.row, number, hit)
        for number, probe in enumerate(hits)
        for rank, hit in enumerate(probe)
    ]
    kept = sorted(ranked, key=lambda item: item[:3])[: room()]
    return [hit for *_, hit in sorted(kept, key=lambda item: item[1:3])]


Cells = Mapping[int, Mapping[str, str]]


def _cells(con: engine.Connection, table: Table, key: tuple[str, ...], hits: list[Hit]) -> Cells:
    """Row → label → text, of all rows and columns that the issues speak of."""
    rows = {hit.row for hit in hits} | {hit.first for hit in hits if hit.first is not None}
    names = dict.fromkeys((*key, *(name for hit in hits for name in hit.fields)))
    where = dict(reversed(list(zip(table.labels, table.columns, strict=True))))
    listed = [name for name in names if name in where]
    if not rows or not listed:
        return {}
    if table.origin.lined and not table.parts:
        return _read(table, rows, listed)
    columns = ", ".join(sql.name(where[name]) for name in listed)
    found = con.execute(
        f"SELECT _row, {columns} FROM (SELECT * FROM {table.sql} LIMIT {max(rows)}) "
        "WHERE _row IN (SELECT unnest(?::BIGINT[]))",  # rows in order, none before its number
        [sorted(rows)],
    ).fetchall()
    return {row: dict(zip(listed, texts, strict=True)) for row, *texts in found}


def _read(table: Table, rows: Collection[int], listed: Sequence[str]) -> Cells:
    """The same, where lines can be counted without a look at what stands in them."""
    places = {name: table.labels.index(name) for name in listed}
    found = table.texts(rows).items()
    return {row: {name: texts[place] for name, place in places.items()} for row, texts in found}


def _told(say: Say, texts: tuple[str, ...]) -> Said:
    return say(texts)


def _issue(
    account: Account,
    hit: Hit,
    table: Table,
    key: tuple[str, ...],
    cells: Cells,
    say: Callable[[Say, tuple[str, ...]], Said],
) -> Issue:
    texts = tuple(cells.get(hit.row, {}).get(name, "") for name in hit.fields)
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
        hint=said.hint,
        resource=table.name,
        path=table.path,
        row=hit.row,
        field=blamed,
        key=_key(hit.row, key, cells),
        value=", ".join(texts),
        related=related if hit.first is not None else (),
    )


def _key(row: int | None, key: tuple[str, ...], cells: Cells) -> str | None:
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


def _placed(table: Table, tallies: list[Tally]) -> list[Tally]:
    """With lines and columns, found in one pass over the file."""
    wanted = {cell for tally in tallies for issue in tally.issues for cell in _wanted(issue)}
    places = table.places(wanted) if wanted else {}
    return [
        replace(tally, issues=tuple(_with_lines(issue, places) for issue in tally.issues))
        for tally in tallies
    ]


Places = Mapping[tuple[int, str | None], tuple[int, int | None]]


def _wanted(issue: Issue) -> Iterator[tuple[int, str | None]]:
    if issue.row is not None and issue.line is None:
        yield issue.row, issue.field
    yield from ((place.row, place.field) for place in issue.related if place.row is not None)


def _with_lines(issue: Issue, places: Places) -> Issue:
    related = tuple(
        replace(place, line=places.get((place.row or 0, place.field), (None, None))[0])
        for place in issue.related
    )
    if issue.row is None or issue.line is not None:
        return replace(issue, related=related)
    line, column = places.get((issue.row, issue.field), (None, None))
    return replace(issue, line=line, column=column, related=related)
