"""Which issues of a trial stand apart from those told already, and do not merely follow from them.

Cells that were refused are as they were exported in a trial, and empty in new rows; rows that were
refused are not there. So some of what a trial finds is found for that reason alone.
"""

from collections.abc import Collection, Iterable, Sequence

from pipeline.issue import Issue, Layer, Severity
from pipeline.stages import Recorded

_ONE_CELL = ("import-cell", "import-text")
_ALL_ROWS = ("unique-error", "primary-key")


def independent(found: Iterable[Issue], said: Sequence[Issue], data: Recorded) -> list[Issue]:
    """The issues of a trial that would be there whatever becomes of those said before it."""
    errors = [issue for issue in said if issue.severity is Severity.ERROR]
    cells = {issue.address for issue in errors}
    rows = {_row(issue) for issue in errors}
    tables = {issue.resource for issue in errors}
    unsure = {i.resource for i in errors if i.key is None or i.code not in _ONE_CELL}
    return [
        issue
        for issue in found
        if not (issue.address and issue.address in cells)
        and not (issue.layer is Layer.RECORD and issue.address and _row(issue) in rows)
        and not (issue.code in _ALL_ROWS and issue.resource in tables)
        and not (issue.code == "foreign-key" and _refers(issue, unsure, data))
    ]


def _row(issue: Issue) -> tuple[str | None, str]:
    """The table and the row of an address: `Sheet!B5` or `file.csv:5:2`."""
    address = issue.address or ""
    if "!" in address:
        return issue.resource, address.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return issue.resource, address.rpartition(":")[0]


def _refers(issue: Issue, tables: Collection[str | None], data: Recorded) -> bool:
    """Does the field refer to one of these tables?"""
    name = issue.resource or ""
    if name not in data.typed:
        return False
    keys = data.typed[name].schema.foreign_keys
    return any((k.resource or name) in tables for k in keys if issue.field in k.fields)
