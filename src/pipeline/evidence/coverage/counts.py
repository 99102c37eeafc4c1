"""The rows of `coverage`: how much of each source is in which state, by kind."""

from collections import Counter

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


def counts(found: Survey) -> list[Coverage]:
    """One row for each source that was read whole and each kind, also where there is none of it."""
    counted = Counter((item.source_id, item.kind, item.state) for item in found.seen)
    return [
        Coverage(
            coverage_id=f"{source_id}-{kind}",
            source_id=source_id,
            kind=kind,
            anchored=counted[source_id, kind, State.ANCHORED],
            omitted=counted[source_id, kind, State.OMITTED],
            repeated=counted[source_id, kind, State.REPEATED],
            unseen=counted[source_id, kind, State.UNSEEN],
        )
        for source_id in found.sources
        for kind in CoverageKind
    ]
