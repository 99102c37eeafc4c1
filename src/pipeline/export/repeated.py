"""Keys that several rows of a draft have: told there that only the file itself can be mended."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.export.release import ReleaseTable
from pipeline.issue import Issue


def told(
    found: Iterable[Issue], tables: Iterable[ReleaseTable], paths: Mapping[str, str]
) -> tuple[Issue, ...]:
    """The issues, of which those of such keys say it. paths: table → its file."""
    rows = {table.name: _rows(table) for table in tables}
    return tuple(
        _in_file(issue, paths.get(issue.resource or "", ""))
        if issue.code == "primary-key" and issue.row in rows.get(issue.resource or "", ())
        else issue
        for issue in found
    )


def _rows(table: ReleaseTable) -> frozenset[int]:
    """The rows of the sheet whose key others have as well."""
    at = [table.labels.index(name) for name in table.primary_key if name in table.labels]
    keys: list[tuple[Any, ...]] = [tuple(row[place] for place in at) for row in table.rows]
    times = Counter(keys)
    return frozenset(row for row, key in enumerate(keys, 2) if times[key] > 1)


def _in_file(issue: Issue, path: str) -> Issue:
    anew = (
        f"do so in {path} itself, and then make this workbook anew: as it is, no edits of this "
        "sheet can be imported"
    )
    return replace(issue, hint=f"{issue.hint}; {anew}" if issue.hint else anew, hint_zh=None)
