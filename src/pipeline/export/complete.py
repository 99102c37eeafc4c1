"""Whether a release would hold all that was read: no setting of the gate can lower this check."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline import engine
from pipeline.checks import INCOMPLETE as CODE
from pipeline.checks.waves import follows
from pipeline.issue import Issue, Layer, Severity
from pipeline.package import Package
from pipeline.records import Parsed
from pipeline.report import Report, Tally, tally
from pipeline.table_schema.keys import listed
from pipeline.table_schema.labels import LABEL_CODES
from pipeline.table_schema.typed import Typed

_KEYS = ("primary-key", "unique-error")

_EARLY = (Layer.PACKAGE, Layer.TABLE, Layer.RECORD)
"""What evidence and rules find takes no row away."""


def check(
    con: engine.Connection,
    package: Package,
    typed: Mapping[str, Typed],
    parsed: Mapping[str, Parsed],
    models: Iterable[str],
    found: Report,
) -> Tally:
    """A warning for each row, key, header, table or view that a release would lack or cannot hold.

    found: the report before its gate, which may let all that pass; for an export they are errors.
    """
    errors = [issue for issue in found.issues if issue.severity is Severity.ERROR]
    told = sorted(
        (issue for issue in errors if issue.layer in _EARLY),
        key=lambda issue: (issue.layer.rank, follows(issue.code), issue.sort_key()),
    )
    issues = [
        _as(issue, f"a release would not have this view: {issue.message}")
        for issue in errors
        if issue.code == "broken-view"
    ]
    failed, evaluated = len(issues), 0
    for name, pointer in _wanted(package, models):
        if name not in typed:
            issues.append(_unread(name, pointer, told, package))
            failed += 1
            continue
        own = [issue for issue in told if issue.resource == name]
        more, number = _of_table(con, typed[name], parsed.get(name), own)
        issues += more
        failed += number
        evaluated += typed[name].table.rows + typed[name].table.rejected
    return tally(
        CODE, Layer.PACKAGE, issues, severity=Severity.WARNING, evaluated=evaluated, failed=failed
    )


def _wanted(package: Package, models: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every table that is declared, by the descriptor or a model, and where."""
    given: Any = package.descriptor.get("resources")
    items = given if isinstance(given, list) else []
    known: set[str] = set()
    for number, item in enumerate(items):
        name = str(item.get("name")) if isinstance(item, dict) else str(number)
        known.add(name)
        yield name, f"/resources/{number}"
    yield from ((name, "") for name in models if name not in known)


def _unread(name: str, pointer: str, told: Iterable[Issue], package: Package) -> Issue:
    """Of a table of which there is nothing: why, as far as anything says so."""
    for issue in told:
        within = pointer and f"{issue.pointer}/".startswith(f"{pointer}/")
        if issue.resource == name or within:
            return _as(issue, f"a release would not have the table `{name}`: {issue.message}")
    return _issue(
        f"a release would not have the table `{name}`, as it was not read",
        path=package.path,
        pointer=pointer or None,
    )


def _of_table(
    con: engine.Connection, typed: Typed, parsed: Parsed | None, told: list[Issue]
) -> tuple[list[Issue], int]:
    """The issues of a table that was read, and how many findings they stand for."""
    released = _released(con, typed, parsed)
    read = typed.table.rows + typed.table.rejected
    if header := next((issue for issue in told if issue.code in LABEL_CODES), None):
        name = typed.name
        said = f"a release would not have all rows and columns of `{name}`: {header.message}"
        return [_as(header, said)], 1
    issues = list(_of_rows(told, released))
    failed = max(len(issues), read - len(released) + _again(con, typed))
    if failed and not issues:
        said = f"a release would have {len(released):,} of the {read:,} rows of `{typed.name}`"
        issues = [_issue(said, path=typed.table.path, resource=typed.name)]
    return issues, failed


def _released(con: engine.Connection, typed: Typed, parsed: Parsed | None) -> frozenset[int]:
    """The rows that an export would write."""
    if parsed is not None:
        return frozenset(parsed.records)
    rows = con.execute(
        f"SELECT _row FROM {typed.sql} WHERE _row NOT IN (SELECT _row FROM {typed.bad})"
    )
    return frozenset(row for (row,) in rows.fetchall())


def _of_rows(told: Iterable[Issue], released: frozenset[int]) -> Iterator[Issue]:
    """Of each row the first finding for which a release would lack it, or could not hold it."""
    seen: set[int] = set()
    for issue in told:
        if issue.row is None or issue.row in seen or issue.code == "blank-row":
            continue
        if issue.row not in released:
            said = f"a release would not have this row: {issue.message}"
        elif issue.code in _KEYS:
            said = f"a release cannot hold this row: {issue.message}"
        elif issue.code == "foreign-key":
            said = f"a release with this row would not be valid: {issue.message}"
        else:
            continue
        seen.add(issue.row)
        yield _as(issue, said)


def _again(con: engine.Connection, typed: Typed) -> int:
    """How many rows have a key that another one before them has; one may repeat several."""
    if typed.sound:
        return 0
    found = []
    for key in listed(typed.schema):
        columns = ['"' + typed.columns[n].replace('"', '""') + '"' for n in key.numbers]
        given = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        found.append(
            f"SELECT _row FROM {typed.sql} "
            f"WHERE {given} AND _row NOT IN (SELECT _row FROM {typed.bad}) "
            f"QUALIFY row_number() OVER (PARTITION BY {', '.join(columns)} ORDER BY _row) > 1"
        )
    if not found:
        return 0
    row = con.execute(f"SELECT count(*) FROM ({' UNION '.join(found)})").fetchone()
    return int(row[0]) if row else 0


def _as(issue: Issue, message: str) -> Issue:
    """The same place and remedy, for what it means to a release."""
    return replace(
        issue,
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.WARNING,
        message=message,
        message_zh=None,
    )


def _issue(
    message: str, *, path: str, pointer: str | None = None, resource: str | None = None
) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.WARNING,
        message=message,
        hint="mend what validate says of it; where that is nothing, report a fault of the program",
        path=path,
        pointer=pointer,
        resource=resource,
    )
