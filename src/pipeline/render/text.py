"""The text report, like a good compiler's: place, what is wrong, what to do; or what was proven."""

import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.checks import find
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.render.texts import sources
from pipeline.report import Report, State, Tally

_SHOWN = 60
"""Characters of an offending value that are shown: a line stays a line."""

_PROVEN = 12
"""Rules listed one a line when all is well; more are only counted, so that it fits a screen."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, seconds: float | None) -> str:
    """The report as lines with rich markup left out; `styled` adds colour."""
    return "".join(line + "\n" for line, _ in lines(report, seconds))


def harmless(line: str) -> str:
    """A line whose control characters are spelt out, so that no data steers a terminal."""
    return "".join(_spell(char) if unicodedata.category(char) == "Cc" else char for char in line)


def lines(report: Report, seconds: float | None) -> Iterator[tuple[str, str | None]]:
    """The report line by line, each with the style in which a terminal may show it."""
    for issue in report.issues:
        yield harmless(_headline(issue)), _STYLES[issue.severity]
        yield from ((f"    {harmless(line)}", None) for line in _details(issue))
    for check in report.checks:
        hidden = check.failed - len(check.issues)
        if hidden > 0:
            yield f"{check.code}: {hidden} more, not shown", _STYLES[check.severity]
    skipped = (check for check in report.checks if check.state is State.SKIPPED)
    waiting = [check for check in skipped if check.layer is not Layer.EVIDENCE]
    for check in waiting:
        yield f"skipped {check.code}: {check.because}", "yellow"
    if report.issues or waiting:
        yield "", None
    if report.valid:
        yield from _proven(report)
    if report.valid or report.sources != "none":
        yield from ((harmless(line), None) for line in sources(report))
    yield _verdict(report, seconds), "bold green" if report.valid else "bold red"
    yield _next(report), None


def visible(value: str) -> str:
    """A value with its invisible characters spelt out, cut to a line's length."""
    shown = "".join(_spell(char) for char in value[: _SHOWN + 1])
    return shown if len(value) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _spell(char: str) -> str:
    if char == " " or not (char.isspace() or unicodedata.category(char).startswith("C")):
        return char
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char, f"\\u{{{ord(char):x}}}")


def _headline(issue: Issue) -> str:
    place = issue.path or issue.resource or ""
    for number in (issue.line, issue.column):
        place += f":{number}" if number is not None else ""
    if issue.line is None and issue.pointer:
        place += f"#{issue.pointer}"
    return f"{place + ' ' if place else ''}{issue.severity} {issue.code}: {issue.message}"


def _details(issue: Issue) -> Iterator[str]:
    record = [issue.resource] if issue.resource and issue.key else []
    if issue.key:
        record.append(issue.key)
    if issue.field:
        record.append(f"{issue.field} = `{visible(issue.value)}`" if issue.value else issue.field)
    if record:
        yield "in " + " / ".join(record)
    for place in issue.related:
        yield f"see {_spot(place)}"
    if issue.hint:
        yield f"→ {issue.hint}"


def _spot(place: Place) -> str:
    where = f"{place.path}:{place.line}" if place.path and place.line else place.path or ""
    words = [where, place.resource or "", place.key or "", place.field or ""]
    return " / ".join(word for word in words if word)


def _proven(report: Report) -> Iterator[tuple[str, str | None]]:
    rows = sum(table.rows or 0 for table in report.tables)
    yield f"{_count(len(report.tables), 'table')}, {_count(rows, 'row')}", None
    for layer in Layer:
        passed = (c for c in report.checks if c.layer is layer and c.state is State.PASSED)
        checks = [c for c in passed if layer is not Layer.RULE or find(c.code) is None]
        if not checks:
            continue
        count = sum(c.evaluated for c in checks)
        noun, unit = ("rule", "case") if layer is Layer.RULE else ("check", "evaluation")
        yield f"{layer}: {_count(len(checks), noun)} passed, {_count(count, unit)}", None
        if layer is Layer.RULE:
            yield from ((line, None) for line in _rules(checks))


def _rules(checks: Sequence[Tally]) -> Iterator[str]:
    yield from (f"    {_rule(check)}" for check in checks[:_PROVEN])
    if len(checks) > _PROVEN:
        yield f"    and {len(checks) - _PROVEN} rules more (--format json lists all)"


def _rule(check: Tally) -> str:
    extra = [f"{check.adjudicated} adjudicated"] if check.adjudicated else []
    extra += [f"{check.not_evaluable} not evaluable"] if check.not_evaluable else []
    note = f" ({', '.join(extra)})" if extra else ""
    return f"{check.code}: {_count(check.evaluated, 'case')}{note}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _verdict(report: Report, seconds: float | None) -> str:
    name = " ".join(part for part in (report.name, report.version) if part) or "package"
    counts = [
        _count(count, severity.value) for severity in Severity if (count := report.count(severity))
    ]
    took = f" in {seconds:.1f} s" if seconds is not None else ""
    if report.valid:
        also = f" ({', '.join(counts)})" if counts else ""
        return f"{name} is valid{also}{took}"
    return f"{name} is not valid: {', '.join(counts)}{took}"


def _next(report: Report) -> str:
    if report.valid:
        return "Next: pipeline export"
    first = next((i for i in report.issues if i.severity is Severity.ERROR), None)
    if first is None:
        return "Next: mend what is named above, then run pipeline validate again"
    place = f"{first.path}:{first.line}" if first.path and first.line else first.path or first.code
    return f"Next: mend {place} first (later issues may follow from it), then run it again"
