"""What a source prints outside all documents: page numbers, running heads, stray lines."""

from collections.abc import Container, Iterable

from pipeline.evidence.passages import GAP
from pipeline.evidence.reading import Reading, Source


def inside(readings: Iterable[Reading]) -> dict[str, set[int]]:
    """For each source the offsets that stand in some reading."""
    found: dict[str, set[int]] = {}
    for reading in readings:
        for origin in reading.origins:
            for source_id, at in origin:
                found.setdefault(source_id, set()).add(at)
    return found


def outside(source: Source, inside: Container[int]) -> Reading:
    """The characters of a source at other offsets than those, a gap between stretches."""
    text: list[str] = []
    origins: list[tuple[tuple[str, int], ...]] = []
    last = -1
    for number, (char, at) in enumerate(zip(source.text, source.origins, strict=True)):
        if at in inside:
            continue
        if text and last != number - 1:
            text.append(GAP)
            origins.append(())
        text.append(char)
        origins.append(((source.source_id, at),))
        last = number
    return Reading("".join(text), tuple(origins))
