"""Whether the committed counts of `coverage` are those of today, with the texts and without."""

from collections.abc import Collection

from pipeline import provenance
from pipeline.evidence.coverage.basis import Basis
from pipeline.evidence.coverage.counts import counted
from pipeline.evidence.coverage.survey import Survey
from pipeline.evidence.index import Index, cells
from pipeline.evidence.issues import at_record
from pipeline.issue import Issue, Layer, Severity
from pipeline.provenance import CoverageKind
from pipeline.records import Parsed

STALE = "stale-coverage"

_RUN = "run `pipeline coverage` and commit coverage.csv"
_FETCH = f"coverage.csv is never edited by hand: take back the change, or {_RUN}"


def differing(table: Parsed, found: Survey) -> list[Issue]:
    """Committed counts that are not those of today; rows of texts not at hand are let be."""
    issues: list[Issue] = []
    today = {row.coverage_id: row for row in counted(found)}
    for number, record in _rows(table).items():
        row = today.pop(record.coverage_id, None)
        if row is None and (record.source_id in found.sources or not _named(record)):
            said = "this count is of no source and kind"
            name, value = "coverage_id", record.coverage_id
            issues.append(at_record(STALE, table, number, name, said, _RUN, value))
        elif row is not None:
            was, now = cells(record), cells(row)
            names = [name for name in now if name != "basis_digest" and now[name] != was[name]]
            for name in names[:1]:
                said = f"`{name}` is {was[name]}, but now it is {now[name]}"
                issues.append(at_record(STALE, table, number, name, said, _RUN, str(was[name])))
    return issues + [_uncounted(table, row.source_id, row.kind) for row in today.values()]


def attested(
    table: Parsed, basis: Basis, index: Index, wrong: Collection[int | None], found: Survey | None
) -> list[Issue]:
    """Counts whose digest is not that of what they rest on; rows already `wrong` are let be.

    Where all counts of a source are stale, one is said to be: they have one cause.
    """
    rows = _rows(table)
    stale = [
        number
        for number, row in rows.items()
        if number not in wrong and row.basis_digest != basis.seal(row)
    ]
    issues: list[Issue] = []
    met: set[str] = set()
    for number in stale:
        row = rows[number]
        of_source = [n for n, other in rows.items() if other.source_id == row.source_id]
        whole = len(of_source) > 1 and set(of_source) <= set(stale)
        if not (whole and row.source_id in met):
            issues.append(_stale(table, number, row, whole))
        met.add(row.source_id)
    complete = found.sources if found else ()
    there = {(row.source_id, row.kind) for row in rows.values()}
    issues += [
        _uncounted(table, source_id, kind)
        for source_id in index.sources
        for kind in CoverageKind
        if source_id not in complete and (source_id, kind) not in there
    ]
    return issues


def _stale(table: Parsed, number: int, row: provenance.Coverage, whole: bool) -> Issue:
    if whole:
        said = (
            f"the counts of {row.source_id} are stale: the source, or documents, omissions, names "
            "or evidence that they rest on, changed since it was counted"
        )
    else:
        said = f"the count of {row.kind} of {row.source_id} is not the one that was made"
    return at_record(STALE, table, number, "basis_digest", said, _FETCH, row.coverage_id)


def _rows(table: Parsed) -> dict[int, provenance.Coverage]:
    rows = sorted(table.records.items())
    return {number: row for number, row in rows if isinstance(row, provenance.Coverage)}


def _named(row: provenance.Coverage) -> bool:
    return row.coverage_id == f"{row.source_id}-{row.kind}"


def _uncounted(table: Parsed, source_id: str, kind: CoverageKind) -> Issue:
    return Issue(
        code=STALE,
        layer=Layer.EVIDENCE,
        severity=Severity.ERROR,
        message=f"the {kind} of {source_id} are not counted in it",
        hint=_RUN,
        resource=table.name,
    )
