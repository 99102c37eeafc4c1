"""The rows in which issues stand, as they are in the files: what a curator works on."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.issue import Issue, Place
from pipeline.report import Report, RowTexts
from pipeline.tables.table import Table


def with_rows(report: Report, tables: Mapping[str, Table], *, mark: bool = False) -> Report:
    """The same report with the rows in which its kept issues stand, as they are in the files."""
    wanted: dict[str, set[int]] = {}
    for issue in report.issues:
        spots: tuple[Issue | Place, ...] = (issue, *issue.related)
        for spot in spots:
            name = spot.resource
            if name is not None and name in tables and spot.row is not None:
                wanted.setdefault(name, set()).add(spot.row)
    rows = {
        name: RowTexts(tables[name].labels, tables[name].texts(numbers), mark)
        for name, numbers in wanted.items()
    }
    return replace(report, rows=rows)
