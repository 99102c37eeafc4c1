"""All issues of one run, and for every check what it evaluated: silence is never success."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from pipeline.grouping import Group, grouped
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import room

BASELINE = "the baseline"
"""With these words begins why findings that may be known count as new (`Tally.because`)."""


class State(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    VACUOUS = "vacuous"
    """Nothing, or too little, was there to check: a failure."""
    BROKEN = "broken"
    """The check itself could not run: a failure of its author."""
    SKIPPED = "skipped"
    """It waits until something else is mended; `because` says what."""


_WORST = (State.BROKEN, State.FAILED, State.VACUOUS, State.SKIPPED, State.PASSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one check found in one place: exact counts, and examples up to a cap.

    A stage returns one Tally per check and table, also where it found nothing.
    `failed` counts all findings, `issues` holds as many as are kept.
    A check that evaluated nothing because nothing applied is `passed` with 0.
    `waived` and `known` (to a baseline) are no longer among `failed`.
    """

    code: str
    layer: Layer
    severity: Severity = Severity.ERROR
    state: State = State.PASSED
    evaluated: int = 0
    failed: int = 0
    adjudicated: int = 0
    not_evaluable: int = 0
    waived: int = 0
    known: int = 0
    because: str | None = None
    issues: tuple[Issue, ...] = ()


def tally(
    code: str,
    layer: Layer,
    issues: Sequence[Issue] = (),
    *,
    severity: Severity = Severity.ERROR,
    evaluated: int = 0,
    failed: int | None = None,
) -> Tally:
    """A Tally whose state follows from its issues; `failed` defaults to their number."""
    count = len(issues) if failed is None else failed
    return Tally(
        code=code,
        layer=layer,
        severity=severity,
        state=State.FAILED if count else State.PASSED,
        evaluated=max(evaluated, count),
        failed=count,
        issues=tuple(issues[: room()]),
    )


def skipped(code: str, layer: Layer, because: str, severity: Severity = Severity.ERROR) -> Tally:
    """A Tally for a check that waits for something else."""
    return Tally(code=code, layer=layer, severity=severity, state=State.SKIPPED, because=because)


@dataclass(frozen=True, slots=True)
class TableSummary:
    """One table of the report: `rows` is None where the file could not be read."""

    name: str
    path: str
    rows: int | None
    valid: bool


@dataclass(frozen=True, slots=True)
class Pardon:
    """A finding that is let pass: why, by whom, and until when (ISO date)."""

    issue: Issue
    reason: str
    author: str
    until: str


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a rule, as text: what was expected, and each statement that was held to it.

    verdict: pass | fail | adjudicated | not-evaluable. by: who says so, where records tell.
    """

    key: str
    expected: str | None
    actual: tuple[str, ...]
    verdict: str
    reason: str | None = None
    related: tuple[Place, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one rule compared: the gravest cases first, as many as are kept."""

    code: str
    title: str
    title_zh: str | None
    lines: tuple[Line, ...]
    hint: str | None = None
    hint_zh: str | None = None


@dataclass(frozen=True, slots=True)
class SourceTexts:
    """File names of the source texts: `read` in this run, and not at hand, so `attested`.

    `covered`: of each kind of thing that the texts print, how many are in which state; empty
    where coverage was not told.
    """

    read: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    covered: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()


UNREAD = SourceTexts()
"""No source text was looked for."""


@dataclass(frozen=True, slots=True)
class RowTexts:
    """Rows of a table as they stand in its file: the labels, and by row number the cells.

    mark: a byte order mark is wanted before them, so that spreadsheets know the encoding.
    """

    labels: tuple[str, ...]
    cells: Mapping[int, tuple[str, ...]]
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run. `sources`: were the source texts re-read, only attested, or none?

    ledgers: the cases of each rule that ran, for reports that people read.
    rows: by table, the rows in which issues stand, where they were asked for.
    """

    name: str | None
    version: str | None
    tables: tuple[TableSummary, ...]
    checks: tuple[Tally, ...]
    sources: str = "none"
    texts: SourceTexts = UNREAD
    ledgers: tuple[Ledger, ...] = ()
    pardons: tuple[Pardon, ...] = ()
    rows: Mapping[str, RowTexts] = field(default_factory=dict, hash=False)

    @classmethod
    def from_tallies(
        cls,
        tallies: Iterable[Tally],
        *,
        name: str | None,
        version: str | None,
        tables: Iterable[TableSummary],
        sources: str = "none",
        texts: SourceTexts = UNREAD,
        ledgers: Iterable[Ledger] = (),
    ) -> "Report":
        """Merge what the stages found into one entry a check, sorted, without repeats."""
        merged: dict[tuple[str, Severity], Tally] = {}
        for item in tallies:
            known = merged.get((item.code, item.severity))
            merged[item.code, item.severity] = _merge(known, item) if known else item
        checks = tuple(
            replace(item, issues=_unique(item.issues))
            for item in sorted(merged.values(), key=lambda t: (t.layer.rank, t.code))
        )
        return cls(name, version, tuple(tables), checks, sources, texts, tuple(ledgers))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The kept issues, what to mend first first."""
        return tuple(issue for group in self.groups for issue in group.issues)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The kept issues by their cause."""
        return grouped(issue for check in self.checks for issue in check.issues)

    def first(self, threshold: Severity = Severity.ERROR) -> Group | None:
        """What to mend first of what is at or above the threshold."""
        grave = (g for g in self.groups if g.first.severity.rank <= threshold.rank)
        return next(grave, None)

    def with_(self, check: Tally) -> "Report":
        """The same report, with what one more check found."""
        merged = Report.from_tallies((*self.checks, check), name=None, version=None, tables=())
        return replace(self, checks=merged.checks)

    def raised(self, codes: Iterable[str]) -> "Report":
        """The same report, with the warnings of these checks as errors."""
        wanted = frozenset(codes)
        checks = tuple(_raised(c) if c.code in wanted else c for c in self.checks)
        merged = Report.from_tallies(checks, name=None, version=None, tables=())
        return replace(self, checks=merged.checks)

    def capped(self, limit: int) -> "Report":
        """The same report with at most so many issues to show; all counts as they are.

        Of every cause one before the second of any.
        """
        turns = zip_longest(*(group.issues for group in self.groups))
        shown = set(map(id, [item for turn in turns for item in turn if item][:limit]))
        checks = tuple(
            replace(check, issues=tuple(issue for issue in check.issues if id(issue) in shown))
            for check in self.checks
        )
        return replace(self, checks=checks)

    def shortened(self, most: int) -> "Report":
        """The same report with at most so many issues of each check and table; counts as are."""
        checks = tuple(
            replace(check, issues=tuple(_first(check.issues, most)))
            if len(check.issues) > most
            else check
            for check in self.checks
        )
        return replace(self, checks=checks)

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are, kept or not."""
        return sum(
            max(check.failed, 1 if check.state in (State.BROKEN, State.VACUOUS) else 0)
            for check in self.checks
            if check.severity is severity
        )

    def fails(self, threshold: Severity = Severity.ERROR) -> bool:
        """True if there is a finding at or above the threshold."""
        return any(self.count(s) for s in Severity if s.rank <= threshold.rank)

    @property
    def valid(self) -> bool:
        """True where there is no error."""
        return not self.fails()


def _merge(left: Tally, right: Tally) -> Tally:
    states = (left.state, right.state)
    return replace(
        left,
        state=next(state for state in _WORST if state in states),
        evaluated=left.evaluated + right.evaluated,
        failed=left.failed + right.failed,
        adjudicated=left.adjudicated + right.adjudicated,
        not_evaluable=left.not_evaluable + right.not_evaluable,
        because=_because(left.because, right.because),
        issues=left.issues + right.issues,
    )


def _because(*reasons: str | None) -> str | None:
    """Each reason once, though many tables have the same."""
    parts = [part for reason in reasons if reason for part in reason.split("; ")]
    return "; ".join(dict.fromkeys(parts)) or None


def _first(issues: Iterable[Issue], most: int) -> Iterator[Issue]:
    taken: Counter[str | None] = Counter()
    for issue in issues:
        taken[issue.resource] += 1
        if taken[issue.resource] <= most:
            yield issue


def _raised(check: Tally) -> Tally:
    if check.severity is not Severity.WARNING:
        return check
    issues = tuple(replace(issue, severity=Severity.ERROR) for issue in check.issues)
    return replace(check, severity=Severity.ERROR, issues=issues)


def _unique(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    return tuple(sorted(dict.fromkeys(issues), key=Issue.sort_key))
