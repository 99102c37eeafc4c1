"""The three-way merge, by key and field: what they changed is taken, what both changed is not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.export.workbook.manifest import kept
from pipeline.returning.edited import Edited
from pipeline.returning.spec import Key, Texts


@dataclass(frozen=True, slots=True)
class Changed:
    """A value to be written: what the raw file says now, and what it will say."""

    key: Key
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Added:
    """A record to be added, below that of `after`; None: at the end. nameless: as of `Edited`."""

    key: Key
    cells: Texts
    row: int
    after: Key | None
    proposed: bool = False
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, or one changed whose record the other deleted.

    A side is None where it does not have the record, or marks it as deleted; so is what was
    exported. `field` is None of a record that was added, and says what the marked row says.
    """

    key: Key
    row: int
    field: str | None
    base: str | None
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Behind:
    """What the raw file alone changed: the sheet says what was exported, or has no such record.

    row and field are None where the sheet has no such record; field alone, and ours, where the raw
    file has not.
    """

    key: Key
    row: int | None
    field: str | None
    base: str | None
    ours: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of one table; behind: where the raw file went on since the export."""

    changed: tuple[Changed, ...] = ()
    added: tuple[Added, ...] = ()
    removed: tuple[Key, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    behind: tuple[Behind, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


def merge(
    base: Mapping[Key, Texts], ours: Mapping[Key, Texts], theirs: Mapping[Key, Edited]
) -> Merged:
    """All texts are canonical; what a side does not speak of, it did not change."""
    changed: list[Changed] = []
    conflicts: list[Conflict] = []
    removed: list[Key] = []
    for key, edited in theirs.items():
        was, now = base.get(key), ours.get(key)
        if edited.deleted:
            if now is not None and _edited(was, now):
                conflicts += _kept(key, was, now, edited)
            elif now is not None:
                removed.append(key)
        elif now is not None:
            _fields(key, was, now, edited, changed, conflicts)
        elif was is not None:
            for name, text in _differing(_with(was, edited), edited.cells):
                conflicts.append(Conflict(key, edited.row, name, was.get(name, ""), None, text))
    added = _added(base, ours, theirs)
    behind = (*_behind(base, ours, theirs), *_unknown(base, ours, theirs))
    return Merged(tuple(changed), tuple(added), tuple(removed), tuple(conflicts), behind)


def _behind(
    base: Mapping[Key, Texts], ours: Mapping[Key, Texts], theirs: Mapping[Key, Edited]
) -> Iterator[Behind]:
    """Exported values that the sheet still has, and the raw file no longer."""
    for key, edited in theirs.items():
        was, now = base.get(key), ours.get(key)
        if was is None or edited.deleted:
            continue
        if now is None:
            if not _edited(_with(was, edited), edited.cells):
                yield Behind(key, edited.row, None, "", None)
            continue
        for name, new in edited.cells.items():
            old, exported = now.get(name, ""), was.get(name, "")
            if new == exported and kept(old) != kept(exported):
                yield Behind(key, edited.row, name, exported, old)


def _unknown(
    base: Mapping[Key, Texts], ours: Mapping[Key, Texts], theirs: Mapping[Key, Edited]
) -> Iterator[Behind]:
    """Records that came into the raw file since the export, and that the sheet has not."""
    return (Behind(k, None, None, None, "") for k in ours if k not in base and k not in theirs)


def _fields(
    key: Key,
    was: Texts | None,
    now: Texts,
    edited: Edited,
    changed: list[Changed],
    conflicts: list[Conflict],
) -> None:
    for name, new in edited.cells.items():
        old, base = now.get(name, ""), None if was is None else was.get(name, "")
        if new in (old, base):
            continue
        if old == base:
            changed.append(Changed(key, name, old, new))
        else:
            conflicts.append(Conflict(key, edited.row, name, base, old, new))


def _kept(key: Key, was: Texts | None, now: Texts, edited: Edited) -> Iterator[Conflict]:
    """What the raw file changed, or added, of a record that the sheet marks as deleted.

    Of one that was added: what the two rows say otherwise, if anything.
    """
    if was is not None:
        for name, text in _differing(was, now):
            yield Conflict(key, edited.row, name, was[name], text, None)
        return
    others = [*_differing(edited.cells, now)]
    for name, text in others:
        yield Conflict(key, edited.row, name, None, text, None)
    if not others:
        yield Conflict(key, edited.row, None, None, "", None)


def _with(was: Texts, edited: Edited) -> Texts:
    """What was exported, with nothing in the fields that the sheet alone has: newer ones."""
    return {**dict.fromkeys(edited.cells, ""), **was}


def _edited(was: Texts | None, now: Texts) -> bool:
    """Does a side say something else than was exported?"""
    return was is None or any(_differing(was, now))


def _differing(was: Texts, now: Texts) -> Iterator[tuple[str, str]]:
    """The fields that a side says otherwise than was exported, each as it says it."""
    return ((name, now[name]) for name, text in was.items() if now.get(name, text) != text)


def _added(
    base: Mapping[Key, Texts], ours: Mapping[Key, Texts], theirs: Mapping[Key, Edited]
) -> list[Added]:
    """New records, each below its neighbour where the sheet has the order of the file."""
    kept = _in_order(list(ours), theirs)
    found, before = [], None
    for key, edited in theirs.items():
        if key in ours or edited.deleted:
            before = key if key in ours else before
        elif key not in base:
            after = before if kept else None
            marks = edited.proposed, edited.nameless
            found.append(Added(key, edited.cells, edited.row, after, *marks))
    return found


def _in_order(ours: list[Key], theirs: Collection[Key]) -> bool:
    places = {key: number for number, key in enumerate(ours)}
    common = [places[key] for key in theirs if key in places]
    return common == sorted(common)
