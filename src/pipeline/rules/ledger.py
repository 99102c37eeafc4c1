"""The cases of the rules as text, for reports that people read."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from pipeline.issue import Place
from pipeline.report import Ledger, Line
from pipeline.rules.model import Case, Locate, RuleOutcome, Side, Value, Verdict

KEPT = 500
"""Cases told of one rule: a page stays a page; the counts beside it are exact."""

_ORDER = (Verdict.FAIL, Verdict.ADJUDICATED, Verdict.NOT_EVALUABLE, Verdict.PASS)

By = Callable[[Place], str | None]
"""Place of a record → who says what it says, where the record tells."""


def ledgers(outcomes: Sequence[RuleOutcome], locate: Locate, by: By) -> list[Ledger]:
    """One Ledger a rule that ran, in the order of the outcomes."""
    return [_ledger(outcome, locate, by) for outcome in outcomes if outcome.cases]


def _ledger(outcome: RuleOutcome, locate: Locate, by: By) -> Ledger:
    cases = sorted(outcome.cases, key=lambda case: _ORDER.index(case.verdict))[:KEPT]
    found = locate({place for case in cases for place in case.related})
    lines = tuple(_line(case, locate=found.get, by=by) for case in cases)
    rule = outcome.rule
    return Ledger(rule.name, rule.title, rule.title_zh, lines, rule.hint, rule.hint_zh)


def _line(case: Case, *, locate: Callable[[Place], Place | None], by: By) -> Line:
    expected = _sides(case.expected)
    said = dict.fromkeys(who for place in case.related if (who := by(place)))
    return Line(
        key=case.key,
        expected=", ".join(expected) if expected else None,
        actual=_sides(case.actual),
        verdict=case.verdict.value,
        reason=case.reason,
        related=tuple(locate(place) or place for place in case.related),
        by=tuple(said),
    )


def _sides(side: Side) -> tuple[str, ...]:
    values = side if isinstance(side, tuple) else (side,)
    return tuple(_text(value) for value in values if value is not None)


def _text(value: Value) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
