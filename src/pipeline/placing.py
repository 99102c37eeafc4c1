"""Where in the files the issues are: stages know table, row and field; people need lines."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.issue import Issue, Place
from pipeline.report import Tally
from pipeline.tables import Table

Cell = tuple[int, str | None]


def placed(tallies: Iterable[Tally], tables: Mapping[str, Table]) -> list[Tally]:
    """The same tallies, each kept issue with path, line and column as far as it has a row.

    Each file is read at most once, and only where an issue stands in it.
    """
    kept = list(tallies)
    wanted: dict[str, set[Cell]] = {}
    for item in (issue for check in kept for issue in check.issues):
        for spot in (item, *item.related):
            if spot.resource in tables and spot.row is not None and spot.line is None:
                wanted.setdefault(spot.resource, set()).add((spot.row, spot.field))
    found = {name: tables[name].places(cells) for name, cells in wanted.items()}
    return [replace(t, issues=tuple(_place(i, tables, found) for i in t.issues)) for t in kept]


def _place(
    issue: Issue,
    tables: Mapping[str, Table],
    found: Mapping[str, Mapping[Cell, tuple[int, int | None]]],
) -> Issue:
    related = tuple(_fill_place(place, tables, found) for place in issue.related)
    table = tables.get(issue.resource or "")
    at = _lookup(issue, found)
    return replace(
        issue,
        related=related,
        path=issue.path or (table.path if table else None),
        line=at[0] if at else issue.line,
        column=at[1] if at else issue.column,
    )


def _fill_place(
    place: Place,
    tables: Mapping[str, Table],
    found: Mapping[str, Mapping[Cell, tuple[int, int | None]]],
) -> Place:
    table = tables.get(place.resource or "")
    at = _lookup(place, found)
    path = place.path or (table.path if table else None)
    return replace(place, path=path, line=at[0] if at else place.line)


def _lookup(
    spot: Issue | Place, found: Mapping[str, Mapping[Cell, tuple[int, int | None]]]
) -> tuple[int, int | None] | None:
    if spot.row is None or spot.line is not None:
        return None
    return found.get(spot.resource or "", {}).get((spot.row, spot.field))
