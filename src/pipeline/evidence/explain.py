"""Why a value has no place of its own in its passage, and what a curator can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.declare import How
from pipeline.evidence.data import Datum
from pipeline.evidence.forms import Forms, spell
from pipeline.evidence.index import Index
from pipeline.evidence.likeness import dotted, one_off, printed_as
from pipeline.evidence.passages import GAP
from pipeline.evidence.reading import BREAK
from pipeline.evidence.rivals import longer, names_printed
from pipeline.evidence.search import candidates, extent, inside, iso, search
from pipeline.evidence.squeeze import bare
from pipeline.evidence.witness import Place, Witness

MISSING, AMBIGUOUS = "missing-evidence", "ambiguous-evidence"

_AROUND = 6
"""Characters of context on each side: enough to find the place, too few to be a quotation."""

_SHOWN = 3
"""Occurrences named in one message."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A value that could not be placed."""

    code: str
    message: str
    hint: str


def unplaced(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place], index: Index
) -> Trouble:
    """The value is not printed in its passages: what is, and where else it stands."""
    said = f"{_named(datum, forms)} is not printed in the passage"
    instead = names_printed(datum, index, witness.text, within)
    printed = "; ".join(_printed_instead(datum, forms, witness, within, instead)[:_SHOWN])
    hints = (
        _cut(datum, forms, witness, within)
        or _without_unit(datum, forms, witness, within)
        or _parted(datum, witness, within)
        or _broken(datum, forms, witness, within)
        or _in_longer(datum, forms, witness, within, index)
        or _in_another_form(datum, forms, witness, within)
        or _one_off(datum, forms, witness, within, instead)
        or _another(datum, forms, witness, within, instead)
        or _widened(_elsewhere(datum, forms, witness, within))
        or _exchanged(datum, witness, within)
        or _REMEDIES.get(datum.how, "correct the value, or the passage in `at`")
    )
    return Trouble(MISSING, f"{said} ({printed})" if printed else said, hints)


def uncited(datum: Datum) -> Trouble:
    """The record cites no passage at all."""
    said = f"{describe(datum)} has no passage: `at` is empty"
    return Trouble(MISSING, said, "quote in `at` the words that print it, or leave it empty")


def ambiguous(datum: Datum, witness: Witness, places: Sequence[Place]) -> Trouble:
    """The value is printed more than once in its passages."""
    shown = "; ".join(context(witness.text, place) for place in places[:_SHOWN])
    said = f"{describe(datum)} is printed {len(places):,} times in the passage: {shown}"
    hint = "narrow `at` until it holds one of them; join passages with | to leave out the rest"
    return Trouble(AMBIGUOUS, said, hint)


def describe(datum: Datum) -> str:
    """The value for a message, with the parts that are printed together with it."""
    if datum.how is not How.NUMBER:
        return f"`{spell(datum.value)}`"
    ends = [spell(v) for v in (datum.part("low"), datum.part("high")) if v is not None]
    value = "–".join(ends) if datum.value is None else spell(datum.value)
    parts = [str(p) for p in (datum.part("comparator"), datum.part("unit")) if p is not None]
    return f"`{value}` ({', '.join(parts)})" if parts else f"`{value}`"


def context(text: str, place: Place) -> str:
    """A place with a few characters on each side: …授予孙泽洲等【1689人】全国劳动模范…"""
    start, end = place
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"…{bare(before)}【{bare(text[start:end])}】{bare(after)}…"


def _named(datum: Datum, forms: Forms) -> str:
    """The value; of a reference the name too: `林树` (lin-shu)."""
    if datum.how is How.NAME and forms.own:
        return f"`{forms.own[0]}` ({spell(datum.value)})"
    return describe(datum)


def _printed_instead(
    datum: Datum,
    forms: Forms,
    witness: Witness,
    within: Sequence[Place],
    instead: Sequence[tuple[Place, str, str]],
) -> list[str]:
    """The names, quantities or dates that the passages print instead."""
    text = witness.text
    if instead:
        known = dict.fromkeys(f"`{name}` ({key})" for _, name, key in instead)
        return [f"it prints {', '.join(list(known)[:_SHOWN])}"]
    if datum.how is How.NUMBER:
        places = [extent(q, forms.own, text) for q in witness.quantities if not q.ordinal]
        return [f"it prints {context(text, p)}" for p in places if inside(p, within)]
    if datum.how is How.DATE:
        dated = [((d.start, d.end), iso(d, forms.own[0])) for d in witness.dates]
        return [
            f"it prints {context(text, p)}, which is {meant or 'no date that can be completed'}"
            for p, meant in dated
            if inside(p, within)
        ]
    return []


def _cut(datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]) -> str | None:
    found = candidates(datum, forms, witness, within)
    if not found:
        return None
    shown = context(witness.text, found[0])
    return f"it stands there only as part of a number, or across two: {shown}; correct the value"


def _without_unit(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]
) -> str | None:
    """The value is there, with other words after it."""
    if datum.how is not How.NUMBER:
        return None
    if not search(datum, Forms(()), witness, within):
        return _rank(datum, witness, within)
    if forms.own == ("",):
        return "the value is printed there, but with a measure word; correct the unit"
    known = ", ".join(f"`{form}`" for form in forms.own)
    return (
        f"the value is printed there, but not with {known}; correct the unit, or add what is "
        "printed to its forms in models.py (a unit without forms is one that is not printed)"
    )


def _rank(datum: Datum, witness: Witness, within: Sequence[Place]) -> str | None:
    for q in witness.quantities:
        if q.ordinal and q.value == datum.value and inside((q.start, q.end), within):
            shown = context(witness.text, (q.start, q.end))
            return f"it is printed as a rank: {shown}; the unit of ranks has forms such as `第…次`"
    return None


def _parted(datum: Datum, witness: Witness, within: Sequence[Place]) -> str | None:
    """The value is printed a thousandfold: its point was to part thousands."""
    value = datum.value
    if not isinstance(value, Decimal) or value == value.to_integral_value():
        return None
    for q in witness.quantities:
        if q.value == value * 1000 and not q.ordinal and inside((q.start, q.end), within):
            meant, shown = spell(q.value), context(witness.text, (q.start, q.end))
            return (
                f"the passage prints {shown}: if the point parts thousands, write `{meant}`; "
                "thousands are not separated here"
            )
    return None


def _exchanged(datum: Datum, witness: Witness, within: Sequence[Place]) -> str | None:
    """The value is printed, but for two digits beside each other that changed places."""
    if datum.how is not How.NUMBER or datum.value is None:
        return None
    ours = spell(datum.value)
    swapped = {
        f"{ours[:at]}{ours[at + 1]}{ours[at]}{ours[at + 2 :]}" for at in range(len(ours) - 1)
    }
    for q in witness.quantities:
        if not q.ordinal and inside((q.start, q.end), within) and spell(q.value) in swapped:
            return f"did you mean `{spell(q.value)}`? Two digits have changed places"
    return None


def _broken(datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]) -> str | None:
    if datum.how in (How.NUMBER, How.DATE):
        return None
    for start, end in within:
        passage = witness.text[start:end]
        joined = passage.replace(BREAK, "").replace(GAP, "")
        if any(form in joined and form not in passage for form in forms.own):
            return (
                "it is broken there where two spans of the document meet; if the words run on, "
                "say `runs-on` in document_spans"
            )
    return None


def _in_longer(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place], index: Index
) -> str | None:
    """The words are there, as the beginning, middle or end of another name."""
    if datum.how not in (How.NAME, How.LABEL):
        return None
    found = longer(datum, forms, index, witness.text, within)
    if not found:
        return None
    form, name, key = found
    if key is None:
        return (
            f"`{form}` stands there only inside the longer `{name}`: if that is meant, correct "
            f"`{datum.field}`; else quote in `at` the words that are about the record"
        )
    return (
        f"`{form}` stands there only inside the longer name `{name}` ({key}): if that one is "
        f"meant, correct `{datum.field}`; else quote in `at` the words that are about the record"
    )


def _in_another_form(
    datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]
) -> str | None:
    """The value in the other script or width, or without what nobody sees in it."""
    if datum.how in (How.NUMBER, How.DATE):
        return None
    for start, end in within:
        for form in forms.own:
            found = printed_as(form, witness.text[start:end])
            if found:
                (first, last), cause = found
                shown = context(witness.text, (start + first, start + last))
                return f"{cause}: the passage prints {shown}; {_explained(datum)}"
    return None


def _one_off(
    datum: Datum,
    forms: Forms,
    witness: Witness,
    within: Sequence[Place],
    instead: Sequence[tuple[Place, str, str]],
) -> str | None:
    """Words one character apart, shown with those around them; none that are another's name."""
    if datum.how in (How.NUMBER, How.DATE, How.LABEL):
        return None
    for start, end in within:
        for form in forms.own:
            near = one_off(form, witness.text[start:end])
            at = witness.text.find(near, start) if near else -1
            place = at, at + len(near or "")
            if near and not any(p[0] < place[1] and place[0] < p[1] for p, _, _ in instead):
                shown = context(witness.text, place)
                return f"one character differs: the passage prints {shown}; {_explained(datum)}"
    return None


def _another(
    datum: Datum,
    forms: Forms,
    witness: Witness,
    within: Sequence[Place],
    instead: Sequence[tuple[Place, str, str]],
) -> str | None:
    """The passage names somebody else: the record may be wrong, and wider words would hide it."""
    if not instead or not forms.own:
        return None
    _, name, key = instead[0]
    own = forms.own[0]
    elsewhere = _elsewhere(datum, forms, witness, within)
    return (
        f"does the record name the right one? The passage prints `{name}` ({key}), the record "
        f"says `{own}`: correct `{datum.field}`; or, if the record is right, quote in `at` the "
        "words that are about it" + (f", which stand elsewhere: {elsewhere}" if elsewhere else "")
    )


def in_another_form(words: str, text: str) -> str | None:
    """A hint where a text prints the words of a passage or span in another form."""
    written = dotted(words, text)
    if written:
        return f"the sign between first and last words is one character: write `{written}`"
    found = printed_as(words, text)
    return f"{found[1]}: the text prints {context(text, found[0])}" if found else None


def _explained(datum: Datum) -> str:
    if datum.spec.references:
        table = datum.spec.references
        return (
            f"correct the reference, or the name in `{table}`; a form that is rightly another is "
            "explained in `readings`"
        )
    return "copy the value from the source"


def _elsewhere(datum: Datum, forms: Forms, witness: Witness, within: Sequence[Place]) -> str | None:
    """Where else in the document the value stands: the nearest places."""
    found = search(datum, forms, witness, [(0, len(witness.text))])
    if not found:
        return None
    near = sorted(found, key=lambda place: (_distance(place, within), place))
    return "; ".join(context(witness.text, place) for place in near[:_SHOWN])


def _widened(elsewhere: str | None) -> str | None:
    if elsewhere is None:
        return None
    return (
        "if the value is right, widen `at`, or join a passage with |: it stands elsewhere in the "
        f"document: {elsewhere}; if what the passage prints is right, correct the value"
    )


def _distance(place: Place, within: Sequence[Place]) -> int:
    return min(max(start - place[1], place[0] - end, 0) for start, end in within)


_REMEDIES = {
    How.LITERAL: "copy the value from the source, or correct the passage in `at`",
    How.NUMBER: "hold the value against what the passage prints: correct value, comparator or "
    "unit, or the passage in `at`",
    How.DATE: "correct the date, the passage in `at`, or the document's issued_on",
    How.NAME: "correct the reference or `at`; a printed form that is not the record's own name "
    "needs a row in `readings`",
    How.LABEL: "correct the category or `at`, or add the printed form to the category in models.py",
}
