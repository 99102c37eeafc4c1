"""The text report, like a good compiler's: place, what is wrong, what to do; or what was proven."""

import re
from collections.abc import Iterator, Sequence

from pipeline.checks import INCOMPLETE, find
from pipeline.issue import Issue, Layer, Severity
from pipeline.render.edits import fields
from pipeline.render.edits import first as changed_before
from pipeline.render.edits import told as told_edits
from pipeline.render.groups import LISTED, suspected, times, told, unlisted
from pipeline.render.pardons import by_waiver, until
from pipeline.render.run import Run
from pipeline.render.spoken import spoken_groups
from pipeline.render.texts import sources
from pipeline.render.wording import count, package, skips, spot
from pipeline.report import BASELINE, Pardon, Report, State, Tally
from pipeline.unseen import log_line

_PROVEN = 12
"""Rules listed one a line when all is well; more are only counted, so that it fits a screen."""

_WAIVED = 3
"""Findings of one waiver that are listed; more are only counted."""

_UNRELEASABLE = (INCOMPLETE, "unreleasable")
"""Findings that the gate lets pass, and an export not."""

_STOPPED = "stopped"
"""The only check of a run that could not begin or end."""

_COMMAND = re.compile(
    r"(?:(?:evidence|coverage)\.csv is never edited by hand: take back the change, or "
    r"|put the row back that it means, or, if that is gone for good, )?[Rr]un `(pipeline [^`]+)`"
)
_MEANT = re.compile(
    r"(?:[Ii]f (?:that is meant|it was taken out on purpose),|take back the change, or) "
    r"run `(pipeline [^`]+)`"
)
_LOOKED = re.compile(r"look at its passage again, then run `(pipeline [^`]+)`")
"""How a remedy goes on where the data and what was derived from them differ."""

_DERIVES = re.compile(r"`pipeline (?:anchor|coverage)[` ]")
"""What a remedy holds that writes derived tables again, at which these commands do not stop."""

_TEXT = re.compile("the text (`[^`]+`) (?:is another|has other line ends) than ")
_EITHER = re.compile("did you mean (`[^`]+`)[?] Else add the row to (`[^`]+`), or, if that key, ")
"""Findings at a digest or a reference, though the text or the key may be what was changed."""

_EMPTIED = re.compile("wanted at least ")
"""Of a rule that finds fewer cases than it should: nothing is wrong in its own file."""

_ANCHORS = re.compile(r"pipeline (?:anchor|coverage)\Z")
"""Commands that read the source texts, wherever they were said to be."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, run: Run) -> str:
    """The report as lines with rich markup left out; `styled` adds colour."""
    return "".join(line + "\n" for line, _ in lines(report, run))


def lines(report: Report, run: Run) -> Iterator[tuple[str, str | None]]:
    """The report line by line, each with the style in which a terminal may show it.

    Whatever stands in the data, it begins no line and no command, and steers no terminal.
    """
    yield from ((log_line(line), style) for line, style in _lines(report, run))


def _lines(report: Report, run: Run) -> Iterator[tuple[str, str | None]]:
    more, rules = unlisted(report), {ledger.code: ledger for ledger in report.ledgers}
    for group in spoken_groups(report, run, LISTED):
        headed = headline(group.first, run) + times(group, more)
        yield headed, _STYLES[group.first.severity]
        if rule := rules.get(group.first.code):
            title = run.lang.pick(rule.title, rule.title_zh or rule.title)
            yield f"    {run.say(f'rule: {title}')}", None
        yield from ((f"    {line}", None) for line in told(group, run))
    yield from _codes(report, run)
    edits = [*told_edits(run)]
    yield from ((line, None) for line in (*edits, *([""] if edits else [])))
    yield from ((run.say(line), style) for line, style in _about(report, run))


def _codes(report: Report, run: Run) -> Iterator[tuple[str, str | None]]:
    """What is said of single checks; a code stays as it is, though it may be a word as well."""
    say = run.say
    for check in report.checks:
        hidden = check.failed - len(check.issues)
        if hidden > 0:
            yield f"{check.code}: {say(f'{hidden:,} more, not shown')}", _STYLES[check.severity]
    for check in report.checks:
        if check.known:
            told = say(f"{check.known:,} known from the baseline, not told")
            yield f"{check.code}: {told}", "dim"
        if check.because and check.state is State.FAILED and _explains(check):
            yield f"{check.code}: {say(check.because)}", _STYLES[check.severity]
    yield from ((line, "dim") for line in _pardoned(report.pardons, run))
    waiting = list(skips(report.checks))
    for code, because in waiting:
        yield f"{say('skipped')} {code + ': ' if code else ''}{say(because)}", "yellow"
    if report.issues or waiting:
        yield "", None


def _about(report: Report, run: Run) -> Iterator[tuple[str, str | None]]:
    if report.valid:
        yield from _proven(report)
    if (report.valid and run.ours) or report.sources != "none":
        yield from ((line, None) for line in sources(report))
    yield _verdict(report, run), "bold red" if report.fails(run.fail_on) else "bold green"
    yield _next(report, run), None


def _explains(check: Tally) -> bool:
    """Whether its reason is why it weighs what it weighs, and no other check's absence."""
    tolerated = check.severity is Severity.WARNING and not check.known
    return tolerated or (check.because or "").startswith(BASELINE)


def headline(issue: Issue, run: Run) -> str:
    """An issue in one line: place, severity, code and message."""
    place = spot(issue, run)
    kind = run.say(issue.severity)
    return f"{place + ' ' if place else ''}{kind} {issue.code}: {run.say(issue.message)}"


def _pardoned(pardons: Sequence[Pardon], run: Run) -> Iterator[str]:
    """What each waiver lets pass: its first findings, and how many they are."""
    for items in by_waiver(pardons):
        yield from (_waived(item, run) for item in items[:_WAIVED])
        if len(items) > _WAIVED:
            who, end = items[0].author, items[0].until
            told = run.say(f"{len(items):,} waived by `{who}` until `{end}`, not all shown")
            yield f"{items[0].issue.code}: {told.replace('`', '')}"


def _waived(pardon: Pardon, run: Run) -> str:
    place = spot(pardon.issue, run)
    head = f"{place + ' ' if place else ''}{run.say('waived')} {pardon.issue.code}"
    return f"{head} {until(pardon, run)}: {pardon.reason}"


def _proven(report: Report) -> Iterator[tuple[str, str | None]]:
    rows = sum(table.rows or 0 for table in report.tables)
    yield f"{count(len(report.tables), 'table')}, {count(rows, 'row')}", None
    for layer in Layer:
        passed = (c for c in report.checks if c.layer is layer and c.state is State.PASSED)
        checks = [c for c in passed if layer is not Layer.RULE or find(c.code) is None]
        if not checks:
            continue
        cases = sum(c.evaluated for c in checks)
        noun, unit = ("rule", "case") if layer is Layer.RULE else ("check", "evaluation")
        yield f"{layer}: {count(len(checks), noun)} passed, {count(cases, unit)}", None
        if layer is Layer.RULE:
            yield from ((line, None) for line in _rules(checks))


def _rules(checks: Sequence[Tally]) -> Iterator[str]:
    yield from (f"    {_rule(check)}" for check in checks[:_PROVEN])
    if len(checks) > _PROVEN:
        yield f"    and {len(checks) - _PROVEN:,} rules more (--format json lists all)"


def _rule(check: Tally) -> str:
    extra = [f"{check.adjudicated:,} adjudicated"] if check.adjudicated else []
    extra += [f"{check.not_evaluable:,} not evaluable"] if check.not_evaluable else []
    note = f" ({', '.join(extra)})" if extra else ""
    return f"{check.code}: {count(check.evaluated, 'case')}{note}"


def _verdict(report: Report, run: Run) -> str:
    counts = [
        count(found, severity.value) for severity in Severity if (found := report.count(severity))
    ]
    took = f" in {run.seconds:.1f} s" if run.seconds is not None else ""
    if any(check.code == _STOPPED for check in report.checks):
        return "the check was stopped: nothing is known of the data"
    if not report.valid:
        return f"{package(report)} is not valid: {', '.join(counts)}{took}"
    if report.fails(run.fail_on):
        told = ", ".join(counts)
        who, least = package(report), run.fail_on
        return f"{who} has no error, but --fail-on {least} stops it: {told}{took}"
    also = f" ({', '.join(counts)})" if counts else ""
    if known := _known(report):
        return f"{package(report)} has no error but the {known:,} of the baseline{also}{took}"
    return f"{package(report)} is valid{also}{took}"


def _known(report: Report) -> int:
    """Errors that only a baseline lets pass."""
    return sum(check.known for check in report.checks if check.severity is Severity.ERROR)


def _passed(report: Report, run: Run) -> str:
    """What to do next where the command succeeds; an export asks for more than that."""
    if not run.ours:
        known = _known(report)
        return "Next: mend what the baseline knows" if known else "Nothing needs to be mended"
    if _known(report):
        return "Next: mend what the baseline knows; pipeline export knows no baseline"
    stops = [check for check in report.checks if check.code in _UNRELEASABLE and check.failed]
    for issue in (issue for check in stops for issue in check.issues):
        return f"Next: mend {spot(issue, run)}, at which pipeline export stops"
    return "Next: mend what stops pipeline export" if stops else "Next: pipeline export"


def _next(report: Report, run: Run) -> str:
    if not report.fails(run.fail_on):
        return _passed(report, run)
    grave = run.fail_on.rank
    wrong = [group.first for group in report.groups if group.first.severity.rank <= grave]
    if not report.issues:
        return "Next: run pipeline validate without --limit and --baseline, which names errors"
    if not wrong:
        return "Next: mend what is named above, then run pipeline validate again"
    suspects = [suspected(group, run) for group in report.groups if group.first is wrong[0]]
    place = "".join(suspects) or spot(wrong[0], run) or wrong[0].code
    if changed := changed_before(wrong[0], report.issues, place, run):
        return (
            f"Next: look first whether what was changed is right ({changed}); "
            "then follow the arrows"
        )
    if asked := "" if "".join(suspects) else _asked(wrong[0], place, run):
        return asked
    place += fields(wrong[0], place, run)
    refused = _refused(report)
    command = _COMMAND.match(wrong[0].hint or "")
    if command and not (refused and _ANCHORS.match(command[1])):
        return f"Next: {_full(command[1], run)}, then run pipeline validate again"
    if (meant := _MEANT.search(wrong[0].hint or "")) and not refused:
        then = _full(meant[1], run)
        return f"Next: take back the change in {place}; or, if it is meant, run {then}"
    looked = _LOOKED.search(wrong[0].hint or "")
    if len(wrong) == 1 and looked and not refused:
        then = _full(looked[1], run)
        return f"Next: look at {place}; if the change is meant, run {then}, else take it back"
    if len(wrong) == 1:
        return f"Next: mend {place}, then run pipeline validate again"
    return f"Next: mend {place} first (later issues may follow from it), then run it again"


def _asked(issue: Issue, place: str, run: Run) -> str:
    """What to look at where the finding stands at what may well be right; empty elsewhere."""
    if text := _TEXT.match(issue.message):
        return f"Next: do with the text {text[1]} what the arrow says, then run it again"
    if issue.layer is Layer.RULE and _EMPTIED.match(issue.message):
        what = issue.code
        return f"Next: see what {what} compares no longer: was a row or a value taken out?"
    if not _edited(issue, run) and (key := _EITHER.match(issue.hint or "")):
        return f"Next: see which is right, {place} or the key {key[1]} in {key[2]}; mend the other"
    return ""


def _edited(issue: Issue, run: Run) -> bool:
    """Whether the cell itself is what was changed last."""
    own = (issue.resource, issue.key)
    return any((e.resource, e.key) == own and e.field in (issue.field, None) for e in run.edited)


def _refused(report: Report) -> bool:
    """Whether commands that write what is derived would refuse to: the data have other errors."""
    return any(
        issue.severity is Severity.ERROR
        and issue.layer is not Layer.RULE
        and not _DERIVES.search(issue.hint or "")
        for issue in report.issues
    )


def _full(command: str, run: Run) -> str:
    """A command as it works here: with the texts where this one was told to find them."""
    named = run.sources and _ANCHORS.match(command)
    return " ".join((command, "--sources", run.sources)) if named else command
