"""Columns that were sorted or moved apart from the rest of their rows: told, and not merged.

Each value is one that the export had, and stands beside another record: no look at a single cell
tells that from an edit, a look at the column does.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.issue import Issue, Severity
from pipeline.returning.finding import finding
from pipeline.returning.merge import Changed, Merged
from pipeline.returning.sheet import Sheet
from pipeline.returning.spec import Key, Spec, Texts

_FEWEST = 3
"""Cells, and different values, of which a new order is no chance: two are a swap."""

_STRAY = 10
"""One in so many may be edited besides."""


def apart(
    sheet: Sheet, spec: Spec, base: Mapping[Key, Texts], merged: Merged
) -> tuple[list[Issue], Merged]:
    """The issues, and the merge without the changes of columns that were moved."""
    by_field: dict[str, list[Changed]] = defaultdict(list)
    for item in merged.changed:
        by_field[item.field].append(item)
    if _ids_moved(sheet, spec, base, by_field):
        return [_ids(sheet, spec)], replace(merged, changed=())
    moved = [n for n, items in by_field.items() if _moved(sheet, n, items)]
    if not moved:
        return [*_swaps(sheet, spec, by_field)], merged
    moved = [name for name, items in by_field.items() if name in moved or _along(items)]
    kept = tuple(item for item in merged.changed if item.field not in moved)
    return [_columns(sheet, spec, moved, by_field)], replace(merged, changed=kept)


def _moved(sheet: Sheet, name: str, items: Sequence[Changed]) -> bool:
    """Do the changed cells have each other's values?

    Of few different values two records may well be given each other's: those must stand in order.
    """
    if not _permuted([item.old for item in items], [item.new for item in items]):
        return False
    return len({item.new for item in items}) >= _FEWEST or _ordered(sheet, name, items)


def _along(items: Sequence[Changed]) -> bool:
    """Beside a column that moved fewer cells tell that another moved with it."""
    return Counter(item.old for item in items) == Counter(item.new for item in items)


def _permuted(old: Collection[Hashable], new: Collection[Hashable]) -> bool:
    same = sum((Counter(old) & Counter(new)).values())
    return len(old) >= _FEWEST and (len(old) - same) * _STRAY <= len(old)


def _ordered(sheet: Sheet, name: str, items: Sequence[Changed]) -> bool:
    """Do equal values stand together down the sheet, and did not before?"""
    was = {item.key: item.old for item in items}
    now = [(key, edited.cells.get(name)) for key, edited in sheet.records.items()]
    return _grouped([text for _, text in now]) and not _grouped([was.get(k, t) for k, t in now])


def _grouped(texts: Sequence[Hashable]) -> bool:
    runs = sum(one != other for one, other in pairwise(texts))
    return runs < len(set(texts))


def _ids_moved(
    sheet: Sheet,
    spec: Spec,
    base: Mapping[Key, Texts],
    by_field: Mapping[str, Sequence[Changed]],
) -> bool:
    """Does all that stands beside the ids stand beside others' ids?

    Where one column alone does, it is that which moved, unless the ids are in another order.
    """
    others = [name for name in sheet.columns if name not in spec.key]
    if len(by_field) < min(2, len(others)):
        return False
    keys = [key for key in sheet.records if key in base]
    if len(by_field) == 1 and keys == [key for key in base if key in sheet.records]:
        return False
    touched = {item.key for items in by_field.values() for item in items}
    old = [tuple(base[key].get(name, "") for name in others) for key in keys if key in touched]
    new = [
        tuple(sheet.records[key].cells.get(name, "") for name in others)
        for key in keys
        if key in touched
    ]
    return len(set(new)) >= _FEWEST and _permuted(old, new)


def _ids(sheet: Sheet, spec: Spec) -> Issue:
    name = spec.key[0]
    said = f"sorted or moved apart from the rest of the rows: the ids, `{', '.join(spec.key)}`"
    return _issue(sheet, spec, name, said)


def _columns(
    sheet: Sheet, spec: Spec, moved: Sequence[str], by_field: Mapping[str, Sequence[Changed]]
) -> Issue:
    count = len({item.key for name in moved for item in by_field[name]})
    listed = ", ".join(f"`{name}`" for name in moved)
    said = (
        f"sorted or moved apart from the rest of the rows: {listed}; values of {count} records "
        "stand beside others"
    )
    return _issue(sheet, spec, moved[0], said)


def _issue(sheet: Sheet, spec: Spec, name: str, said: str) -> Issue:
    hint = (
        "undo it (Ctrl+Z, or paste the column as exported), or sort whole rows; where the values "
        f"are meant so, write them in {spec.path}"
    )
    where = sheet.address(1, name)
    return finding("import-column", said, hint, where, table=spec.name, field=name)


def _swaps(sheet: Sheet, spec: Spec, by_field: Mapping[str, Sequence[Changed]]) -> Iterator[Issue]:
    """Two values that changed places, told so that a person looks at them."""
    for name, items in by_field.items():
        if len(items) != 2 or spec.columns[name].codes or spec.columns[name].kind == "boolean":
            continue
        one, other = items
        if one.new and other.new and (one.old, one.new) == (other.new, other.old):
            keys = ", ".join(one.key), ", ".join(other.key)
            said = f"`{name}` of `{keys[0]}` and `{keys[1]}` changed places"
            where = sheet.address(sheet.records[one.key].row, name)
            yield finding(
                "import-cell",
                said,
                "look whether that is meant",
                where,
                table=spec.name,
                field=name,
                key=one.key,
                severity=Severity.INFO,
            )
