"""A report as the gate sees it: weighed, with what is waived, known or tolerated told apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from pipeline.gate import names
from pipeline.gate.baseline import Baseline
from pipeline.gate.policy import Policy, Waiver
from pipeline.issue import Issue, Layer, Severity
from pipeline.keeping import room
from pipeline.report import Pardon, Report, State, Tally, tally

CODE = "waiver"

_RENEW = "mend what it let pass and delete it, or give it a new date and say why"
_DELETE = "delete it under x-pipeline.gate.waivers, or correct its code, table, key and field"
_OLD = (
    "the baseline was written by another version of pipeline, and what was found is not compared "
    "in the same way: what cannot be recognised counts as new; look at it, and write the baseline "
    "again"
)
_NAME = "name the table or the key of what it shall let pass, or delete it"


def known_apart(report: Report, baseline: Baseline) -> Report:
    """Only what is new: what the baseline names is counted, and no longer told.

    What one of the two reports only counts cannot be compared, and is new.
    """
    return replace(report, checks=tuple(_new(check, baseline) for check in report.checks))


def unlike(report: Report, baseline: Baseline) -> str | None:
    """That a baseline made its fingerprints otherwise, where no check of the report says so."""
    told = any(check.because == _OLD for check in report.checks)
    return _OLD if baseline.old and not told else None


def apply(
    report: Report, policy: Policy, *, today: date | None, tables: names.Tables | None = None
) -> Report:
    """Severities first, then waivers, then thresholds.

    today: None where no date is known; then no waiver expires. tables: what waivers may name.
    """
    wrong = names.check(report, policy, tables)
    checks = [_weighed(check, policy.severities) for check in report.checks]
    live = [w for w in policy.waivers if today is None or w.until >= today]
    used: Counter[Waiver] = Counter()
    pardons: list[Pardon] = []
    checks = [_waived(check, live, used, pardons) for check in checks]
    checks = [_tolerated(check, policy) for check in checks]
    checks += [*_reviews(policy, used, names.misnamed(wrong), today, report), *wrong]
    return replace(
        report,
        checks=tuple(sorted(checks, key=lambda t: (t.layer.rank, t.code))),
        pardons=tuple(pardons),
    )


def _weighed(check: Tally, severities: Mapping[str, Severity]) -> Tally:
    severity = severities.get(check.code)
    if severity is None or severity is check.severity:
        return check
    issues = tuple(replace(issue, severity=severity) for issue in check.issues)
    return replace(check, severity=severity, issues=issues)


def _waived(
    check: Tally, waivers: Iterable[Waiver], used: Counter[Waiver], pardons: list[Pardon]
) -> Tally:
    kept: list[Issue] = []
    for issue in check.issues:
        waiver = next((w for w in waivers if _covers(w, issue)), None)
        if waiver is None:
            kept.append(issue)
            continue
        used[waiver] += 1
        pardons.append(Pardon(issue, waiver.reason, waiver.author, waiver.until.isoformat()))
    number = len(check.issues) - len(kept)
    if not number:
        return check
    return _left(replace(check, waived=check.waived + number), kept, check.failed - number)


def _covers(waiver: Waiver, issue: Issue) -> bool:
    if waiver.bare and (issue.resource or issue.key):
        return False
    wanted = ((waiver.table, issue.resource), (waiver.key, issue.key), (waiver.field, issue.field))
    return waiver.code == issue.code and all(w is None or w == found for w, found in wanted)


def _tolerated(check: Tally, policy: Policy) -> Tally:
    limit = policy.thresholds.get(check.code)
    if not limit or check.severity is not Severity.ERROR or not check.failed:
        return check
    if not limit.allows(check.failed, check.evaluated):
        return check
    issues = tuple(replace(issue, severity=Severity.WARNING) for issue in check.issues)
    because = f"{check.failed:,} of {check.evaluated:,}: within the threshold of {limit}"
    return replace(check, severity=Severity.WARNING, issues=issues, because=because)


def _new(check: Tally, baseline: Baseline) -> Tally:
    left = Counter(baseline.found)
    kept = [issue for issue in check.issues if not _take(left, issue.fingerprint)]
    listed, counted = (of.get(check.code, 0) for of in (baseline.listed, baseline.counts))
    hidden = check.failed - len(check.issues)
    full = max(Counter(issue.resource for issue in check.issues).values(), default=0) >= room()
    same = 0 if full else min(hidden, counted - listed)  # one issue may stand for several findings
    failed = len(kept) + hidden - max(0, same)
    known = check.failed - failed
    check = replace(check, known=check.known + known)
    if failed and full:
        check = replace(check, because=_uncompared(hidden))
    elif failed and baseline.old and baseline.counts.get(check.code):
        check = replace(check, because=_OLD)
    elif failed and listed < counted:
        check = replace(check, because=_unlisted(listed, counted))
    elif failed and (untold := baseline.untold.get(check.code, 0)):
        check = replace(check, because=_untold(untold))
    return check if not known else _left(check, kept, failed)


def _uncompared(hidden: int) -> str:
    return (
        f"the baseline cannot be compared with {hidden:,} findings, which are only counted: "
        f"a report names at most {room():,} of a check and table; they count as new "
        "until fewer are left"
    )


def _unlisted(listed: int, counted: int) -> str:
    return (
        f"the baseline names only {listed:,} of its {counted:,} findings: what it does not name "
        "counts as new; write it again without --limit"
    )


def _untold(number: int) -> str:
    return (
        f"the baseline was itself held to a baseline, and does not name the {number:,} findings "
        "that this one knew: they count as new; write it again without --baseline"
    )


def _take(left: Counter[str], fingerprint: str) -> bool:
    left[fingerprint] -= 1
    return left[fingerprint] >= 0


def _left(check: Tally, issues: list[Issue], failed: int) -> Tally:
    state = State.PASSED if check.state is State.FAILED and not failed else check.state
    return replace(check, issues=tuple(issues), failed=failed, state=state)


def _reviews(
    policy: Policy,
    used: Counter[Waiver],
    misnamed: Collection[str],
    today: date | None,
    report: Report,
) -> list[Tally]:
    """What is wrong with the waivers themselves: expired ones are errors, unused ones warnings."""
    if not policy.waivers:
        return []
    expired = [w for w in policy.waivers if today is not None and w.until < today]
    unused = [
        w
        for w in policy.waivers
        if w not in expired and not used[w] and _pointer(w) not in misnamed
    ]
    errors = [_issue(w, Severity.ERROR, _expired(w), _RENEW) for w in expired]
    warnings = [
        _issue(w, Severity.WARNING, _bare(w), _NAME)
        if w.bare
        else _issue(w, Severity.WARNING, _unused(w), _meant(w, report))
        for w in unused
    ]
    count = len(policy.waivers)
    found = [tally(CODE, Layer.PACKAGE, errors, evaluated=count)]
    if warnings:
        found.append(
            tally(CODE, Layer.PACKAGE, warnings, severity=Severity.WARNING, evaluated=count)
        )
    return found


def _expired(waiver: Waiver) -> str:
    return f"the waiver of {_place(waiver)} by {waiver.author} ran out on {waiver.until}"


def _bare(waiver: Waiver) -> str:
    return (
        f"the waiver of {_place(waiver)} names no table and no key, so it lets nothing pass that "
        "stands in a table"
    )


def _unused(waiver: Waiver) -> str:
    return f"the waiver of {_place(waiver)} lets nothing pass: there is no such finding any more"


def _meant(waiver: Waiver, report: Report) -> str:
    """What to do about a waiver that nothing needs: its key may be misspelt."""
    keys = [
        issue.key
        for check in report.checks
        for issue in (check.issues if check.code == waiver.code else ())
        if issue.key and waiver.table in (None, issue.resource)
    ]
    near = get_close_matches(waiver.key or "", keys, 1)
    return f"did you mean the key `{near[0]}`? Else {_DELETE}" if near else _DELETE


def _place(waiver: Waiver) -> str:
    words = [waiver.table, waiver.key, waiver.field]
    return " / ".join([f"`{waiver.code}`", *(word for word in words if word)])


def _pointer(waiver: Waiver) -> str:
    return f"/x-pipeline/gate/waivers/{waiver.number}"


def _issue(waiver: Waiver, severity: Severity, message: str, remedy: str) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=severity,
        message=message,
        hint=remedy,
        path="datapackage.yaml",
        pointer=_pointer(waiver),
        field=waiver.field,
        key=waiver.key,
        resource=waiver.table,
    )
