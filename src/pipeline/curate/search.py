"""Where words stand: in documents, only outside of them, or only with one character different."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.curate.hits import Hits, hits
from pipeline.curate.library import Library
from pipeline.curate.quote import context, quote
from pipeline.errors import CurateError
from pipeline.evidence.likeness import one_off
from pipeline.evidence.reading import Reading
from pipeline.evidence.squeeze import bare, occurrences


@dataclass(frozen=True, slots=True)
class Hit:
    """Words in a document; `at` is a passage that holds them, None if none can be quoted."""

    document_id: str
    title: str
    spot: str
    context: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Stray:
    """Words that no document prints; `parted`: documents hold them, but not in one piece."""

    spot: str
    context: str
    parted: bool


@dataclass(frozen=True, slots=True)
class Near:
    """Words one character apart from those asked for: a hint, never a match."""

    where: str
    spot: str
    words: str
    context: str


@dataclass(frozen=True, slots=True)
class Search:
    """What became of a search; `elsewhere` counts hits in documents that were not asked for.

    `cut` counts places where the words are only part of a number; `labels` are the columns of
    the table for which a row is wanted, none where only the passage is.
    """

    words: str
    hits: tuple[Hit, ...]
    strays: tuple[Stray, ...]
    near: tuple[Near, ...]
    elsewhere: Mapping[str, int]
    unread: tuple[str, ...]
    cut: int = 0
    labels: tuple[str, ...] = ()


def find(
    library: Library, words: str, document: str | None = None, labels: Sequence[str] = ()
) -> Search:
    """Look for words, white space ignored, in all documents or in one."""
    wanted = bare(words)
    if not wanted:
        raise CurateError("no words to look for; write them in quotes: pipeline find '1689人'")
    if document is not None:
        library.reading(document)
    readings = library.documents.readings
    chosen = {k: r for k, r in readings.items() if document in (None, k)}
    sources = library.sources()
    found = {name: hits(reading, wanted, sources) for name, reading in readings.items()}
    shown = tuple(hit for name in chosen for hit in _hits(library, name, found[name]))
    strays = () if document is not None else tuple(_strays(library, wanted))
    cut = sum(found[name].cut for name in chosen)
    near = () if shown or strays or cut else tuple(_near(library, wanted, chosen))
    elsewhere = {k: len(h.places) for k, h in found.items() if h.places and k not in chosen}
    unread = tuple(library.unread)
    return Search(wanted, shown, strays, near, elsewhere, unread, cut, tuple(labels))


def _hits(library: Library, name: str, found: Hits) -> Iterator[Hit]:
    reading = library.documents.readings[name]
    for place in found.places:
        spot, title = library.spot(reading, place[0]), library.title(name)
        yield Hit(name, title, spot, context(reading.text, place), quote(reading.text, place))


def _strays(library: Library, words: str) -> Iterator[Stray]:
    readings = library.documents.readings.values()
    covered = {origin for r in readings for origins in r.origins for origin in origins}
    shown = {
        origin
        for r in readings
        for start in occurrences(r.text, words)
        for origins in r.origins[start : start + len(words)]
        for origin in origins
    }
    for source_id, source in library.sources().items():
        for start, end in hits(library.raw(source_id), words, library.sources()).places:
            printed = {(source_id, at) for at in source.origins[start:end]}
            if not printed <= shown:
                spot = library.place(source_id, source.origins[start])
                yield Stray(spot, context(source.text, (start, end)), bool(printed & covered))


def _near(library: Library, words: str, readings: Mapping[str, Reading]) -> Iterator[Near]:
    for name, reading in readings.items():
        yield from _near_in(library, words, f"document {name}", reading)
    if len(readings) < len(library.documents.readings):
        return
    for source_id in library.sources():
        reading = library.raw(source_id)
        covered = {o for r in readings.values() for origins in r.origins for o in origins}
        for found in _near_in(library, words, f"source {source_id}, outside of documents", reading):
            at = next(occurrences(reading.text, found.words))
            if reading.origins[at][0] not in covered:
                yield found


def _near_in(library: Library, words: str, where: str, reading: Reading) -> Iterator[Near]:
    found = one_off(words, reading.text)
    if found:
        start = reading.text.index(found)
        origin = next(at for at in range(start, start + len(found)) if reading.origins[at])
        shown = context(reading.text, (start, start + len(found)))
        yield Near(where, library.spot(reading, origin), bare(found), shown)
