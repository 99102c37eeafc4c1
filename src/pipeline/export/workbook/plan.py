"""How one table stands on its sheet: who may edit it, what its cells say, which are marked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.values import Value, text
from pipeline.export.workbook import absent, titles
from pipeline.export.workbook.spelling import shown
from pipeline.issue import Issue
from pipeline.language import Lang
from pipeline.naming import names as naming

Spot = tuple[int, str | None]
"""Row of a sheet, and field; no field means the record as a whole, which its first cell is for."""

Names = Mapping[str, str | None]
"""Key of a record → its name."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One table with its sheet's title and the name of the spreadsheet table on it.

    names: of each field that refers to a table, the records that it may refer to.
    issues: what is wrong with each cell. absent: what is said of rows that are not on the sheet.
    """

    table: ReleaseTable
    title: str
    display: str
    lang: Lang
    names: Mapping[str, Names] = field(default_factory=dict)
    issues: Mapping[Spot, list[Issue]] = field(default_factory=dict)
    absent: str | None = None

    @property
    def editable(self) -> bool:
        """May a curator work in it? Views and what the tool writes are for reading."""
        return not (self.table.tool_written or self.table.derived)

    def needed(self, item: ReleaseField) -> bool:
        """Must every record have a value for it?"""
        return item.required or item.name in self.table.primary_key

    def spellers(self) -> list[Callable[[Value], Value] | None]:
        """For each field how its values are shown; None for those that stand as they are."""
        return [self._speller(item) for item in self.table.fields]

    def _speller(self, item: ReleaseField) -> Callable[[Value], Value] | None:
        if item.categories:
            return partial(shown, item, lang=self.lang)
        if item.references:
            names = self.names.get(item.name, {})
            return lambda value: shown(
                item, value, self.lang, names.get(text(value, item.type)) if names else None
            )
        return None


def plans(release: Release) -> list[Plan]:
    """A plan for every table, in their order."""
    tables = {table.name: table for table in release.tables}
    labels = release.nested.labels if release.nested else {}
    known: dict[tuple[str, str], Names] = {}
    names = [table.name for table in release.tables]
    found = []
    for table, title, display in zip(
        release.tables, titles.sheets(names), titles.tables(names), strict=True
    ):
        for target in filter(None, (item.references for item in table.fields)):
            if target not in known and target[0] in tables:
                known[target] = dict(_names(tables[target[0]], target[1], labels, release.lang))
        referring = {
            item.name: known[item.references]
            for item in table.fields
            if item.references and item.references in known
        }
        issues = _issues(table, release.found)
        lacking = absent.of_rows(table, release)
        found.append(Plan(table, title, display, release.lang, referring, issues, lacking))
    return found


def _names(
    table: ReleaseTable, key: str, labels: Mapping[str, str], lang: Lang
) -> Iterator[tuple[str, str | None]]:
    """Every record of a table by its key."""
    if key not in table.labels:
        return
    at, kind = table.labels.index(key), table.fields[table.labels.index(key)].type
    wanted = naming(table.labels, labels.get(table.name), table.schema, lang)
    places = [table.labels.index(name) for name in wanted if name != key]
    for row in table.rows:
        if row[at] is not None:
            said = (row[place] for place in places)
            yield text(row[at], kind), next((text(item) for item in said if item), None)


def _issues(table: ReleaseTable, found: Iterable[Issue]) -> dict[Spot, list[Issue]]:
    listed: dict[Spot, list[Issue]] = {}
    for issue in found:
        if issue.resource == table.name and issue.row is not None:
            name = issue.field if issue.field in table.labels else None
            listed.setdefault((issue.row, name), []).append(issue)
    return listed
