"""Whose names a passage prints instead of the one that a record means, or around it."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.declare import How
from pipeline.evidence.data import Datum
from pipeline.evidence.forms import Forms
from pipeline.evidence.index import Index, explained
from pipeline.evidence.squeeze import occurrences
from pipeline.evidence.witness import Place

_HEAD = 2
"""Characters by which names are looked up; a name of one alone is part of too many words."""

Heads = Mapping[str, Sequence[tuple[str, str]]]
"""The names of a table by their beginning, the longest first: each with its record's key."""


def names_printed(
    datum: Datum, index: Index, text: str, within: Sequence[Place]
) -> list[tuple[Place, str, str]]:
    """Place, name and key of every record of the table that a datum refers to, except its own."""
    return [
        ((at, at + len(name)), name, key)
        for target, own in _targets(datum)
        for start, end in within
        for at, name, key in _printed(_heads(target, index), text, start, end)
        if key != own
    ]


def longer(
    datum: Datum, forms: Forms, index: Index, text: str, within: Sequence[Place]
) -> tuple[str, str, str | None] | None:
    """The form that passages print inside a longer one, and that one with its record's key.

    No key of a category, which has no record. A name may reach beyond its passage.
    """
    for start, end in within:
        for form in forms.own:
            for at in occurrences(text, form, start, end):
                if name := _around(form, at, forms.rivals, text):
                    return form, name, _key(datum, name, index)
    return None


def _around(form: str, at: int, rivals: Sequence[str], text: str) -> str | None:
    """The longest of the longer forms that stand around the place of a form."""
    found = (
        rival
        for rival in sorted(rivals, key=len, reverse=True)
        for before in occurrences(rival, form)
        if at >= before and text.startswith(rival, at - before)
    )
    return next(found, None)


def _key(datum: Datum, name: str, index: Index) -> str | None:
    """Of the records that a datum may mean, the one that has this name."""
    known = (_heads(target, index).get(name[:_HEAD], ()) for target, _ in _targets(datum))
    return next((key for listed in known for form, key in listed if form == name), None)


def _targets(datum: Datum) -> Iterator[tuple[str, str]]:
    """The tables whose records a datum names, and the key of the one that it means."""
    if datum.how is How.NAME and datum.spec.references:
        yield datum.spec.references, str(datum.value)
    elif datum.how is How.LITERAL:
        for column, target in explained(datum.table.model, datum.field):
            yield target, str(datum.cells[column])


def _printed(heads: Heads, text: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    at = start
    while at < end:
        known = heads.get(text[at : at + _HEAD], ())
        found = next((n for n in known if text.startswith(n[0], at, end)), None)
        if found:
            yield at, *found
        at += len(found[0]) if found else 1


def _heads(target: str, index: Index) -> Heads:
    asked = ("heads", target)
    if asked not in index.memory:
        heads: dict[str, list[tuple[str, str]]] = {}
        for (table, key), forms in index.names.items():
            for form in forms if table == target else ():
                if len(form) >= _HEAD:
                    heads.setdefault(form[:_HEAD], []).append((form, key))
        for listed in heads.values():
            listed.sort(key=lambda item: (-len(item[0]), item))
        index.memory[asked] = heads
    known: Heads = index.memory[asked]
    return known
