"""Hold the typed tables to the rules: run each, compare, apply adjudications, report."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

from pipeline import engine
from pipeline.keeping import room
from pipeline.report import State, Tally
from pipeline.rules.adjudicate import review, settle
from pipeline.rules.findings import located, report
from pipeline.rules.model import (
    AdjudicationRow,
    Case,
    Locate,
    Problem,
    Rule,
    RuleOutcome,
    Unfit,
    Verdict,
)
from pipeline.rules.run import cases
from pipeline.rules.session import enter
from pipeline.rules.sql import volatile

CASES = 10_000
"""Cases kept per rule and verdict, the first by key, and of failing ones as many as the run
keeps findings; counts beside them stay exact."""

SECONDS = 60.0
"""What one rule may take: a query over hand-curated tables that takes longer is a mistake."""

_Seen = dict[tuple[str, str], Case]
_Docket = dict[str, dict[str, list[AdjudicationRow]]]


def check(
    con: engine.Connection,
    rules: Iterable[Rule],
    *,
    tables: Mapping[str, bool],
    adjudications: Sequence[AdjudicationRow] = (),
    unread: Collection[str] = (),
    seconds: float = SECONDS,
    locate: Locate | None = None,
) -> tuple[list[RuleOutcome], list[Tally]]:
    """Every rule's outcome by name, and a Tally for each and one for the adjudications.

    Locks the database of `con` for good. tables: every table of the package, False where it is
    not sound or could not be read; a table that is not named does not exist.
    unread: names of rule files that could not be read, whose adjudications are left alone.
    """
    docket: _Docket = {}
    for row in adjudications:
        docket.setdefault(row.rule, {}).setdefault(row.key, []).append(row)
    seen: _Seen = {}
    cursor = enter(con)
    try:
        refused = volatile()
        outcomes = [
            _try(cursor, rule, tables, docket.get(rule.name, {}), seen, refused, seconds)
            for rule in sorted(rules, key=lambda rule: rule.name)
        ]
    finally:
        cursor.close()
    tallies = [report(outcome) for outcome in outcomes]
    tallies.append(review(adjudications, {o.rule.name: o for o in outcomes}, seen, unread))
    return outcomes, located(tallies, locate) if locate else tallies


def need(needs: Sequence[str], tables: Mapping[str, bool]) -> str | None:
    """Why a rule or view must wait, or None; Unfit where it needs a table that does not exist."""
    for name in needs:
        if name not in tables:
            near = get_close_matches(name, tables, n=1)
            meant = f"; did you mean `{near[0]}`?" if near else ""
            raise Unfit(f"`needs` names `{name}`, but the package has no such table{meant}", 1, 1)
    unsound = [name for name in needs if not tables[name]]
    return f"waits until {', '.join(unsound)} can be trusted" if unsound else None


def _try(
    con: engine.Connection,
    rule: Rule,
    tables: Mapping[str, bool],
    docket: Mapping[str, list[AdjudicationRow]],
    seen: _Seen,
    refused: frozenset[str],
    seconds: float,
) -> RuleOutcome:
    """One rule; what it finds before it breaks is forgotten."""
    found: _Seen = {}
    try:
        if because := need(rule.needs, tables):
            return RuleOutcome(rule=rule, state=State.SKIPPED, because=because)
        run = cases(con, rule, refused=refused, seconds=seconds)
        outcome = _gather(rule, run, docket, found)
    except Unfit as unfit:
        return _broken(rule, unfit.problem)
    seen.update(found)
    return outcome


def _gather(
    rule: Rule,
    run: Iterable[Case],
    docket: Mapping[str, list[AdjudicationRow]],
    found: _Seen,
) -> RuleOutcome:
    counts: Counter[Verdict] = Counter()
    kept: list[Case] = []
    most = {Verdict.FAIL: max(CASES, room())}
    for item in run:
        case = item
        if rows := docket.get(item.key):
            case = found[rule.name, item.key] = settle(item, rows)
        counts[case.verdict] += 1
        if counts[case.verdict] <= most.get(case.verdict, CASES):
            kept.append(case)
    evaluated = counts.total() - counts[Verdict.NOT_EVALUABLE]
    state = State.FAILED if counts[Verdict.FAIL] else State.PASSED
    if evaluated < rule.min_cases:
        state = State.VACUOUS
    return RuleOutcome(rule=rule, state=state, cases=tuple(kept), counts=dict(counts))


def _broken(rule: Rule, problem: Problem) -> RuleOutcome:
    return RuleOutcome(rule=rule, state=State.BROKEN, problem=problem)
