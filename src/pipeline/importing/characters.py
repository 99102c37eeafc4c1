"""Characters that look like others, or are none, in what an import would write."""

from collections.abc import Iterator

from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue, Severity
from pipeline.returning.finding import finding
from pipeline.returning.spec import Key
from pipeline.unusual import unusual


def unusual_cells(table: TableOutcome) -> Iterator[Issue]:
    """A warning at each cell that has one anew; of an id, or unseen, an error."""
    for key, name, old, new in _cells(table):
        for item in unusual(new):
            if item.found in old:
                continue
            grave = item.unseen or name in table.spec.key
            severity = Severity.ERROR if grave else Severity.WARNING
            yield finding(
                "import-text",
                item.message,
                item.hint,
                table.sheet.address(table.sheet.records[key].row, name),
                table=table.name,
                field=name,
                key=None if table.sheet.records[key].nameless else key,
                value=item.found,
                severity=severity,
            )


def _cells(table: TableOutcome) -> Iterator[tuple[Key, str, str, str]]:
    """Key, field, text before and after, of all that changes and is added."""
    for item in table.merged.changed:
        yield item.key, item.field, item.old, item.new
    for new in table.merged.added:
        yield from ((new.key, name, "", text) for name, text in new.cells.items())
