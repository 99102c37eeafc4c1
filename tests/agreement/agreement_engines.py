"""Both engines on one package, their findings in the same words."""

import warnings
from dataclasses import dataclass
from pathlib import Path

from frictionless import Package as TheirPackage
from frictionless import system

from pipeline import flow
from pipeline.project import Project
from pipeline.report import Report
from pipeline.stages import Texts
from pipeline.strangers import validate_package

FAMILIES = {
    "type-error": "type",
    "constraint-error": "constraint",
    "unique-error": "unique",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "schema-error": "schema",
    "field-error": "schema",
    "descriptor": "schema",
    "resource-error": "schema",
    "package-error": "schema",
}
HEADER = ("unmatched-header", "error")
"""Besides `…-label`: `error` is how a header with repeated labels is refused."""
KEYED = ("primary-key", "foreign-key", "unique")


@dataclass(frozen=True, order=True)
class Finding:
    """Something is wrong here. `row` is 0 and `field` is empty where they mean nothing."""

    resource: str
    row: int
    field: str
    family: str


def ours(file: Path) -> set[Finding]:
    """What `pipeline validate` says of a stranger's package."""
    return _errors(validate_package(file, step=lambda _: None))


def ours_as_project(file: Path) -> set[Finding]:
    """What it says of the same where its folder is a project's."""
    return _errors(flow.validate(Project.find(file.parent), Texts(), step=lambda _: None))


_OF_PROJECTS = {"stray-space", "unseen-character"}
"""What the standard allows, and a project does not: its cells are typed in by hand."""


def _errors(report: Report) -> set[Finding]:
    return {
        _finding(i.resource or "", i.row or 0, i.field or "", i.code)
        for i in report.issues
        if i.severity == "error" and i.code not in _OF_PROJECTS
    }


def theirs(file: Path) -> set[Finding]:
    """What the installed `frictionless` says; a crash is a finding of its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with system.use_context(trusted=True):
                report = TheirPackage(str(file)).validate()
    except Exception as error:  # whatever it is, it is what this test wants to know
        kind = getattr(getattr(error, "error", None), "type", None)
        return {Finding("", 0, "", "schema") if kind else Finding("", 0, repr(error)[:80], "crash")}
    found = {_finding("", 0, "", error.type) for error in report.errors}
    for task in report.tasks:
        for error in task.errors:
            row = getattr(error, "row_number", 0)
            found.add(_finding(task.name, row, getattr(error, "field_name", ""), error.type))
    return found


def _finding(resource: str, row: int, field: str, code: str) -> Finding:
    family = FAMILIES.get(code, "header" if code.endswith("-label") or code in HEADER else code)
    if family == "schema":
        return Finding("", 0, "", family)
    if family == "header":
        return Finding(resource, 0, "", family)
    return Finding(resource, row, "" if family in KEYED else field, family)
