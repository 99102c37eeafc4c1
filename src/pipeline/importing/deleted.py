"""Rows marked as deleted that others refer to: told once, at the mark and not at each of those."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue
from pipeline.returning.finding import finding
from pipeline.returning.spec import Key
from pipeline.stages import Recorded

_NAMED = 5
"""Referring records that a message names."""


@dataclass(frozen=True, slots=True)
class _Gone:
    table: TableOutcome
    key: Key


def at_their_marks(
    issues: Sequence[Issue], tables: Sequence[TableOutcome], after: Recorded
) -> list[Issue]:
    """The issues of a trial, of which those that a deletion leaves behind stand at its row."""
    removed = {table.name: table for table in tables if table.merged.removed}
    others: list[Issue] = []
    left: dict[tuple[str, Key], list[Issue]] = {}
    for issue in issues:
        gone = next(_meant(issue, removed, after), None) if issue.code == "foreign-key" else None
        if gone is None:
            others.append(issue)
        else:
            left.setdefault((gone.table.name, gone.key), []).append(issue)
    return others + [_told(removed[name], key, found) for (name, key), found in left.items()]


def _meant(issue: Issue, removed: dict[str, TableOutcome], after: Recorded) -> Iterator[_Gone]:
    """The record that is gone, and that a reference was to."""
    name = issue.resource or ""
    keys = after.typed[name].schema.foreign_keys if name in after.typed else ()
    for reference in keys:
        table = removed.get(reference.resource or name)
        if table is None or issue.field not in reference.fields:
            continue
        for key in table.merged.removed:
            cells = table.ours[key]
            if ", ".join(cells.get(f, "") for f in reference.reference_fields) == issue.value:
                yield _Gone(table, key)


def _told(table: TableOutcome, key: Key, left: Sequence[Issue]) -> Issue:
    listed = ", ".join(_named(issue) for issue in left[:_NAMED])
    more = f", … ({len(left)})" if len(left) > _NAMED else ""
    said = f"`{', '.join(key)}` is marked as deleted, and others refer to it: {listed}{more}"
    hint = "take the mark away, or change those that refer to it"
    row = table.sheet.records[key].row
    return finding(
        "import-row", said, hint, table.sheet.address(row, None), table=table.name, key=key
    )


def _named(issue: Issue) -> str:
    place = issue.address or ":".join(str(p) for p in (issue.path, issue.line) if p)
    return " / ".join(part for part in (issue.resource, issue.key) if part) + f" ({place})"
