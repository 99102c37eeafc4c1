"""A report as a person is told it: messages, hints and reasons in their language."""

from dataclasses import replace

from pipeline.grouping import Group
from pipeline.issue import Issue
from pipeline.language import Lang, Say
from pipeline.render.run import Run
from pipeline.report import Report, Tally


def spoken(report: Report, run: Run) -> Report:
    """The same report with all that is put into words said anew; codes and values as they are."""
    if run.lang is Lang.EN:
        return report
    return replace(report, checks=tuple(_check(check, run.say) for check in report.checks))


def spoken_groups(report: Report, run: Run) -> tuple[Group, ...]:
    """The groups of a report as it was made, said in their language."""
    return tuple(
        replace(group, issues=tuple(_issue(issue, run.say) for issue in group.issues))
        for group in report.groups
    )


def _check(check: Tally, say: Say) -> Tally:
    because = say(check.because) if check.because else check.because
    return replace(check, because=because, issues=tuple(_issue(i, say) for i in check.issues))


def _issue(issue: Issue, say: Say) -> Issue:
    hint = say(issue.hint) if issue.hint else issue.hint
    return replace(issue, message=say(issue.message), hint=hint)
