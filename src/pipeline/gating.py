"""The report of a project as its gate sees it, what the gate itself has to say in its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline import descriptor, gate, package
from pipeline.package import Package, Resource
from pipeline.report import Report, Tally


def gated(
    report: Report,
    within: Package,
    policy: gate.Policy,
    *,
    views: Sequence[str],
    today: date | None,
) -> Report:
    """Weigh the findings by a policy; what is wrong with the policy has its line.

    views: tables that the project derives, which a waiver may name too.
    today: for waivers that run out; without it none does.
    """
    tables = {item.name: _fields(item) for item in within.resources} | dict.fromkeys(views)
    report = gate.apply(report, policy, today=today, tables=tables)
    return replace(report, checks=tuple(_located(check, within) for check in report.checks))


def _located(check: Tally, within: Package) -> Tally:
    if check.code not in gate.CODES or not check.issues:
        return check
    issues = descriptor.placed(check.issues, lambda path: package.text_of(within.root / path))
    return replace(check, issues=tuple(issues))


def _fields(resource: Resource) -> list[str] | None:
    """The fields of a table; None where its schema cannot tell."""
    listed = (resource.schema or {}).get("fields")
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        return None
    return [str(item.get("name")) for item in listed]
