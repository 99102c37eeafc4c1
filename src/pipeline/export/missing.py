"""What of a project a draft cannot show: rows that are broken or hold too much, and whole files."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pipeline.checks import UNRELEASABLE
from pipeline.export import releasable
from pipeline.issue import Issue, Layer, Severity
from pipeline.tables.findings import ROW_CHECKS
from pipeline.tables.table import Table

Unheld = tuple[str, tuple[str, str]]
"""A field, and what a workbook cannot hold of its cell, with what to do about it."""


def unheld(cells: Iterable[tuple[str, str | None]]) -> Unheld | None:
    """The first of a row's cells, by field, that a workbook cannot hold."""
    for name, cell in cells:
        if cell and (said := releasable.unheld(cell)):
            return name, said
    return None


def issues(table: Table, found: Mapping[int, Unheld]) -> tuple[Issue, ...]:
    """One for each row that holds what a workbook cannot, at its cell in the file."""
    cells = [(row, name) for row, (name, _) in found.items()]
    places = table.places(cells) if cells else {}
    told = []
    for row, (name, (message, hint)) in found.items():
        line, column = places.get((row, name), (None, None))
        issue = Issue(
            code=UNRELEASABLE,
            layer=Layer.PACKAGE,
            severity=Severity.WARNING,
            message=message,
            hint=hint,
            resource=table.name,
            path=table.path_of(row),
            row=row,
            line=line,
            column=column,
            field=name,
        )
        told.append(issue)
    return tuple(told)


def broken(name: str, found: Iterable[Issue], rows: Collection[int]) -> tuple[Issue, ...]:
    """Why rows of a table could not be read: the first issue of each that is not in `rows`."""
    first: dict[int, Issue] = {}
    for issue in found:
        if issue.resource == name and issue.code in ROW_CHECKS and issue.row is not None:
            first.setdefault(issue.row, issue)
    return tuple(issue for row, issue in sorted(first.items()) if row not in rows)


def whole(name: str, found: Iterable[Issue]) -> tuple[Issue, ...]:
    """Why a table could not be read at all."""
    about = (issue for issue in found if issue.resource == name)
    return tuple(issue for issue in about if issue.severity is Severity.ERROR)


def with_unheld(found: Sequence[Issue], absent: Mapping[str, Sequence[Issue]]) -> list[Issue]:
    """The issues of a report, and those that only a workbook has."""
    known = {(i.resource, i.row) for i in found if i.code == UNRELEASABLE}
    more = (i for told in absent.values() for i in told if i.code == UNRELEASABLE)
    return [*found, *(issue for issue in more if (issue.resource, issue.row) not in known)]
