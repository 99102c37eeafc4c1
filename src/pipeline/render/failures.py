"""Failing rows one can work with: per check and table a CSV of the full rows and what is wrong."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from pipeline.issue import Issue, Layer
from pipeline.report import Report, RowTexts, Tally

INDEX = "index.csv"
"""Lists the other files; by its header a later run knows a folder of this tool's again."""

HEADER = ("file", "check", "severity", "table", "rows", "found_by_check", "kept_of_check")

_SAID = ("_code", "_message", "_hint", "_path", "_line", "_column", "_field", "_key")
_NOTHING = RowTexts((), {})
_LONGEST = 100
"""Characters of a file's name, ending apart: far below what file systems take, in bytes too."""


@dataclass(frozen=True, slots=True)
class File:
    """One CSV: the rows of a table that one check found fault with."""

    name: str
    text: str
    tally: Tally
    table: str
    rows: int


def files(report: Report) -> list[File]:
    """The files of a report that holds its rows; none for checks that found nothing."""
    found: list[File] = []
    taken = {INDEX}
    for check in report.checks:
        tables = dict.fromkeys(issue.resource or "" for issue in _spread(check))
        for table in tables:
            own = [issue for issue in _spread(check) if (issue.resource or "") == table]
            name = _name(check.code, table, taken)
            text = _text(own, report.rows.get(table, _NOTHING))
            found.append(File(name, text, check, table, len(own)))
    return found


def mark(report: Report) -> str:
    """What every file of a report begins with: a byte order mark, or nothing."""
    return "\ufeff" if any(rows.mark for rows in report.rows.values()) else ""


def index(found: Iterable[File]) -> str:
    """The list of the files, with exact counts: examples are capped per check and table."""
    return _csv(
        [
            HEADER,
            *(
                (
                    file.name,
                    file.tally.code,
                    file.tally.severity.value,
                    file.table,
                    str(file.rows),
                    str(file.tally.failed),
                    str(len(file.tally.issues)),
                )
                for file in found
            ),
        ]
    )


def _spread(check: Tally) -> Iterator[Issue]:
    """The issues of a check; of a rule also one for each further record that a case is about."""
    for issue in check.issues:
        yield issue
        further = issue.related if issue.layer is Layer.RULE else ()
        for place in further:
            if place.row is not None and (place.resource, place.row) != (issue.resource, issue.row):
                yield replace(
                    issue,
                    resource=place.resource,
                    path=place.path,
                    row=place.row,
                    line=place.line,
                    column=place.column,
                    field=place.field,
                    key=place.key,
                )


def _text(issues: Sequence[Issue], rows: RowTexts) -> str:
    """The cells as they stand in the file, then what is said of the row."""
    cells = [rows.cells.get(issue.row or 0, ()) for issue in issues]
    width = max((len(row) for row in cells), default=0)
    labels = list(rows.labels) if width else []
    beyond = max(0, width - len(labels))
    labels += _apart([f"_beyond_{number + 1}" for number in range(beyond)], labels)
    lines = [
        (*row, *[""] * (len(labels) - len(row)), *_said(issue))
        for row, issue in zip(cells, issues, strict=True)
    ]
    return _csv([(*labels, *_apart(_SAID, labels)), *lines])


def _said(issue: Issue) -> tuple[str, ...]:
    numbers = (None if n is None else str(n) for n in (issue.line, issue.column))
    said = (issue.code, issue.message, issue.hint, issue.path, *numbers, issue.field, issue.key)
    return tuple(text or "" for text in said)


def _apart(names: Iterable[str], labels: Sequence[str]) -> list[str]:
    """Names that are no label of the table."""
    found = []
    for wanted in names:
        name = wanted
        while name in labels:
            name = f"_{name}"
        found.append(name)
    return found


def _name(code: str, table: str, taken: set[str]) -> str:
    """A name that every system takes, whatever a table is called."""
    parts = [re.sub(r"[^\w-]+", "_", part, flags=re.ASCII) for part in (code, table) if part]
    stem, number = ".".join(parts)[:_LONGEST], 1
    name = f"{stem}.csv"
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.csv"
    taken.add(name.casefold())
    return name


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
