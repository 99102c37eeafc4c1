"""Adjudications: which failing cases are settled, and which decisions no longer hold."""

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from pipeline import engine
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import State, Tally, tally
from pipeline.rules.compare import difference, digest
from pipeline.rules.model import AdjudicationRow, Case, RuleOutcome, Verdict

CODE = "adjudication"
TABLE = "adjudications"

_QUIET = (State.SKIPPED, State.BROKEN, State.VACUOUS)
"""States of a rule that say nothing about what its cases would be."""

_COLUMNS = ("adjudication_id", "rule", "key", "observed", "_row")

_REMOVE = "Remove the row, or correct its rule and key."


def read_adjudications(con: engine.Connection) -> list[AdjudicationRow]:
    """The rows of `typed.adjudications` that say enough to be applied; none where it is not."""
    columns = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'typed' AND table_name = ?",
        [TABLE],
    ).fetchall()
    if not {(name,) for name in _COLUMNS} <= set(columns):
        return []
    listed = ", ".join(f'"{name}"' for name in _COLUMNS)
    rows = con.execute(f"SELECT {listed} FROM typed.{TABLE} ORDER BY _row").fetchall()
    return [AdjudicationRow(*row) for row in rows if None not in row]


def settle(case: Case, rows: Sequence[AdjudicationRow]) -> Case:
    """The case as adjudicated, where it fails and a decision was made on these very values."""
    if case.verdict is not Verdict.FAIL:
        return case
    observed = digest(case.expected, case.actual)
    for row in rows:
        if row.observed == observed:
            return replace(case, verdict=Verdict.ADJUDICATED, adjudication=row.adjudication_id)
    return case


def review(
    rows: Sequence[AdjudicationRow],
    outcomes: Mapping[str, RuleOutcome],
    seen: Mapping[tuple[str, str], Case],
    unread: Collection[str],
) -> Tally:
    """Every decision that is lapsed or not used. `seen`: the cases that have a decision."""
    issues = [issue for row in rows for issue in _review(row, outcomes, seen, unread)]
    return tally(CODE, Layer.RULE, issues, evaluated=len(rows))


def _review(
    row: AdjudicationRow,
    outcomes: Mapping[str, RuleOutcome],
    seen: Mapping[tuple[str, str], Case],
    unread: Collection[str],
) -> Iterator[Issue]:
    if row.rule in unread:
        return
    if row.rule not in outcomes:
        near = get_close_matches(row.rule, outcomes, n=1)
        meant = f"; did you mean `{near[0]}`?" if near else ""
        yield _issue(row, f"not used: there is no rule `{row.rule}`{meant}", _REMOVE, "rule")
        return
    case = seen.get((row.rule, row.key))
    if case is not None and case.adjudication == row.adjudication_id:
        return
    if case is not None and case.verdict in (Verdict.FAIL, Verdict.ADJUDICATED):
        yield _lapsed(row, case)
    elif outcomes[row.rule].state not in _QUIET:
        yield _issue(row, f"not used: {_why(row, case)}", _REMOVE, "key")


def _why(row: AdjudicationRow, case: Case | None) -> str:
    if case is None:
        return f"`{row.rule}` has no case `{row.key}`"
    if case.verdict is Verdict.NOT_EVALUABLE:
        return f"`{row.rule}` cannot evaluate `{row.key}`: {case.reason}"
    return f"`{row.rule}` finds no conflict in `{row.key}` any more"


def _lapsed(row: AdjudicationRow, case: Case) -> Issue:
    now = difference(case.expected, case.actual)
    if case.adjudication:
        settled = f"`{case.adjudication}` already settles `{row.key}` of `{row.rule}`"
        return _issue(row, f"not used: {settled}", _REMOVE, "observed")
    command = f"pipeline adjudicate {shlex.quote(row.rule)} {shlex.quote(row.key)}"
    return _issue(
        row,
        f"lapsed: `{row.key}` of `{row.rule}` is no longer what was decided on; now {now}",
        f"Look at it again and decide anew: {command}",
        "observed",
        digest(case.expected, case.actual),
    )


def _issue(
    row: AdjudicationRow, message: str, hint: str, field: str, found: str | None = None
) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.RULE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        resource=TABLE,
        row=row.row,
        key=row.adjudication_id,
        field=field,
        found=found,
    )
