"""The failing case of a rule that someone wants to decide, and the row of the decision."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.curate.naming import meant, numbered, slug, unused
from pipeline.errors import CurateError
from pipeline.issue import Issue
from pipeline.report import State
from pipeline.rules import AdjudicationRow, Case, RuleOutcome, Verdict, digest
from pipeline.rules.findings import report

JUDGEMENT = ("decision", "cause", "reason", "basis", "decided_by", "decided_on")
"""What only a person can say of a conflict."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A case whose sides differ; `row` is the decision on it that stands in the table, if any."""

    rule: str
    case: Case
    issue: Issue
    observed: str
    row: AdjudicationRow | None


def failing(outcomes: Iterable[RuleOutcome], rule: str | None = None) -> list[tuple[str, Case]]:
    """The open cases of one rule or of all, by rule and key."""
    chosen = [_outcome(list(outcomes), rule)] if rule else outcomes
    return [
        (outcome.rule.name, case)
        for outcome in chosen
        for case in outcome.cases
        if case.verdict is Verdict.FAIL
    ]


def conflict(
    outcomes: Sequence[RuleOutcome], rule: str, key: str, rows: Iterable[AdjudicationRow]
) -> Conflict:
    """The case to decide; CurateError where there is no such case, or nothing to decide."""
    outcome = _outcome(outcomes, rule)
    case = next((case for case in outcome.cases if case.key == key), None)
    if case is None:
        open_ = [case.key for _, case in failing([outcome])]
        near = meant(key, open_) or meant(key, [case.key for case in outcome.cases])
        raise CurateError(f"`{rule}` has no case `{key}`{near}")
    if case.verdict is Verdict.NOT_EVALUABLE:
        raise CurateError(f"`{rule}` cannot evaluate `{key}`: {case.reason}")
    if case.verdict is Verdict.PASS:
        raise CurateError(f"`{rule}` finds no conflict in `{key}`: there is nothing to decide")
    known = next((row for row in rows if (row.rule, row.key) == (rule, key)), None)
    observed = digest(case.expected, case.actual)
    return Conflict(rule, case, _issue(outcome, case), observed, known)


def decision(
    found: Conflict, given: Mapping[str, str], known: Collection[str]
) -> tuple[dict[str, str], bool]:
    """The cells to write, and whether earlier judgement is taken back; `known` are ids in use.

    CurateError where the case is decided already and nothing is given.
    """
    row = found.row
    if row is None:
        name = slug(found.case.key)
        new = slug(found.rule, name)
        named = unused(new, known) if name else numbered(new, known)
        cells = {"adjudication_id": named, "rule": found.rule, "key": found.case.key}
        return {**cells, "observed": found.observed, **given}, False
    if row.observed == found.observed:
        if not given:
            raise CurateError(
                f"`{row.adjudication_id}` is there already for `{row.key}` of `{row.rule}`, and "
                "what it was decided on has not changed; say what to enter in it: "
                "--decision, --cause, --reason, --basis, --by, --on"
            )
        return dict(given), False
    return {**dict.fromkeys(JUDGEMENT, ""), **given, "observed": found.observed}, True


def _outcome(outcomes: Sequence[RuleOutcome], rule: str) -> RuleOutcome:
    names = [outcome.rule.name for outcome in outcomes]
    if rule not in names:
        raise CurateError(f"there is no rule `{rule}`{meant(rule, names)}")
    outcome = outcomes[names.index(rule)]
    if outcome.state is State.SKIPPED:
        raise CurateError(f"`{rule}` {outcome.because}; mend that first: pipeline validate")
    if outcome.problem:
        raise CurateError(f"`{rule}` does not work: {outcome.problem.message}")
    return outcome


def _issue(outcome: RuleOutcome, case: Case) -> Issue:
    alone = replace(
        outcome,
        state=State.FAILED,
        cases=(replace(case, verdict=Verdict.FAIL),),
        counts={Verdict.FAIL: 1},
    )
    return report(alone).issues[0]
