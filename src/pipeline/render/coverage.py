"""Coverage for people at a terminal: counts by source and kind, and every place unseen."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline import provenance
from pipeline.evidence.coverage.items import GATED
from pipeline.evidence.coverage.lines import Lines
from pipeline.evidence.coverage.survey import Seen, State, Survey
from pipeline.evidence.reading import Source
from pipeline.language import Say
from pipeline.language.width import left, right
from pipeline.provenance import CoverageKind
from pipeline.unseen import page


def render(
    survey: Survey,
    texts: Mapping[str, Source],
    sources: Mapping[str, provenance.Source],
    say: Say = str,
) -> str:
    """Every source with its counts, then what nobody has recorded or left out."""
    lines: list[str] = []
    for source_id in survey.sources:
        seen = survey.of(source_id)
        lines.append(f"{source_id} ({sources[source_id].file_name})")
        lines += _counts(seen, say)
        lines += _unseen(seen, Lines(texts[source_id].raw), say)
        lines.append("")
    return page((*lines, say(_summary(survey))))


def table(seen: Sequence[Seen]) -> list[tuple[CoverageKind, dict[State, int]]]:
    """The counts of one source: kinds in their order, of each its states."""
    counted = Counter((item.kind, item.state) for item in seen)
    return [(kind, {state: counted[kind, state] for state in State}) for kind in CoverageKind]


def _counts(seen: Sequence[Seen], say: Say) -> Iterator[str]:
    yield "  " + " " * 16 + "".join(right(say(state), 10) for state in State)
    for kind, states in table(seen):
        yield f"  {left(say(kind), 16)}" + "".join(f"{states[state]:>10}" for state in State)


def _unseen(seen: Sequence[Seen], lines: Lines, say: Say) -> Iterator[str]:
    for item in seen:
        if item.state is State.UNSEEN:
            line, column = lines.place(item.ranges[0][0])
            mark = "!" if item.open else " "
            where = item.document_id or say("outside all documents")
            shown = lines.context(item.ranges[0])
            yield f"  {mark} {line}:{column}  {say(item.kind)}  {shown}  ({where})"


def _summary(survey: Survey) -> str:
    still = sum(item.open for item in survey.seen)
    other = sum(item.state is State.UNSEEN for item in survey.seen) - still
    gated = sum(item.kind in GATED for item in survey.seen)
    said = f"{gated} numerals and known names: "
    said += f"{still} unseen (marked !)" if still else "all recorded or left out on purpose"
    return f"{said}; {other} titles and Chinese quantities unseen, which is no error"
