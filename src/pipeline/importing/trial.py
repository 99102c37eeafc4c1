"""The project read with the merged files in it: what would be wrong, at the cells of sheets."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import stages
from pipeline.evidence import check as evidence
from pipeline.importing.apart import independent
from pipeline.importing.cells import addressed
from pipeline.importing.deleted import at_their_marks
from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue, Layer, Severity
from pipeline.project import Project
from pipeline.report import Tally, tally
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
            told = independent(addressed(after, tables, fresh), said, after)
            told = at_their_marks([i for i in told if not _invented(i, tables)], tables, after)
            stale = max(0, _stale(after) - _stale(before))
    return Trial([tally(i.code, i.layer, [i]) for i in told], stale)


def _invented(issue: Issue, tables: Sequence[TableOutcome]) -> bool:
    """Is it said of the stand-in for an id that a new row lacks, which nobody wrote?"""
    stand_ins = {new.key[0] for table in tables for new in table.merged.added if new.nameless}
    words = f"{issue.message} {issue.hint}"
    return issue.value in stand_ins or any(f"`{item}`" in words for item in stand_ins)


def _errors(tallies: Iterable[Tally], contents: Mapping[str, bytes]) -> list[Issue]:
    return [
        issue
        for found in tallies
        for issue in found.issues
        if issue.severity is Severity.ERROR and issue.layer in (Layer.TABLE, Layer.RECORD)
        if issue.resource not in ("evidence", "coverage") or issue.resource in contents
    ]


def _stale(data: Recorded) -> int:
    """Records whose committed evidence is not of what they say now; texts are not needed."""
    _, tallies = evidence.check(list(data.parsed.values()), None, required=False)
    return sum(found.failed for found in tallies if found.code in _STALE)
