"""From a reading text back to the raw text: which ranges of which source print a stretch of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain, groupby, pairwise

from pipeline.evidence.origins import Origins, adjacent
from pipeline.evidence.reading import Reading, Source
from pipeline.evidence.squeeze import bare

Range = tuple[int, int]
"""Half-open, in code points of a raw text; no white space at its edges."""

Citation = tuple[str, tuple[Range, ...]]
"""A source and the ranges of it that print something, in reading order."""

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_FIGURES = frozenset("0123456789.,")
IN_NUMBERS = _FIGURES | frozenset("０１２３４５６７８９．，")
"""What a number may be printed with, half-width and full-width."""
_NUMERAL = re.compile(
    r"(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})+(?!,?[0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*"
)


def seams(reading: Reading) -> frozenset[int]:
    """Where characters that meet in the reading do not meet in the raw text.

    A doubled line has none inside: one copy of each character meets one of the next.
    """
    if isinstance(reading.origins, Origins):
        return frozenset(reading.origins.seams())
    pairs = enumerate(pairwise(reading.origins), 1)
    return frozenset(at for at, (left, right) in pairs if not adjacent(left, right))


def cite(reading: Reading, start: int, end: int, sources: Mapping[str, Source]) -> list[Citation]:
    """The raw ranges that print `text[start:end]`; of a doubled line both copies.

    Ranges are merged over white space. There is one citation for each source.
    """
    plain = reading.origins.plain(start, end) if isinstance(reading.origins, Origins) else None
    if plain and len(plain) == 1:
        return [(plain[0][0], (plain[0][1:],))]
    cited: dict[str, list[Range]] = {}
    for source_id, first, end_ in plain or _each(reading, start, end):
        ranges = cited.setdefault(source_id, [])
        last = ranges[-1] if ranges else None
        if last and last[1] <= first and _blank(sources[source_id].raw, last[1], first):
            ranges[-1] = (last[0], end_)
        else:
            ranges.append((first, end_))
    return [(source_id, tuple(ranges)) for source_id, ranges in cited.items()]


def join(citations: Iterable[Iterable[Citation]]) -> list[Citation]:
    """The citations of several passages as one, still one for each source."""
    cited: dict[str, list[Range]] = {}
    for source_id, ranges in chain.from_iterable(citations):
        cited.setdefault(source_id, []).extend(ranges)
    return [(source_id, tuple(ranges)) for source_id, ranges in cited.items()]


def cuts(citations: Iterable[Citation], sources: Mapping[str, Source]) -> bool:
    """Whether a range begins or ends inside a number as the raw text prints it."""
    for source_id, ranges in citations:
        raw = sources[source_id].raw
        for span in ranges:
            for edge in span:
                if raw[edge - 1 : edge] in IN_NUMBERS and _inside_number(raw, edge):
                    return True
    return False


def digest(citation: Citation, sources: Mapping[str, Source]) -> str:
    """SHA-256 of the characters cited, in order, without white space."""
    source_id, ranges = citation
    raw = sources[source_id].raw
    return sha256("".join([bare(raw[start:end]) for start, end in ranges]).encode()).hexdigest()


def show(ranges: Iterable[Range]) -> str:
    """Ranges as `evidence` holds them: `4524-4529;4600-4603`."""
    return ";".join([f"{start}-{end}" for start, end in ranges])


def parse(spans: str) -> tuple[Range, ...]:
    """The ranges that `show` wrote; expects well-formed spans (the schema's pattern)."""
    pairs = (part.split("-") for part in spans.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _offsets(reading: Reading, start: int, end: int) -> Iterator[tuple[str, list[int]]]:
    """Raw offsets by stretches of one source, doubled characters in the order of the raw text."""
    origins = (origin for origin in reading.origins[start:end] if origin)
    for (source_id, copies), group in groupby(origins, key=lambda o: (o[0][0], len(o))):
        offsets = [at for origin in group for _, at in origin]
        yield source_id, sorted(offsets) if copies > 1 else offsets


def _each(reading: Reading, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Every character of a place on its own."""
    for source_id, offsets in _offsets(reading, start, end):
        yield from ((source_id, at, at + 1) for at in offsets)


def _blank(raw: str, start: int, end: int) -> bool:
    return start == end or raw[start:end].isspace()


def _inside_number(raw: str, at: int) -> bool:
    if raw[at - 1 : at] not in IN_NUMBERS or raw[at : at + 1] not in IN_NUMBERS:
        return False
    first = last = at
    while first > 0 and raw[first - 1].translate(_HALF_WIDTH) in _FIGURES:
        first -= 1
    while last < len(raw) and raw[last].translate(_HALF_WIDTH) in _FIGURES:
        last += 1
    run = raw[first:last].translate(_HALF_WIDTH)
    return any(first + n.start() < at < first + n.end() for n in _NUMERAL.finditer(run))
