"""Where in the files the issues are: stages know table, row and field; people need lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.declare import primary_key
from pipeline.issue import Issue, Place
from pipeline.records import Parsed
from pipeline.report import Tally
from pipeline.tables.table import Table

Cell = tuple[int, str | None]


@dataclass(slots=True)
class Places:
    """Looks places up: a record's row by its key, a cell's line and column by its row.

    Each file is read at most once, and only where an issue stands in it.
    """

    tables: Mapping[str, Table]
    parsed: Mapping[str, Parsed]
    _lines: dict[str, dict[Cell, tuple[int, int | None]]] = field(default_factory=dict)
    _rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def row(self, resource: str | None, key: str | None) -> int | None:
        """The row of the record with this key, as far as the table was parsed."""
        if resource is None or key is None or resource not in self.parsed:
            return None
        if resource not in self._rows:
            self._rows[resource] = _rows_by_key(self.parsed[resource])
        return self._rows[resource].get(key)

    def locate(self, spots: Iterable[Place]) -> dict[Place, Place]:
        """Each place with the row of its record, where that is known."""
        return {spot: replace(spot, row=self.row(spot.resource, spot.key)) for spot in spots}

    def document(self, spot: Place) -> str | None:
        """The document that the record of a place cites, where records of its table cite one."""
        row = self.row(spot.resource, spot.key)
        if row is None or spot.resource is None:
            return None
        said = getattr(self.parsed[spot.resource].records[row], "document_id", None)
        return said if isinstance(said, str) else None

    def find(self, cells: Mapping[str, set[Cell]]) -> None:
        """Read the files for all these cells at once."""
        for name, wanted in cells.items():
            self._lines[name] = self.tables[name].places(wanted)

    def line(self, resource: str | None, cell: Cell) -> tuple[int, int | None] | None:
        """Line and column of a cell that `find` was asked for."""
        return self._lines.get(resource or "", {}).get(cell)


def placed(tallies: Iterable[Tally], places: Places) -> list[Tally]:
    """The same tallies, each kept issue with row, path, line and column where it has them."""
    kept = [replace(t, issues=tuple(_with_rows(i, places) for i in t.issues)) for t in tallies]
    wanted: dict[str, set[Cell]] = {}
    for issue in (issue for check in kept for issue in check.issues):
        spots: tuple[Issue | Place, ...] = (issue, *issue.related)
        for spot in spots:
            name = spot.resource
            if name in places.tables and name and spot.row is not None and spot.line is None:
                wanted.setdefault(name, set()).add((spot.row, spot.field))
    places.find(wanted)
    return [replace(t, issues=tuple(_with_lines(i, places) for i in t.issues)) for t in kept]


def _rows_by_key(parsed: Parsed) -> dict[str, int]:
    names = {info.alias or name: name for name, info in parsed.model.model_fields.items()}
    key = [names[part] for part in primary_key(parsed.model)]
    return {
        ", ".join(str(getattr(record, part)) for part in key): row
        for row, record in parsed.records.items()
    }


def _with_rows(issue: Issue, places: Places) -> Issue:
    related = tuple(
        replace(p, row=places.row(p.resource, p.key)) if p.row is None else p for p in issue.related
    )
    row = places.row(issue.resource, issue.key) if issue.row is None else issue.row
    return replace(issue, row=row, related=related)


def _with_lines(issue: Issue, places: Places) -> Issue:
    related = tuple(_with_line(spot, places) for spot in issue.related)
    line, column = _at(issue, places) if issue.line is None else (issue.line, issue.column)
    path = issue.path or _path(issue, places)
    found = replace(issue, related=related, path=path, line=line, column=column)
    table = places.tables.get(issue.resource or "")
    return table.located(found) if table else found


def _with_line(spot: Place, places: Places) -> Place:
    line, column = _at(spot, places) if spot.line is None else (spot.line, spot.column)
    return replace(spot, path=spot.path or _path(spot, places), line=line, column=column)


def _path(spot: Issue | Place, places: Places) -> str | None:
    table = places.tables.get(spot.resource or "")
    return table.path_of(spot.row) if table else None


def _at(spot: Issue | Place, places: Places) -> tuple[int | None, int | None]:
    found = places.line(spot.resource, (spot.row, spot.field)) if spot.row is not None else None
    return found or (None, None)
