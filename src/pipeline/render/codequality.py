"""GitLab's code quality report: a JSON array, one object a finding."""

from typing import Any

from pipeline.issue import Issue, Severity
from pipeline.render.json_text import json_text
from pipeline.render.run import Run
from pipeline.report import Report

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
"""Ours → GitLab's (info, minor, major, critical, blocker)."""


def render(report: Report, run: Run) -> str:
    """The findings; one that stands in no file is placed at the descriptor."""
    run = run.for_programs()
    seen: dict[str, int] = {}
    found = [_finding(issue, run, seen) for issue in report.issues]
    return json_text(found)


def _finding(issue: Issue, run: Run, seen: dict[str, int]) -> dict[str, Any]:
    """GitLab wants fingerprints unique: a second finding of one place gets a number."""
    name = issue.fingerprint
    seen[name] = seen.get(name, 0) + 1
    return {
        "description": issue.message + (f" → {issue.hint}" if issue.hint else ""),
        "check_name": issue.code,
        "fingerprint": name if seen[name] == 1 else f"{name}-{seen[name]}",
        "severity": _SEVERITIES[issue.severity],
        "location": {
            "path": run.path(issue.path or "datapackage.yaml"),
            "lines": {"begin": issue.line or 1},
        },
    }
