"""Hold a project to its sources: no numeral and no known name is unseen, no omission idle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline import provenance
from pipeline.evidence.coverage import stale
from pipeline.evidence.coverage.basis import Basis
from pipeline.evidence.coverage.items import GATED
from pipeline.evidence.coverage.lines import Lines
from pipeline.evidence.coverage.omissions import OMISSION
from pipeline.evidence.coverage.survey import Seen, Survey, survey
from pipeline.evidence.documents import Documents
from pipeline.evidence.index import Index
from pipeline.evidence.issues import at_record
from pipeline.evidence.row import Row
from pipeline.evidence.witness import Witness
from pipeline.issue import Issue, Layer, Severity
from pipeline.keeping import room
from pipeline.provenance import CoverageKind
from pipeline.records import Parsed
from pipeline.report import Tally, skipped, tally

COVERAGE, STALE = "coverage", "stale-coverage"
CODES = (COVERAGE, OMISSION, STALE)

_WHAT = {CoverageKind.ARABIC_NUMERAL: "numeral", CoverageKind.KNOWN_NAME: "name"}
_HINT = "record it, or leave it out on purpose: a row in `omissions` with a reason"
_UNPRINTED = "values that were not found in the texts come first"
_FIRST = "evidence and coverage have errors; the counts follow from them"
_NO_TABLE = "the project keeps no table of coverage"


@dataclass(frozen=True, slots=True)
class Printed:
    """What the rest of the evidence layer learnt.

    `rows`: what was derived; `anchored`: what is committed, None where something is wrong about it.
    `troubled`: some value was not found; `stale`: the committed evidence is not what was derived.
    """

    index: Index
    documents: Documents
    witnesses: Mapping[str, Witness]
    rows: Sequence[Row]
    troubled: bool
    anchored: Sequence[Row] | None
    stale: bool = False


def check(printed: Printed, *, wanted: bool = False) -> tuple[Survey | None, list[Tally]]:
    """What is unseen, what omissions are of nothing, and whether the counts are as committed.

    The survey is made where the project keeps a table of coverage, or it is `wanted`.
    """
    index, documents = printed.index, printed.documents
    table = index.table(provenance.Coverage)
    if table is None and not wanted:
        return None, _skip(_NO_TABLE)
    because = _hindrance(index, documents)
    if because:
        found_stale = _attested(table, printed, None, because)
        return None, [*_skip(because)[:2], found_stale]
    complete = _complete(index, documents)
    found = survey(index, documents, printed.witnesses, printed.rows, complete)
    if printed.troubled:
        return found, _skip(_UNPRINTED)
    tallies = list(_tallies(found, index, documents))
    first = any(item.failed for item in tallies)
    return found, [*tallies, _attested(table, printed, found, _FIRST if first else None)]


def _tallies(found: Survey, index: Index, documents: Documents) -> Iterator[Tally]:
    looked = [i for i in found.seen if i.kind in GATED and i.source_id in found.sources]
    unseen = [item for item in looked if item.open]
    omissions = [*found.issues, *_idle(found, index)]
    count = len(found.left) + len(found.issues)
    shown = list(_unseen(unseen[: room()], index, documents))
    yield tally(COVERAGE, Layer.EVIDENCE, shown, evaluated=len(looked), failed=len(unseen))
    yield tally(OMISSION, Layer.EVIDENCE, omissions, evaluated=count)


def _attested(
    table: Parsed | None, printed: Printed, found: Survey | None, because: str | None
) -> Tally:
    """The counts, held to those of today, and to what they rested on when they were made.

    `because`: why counts of today are not at hand, or have to wait.
    """
    index = printed.index
    if table is None:
        return skipped(STALE, Layer.EVIDENCE, _NO_TABLE)
    if not table.sound:
        return skipped(STALE, Layer.EVIDENCE, f"{table.name} has errors of its own")
    if printed.stale or printed.documents.broken or (found and because):
        return skipped(STALE, Layer.EVIDENCE, _FIRST)
    issues = stale.differing(table, found) if found else []
    if printed.anchored is not None and _sound(index):
        basis = Basis(index, printed.anchored)
        issues += stale.attested(table, basis, index, {issue.row for issue in issues}, found)
    elif because:
        return skipped(STALE, Layer.EVIDENCE, because)
    return tally(STALE, Layer.EVIDENCE, issues, evaluated=max(len(table.records), len(issues)))


def _sound(index: Index) -> bool:
    return all(table.sound for table in index.tables.values() if _edited(table))


def _hindrance(index: Index, documents: Documents) -> str | None:
    """Why coverage cannot be told: what is missing would look like what is unseen."""
    if not documents.texts:
        return "no source text is at hand"
    if documents.broken or documents.source_issues:
        return "sources or documents have errors"
    unsound = sorted(t.name for t in index.tables.values() if _edited(t) and not t.sound)
    return f"{', '.join(unsound)}: has errors" if unsound else None


def _complete(index: Index, documents: Documents) -> frozenset[str]:
    """The sources of whose coverage all can be told: their texts and documents are at hand."""
    unread = set(index.spans) - set(documents.readings)
    partly = {span.source_id for name in unread for span in index.spans[name]}
    return frozenset(documents.texts) - partly


def _skip(because: str) -> list[Tally]:
    return [skipped(code, Layer.EVIDENCE, because) for code in CODES]


def _edited(table: Parsed) -> bool:
    return not table.model.TABLE.tool_written


def _unseen(unseen: Sequence[Seen], index: Index, documents: Documents) -> Iterator[Issue]:
    for source_id, items in groupby(unseen, key=lambda item: item.source_id):
        lines = Lines(documents.texts[source_id].raw)
        yield from (_issue(item, index, lines) for item in items)


def _issue(item: Seen, index: Index, lines: Lines) -> Issue:
    line, column = lines.place(item.ranges[0][0])
    where = f"in `{item.document_id}`" if item.document_id else "outside all documents"
    shown = lines.context(item.ranges[0])
    return Issue(
        code=COVERAGE,
        layer=Layer.EVIDENCE,
        severity=Severity.ERROR,
        message=f"the {_WHAT[item.kind]} {shown} {where} is neither recorded nor left out",
        hint=_HINT,
        path=index.sources[item.source_id].file_name,
        line=line,
        column=column,
        value=item.words,
    )


def _idle(found: Survey, index: Index) -> Iterator[Issue]:
    table = index.table(provenance.Omission)
    for left in found.idle if table else ():
        assert table is not None, "omissions come from their table"
        said = f"`{left.record.exact}` is said to be left out, but it is recorded"
        hint = "delete the omission, or narrow `at` to the place that is left out"
        yield at_record(OMISSION, table, left.row, "exact", said, hint, left.record.exact)
