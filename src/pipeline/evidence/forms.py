"""The printed forms by which a value is searched, and longer forms that are not it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline import provenance
from pipeline.declare import Category, How
from pipeline.evidence.data import Datum
from pipeline.evidence.index import Index
from pipeline.evidence.squeeze import bare, occurrences


@dataclass(frozen=True, slots=True)
class Forms:
    """`own` are the forms of the value, the longest first.

    `rivals` are longer forms of other values that hold one of them: 王东明 is not 王东.
    For a quantity they are the forms of its unit and of all others, for a date `own` is the
    date that it leans on.
    """

    own: tuple[str, ...]
    rivals: tuple[str, ...] = ()


_NONE = Forms(())


def forms_of(datum: Datum, index: Index) -> Forms | None:
    """The forms to search for; None where the record that they come from is not at hand."""
    if datum.how is How.PASSAGE:
        return _NONE
    if datum.dated:
        document = index.documents.get(datum.document_id)
        return Forms((document.issued_on or "",)) if document else None
    if datum.how is How.NUMBER:
        return _of_unit(datum.part("unit"))
    if datum.spec.references and datum.how is not How.LITERAL:
        return _of_reference(datum.spec.references, str(datum.value), index)
    if isinstance(datum.value, Category) and datum.how is not How.LITERAL:
        return _of_category(datum.value)
    return Forms((bare(spell(datum.value)),))


def spell(value: Any) -> str:
    """A value as plain text: `1689`, `1.5`, `2020-11-24`."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def _of_reference(table: str, key: str, index: Index) -> Forms | None:
    asked = ("forms", table, key)
    if asked not in index.memory:
        index.memory[asked] = _named(table, key, index)
    known: Forms | None = index.memory[asked]
    return known


def _named(table: str, key: str, index: Index) -> Forms | None:
    readings = index.table(provenance.Reading)
    sound = index.sound(table, readings.name if readings else None)
    if (table, key) not in index.names or not sound:
        return None
    own = index.names[table, key]
    return _forms(own, (other for form in own for other in _holding(form, index.lexicon[table])))


def _holding(form: str, lexicon: str) -> Iterator[str]:
    """The names of a lexicon, one a line, that hold a form."""
    for at in occurrences(lexicon, form):
        yield lexicon[lexicon.rindex("\n", 0, at) + 1 : lexicon.index("\n", at)]


@cache
def _of_unit(unit: Any) -> Forms:
    """The forms of a unit; '' where it has none: then no measure word may be printed."""
    if not isinstance(unit, Category):
        return Forms(() if unit is None else (bare(str(unit)),))
    own = [bare(form) for form in unit.forms] or [""]
    others = {bare(form) for item in type(unit) for form in item.forms} - set(own)
    return Forms(tuple(sorted(own, key=_longest_first)), tuple(sorted(others)))


@cache
def _of_category(value: Category) -> Forms:
    own = [bare(form) for form in value.forms]
    return _forms(own, (bare(form) for item in type(value) for form in item.forms))


def _forms(own: Iterable[str], others: Iterable[str]) -> Forms:
    ours = sorted({form for form in own if form}, key=_longest_first)
    rivals = {o for o in others if o not in ours and any(form in o for form in ours)}
    return Forms(tuple(ours), tuple(sorted(rivals)))


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form
