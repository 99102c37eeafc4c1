"""Ids that stand in each other's rows: rows that say nearly all of what another record said.

Whole rows that were moved or sorted take their ids with them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from pipeline.returning.edited import Edited
from pipeline.returning.merge import Changed
from pipeline.returning.spec import Key, Texts

_FEWEST = 2
"""Columns that must tell two records apart and speak for the other: one is a swap of values."""

_HOLDERS = 50
"""A value that more records had is no trace of one; so no file takes long, either."""


def misplaced(
    names: Collection[str],
    changed: Sequence[Changed],
    base: Mapping[Key, Texts],
    sheet: Mapping[Key, Edited],
) -> dict[Key, Key]:
    """Id in the sheet → id of the record whose row it is, where these are the same ids anew.

    names: fields beside the key.
    """
    traces = _traces(changed, base)
    votes: dict[Key, Counter[Key]] = defaultdict(Counter)
    for item in changed:
        votes[item.key].update(traces.get((item.field, item.new), ()))
    found = {}
    for key, told in votes.items():
        if key in base and (other := _whose(key, told, names, base, sheet)):
            found[key] = other
    kept = len(found) + 1
    while len(found) < kept:  # until each of them stands in the row of another of them
        kept = len(found)
        found = {k: other for k, other in found.items() if k in found.values() and other in found}
    return found


def _traces(
    changed: Sequence[Changed], base: Mapping[Key, Texts]
) -> dict[tuple[str, str], list[Key]]:
    """Field and text → the records that said so, of those whose cell has changed."""
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for item in changed:
        if item.key in base:
            found[item.field, item.old].append(item.key)
    return {at: keys for at, keys in found.items() if len(keys) <= _HOLDERS}


def _whose(
    key: Key,
    votes: Counter[Key],
    names: Collection[str],
    base: Mapping[Key, Texts],
    sheet: Mapping[Key, Edited],
) -> Key | None:
    """The record that the row speaks of, by most of the cells that tell it from the id's own."""
    cells, own = sheet[key].cells, base[key]
    for other, _ in votes.most_common():
        their = base[other]
        telling = [name for name in names if own.get(name, "") != their.get(name, "")]
        same = sum(cells.get(name) == their.get(name, "") for name in telling)
        if other != key and same >= _FEWEST and same * 2 > len(telling):
            return other
    return None
