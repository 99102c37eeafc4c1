"""The rows of `coverage`: how much of each source is in which state, by kind."""

from collections import Counter

from pipeline.evidence.coverage.basis import Basis
from pipeline.evidence.coverage.survey import State, Survey
from pipeline.provenance import Coverage, CoverageKind


def totals(found: Survey) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Of each kind how many things are in which state, over all sources that were read whole."""
    counted = Counter(
        (item.kind, item.state) for item in found.seen if item.source_id in found.sources
    )
    return tuple(
        (kind.value, tuple((state.value, counted[kind, state]) for state in State))
        for kind in CoverageKind
    )


def counts(found: Survey, basis: Basis) -> list[Coverage]:
    """The rows as they are committed."""
    rows = counted(found)
    return [row.model_copy(update={"basis_digest": basis.seal(row)}) for row in rows]


def counted(found: Survey) -> list[Coverage]:
    """A row for each source that was read whole and each kind, also where there is none of it.

    What they rest on is not in it yet.
    """
    numbers = Counter((item.source_id, item.kind, item.state) for item in found.seen)
    return [
        Coverage(
            coverage_id=f"{source_id}-{kind}",
            source_id=source_id,
            kind=kind,
            anchored=numbers[source_id, kind, State.ANCHORED],
            omitted=numbers[source_id, kind, State.OMITTED],
            repeated=numbers[source_id, kind, State.REPEATED],
            unseen=numbers[source_id, kind, State.UNSEEN],
            basis_digest="0" * 64,
        )
        for source_id in found.sources
        for kind in CoverageKind
    ]
