"""SARIF 2.1.0, which code hosts show beside the lines: findings, their rules and what to do."""

from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from pipeline.checks import find
from pipeline.issue import FINGERPRINTS, Issue, Place, Severity
from pipeline.render.json_text import json_text
from pipeline.render.run import Run
from pipeline.render.wording import details
from pipeline.report import Pardon, Report, Tally

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_FINGERPRINT = f"pipeline/v{FINGERPRINTS}"
"""Hosts match findings of runs by it."""


def render(report: Report, run: Run) -> str:
    """One run; columns count code points, lines and columns are from 1."""
    run = run.for_programs()
    codes = list(dict.fromkeys(check.code for check in report.checks))
    by_code = {check.code: check for check in reversed(report.checks)}
    driver = {
        "name": "pipeline",
        "version": version("evidence-pipeline"),
        "rules": [_rule(by_code[code]) for code in codes],
    }
    results = [_result(issue, codes, run) for issue in report.issues]
    results += [_suppressed(pardon, codes, run) for pardon in report.pardons]
    one = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [one]}
    return json_text(document)


def _rule(check: Tally) -> dict[str, Any]:
    known = find(check.code)
    level = {"level": _LEVELS[check.severity]}
    if known is None:
        said = f"A rule of this project: schemas/rules/{check.code}.sql"
        return {
            "id": check.code,
            "shortDescription": {"text": check.code},
            "fullDescription": {"text": said},
            "help": {"text": said},
            "defaultConfiguration": level,
            "properties": {"tags": [check.layer.value]},
        }
    return {
        "id": known.code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.meaning},
        "help": {
            "text": known.remedy,
            "markdown": f"{known.meaning}\n\n**Remedy**: {known.remedy}",
        },
        "defaultConfiguration": level,
        "properties": {"tags": [check.layer.value]},
    }


def _result(issue: Issue, codes: list[str], run: Run) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": issue.code,
        "level": _LEVELS[issue.severity],
        "message": {"text": "\n".join([issue.message, *details(issue, run)])},
        "partialFingerprints": {_FINGERPRINT: issue.fingerprint},
    }
    if issue.code in codes:
        result["ruleIndex"] = codes.index(issue.code)
    location = _location(issue, run)
    if location:
        result["locations"] = [location]
    others = [_other(number, place, run) for number, place in enumerate(issue.related, 1)]
    if related := [other for other in others if other]:
        result["relatedLocations"] = related
    return result


def _suppressed(pardon: Pardon, codes: list[str], run: Run) -> dict[str, Any]:
    """A finding that is let pass, so that hosts close it and show why."""
    said = f"{pardon.reason} ({pardon.author}, {pardon.until})"
    accepted = {"kind": "external", "status": "accepted", "justification": said}
    return _result(pardon.issue, codes, run) | {"suppressions": [accepted]}


def _location(issue: Issue, run: Run) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if issue.path:
        location["physicalLocation"] = _physical(issue.path, issue.line or 1, issue.column, run)
    if issue.resource:
        named = [part for part in (issue.resource, issue.key, issue.field) if part]
        location["logicalLocations"] = [{"fullyQualifiedName": "/".join(named)}]
    return location


def _other(number: int, place: Place, run: Run) -> dict[str, Any] | None:
    if not place.path:
        return None
    named = " / ".join(part for part in (place.resource, place.key, place.field) if part)
    return {
        "id": number,
        "physicalLocation": _physical(place.path, place.line, place.column, run),
        "message": {"text": named or place.path},
    }


def _physical(path: str, line: int | None, column: int | None, run: Run) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(run.path(path), errors="backslashreplace")}
    }
    if line:
        physical["region"] = {"startLine": line}
        if column:
            physical["region"]["startColumn"] = column
    return physical
