"""The report as one page: no network, readable on a phone and by a screen reader, filtered."""

from collections.abc import Collection, Iterator

from pipeline.grouping import Group
from pipeline.issue import Issue, Severity
from pipeline.language import Say
from pipeline.render.groups import again, due, times, unlisted
from pipeline.render.html_parts import FILTER, STYLE, ledgers, safe, tables
from pipeline.render.pardons import by_waiver, until
from pipeline.render.run import Run
from pipeline.render.spoken import spoken, spoken_groups
from pipeline.render.text import lines as text_lines
from pipeline.render.wording import (
    called,
    elsewhere,
    package,
    record,
    related,
    skips,
    spot,
    visible,
)
from pipeline.report import Report


def render(report: Report, run: Run) -> str:
    """The whole page; without scripts it shows everything, with them it filters."""
    *_, (verdict, _), (advice, _) = text_lines(report, run)
    found, waiting, say = [*_issues(report, run)], list(skips(report.checks)), run.say
    report = spoken(report, run)
    name, heading = safe(package(report)), say("data report")
    body = [
        f"<h1>{name}</h1>",
        f'<p class="verdict {"bad" if report.fails(run.fail_on) else "good"}">{safe(verdict)}</p>',
        f"<p>{safe(advice)}</p>",
        *found,
        *_waived(report, run),
        *_waiting(waiting, say),
        *ledgers(report, run),
        *tables(report, say),
    ]
    return (
        f'<!doctype html>\n<html lang="{run.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}: {heading}</title>\n<style>{STYLE}</style>\n</head>\n"
        "<body>\n<main>\n"
        + "\n".join(body)
        + f"\n</main>\n<script>{FILTER}</script>\n</body>\n</html>\n"
    )


def _issues(report: Report, run: Run) -> Iterator[str]:
    if not report.issues:
        return
    say = run.say
    yield f'<section aria-labelledby="findings"><h2 id="findings">{say("Findings")}</h2>'
    yield from _filters(report, say)
    yield '<ol class="issues">'
    more = unlisted(report)
    yield from (_group(group, run, more) for group in spoken_groups(report, run))
    yield "</ol>"
    hidden = [c for c in report.checks if c.failed > len(c.issues)]
    for check in hidden:
        rest = check.failed - len(check.issues)
        yield f"<p><code>{safe(check.code)}</code>: {say(f'{rest:,} more, not shown here')}</p>"
    yield "</section>"


def _filters(report: Report, say: Say) -> Iterator[str]:
    found = sorted({issue.resource or "" for issue in report.issues})
    options = "".join(f"<option>{safe(name)}</option>" for name in found if name)
    kinds = "".join(
        f'<option value="{severity}">{say(severity)}</option>'
        for severity in Severity
        if report.count(severity)
    )
    everything = f'<option value="">{say("all")}</option>'
    yield (
        f'<form class="filters" hidden><label>{say("Severity")} <select id="severity">{everything}'
        f'{kinds}</select></label> <label>{say("Table")} <select id="table">{everything}'
        f'{options}</select></label> {say("Shown")}: <output id="shown"></output></form>'
    )


def _group(group: Group, run: Run, more: Collection[str]) -> str:
    issue, others = group.first, group.issues[1:]
    tables = " ".join(sorted({item.resource or "" for item in group.issues}))
    parts = [
        f'<li class="{issue.severity}" data-severity="{issue.severity}" '
        f'data-table="{safe(tables)}" data-count="{len(group.issues)}">',
        f'<p><span class="kind">{run.say(issue.severity)}</span> <code>{safe(issue.code)}</code> '
        f'<span class="place">{safe(spot(issue, run))}</span>{times(group, more)}</p>',
        *_told(issue, run),
    ]
    if others:
        head = run.say(f"and {len(others):,} more")
        parts.append(f"<details><summary>{head}</summary><ul>")
        parts += [f"<li>{safe(again(item, issue, run))}</li>" for item in others]
        parts.append("</ul></details>")
    parts += [f'<p class="record">{safe(why)}</p>' for why in due(group, run)]
    return "".join([*parts, "</li>"])


def _told(issue: Issue, run: Run) -> Iterator[str]:
    yield f"<p>{safe(issue.message)}</p>"
    named = [part for part in (issue.resource, called(issue), issue.field) if part]
    if named:
        value = f" = <code>{safe(visible(issue.value))}</code>" if issue.value else ""
        yield f'<p class="record">{safe(" / ".join(named))}{value}</p>'
    for place in elsewhere(issue):
        yield f'<p class="record">{run.say("see")} {safe(related(place, run))}</p>'
    if issue.hint:
        yield f'<p class="hint">→ {safe(issue.hint)}</p>'


def _waived(report: Report, run: Run) -> Iterator[str]:
    if not report.pardons:
        return
    head = run.say("Let pass for a time")
    yield f'<section aria-labelledby="waived"><h2 id="waived">{head}</h2><ul>'
    for items in by_waiver(report.pardons):
        first = items[0]
        parts = [f"<li><code>{safe(first.issue.code)}</code> {safe(until(first, run))}: "]
        parts.append(f"{safe(first.reason)}<ul>")
        for item in items:
            named = " / ".join(p for p in (spot(item.issue, run), record(item.issue)) if p)
            parts.append(f"<li>{safe(named or item.issue.message)}</li>")
        yield "".join([*parts, "</ul></li>"])
    yield "</ul></section>"


def _waiting(waiting: list[tuple[str, str]], say: Say) -> Iterator[str]:
    if waiting:
        head = say("Not checked yet")
        yield f'<section aria-labelledby="skipped"><h2 id="skipped">{head}</h2><ul>'
        for code, because in waiting:
            named = f"<code>{safe(code)}</code>" if code else ""
            yield f"<li>{named}{': ' if code and because else ''}{safe(say(because))}</li>"
        yield "</ul></section>"
