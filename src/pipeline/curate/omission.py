"""The row of something printed that is left out on purpose."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline import provenance
from pipeline.curate.hits import hits
from pipeline.curate.library import Library
from pipeline.curate.naming import meant, numbered, slug, unused
from pipeline.curate.quote import Range, context, quote
from pipeline.errors import CurateError
from pipeline.evidence.likeness import one_off
from pipeline.evidence.passages import Unplaced, resolve
from pipeline.evidence.reading import Reading
from pipeline.evidence.squeeze import bare, occurrences


def omission_row(
    library: Library,
    where: str,
    exact: str,
    at: str | None,
    given: Mapping[str, str],
    known: Iterable[provenance.Omission],
) -> dict[str, str]:
    """The cells of the row; `where` is a document, or a source where no document holds the words.

    CurateError where the words do not stand there, or not in one place.
    """
    words = bare(exact)
    if not words:
        raise CurateError("no words to leave out; write them in quotes")
    reading, outside = _reading(library, where)
    place = _place(library, reading, where, words, at)
    omissions = list(known)
    _refuse_twice(where, place, reading, omissions)
    ids = {omission.omission_id for omission in omissions}
    name = slug(words)
    return {
        "omission_id": unused(slug(where, name), ids)
        if name
        else numbered(f"{slug(where)}-omission", ids),
        "source_id": reading.origins[place[0]][0][0],
        "document_id": "" if outside else where,
        "exact": words,
        "at": at or quote(reading.text, place) or "",
        **given,
    }


def _reading(library: Library, where: str) -> tuple[Reading, bool]:
    index = library.index
    if where in index.sources and where not in index.documents:
        return library.raw(where), True
    if where not in index.documents:
        names = [*index.documents, *index.sources]
        raise CurateError(f"there is no document or source `{where}`{meant(where, names)}")
    return library.reading(where), False


def _place(library: Library, reading: Reading, where: str, words: str, at: str | None) -> Range:
    text = reading.text
    within = _within(text, at) if at else [(0, len(text))]
    found = hits(reading, words, library.sources(), tuple(within))
    places = found.places
    if len(places) == 1:
        return places[0]
    if places:
        raise CurateError(_several(library, reading, where, words, places))
    if found.inside:
        shown = context(text, found.inside)
        raise CurateError(
            f"`{words}` stands in `{where}` only inside a longer number: {shown}; write the whole "
            "number"
        )
    if at and words in text:
        raise CurateError(f"`{words}` does not stand in the passage `{at}`, but in `{where}`")
    near = one_off(words, text)
    hint = f"; one character differs: it prints `{bare(near)}`" if near else ""
    raise CurateError(
        f"`{words}` does not stand in `{where}`{hint}; see where it does: pipeline find '{words}'"
    )


def _within(text: str, at: str) -> list[Range]:
    places: list[Range] = []
    for found in resolve(at, text):
        if isinstance(found, Unplaced):
            raise CurateError(f"--at: `{found.passage}`: {found.reason}; {found.remedy}")
        places.append(found)
    return places


def _several(
    library: Library, reading: Reading, where: str, words: str, places: Sequence[Range]
) -> str:
    listed = [
        f"    #{n} {library.spot(reading, place[0])} {context(reading.text, place)}\n"
        f"        --at '{quote(reading.text, place) or '?'}'"
        for n, place in enumerate(places, 1)
    ]
    return "\n".join(
        [f"`{words}` stands {len(places)} times in `{where}`; say with --at which one:", *listed]
    )


def _refuse_twice(
    where: str, place: Range, reading: Reading, known: Iterable[provenance.Omission]
) -> None:
    for omission in known:
        here = (omission.document_id or omission.source_id) == where
        for there in _omitted(reading.text, omission) if here else ():
            if there[0] <= place[0] and place[1] <= there[1]:
                raise CurateError(
                    f"this is left out already, by `{omission.omission_id}` ({omission.reason})"
                )


def _omitted(text: str, omission: provenance.Omission) -> list[Range]:
    exact = bare(omission.exact)
    found = resolve(omission.at, text) if omission.at else [(0, len(text))]
    return [
        (place[0] + at, place[0] + at + len(exact))
        for place in found
        if not isinstance(place, Unplaced)
        for at in occurrences(text[slice(*place)], exact)
    ]
