"""Find the places in a document at which a value is printed: words, quantities, dates."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from pipeline.declare import How
from pipeline.evidence.data import Datum
from pipeline.evidence.forms import Forms, spell
from pipeline.evidence.squeeze import occurrences
from pipeline.evidence.values import PrintedDate, Quantity, complete, measures
from pipeline.evidence.witness import Place, Witness

_SIGNS = str.maketrans("％：:", "%∶∶")
"""Spellings of a unit's sign; `quantities` gives the one on the right."""

_NUMERAL = "…"
"""Where the numeral stands in the form of a unit of ranks: `第…次`, `…等奖`."""

NEAR = 40
"""Characters of the longest passage whose dates are taken to be the record's."""

_FIRST, _LAST = date(1000, 1, 1), date(2999, 12, 31)
"""Between these a document lies whose date is unknown."""


def search(datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]) -> list[Place]:
    """Every place inside `within` that prints the value, and cuts no number."""
    return [place for place in candidates(datum, forms, witness, within) if witness.whole(place)]


def candidates(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]
) -> list[Place]:
    """The same with places that cut a number or join two; sorted, without repeats."""
    how = How.DATE if datum.dated else datum.how
    found = set(_FINDERS.get(how, _words)(datum, forms, witness, within))
    return sorted(place for place in found if inside(place, within))


def inside(place: Place, within: Sequence[Place]) -> bool:
    """Whether a place lies in one of the passages."""
    return any(start <= place[0] and place[1] <= end for start, end in within)


def extent(quantity: Quantity, units: Sequence[str], text: str) -> Place:
    """From the word before a quantity to its unit, or the word after that."""
    ends = (_unit_end(quantity, unit, text) for unit in units)
    end = next((end for end in ends if end is not None), quantity.end)
    return quantity.start, max(end, quantity.tail[1] if quantity.tail else 0)


def iso(printed: PrintedDate, leans_on: str) -> str | None:
    """A printed date, completed with a date that may be partial, or '' where it is unknown.

    None where what is missing cannot be told: 昨天 of a document of which only the year is known.
    """
    first, last = _bounds(leans_on)
    meant = complete(printed, first)
    return meant if meant == complete(printed, last) else None


def _words(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]
) -> Iterator[Place]:
    text = witness.text
    found = {
        (start + at, start + at + len(form))
        for start, end in within
        for form in forms.own
        for at in occurrences(text[start:end], form)
    }
    for place in found:
        longer = any(other != place and inside(place, (other,)) for other in found)
        if not longer and not _in_rival(place, forms.rivals, text):
            yield place


def _in_rival(place: Place, rivals: Sequence[str], text: str) -> bool:
    """Whether the words are part of a longer form of something else."""
    word = text[slice(*place)]
    return any(
        place[0] >= at and text.startswith(rival, place[0] - at)
        for rival in rivals
        for at in occurrences(rival, word)
    )


def _quantities(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]
) -> Iterator[Place]:
    for quantity in witness.within(within):
        if _says(quantity, datum) and _counts(quantity, forms, witness.text):
            yield extent(quantity, forms.own, witness.text)


def _says(quantity: Quantity, datum: Datum) -> bool:
    """Whether value or bounds are the record's, and the comparator too where it has one."""
    comparator = datum.part("comparator")
    if comparator is not None and str(comparator) != quantity.comparator:
        return False
    if quantity.value != datum.value:
        return False
    for ours, theirs in ((datum.part("low"), quantity.low), (datum.part("high"), quantity.high)):
        if ours != theirs and (ours is not None or quantity.value is None):
            return False
    return True


def _counts(quantity: Quantity, forms: Forms, text: str) -> bool:
    """Whether the longest known unit with which the words after a quantity begin is ours.

    An ordinal has forms of its own: `第…次`. '' is a unit that is printed without measure word.
    """
    if not forms.own:
        return not quantity.ordinal
    printed = quantity.unit.translate(_SIGNS)
    known = [
        form
        for form in (*forms.own, *forms.rivals)
        if printed.startswith(_after_numeral(form)) and _fits(quantity, form, text)
    ]
    longest = max(known, key=len, default=None)
    return longest in forms.own and (longest != "" or not measures.unit(text, quantity.end))


def _fits(quantity: Quantity, form: str, text: str) -> bool:
    """Whether a unit's form with … is met by an ordinal that begins as it does, else a count."""
    before, sign, _ = form.partition(_NUMERAL)
    if not sign:
        return not quantity.ordinal
    return quantity.ordinal and text.startswith(before, quantity.start)


def _after_numeral(form: str) -> str:
    return form.rpartition(_NUMERAL)[2].translate(_SIGNS)


def _dates(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]
) -> Iterator[Place]:
    """Dates that are the value; where there is none, those that hold it more precisely.

    One that need not be printed is looked for in passages that are short enough to be about it.
    """
    if not datum.required:
        within = [place for place in within if place[1] - place[0] <= NEAR]
    value = spell(datum.value)
    meant = [
        ((d.start, d.end), iso(d, forms.own[0]))
        for d in witness.dates
        if inside((d.start, d.end), within)
    ]
    equal = [place for place, known in meant if known == value]
    yield from equal or (p for p, known in meant if known and known.startswith(f"{value}-"))


def _unit_end(quantity: Quantity, unit: str, text: str) -> int | None:
    """Where the unit ends that is printed after a quantity, around 多 in 3个多月."""
    inner = range(*quantity.tail) if quantity.tail else range(0)
    at = quantity.end
    for char in _after_numeral(unit):
        at = inner.stop if at in inner else at
        if text[at : at + 1].translate(_SIGNS) != char:
            return None
        at += 1
    return at


def _bounds(partial: str) -> tuple[date, date]:
    """The first and the last day that a partial date may be."""
    try:
        year, month, day = (*map(int, partial.split("-")), 0, 0)[:3]
        last = month or 12
        first = date(year, month or 1, day or 1)
        return first, date(year, last, day or monthrange(year, last)[1])
    except ValueError:
        return _FIRST, _LAST


_FINDERS: Mapping[How, Callable[[Datum, Forms, Witness, Sequence[Place]], Iterator[Place]]] = {
    How.NUMBER: _quantities,
    How.DATE: _dates,
}
