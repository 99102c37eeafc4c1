"""Issues of the evidence layer, placed at the record that they are about."""

from dataclasses import replace

from pipeline.declare import How
from pipeline.evidence.data import Datum
from pipeline.evidence.forms import spell
from pipeline.evidence.index import cells, key_of
from pipeline.evidence.passages import Unplaced
from pipeline.evidence.reading import Reading
from pipeline.evidence.squeeze import bare
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.records import Parsed
from pipeline.report import Tally


def at_record(
    code: str,
    table: Parsed,
    row: int,
    field: str,
    message: str,
    hint: str,
    value: str | None,
    related: tuple[Place, ...] = (),
) -> Issue:
    """An issue at a field of a row."""
    return Issue(
        code=code,
        layer=Layer.EVIDENCE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        resource=table.name,
        row=row,
        field=field,
        key=key_of(table, cells(table.records[row])),
        value=value,
        related=related,
    )


def at_datum(
    code: str,
    datum: Datum,
    message: str,
    hint: str,
    related: tuple[Place, ...] = (),
    found: str | None = None,
) -> Issue:
    """An issue at a datum; `found` as in `Issue`."""
    return Issue(
        code=code,
        layer=Layer.EVIDENCE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        resource=datum.table.name,
        row=datum.row,
        field=datum.field,
        key=datum.key,
        value=None if datum.value is None else spell(datum.value),
        related=related,
        found=found,
    )


def named_by(datum: Datum) -> tuple[Place, ...]:
    """The record whose name a reference is printed by: it may be what was changed."""
    table = datum.spec.references
    if datum.how not in (How.NAME, How.CONTEXTUAL) or not table or datum.value is None:
        return ()
    return (Place(resource=table, key=spell(datum.value), field="name"),)


def unplaced(
    code: str,
    table: Parsed,
    row: int,
    field: str,
    value: str,
    problem: Unplaced,
    reading: Reading | None = None,
    related: tuple[Place, ...] = (),
) -> Issue:
    """An issue about words of a row that have no one place; `reading` shows where they stand."""
    found = ""
    if reading and problem.found:
        shown = [f"#{n} …{_around(reading, at)}…" for n, at in enumerate(problem.found[:3], 1)]
        found = f" ({'; '.join(shown)})"
    message = f"`{problem.passage}`: {problem.reason}{found}"
    return at_record(code, table, row, field, message, problem.remedy, value, related)


def begun(found: Tally) -> Tally:
    """The same where a project keeps no readings: hints that speak of them say how to begin."""
    return replace(found, issues=tuple(map(_begun, found.issues)))


def _begun(issue: Issue) -> Issue:
    if "`readings`" not in (issue.hint or ""):
        return issue
    how = "add provenance.Reading to TABLES in models.py, and a resource at raw/readings.csv"
    return replace(issue, hint=f"{issue.hint} (there is no table `readings` yet: {how})")


def _around(reading: Reading, at: int) -> str:
    return bare(reading.text[max(0, at - 6) : at + 10])
