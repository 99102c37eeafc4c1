"""Columns that were sorted or moved apart from the rest of their rows: told, and not merged.

Each value is one that the export had, and stands beside another record: no look at a single cell
tells that from an edit, a look at the column does.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from pipeline.issue import Issue, Severity
from pipeline.returning import moved
from pipeline.returning.finding import finding
from pipeline.returning.merge import Changed, Merged
from pipeline.returning.misplaced import misplaced
from pipeline.returning.moved import FEWEST, Place
from pipeline.returning.sheet import Sheet
from pipeline.returning.spec import Key, Spec, Texts

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
    seen = {n: _found(sheet, spec, base, merged, n, items) for n, items in by_field.items()}
    cells = {name: told for name, told in seen.items() if told.keys}
    others = [name for name in sheet.columns if name not in spec.key]
    wrong = misplaced(others, merged.changed, base, sheet.records)
    if wrong and all(told.keys <= wrong.keys() for told in cells.values()):
        rest = tuple(item for item in merged.changed if item.key not in wrong)
        told, merged = apart(sheet, spec, base, replace(merged, changed=rest))
        return [*_rekeyed(sheet, spec, wrong), *told], merged
    if not cells:
        return [*_swaps(sheet, spec, by_field)], merged
    along = {n: Moved(_keys(i)) for n, i in by_field.items() if n not in cells and _along(i)}
    cells |= along
    kept = tuple(item for item in merged.changed if item.field not in cells)
    return [*_columns(sheet, spec, cells)], replace(merged, changed=kept)


@dataclass(frozen=True, slots=True)
class Moved:
    """The records whose cells of a column moved; slid: all by the same step up or down."""

    keys: frozenset[Key]
    slid: bool = False


def _found(
    sheet: Sheet,
    spec: Spec,
    base: Mapping[Key, Texts],
    merged: Merged,
    name: str,
    items: Sequence[Changed],
) -> Moved:
    """What moved in a column, in the order of the sheet or in that of the export."""
    column = spec.columns[name]
    codes = 2 if column.kind == "boolean" else len(column.codes)
    typed = [Place(i.key, base[i.key].get(name, ""), i.new) for i in items if i.key in base]
    well = _renumbered(base, spec, merged, name, typed)
    items = [item for item in items if item.key not in well]
    now = {item.key: item.new for item in items}
    orders = [
        [Place(key, was, now.get(key, was)) for key, was in _texts(keys, base, name)]
        for keys in (base, sheet.records)
    ]
    changed = [place for place in orders[0] if place.changed]
    if len(changed) < FEWEST:
        return Moved(frozenset())
    slid = {key for order in orders for key in moved.slid(order, codes)}
    carried = set() if codes else moved.carried(orders[0])
    parts = {key for order in orders for key in moved.grouped(order) | moved.regrouped(order)}
    whole = _keys(items) if _moved(sheet, base, name, items) else frozenset()
    keys = frozenset(slid | carried | parts | whole)
    some = [place for place in changed if place.key in keys]
    lost = Counter(place.old for place in some) != Counter(place.new for place in some)
    return Moved(keys, lost and keys <= _stepped(orders))


def _texts(keys: Iterable[Key], base: Mapping[Key, Texts], name: str) -> Iterator[tuple[Key, str]]:
    return ((key, base[key].get(name, "")) for key in keys if key in base)


def _stepped(orders: Sequence[Sequence[Place]]) -> set[Key]:
    """Cells with the value of the row before or behind them, and the first, which has a new one."""
    found: set[Key] = set()
    for order in (*orders, *(order[::-1] for order in orders)):
        steps = {two.key for one, two in pairwise(order) if two.changed and two.new == one.old}
        if len(steps) > len(found):
            first = {one.key for one, two in pairwise(order) if one.changed and two.key in steps}
            found = steps | first
    return found


def _renumbered(
    base: Mapping[Key, Texts], spec: Spec, merged: Merged, name: str, changed: Sequence[Place]
) -> set[Key]:
    """Cells whose numbers moved on, to make place for rows that came, or for ones that went.

    Rows are numbered in one row, or anew for each value of another column: whichever explains more.
    """
    gone = [base[key] for key in merged.removed if key in base]
    fresh = [row.cells for row in merged.added]
    if not gone and not fresh:
        return set()
    if _one_step([c.get(name, "") for c in fresh], [c.get(name, "") for c in gone], changed):
        return {place.key for place in changed}
    tries = []
    for group in ("", *(other for other in spec.columns if other != name)):
        came, went = (
            [(cells.get(group, ""), cells.get(name, "")) for cells in rows]
            for rows in (fresh, gone)
        )
        grouped = [(base[place.key].get(group, ""), place) for place in changed]
        tries.append(moved.renumbered(grouped, came, went))
    return max(tries, key=len)


def _one_step(came: Collection[str], went: Collection[str], changed: Sequence[Place]) -> bool:
    """Did all numbers move on by as much, whatever that is, to or from these?"""
    try:
        steps = {Decimal(place.new) - Decimal(place.old) for place in changed}
    except InvalidOperation:
        return False
    free = {p.old for p in changed} - {p.new for p in changed}
    taken = {p.new for p in changed} - {p.old for p in changed}
    return len(steps) == 1 and (free <= set(came) or taken <= set(went))


def _keys(items: Iterable[Changed]) -> frozenset[Key]:
    return frozenset(item.key for item in items)


def _moved(sheet: Sheet, base: Mapping[Key, Texts], name: str, items: Sequence[Changed]) -> bool:
    """Do the changed cells, nearly all of them, have each other's values?

    Of values that stand in many rows a few may well be given each other's: those must stand in
    order.
    """
    if not _permuted([item.old for item in items], [item.new for item in items]):
        return False
    count = Counter(cells.get(name, "") for cells in base.values())
    new = {item.new for item in items}
    alone = [text for text in new if count[text] == 1]
    told = len(alone) >= FEWEST - 1 or len(items) >= FEWEST * 2
    return (len(new) >= FEWEST and told) or _ordered(sheet, name, items)


def _along(items: Sequence[Changed]) -> bool:
    """Beside a column that moved fewer cells tell that another moved with it."""
    return Counter(item.old for item in items) == Counter(item.new for item in items)


def _permuted(old: Collection[Hashable], new: Collection[Hashable]) -> bool:
    same = sum((Counter(old) & Counter(new)).values())
    return len(old) >= FEWEST and (len(old) - same) * _STRAY <= len(old)


def _ordered(sheet: Sheet, name: str, items: Sequence[Changed]) -> bool:
    """Do equal values stand together down the sheet, and did not before?"""
    was = {item.key: item.old for item in items}
    now = [(key, edited.cells.get(name)) for key, edited in sheet.records.items()]
    before = [was.get(key, text) for key, text in now]
    return moved.in_groups([text for _, text in now]) and not moved.in_groups(before)


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
    return len(set(new)) >= FEWEST and _permuted(old, new)


def _ids(sheet: Sheet, spec: Spec) -> Issue:
    name = spec.key[0]
    said = f"sorted or moved apart from the rest of the rows: the ids, `{', '.join(spec.key)}`"
    return _issue(sheet, spec, name, said)


def _rekeyed(sheet: Sheet, spec: Spec, wrong: Mapping[Key, Key]) -> Iterator[Issue]:
    """At each id that stands in another's row."""
    for now, then in wrong.items():
        names = zip(spec.key, now, then, strict=True)
        name = next(name for name, one, other in names if one != other)
        old, new = ", ".join(then), ", ".join(now)
        yield finding(
            "import-row",
            f"the id `{old}` was changed to `{new}`; ids never change",
            f"write `{old}`; where the values are meant so, write them in {spec.path}",
            sheet.address(sheet.records[now].row, name),
            table=spec.name,
            field=name,
            key=then,
        )


def _columns(sheet: Sheet, spec: Spec, cells: Mapping[str, Moved]) -> Iterator[Issue]:
    """One issue of columns that were sorted or exchanged, and one of those whose cells slid."""
    for slid in (False, True):
        some = {name: sorted(_rows(sheet, m)) for name, m in cells.items() if m.slid is slid}
        if not some:
            continue
        count = len(set().union(*some.values()))
        listed = ", ".join(f"`{n}` ({_span(sheet, n, rows)})" for n, rows in some.items())
        said = (
            f"sorted or moved apart from the rest of the rows: {listed}; values of {count} "
            "records stand beside others"
        )
        if slid:
            said = (
                "moved apart from the rest of the rows, as if cells were inserted or deleted: "
                f"{listed}; values of {count} records stand beside others"
            )
        name = next(iter(some))
        yield _issue(sheet, spec, name, said, some[name][0])


def _rows(sheet: Sheet, cells: Moved) -> set[int]:
    return {sheet.records[key].row for key in cells.keys}


def _span(sheet: Sheet, name: str, rows: Sequence[int]) -> str:
    """First and last cell, without the name of the sheet."""
    both = (sheet.address(row, name) for row in (rows[0], rows[-1]))
    return " … ".join(at.removeprefix(sheet.grid.title + ":").rpartition("!")[2] for at in both)


def _issue(sheet: Sheet, spec: Spec, name: str, said: str, row: int = 1) -> Issue:
    hint = (
        "undo it (Ctrl+Z, or paste the column as exported), or sort whole rows; where the values "
        f"are meant so, write them in {spec.path}"
    )
    where = sheet.address(row, name)
    return finding("import-column", said, hint, where, table=spec.name, field=name)


def _swaps(sheet: Sheet, spec: Spec, by_field: Mapping[str, Sequence[Changed]]) -> Iterator[Issue]:
    """Two values that changed places, told so that a person looks at them."""
    for name, items in by_field.items():
        column = spec.columns[name]
        if column.codes or column.kind == "boolean":
            continue
        for one, other in _exchanged(items):
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


def _exchanged(items: Sequence[Changed]) -> Iterator[tuple[Changed, Changed]]:
    """Pairs of which each has what the other alone had."""
    by_old: dict[str, list[Changed]] = defaultdict(list)
    for item in items:
        by_old[item.old].append(item)
    told: set[Key] = set()
    for one in items:
        others = by_old[one.new] if one.old and one.new else []
        alone = len(others) == len(by_old[one.old]) == 1 and one.key not in told
        if alone and others[0].new == one.old:
            told.add(others[0].key)
            yield one, others[0]
