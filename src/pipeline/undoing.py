"""Whether a finding comes from the last edits: the checks are run again as if they were not."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pipeline import package, settling, stages
from pipeline.issue import Issue, Layer
from pipeline.project import Project
from pipeline.release.edited import Edit
from pipeline.release.git import at_head
from pipeline.report import Report, State
from pipeline.stages import Step, Texts

_FEW = 10
"""Edits up to which it is worth looking at all of them before anything else."""

_TABLES = 3
"""Tables that are tried one by one: each try takes as long as the checks."""

_ELSEWHERE = ("foreign-key", "primary-key", "unique-error")
"""Checks of cells whose findings may be due to another row; of others the cell itself is wrong."""


def cause(
    project: Project,
    texts: Texts,
    issue: Issue,
    edits: Sequence[Edit],
    *,
    step: Step,
    today: date | None = None,
) -> tuple[Edit, ...] | None:
    """The edits without which the finding would not be there; none where it stands at one.

    None where that cannot be told: many edits, or a check that then waits for others.
    """
    if _here(issue, edits) or not edits:
        return ()
    if len(edits) > _FEW:
        return None
    found: list[bool | None] = []
    for names in _tries(edits):
        step("checking without the last edits")
        found.append(_without(project, texts, issue, names, step, today))
        if found[-1] is False:
            return tuple(edit for edit in edits if edit.resource in names)
    return None if None in found else ()


def _here(issue: Issue, edits: Iterable[Edit]) -> bool:
    """Whether the finding is about its own place: it was edited, or nothing else can be wrong."""
    if issue.layer in (Layer.PACKAGE, Layer.RECORD):
        return True
    if issue.layer is Layer.TABLE and issue.code not in _ELSEWHERE:
        return True
    return any(
        (edit.resource, edit.key) == (issue.resource, issue.key)
        and (None in (edit.field, issue.field) or edit.field == issue.field)
        for edit in edits
    )


def _tries(edits: Iterable[Edit]) -> list[tuple[str, ...]]:
    """The tables whose edits are undone together: each alone, then all."""
    tables = tuple(dict.fromkeys(edit.resource for edit in edits))
    alone = tables if len(tables) <= _TABLES else ()
    return list(dict.fromkeys((*((name,) for name in alone), tables)))


def _without(
    project: Project,
    texts: Texts,
    issue: Issue,
    names: Sequence[str],
    step: Step,
    today: date | None,
) -> bool | None:
    """Whether the finding is there although these tables are as they were committed."""
    with tempfile.TemporaryDirectory(prefix="pipeline-") as folder:
        instead = _committed(project, names, Path(folder))
        if instead is None:
            return None
        with stages.checked(project, texts, step, today, instead=instead) as done:
            return _there(issue, done.report)


def _committed(project: Project, names: Sequence[str], folder: Path) -> dict[str, Path] | None:
    """These tables as they were last committed, and those that the tool derives from all.

    None where one of them is not one plain file, or was not committed.
    """
    found, _ = package.read(project.descriptor)
    models = settling.models_of(found, settling.read(found))
    derived = {name for name, model in models.items() if model.TABLE.tool_written}
    instead: dict[str, Path] = {}
    for resource in found.resources:
        if resource.name not in (*names, *derived):
            continue
        plain = len(resource.paths) == 1 and not any(resource.packing)
        then = at_head(project.root, resource.paths[0]) if plain else None
        if then is not None:
            instead[resource.name] = folder / f"{resource.position}.csv"
            instead[resource.name].write_bytes(then)
        elif resource.name in names:
            return None
    return instead


def _there(issue: Issue, report: Report) -> bool | None:
    for check in report.checks:
        if any(other.fingerprint == issue.fingerprint for other in check.issues):
            return True
    checks = [check for check in report.checks if check.code == issue.code]
    whole = all(
        check.state in (State.PASSED, State.FAILED)
        and not check.because
        and check.failed <= len(check.issues)
        for check in checks
    )
    return False if checks and whole else None
