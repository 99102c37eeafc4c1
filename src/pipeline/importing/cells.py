"""Issues of a trial at the cells of the file that came back: those that were edited, of several."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pipeline.importing import ours
from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue, Place
from pipeline.placing import Places, placed
from pipeline.report import tally
from pipeline.returning.spec import Key
from pipeline.stages import Recorded
from pipeline.table_schema.keys import listed

_NUMBER = re.compile(r"\d+\Z")
"""With its number in the raw file ends what a message says of the row that has the same."""

_KEYS = ("unique-error", "primary-key")


def addressed(
    after: Recorded, tables: Sequence[TableOutcome], issues: Sequence[Issue]
) -> list[Issue]:
    """The issues at their cells in the file that came back, else at their lines."""
    outcomes = {table.name: table for table in tables}
    alone = [tally(i.code, i.layer, [i]) for i in issues]
    found = [i for t in placed(alone, Places(after.read, after.parsed)) for i in t.issues]
    keys: dict[str, dict[int, Key]] = {}
    told = []
    for issue in found:
        table = outcomes.get(issue.resource or "")
        if table is None or issue.row is None:
            told.append(issue)
            continue
        if table.name not in keys:
            keys[table.name] = _keys(after, table)
        if issue.code in _KEYS and issue.related and issue.related[0].row is not None:
            fields = _unique(after, issue)
            told.append(_twice(issue, issue.related[0], fields, table, keys[table.name]))
        else:
            told.append(_at(issue, table, keys[table.name].get(issue.row)))
    return told


def _keys(after: Recorded, table: TableOutcome) -> dict[int, Key]:
    """Row of the merged file → the key by which the sheet's record goes."""
    found = {row: table.spec.key_of(cells) for row, cells in ours.rows(after, table.name).items()}
    mended = table.mended
    return {row: mended.get(key, key) for row, key in found.items()}


def _unique(after: Recorded, issue: Issue) -> tuple[str, ...]:
    """The fields that are not unique together."""
    for key in listed(after.typed[issue.resource or ""].schema):
        if key.code == issue.code and f"{_names(key.fields)} already " in issue.message:
            return key.fields
    return (issue.field or "",)


def _twice(
    issue: Issue,
    first: Place,
    fields: Collection[str],
    table: TableOutcome,
    keys: Mapping[int, Key],
) -> Issue:
    """What stands twice, at the one of the two rows that was edited, naming the sheet's other."""
    key, other = keys.get(issue.row or 0), keys.get(first.row or 0)
    at, before = _edited(table, key, fields), _edited(table, other, fields)
    if before and not at:
        key, other, at = other, key, before
    told = _at(issue, table, key)
    if told is issue:
        return issue
    if at and issue.field not in at:
        row = table.sheet.records[key].row if key else 0
        told = replace(told, field=at[0], address=table.sheet.address(row, at[0]))
    return _naming(told, first, fields, table, other)


def _names(fields: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in fields)


def _naming(
    issue: Issue, first: Place, fields: Collection[str], table: TableOutcome, other: Key | None
) -> Issue:
    """The issue with the other record's row in the sheet, or where else it is."""
    found = table.sheet.records.get(other) if other else None
    named = ", ".join(other or ()) if found is None or not found.nameless else ""
    if found is None:
        names = _names(fields)
        value = issue.message.partition(names)[0].removesuffix(" in ")
        said = (
            f"{value} in {names} already stands in `{named}` of {table.spec.path}, which the sheet "
            "has not"
        )
        return replace(issue, message=said)
    place = Place(first.resource, key=named or None, field=first.field)
    said = _NUMBER.sub(str(found.row), issue.message)
    return replace(issue, message=said, related=(place,))


def _edited(table: TableOutcome, key: Key | None, fields: Collection[str]) -> list[str]:
    """Which of the fields an import writes, of one record."""
    if any(new.key == key for new in table.merged.added):
        return list(fields)
    return [c.field for c in table.merged.changed if c.key == key and c.field in fields]


def _at(issue: Issue, table: TableOutcome, key: Key | None) -> Issue:
    edited = table.sheet.records.get(key) if key else None
    if edited is None:
        return issue
    return replace(
        issue,
        address=table.sheet.address(edited.row, issue.field),
        key=None if edited.nameless else ", ".join(key or ()),
        path=None,
        row=None,
        line=None,
        column=None,
    )
