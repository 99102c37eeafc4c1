"""GitHub's workflow commands: annotations at the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices a step, and drops the rest without a word;
so different causes come first, and the rest is counted in the last of each kind.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipeline.grouping import Group
from pipeline.issue import Issue, Severity
from pipeline.render.pardons import by_waiver, until
from pipeline.render.run import Run
from pipeline.render.spoken import spoken
from pipeline.render.text import lines as text_lines
from pipeline.render.wording import details
from pipeline.report import Report
from pipeline.unseen import log_line

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

_SHOWN = 10
"""Annotations of one kind that GitHub keeps from one step."""


def render(report: Report, run: Run) -> str:
    """Annotations, then the verdict as plain text for the log."""
    run = run.for_hosts()
    told = spoken(report, run)
    out = [line for severity in Severity for line in _annotations(told, severity, run)]
    out += _waived(report, run)
    out += [line for line, _ in list(text_lines(report, run))[-2:]]
    return "".join(f"{line}\n" for line in out)


def _annotations(report: Report, severity: Severity, run: Run) -> Iterator[str]:
    groups = [group for group in report.groups if group.first.severity is severity]
    turns = zip_longest(*map(_varied, groups))
    issues = [issue for turn in turns for issue in turn if issue]
    total = report.count(severity)
    most = _SHOWN - 1 if severity is Severity.INFO and report.pardons else _SHOWN
    shown = issues if total <= most else issues[: most - 1]
    yield from (_annotation(issue, run) for issue in shown)
    if total > len(shown) and shown:
        yield _rest(issues[len(shown) :], total - len(shown), severity, run)


def _varied(group: Group) -> list[Issue]:
    """The findings of a group, the first of each code, table and field before the second."""
    kinds: Counter[tuple[str | None, ...]] = Counter()
    ranked = []
    for issue in group.issues:
        kind = (issue.code, issue.resource, issue.field)
        ranked.append((kinds[kind], issue))
        kinds[kind] += 1
    return [issue for _, issue in sorted(ranked, key=lambda item: item[0])]


def _annotation(issue: Issue, run: Run) -> str:
    place = {"file": run.path(issue.path) if issue.path else None, "line": issue.line}
    place["col"] = issue.column
    said = ",".join(f"{k}={_property(str(v))}" for k, v in place.items() if v is not None)
    text = "\n".join(map(log_line, [issue.message, *details(issue, run)]))
    title = f"title={_property(issue.code)}"
    return f"::{_KINDS[issue.severity]} {said + ',' if said else ''}{title}::{_data(text)}"


def _waived(report: Report, run: Run) -> Iterator[str]:
    """What is let pass, in one notice."""
    if not report.pardons:
        return
    title = run.say(f"{len(report.pardons):,} waived")
    told = [
        log_line(f"{first.issue.code} ×{number:,} {until(first, run)}: {first.reason}")
        for items in by_waiver(report.pardons)
        for first, number in [(items[0], len(items))]
    ]
    text = "\n".join(told)
    yield f"::notice title={_property(title)}::{_data(text)}"


def _rest(issues: Sequence[Issue], count: int, severity: Severity, run: Run) -> str:
    codes = ", ".join(dict.fromkeys(issue.code for issue in issues))
    if not codes:  # they are only counted
        codes = run.say("of the same kinds")
    text = run.say(f"{count:,} more, not shown here ({codes}): --output html=FILE lists more")
    return f"::{_KINDS[severity]} title=and {count:,} more::{_data(text)}"


def _data(text: str) -> str:
    return "%0A".join(log_line(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(log_line(text)).replace(":", "%3A").replace(",", "%2C")
