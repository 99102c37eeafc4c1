"""The JSON report, version 1: an interface (`report-1.schema.json` beside this file)."""

from dataclasses import asdict
from typing import Any

from pipeline.issue import FINGERPRINTS, Issue, Place, Severity
from pipeline.render.json_text import json_text
from pipeline.render.run import Run
from pipeline.report import Report, Tally

VERSION = 1


def render(report: Report, run: Run) -> str:
    """The report as JSON text; without seconds it depends on the data alone."""
    return json_text(as_json(report, run.seconds))


def as_json(report: Report, seconds: float | None) -> dict[str, Any]:
    """The report as JSON values; without `seconds` no timing, sources, texts."""
    values: dict[str, Any] = {
        "report": VERSION,
        "fingerprints": FINGERPRINTS,
        "valid": report.valid,
        "package": {"name": report.name, "version": report.version},
        "stats": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "tables": len(report.tables),
            "rows": sum(table.rows or 0 for table in report.tables),
        },
    }
    if seconds is not None:
        values["timing"] = {"seconds": round(seconds, 3)}
        values["sources"] = report.sources
        values["texts"] = {
            "read": list(report.texts.read),
            "attested": list(report.texts.attested),
            "coverage": {kind: dict(states) for kind, states in report.texts.covered},
        }
    values["tables"] = [asdict(table) for table in report.tables]
    values["checks"] = [_check(check) for check in report.checks]
    if report.pardons:
        values["waived"] = [
            {"issue": _issue(p.issue), "reason": p.reason, "author": p.author, "until": p.until}
            for p in report.pardons
        ]
    values["issues"] = [
        _issue(issue, number)
        for number, group in enumerate(report.groups, 1)
        for issue in group.issues
    ]
    return values


def _check(check: Tally) -> dict[str, Any]:
    return {
        "code": check.code,
        "layer": check.layer.value,
        "severity": check.severity.value,
        "state": check.state.value,
        "evaluated": check.evaluated,
        "failed": check.failed,
        "adjudicated": check.adjudicated,
        "not_evaluable": check.not_evaluable,
        "waived": check.waived,
        "known": check.known,
        "because": check.because,
    }


def _issue(issue: Issue, group: int | None = None) -> dict[str, Any]:
    return {
        "code": issue.code,
        "group": group,
        "fingerprint": issue.fingerprint,
        "layer": issue.layer.value,
        "severity": issue.severity.value,
        "resource": issue.resource,
        "path": issue.path,
        "part": issue.part,
        "pointer": issue.pointer,
        "row": issue.row,
        "line": issue.line,
        "column": issue.column,
        "field": issue.field,
        "key": issue.key,
        "label": issue.label,
        "value": issue.value,
        "address": issue.address,
        "message": issue.message,
        "hint": issue.hint,
        "related": [_place(place) for place in issue.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return asdict(place)
