"""The report as Markdown: for a step summary, a comment or a page."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.issue import Issue, Layer, Severity
from pipeline.language import Say
from pipeline.render.groups import due, times, unlisted
from pipeline.render.pardons import by_waiver, until
from pipeline.render.run import Run
from pipeline.render.spoken import spoken, spoken_groups
from pipeline.render.text import lines as text_lines
from pipeline.render.wording import count, record, spot, title
from pipeline.report import Pardon, Report, State, Tally
from pipeline.unseen import inert, visible

_SHOWN = 50
"""Groups of findings that are told: a summary is read, not searched; counts in it are exact."""

_PLACES = 5
"""Places of a group: the row of a table stays one."""

_CUT = 59
"""Characters of a value after which messages cut it; records show one more."""

_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}

_SPAN = re.compile(r"`([^`]+)`")


def render(report: Report, run: Run) -> str:
    """Verdict, findings, checks and tables."""
    *_, (verdict, _), (advice, _) = text_lines(report, run)
    told, report, say = [*_issues(report, run)], spoken(report, run), run.say
    mark = "❌" if report.fails(run.fail_on) else "✅"
    out = [f"## {mark} {cell(verdict)}", "", cell(advice), "", *told]
    out += [*_waived(report.pardons, run), *_checks(report.checks, say), *_tables(report, say)]
    return "\n".join(out).rstrip() + "\n"


def _issues(report: Report, run: Run) -> Iterator[str]:
    if not report.issues:
        return
    say = run.say
    yield _row("", say("where"), say("what"), say("what to do"))
    yield "|---|---|---|---|"
    groups, more = spoken_groups(report, run, 1), unlisted(report)
    for group in groups[:_SHOWN]:
        first = group.first
        yield _row(
            f"{_MARKS[first.severity]} {say(first.severity)}",
            "<br>".join(_places(group.issues, run)),
            _what(first) + cell(times(group, more)),
            "<br>".join(_told(line, first) for line in (first.hint, *due(group, run)) if line),
        )
    total = sum(report.count(severity) for severity in Severity)
    rest = total - sum(len(group.issues) for group in groups[:_SHOWN])
    yield from ("", say(f"and {rest:,} more") if rest > 0 else "", "")


def _waived(pardons: Sequence[Pardon], run: Run) -> Iterator[str]:
    """What is let pass: a row for each waiver, with its first places."""
    if not pardons:
        return
    say, waivers = run.say, by_waiver(pardons)
    said = say(f"{len(pardons):,} waived")
    yield from (f"<details><summary>{said}</summary>", "")
    yield _row(say("where"), say("check"), say("why"), say("who, and until when"))
    yield "|---|---|---|---|"
    for items in waivers[:_SHOWN]:
        first = items[0]
        places = "<br>".join(_places([item.issue for item in items], run))
        check = code(first.issue.code) + (f" (×{len(items):,})" if len(items) > 1 else "")
        yield _row(places, check, cell(first.reason), cell(until(first, run)))
    rest = len(waivers) - _SHOWN
    yield from ("", say(f"and {rest:,} more") if rest > 0 else "", "</details>", "")


def _places(issues: Iterable[Issue], run: Run) -> Iterator[str]:
    """The first places at which they stand."""
    places = list(dict.fromkeys(spot(issue, run) for issue in issues))
    yield from (code(place) for place in places[:_PLACES])
    if len(places) > _PLACES:
        yield run.say(f"and {len(places) - _PLACES:,} more")


def _what(issue: Issue) -> str:
    named = record(issue)
    said = f"**{cell(issue.code)}** {_told(issue.message, issue)}"
    return said + (f" ({_told(named, issue)})" if named else "")


def _checks(checks: Sequence[Tally], say: Say) -> Iterator[str]:
    ran = [check for check in checks if check.evaluated or check.state is not State.PASSED]
    yield from (f"<details><summary>{say('What was checked')}</summary>", "")
    yield _row(*map(say, ("layer", "check", "state", "evaluated", "failed")))
    yield "|---|---|---|--:|--:|"
    for layer in Layer:
        for check in (item for item in ran if item.layer is layer):
            said = check.because or say(title(check))
            state = say(check.state.value)
            if check.adjudicated:
                state += ", " + say(f"{check.adjudicated:,} adjudicated")
            named = code(check.code) + (f" {cell(said)}" if said != check.code else "")
            yield _row(say(layer.value), named, state, f"{check.evaluated:,}", f"{check.failed:,}")
    yield from ("", "</details>", "")


def _tables(report: Report, say: Say) -> Iterator[str]:
    if not report.tables:
        return
    rows = sum(table.rows or 0 for table in report.tables)
    said = say(f"{count(len(report.tables), 'table')}, {count(rows, 'row')}")
    yield from (f"<details><summary>{said}</summary>", "")
    yield _row(*map(say, ("table", "rows", "sound")))
    yield "|---|--:|---|"
    for table in report.tables:
        number = "" if table.rows is None else f"{table.rows:,}"
        yield _row(code(table.name), number, say("yes") if table.valid else f"**{say('no')}**")
    yield from ("", "</details>")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def code(text: str) -> str:
    """Code, in which a backslash escapes nothing; what would end it or the cell is an entity."""
    flat = _flat(text)
    if "`" in flat or "|" in flat or "##" in flat:
        return f"<code>{_plain(flat)}</code>"
    padded = f" {flat} " if flat.strip() and flat[0] == flat[-1] == " " else flat
    return f"`{padded}`" if flat else ""


def cell(text: str) -> str:
    """Text in which no character of the data means anything to Markdown or HTML.

    What messages quote between backticks is code.
    """
    parts = _SPAN.split(_flat(text))
    quoted = [code(part) if place % 2 else _plain(part) for place, part in enumerate(parts)]
    return "".join(quoted).replace("``", "` `")


def _told(text: str, issue: Issue) -> str:
    """What is said of an issue, whose value may hold backticks: these end no code."""
    if "`" not in (issue.value or ""):
        return cell(text)
    parts = _quoted(_flat(visible(issue.value or ""))).split(_flat(text))
    return "".join(code(part) if at % 2 else cell(part) for at, part in enumerate(parts))


def _quoted(value: str) -> re.Pattern[str]:
    """A value between backticks, whole or cut as messages and records cut it."""
    words = sorted({value, f"{value[:_CUT]}…", f"{value[: _CUT + 1]}…"}, key=len, reverse=True)
    return re.compile(f"`({'|'.join(map(re.escape, words))})`")


def _plain(text: str) -> str:
    flat = text.replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    for char in "*_[]#~":
        flat = flat.replace(char, f"\\{char}")
    return flat.replace("`", "&#96;").replace("|", "&#124;")


def _flat(text: str) -> str:
    return inert(text.replace("\n", " "))
