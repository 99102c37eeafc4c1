"""The project read with the merged files in it: what would be wrong, at the cells of sheets."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import stages
from pipeline.evidence import check as evidence
from pipeline.importing import ours
from pipeline.importing.apart import independent
from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue, Layer, Severity
from pipeline.placing import Places, placed
from pipeline.project import Project
from pipeline.report import Tally, tally
from pipeline.returning.spec import Key
from pipeline.stages import Recorded, Step

_STALE = ("stale-evidence", "evidence")


@dataclass(frozen=True, slots=True)
class Trial:
    """What the merged tables would have against them, and the records whose evidence is stale."""

    tallies: list[Tally]
    stale: int


def trial(
    project: Project,
    before: Recorded,
    tables: Sequence[TableOutcome],
    contents: Mapping[str, bytes],
    said: Sequence[Issue],
    step: Step,
) -> Trial:
    """Read the project with `contents`, table → bytes, in place of its files; compare issues.

    What may only follow from what is `said` already is left out: it is told when that is mended.
    """
    known = {issue.fingerprint for issue in _errors(before.tallies, contents)}
    with tempfile.TemporaryDirectory(prefix="pipeline-") as folder:
        instead = {}
        for number, (name, content) in enumerate(contents.items()):
            instead[name] = Path(folder) / f"{number}.csv"
            instead[name].write_bytes(content)
        with stages.recorded(project, step, instead=instead) as after:
            fresh = [i for i in _errors(after.tallies, contents) if i.fingerprint not in known]
            told = independent(_addressed(after, tables, fresh), said, after)
            stale = max(0, _stale(after) - _stale(before))
    return Trial([tally(i.code, i.layer, [i]) for i in told], stale)


def _errors(tallies: Iterable[Tally], contents: Mapping[str, bytes]) -> list[Issue]:
    return [
        issue
        for found in tallies
        for issue in found.issues
        if issue.severity is Severity.ERROR and issue.layer in (Layer.TABLE, Layer.RECORD)
        if issue.resource not in ("evidence", "coverage") or issue.resource in contents
    ]


def _addressed(
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
            spec = table.spec
            keys[table.name] = {
                row: spec.key_of(cells) for row, cells in ours.rows(after, table.name).items()
            }
        told.append(_at(issue, table, keys[table.name].get(issue.row)))
    return told


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


def _stale(data: Recorded) -> int:
    """Records whose committed evidence is not of what they say now; texts are not needed."""
    _, tallies = evidence.check(list(data.parsed.values()), None, required=False)
    return sum(found.failed for found in tallies if found.code in _STALE)
