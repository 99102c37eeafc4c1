"""What a rule is, what became of it, and what one of its cases says."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from pipeline.issue import Place, Severity
from pipeline.report import State

Value = str | int | float | Decimal | date | time | datetime
"""What can be compared: text, numbers, dates and times. No booleans."""

Side = Value | tuple[Value | None, ...] | None
"""One side of a case: a value, several statements of it, or nothing."""

Locate = Callable[[Collection[Place]], Mapping[Place, Place]]
"""Places as rules name them (resource, key, field) → the same with row, path, line if known."""


class Verdict(StrEnum):
    """What the machine finds of one case."""

    PASS = "pass"
    FAIL = "fail"
    ADJUDICATED = "adjudicated"
    NOT_EVALUABLE = "not-evaluable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One file of `schemas/rules`. `sql` is the whole text, head included, so lines agree."""

    name: str
    path: str
    sql: str
    title: str
    title_zh: str | None = None
    severity: Severity = Severity.ERROR
    needs: tuple[str, ...]
    hint: str | None = None
    hint_zh: str | None = None
    min_cases: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a rule compared. `adjudication` names the decision that covers it."""

    key: str
    expected: Side
    actual: Side
    verdict: Verdict
    reason: str | None = None
    message: str | None = None
    related: tuple[Place, ...] = ()
    adjudication: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a rule or view cannot be used, and where in its file."""

    message: str
    line: int | None = None
    column: int | None = None


class Unfit(Exception):
    """Carries a Problem out of the room's depths; it never leaves the room."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(message, line, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """What became of one rule; counts are exact, `cases` are capped per verdict, sorted by key.

    because: why it was skipped. problem: why it is broken.
    """

    rule: Rule
    state: State
    cases: tuple[Case, ...] = ()
    counts: Mapping[Verdict, int] = field(default_factory=dict)
    because: str | None = None
    problem: Problem | None = None

    def count(self, *verdicts: Verdict) -> int:
        """How many cases had one of these verdicts, kept or not."""
        return sum(self.counts.get(verdict, 0) for verdict in verdicts)

    @property
    def evaluated(self) -> int:
        """Cases in which two values met: a not-evaluable one does not count."""
        return self.count(Verdict.PASS, Verdict.FAIL, Verdict.ADJUDICATED)


@dataclass(frozen=True, slots=True)
class AdjudicationRow:
    """What the machine needs of one row of `adjudications`; `row` as in `Issue.row`."""

    adjudication_id: str
    rule: str
    key: str
    observed: str
    row: int | None = None
