"""A report as a person is told it: messages, hints and reasons in their language."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.grouping import Group
from pipeline.issue import Issue
from pipeline.language import Lang, Say
from pipeline.render.run import Run
from pipeline.report import Ledger, Report, Tally


def spoken(report: Report, run: Run) -> Report:
    """The same report with all that is put into words said anew; codes and values as they are."""
    if run.lang is Lang.EN:
        return report
    rules = _rules(report)
    return replace(report, checks=tuple(_check(check, run.say, rules) for check in report.checks))


def spoken_groups(report: Report, run: Run, shown: int | None = None) -> tuple[Group, ...]:
    """The groups of a report as it was made, said in their language.

    shown: so many findings of a group are read; the others stay as they are, to save time.
    """
    if run.lang is Lang.EN:
        return report.groups
    rules = _rules(report)
    return tuple(
        replace(group, issues=(*said, *group.issues[len(said) :]))
        for group in report.groups
        for said in [[_issue(issue, run.say, rules) for issue in group.issues[:shown]]]
    )


def _rules(report: Report) -> Mapping[str, Ledger]:
    return {ledger.code: ledger for ledger in report.ledgers}


def _check(check: Tally, say: Say, rules: Mapping[str, Ledger]) -> Tally:
    because = say(check.because) if check.because else check.because
    issues = tuple(_issue(issue, say, rules) for issue in check.issues)
    return replace(check, because=because, issues=issues)


def _issue(issue: Issue, say: Say, rules: Mapping[str, Ledger]) -> Issue:
    rule = rules.get(issue.code)
    hint = issue.hint_zh or (say(issue.hint) if issue.hint else issue.hint)
    if rule and rule.hint_zh and issue.hint == rule.hint:
        hint = rule.hint_zh
    return replace(issue, message=issue.message_zh or say(issue.message), hint=hint)
