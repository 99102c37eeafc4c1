"""Names in the gate that mean nothing: codes, tables and fields that are not there."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from pipeline.checks import CHECKS, INCOMPLETE, UNRELEASABLE
from pipeline.gate.policy import Policy, Waiver
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Report, Tally, tally

CODE = "gate-setting"

_FIXED = (INCOMPLETE, UNRELEASABLE)
"""Checks that no setting weighs."""

Tables = Mapping[str, Collection[str] | None]
"""Tables and views of the project, each with its fields; None where nobody knows them."""


def check(report: Report, policy: Policy, tables: Tables | None) -> list[Tally]:
    """What is misnamed; tables: None where they are not known."""
    codes = {item.code for item in CHECKS} | {item.code for item in report.checks}
    found = [*_codes(policy, codes), *_places(policy, tables or {})]
    evaluated = len(policy.severities) + len(policy.thresholds) + len(policy.waivers)
    return [tally(CODE, Layer.PACKAGE, found, evaluated=evaluated)] if evaluated else []


def misnamed(checks: Iterable[Tally]) -> set[str]:
    """The pointers of waivers of which a name means nothing."""
    return {
        (i.pointer or "").rpartition("/")[0] for t in checks if t.code == CODE for i in t.issues
    }


def _codes(policy: Policy, known: Collection[str]) -> Iterator[Issue]:
    told = {"severity": policy.severities, "thresholds": policy.thresholds}
    for part, said in told.items():
        for code in said:
            if code in _FIXED:
                yield _fixed(f"{part}/{code}", code)
            elif code not in known:
                yield _issue(
                    f"{part}/{code}",
                    f"`{code}` under {part} names no check or rule of this project",
                    code,
                    known,
                )
    for waiver in policy.waivers:
        if waiver.code in _FIXED:
            yield _fixed(f"waivers/{waiver.number}/code", waiver.code)
        elif waiver.code not in known:
            message = f"the waiver of `{waiver.code}` names no check or rule of this project"
            yield _issue(f"waivers/{waiver.number}/code", message, waiver.code, known)


def _places(policy: Policy, tables: Tables) -> Iterator[Issue]:
    for waiver in policy.waivers:
        code, table, field = waiver.code, waiver.table, waiver.field
        where = f"waivers/{waiver.number}"
        if table and tables and table not in tables:
            said = f"the waiver of `{code}` names the table `{table}`, which is not there"
            yield _issue(f"{where}/table", said, table, tables)
            continue
        fields = _fields(waiver, tables)
        if field and fields and field not in fields:
            said = f"the waiver of `{code}` names the field `{field}`, which no table has"
            if table:
                said = f"the waiver of `{code}` names the field `{field}`, which `{table}` has not"
            yield _issue(f"{where}/field", said, field, fields)


def _fields(waiver: Waiver, tables: Tables) -> set[str]:
    """The fields that a waiver may name; empty where not all are known."""
    asked = [tables.get(waiver.table)] if waiver.table else list(tables.values())
    return set() if None in asked else {name for names in asked for name in names or ()}


def _fixed(pointer: str, code: str) -> Issue:
    message = f"`{code}` cannot be let pass: no setting decides what a release may lack"
    if code == UNRELEASABLE:
        message = f"`{code}` cannot be let pass: pipeline export stops at it all the same"
    hint = "mend what it names, and take the entry out"
    return replace(_issue(pointer, message, "", ()), hint=hint)


def _issue(pointer: str, message: str, name: str, known: Iterable[str]) -> Issue:
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=message,
        hint=f"did you mean `{near[0]}`?" if near else _REMEDY,
        path="datapackage.yaml",
        pointer=f"/x-pipeline/gate/{pointer}",
    )


_REMEDY = "correct the name, or take the entry out; pipeline explain lists the checks"
