"""What a rule's outcome says in the report: its issues in words, its counts as a Tally."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import room
from pipeline.report import State, Tally, skipped
from pipeline.rules.compare import difference, digest, named
from pipeline.rules.model import Case, Locate, Problem, Rule, RuleOutcome, Verdict


def report(outcome: RuleOutcome) -> Tally:
    """The Tally of a rule, under its own name."""
    rule = outcome.rule
    if outcome.problem:
        return broken(rule.name, rule.path, outcome.problem)
    if outcome.state is State.SKIPPED:
        return skipped(rule.name, Layer.RULE, outcome.because or "", rule.severity)
    vacuous = [_vacuous(outcome)] if outcome.state is State.VACUOUS else []
    failing = (case for case in outcome.cases if case.verdict is Verdict.FAIL)
    issues = vacuous + [_failure(rule, case) for case in islice(failing, room())]
    return Tally(
        code=rule.name,
        layer=Layer.RULE,
        severity=rule.severity,
        state=outcome.state,
        evaluated=outcome.evaluated,
        failed=outcome.count(Verdict.FAIL) + len(vacuous),
        adjudicated=outcome.count(Verdict.ADJUDICATED),
        not_evaluable=outcome.count(Verdict.NOT_EVALUABLE),
        issues=tuple(issues[: room()]),
    )


def broken(name: str, path: str, problem: Problem) -> Tally:
    """The Tally of a rule that cannot run: always an error, however little it would weigh."""
    issue = Issue(
        code=name,
        layer=Layer.RULE,
        severity=Severity.ERROR,
        message=problem.message,
        hint=f"Correct the rule in {path}; until then nothing of it is checked.",
        path=path,
        line=problem.line,
        column=problem.column,
    )
    return Tally(code=name, layer=Layer.RULE, state=State.BROKEN, failed=1, issues=(issue,))


def located(tallies: Iterable[Tally], locate: Locate) -> list[Tally]:
    """The same tallies, their related places resolved, all of them in one question."""
    kept = list(tallies)
    wanted = {place for t in kept for issue in t.issues for place in issue.related}
    found = locate(wanted) if wanted else {}
    return [replace(t, issues=tuple(_place(i, found) for i in t.issues)) for t in kept]


def _failure(rule: Rule, case: Case) -> Issue:
    """It stands where its first related place is; without one, in the rule's own file.

    Where all statements agree against one record, it stands at that record.
    """
    message = f"{named(case.key)}: {difference(case.expected, case.actual)}"
    related = _outvoted(case)
    first = related[0] if related else Place(path=rule.path, key=case.key)
    return Issue(
        code=rule.name,
        layer=Layer.RULE,
        severity=rule.severity,
        message=f"{message}; {case.message}" if case.message else message,
        hint=rule.hint,
        resource=first.resource,
        path=first.path,
        field=first.field,
        key=first.key,
        related=related,
        found=f"{case.key}\x1f{digest(case.expected, case.actual)}",
    )


def _outvoted(case: Case) -> tuple[Place, ...]:
    """The related places, the one that is alone in its table first where all others agree."""
    said, places = case.actual, case.related
    if not isinstance(said, tuple) or len(said) < 2 or isinstance(case.expected, tuple):
        return places
    counts = Counter(place.resource for place in places)
    alone = [place for place in places if counts[place.resource] == 1]
    outvoted = len(set(said)) == 1 and len(counts) == 2 and len(places) == len(said) + 1
    if not outvoted or len(alone) != 1 or case.expected is None:
        return places
    return (*alone, *(place for place in places if place not in alone))


def _vacuous(outcome: RuleOutcome) -> Issue:
    rule, found = outcome.rule, outcome.evaluated
    aside = outcome.count(Verdict.NOT_EVALUABLE)
    besides = f" besides {aside:,} that cannot be evaluated" if aside else ""
    tables = ", ".join(rule.needs)
    return Issue(
        code=rule.name,
        layer=Layer.RULE,
        severity=rule.severity,
        message=f"wanted at least {rule.min_cases:,} cases to compare, found {found:,}{besides}",
        hint=f"See that {tables} hold the rows it speaks of: was one removed? Lower "
        f"`min_cases` in {rule.path} only where fewer are meant.",
        path=rule.path,
    )


def _place(issue: Issue, found: Mapping[Place, Place]) -> Issue:
    if not issue.related:
        return issue
    related = tuple(found.get(place, place) for place in issue.related)
    first = related[0]
    return replace(issue, related=related, path=first.path, row=first.row, line=first.line)
