"""What changed in the schema of a table: fields, types, constraints, categories, keys, words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.content import shape
from pipeline.package import Resource
from pipeline.release import constraints
from pipeline.release.change import Change
from pipeline.release.version import Bump
from pipeline.table_schema import Field, Schema

_DATED = frozenset(("date", "time", "datetime"))
"""Types whose format only says how the raw table spells them."""


def changes(table: str, old: Schema, new: Schema) -> Iterator[Change]:
    """Every change of what a table may hold; what its words say is `words`."""
    before, after = ({item.name: item for item in schema.fields} for schema in (old, new))
    for name in before:
        if name not in after:
            yield _field(table, name, "field-removed", f"field `{name}` is gone")
    for name in after:
        if name not in before:
            yield _field(table, name, "field-added", f"field `{name}` is new")
    yield from _order(table, [n for n in before if n in after], [n for n in after if n in before])
    for name, item in after.items():
        if name in before:
            yield from _within(table, before[name], item)
    yield from _keys(table, old, new)


def undeclared(table: str, gone: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Columns that no schema knows: readers of the file meet them all the same."""
    for name in gone:
        what = f"column `{name}`, which no schema declares, is gone"
        yield _field(table, name, "field-removed", what)
    for name in new:
        what = f"column `{name}` is new, and no schema declares it"
        yield _field(table, name, "field-added", what)


def words(table: str, old: Resource, new: Resource) -> Iterator[Change]:
    """One patch where the canonical schemas differ, for when nothing else was found."""
    if shape(old.schema or {}, old.descriptor) != shape(new.schema or {}, new.descriptor):
        yield Change(
            Bump.PATCH, "description-changed", "its titles, descriptions or labels changed",
            "descriptive metadata corrected", table,
        )  # fmt: skip


def _field(table: str, name: str, kind: str, what: str) -> Change:
    why = "whoever reads the columns must change with them"
    return Change(Bump.MAJOR, kind, what, why, table, name)


def _order(table: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if list(before) != list(after):
        moved = next(new for old, new in zip(before, after, strict=True) if old != new)
        yield _field(table, moved, "fields-reordered", f"the order of fields differs at `{moved}`")


def _within(table: str, old: Field, new: Field) -> Iterator[Change]:
    name = new.name
    if _kind(old) != _kind(new):
        said = f"`{name}` was {old.type} and is {new.type}"
        yield _field(table, name, "field-retyped", said)
        return
    if old.format != new.format and new.type not in _DATED:
        one, other = (None if item.format == "default" else item.format for item in (old, new))
        yield from _tightness(table, name, "format", one, other)
    listed = dict.fromkeys((*old.constraints, *new.constraints))
    if old.categories and new.categories:
        listed.pop("enum", None)  # it says again what the categories say
    for key in listed:
        yield from _tightness(table, name, key, old.constraints.get(key), new.constraints.get(key))
    yield from _categories(table, old, new)


def _kind(field: Field) -> tuple[Any, ...]:
    return field.type, field.options.item_type, field.options.delimiter


def _tightness(table: str, field: str | None, name: str, old: Any, new: Any) -> Iterator[Change]:
    bump = constraints.judge(name, old, new)
    if bump is Bump.NONE:
        return
    tighter = bump is Bump.MAJOR
    kind, why = (
        ("constraint-tightened", "what was allowed may not be allowed now")
        if tighter
        else ("constraint-loosened", "values may come that were not allowed before")
    )
    what = f"{name} of `{field}` was {_shown(old)} and is {_shown(new)}"
    yield Change(bump, kind, what, why, table, field)


def _categories(table: str, old: Field, new: Field) -> Iterator[Change]:
    before, after = ([item.value for item in field.categories] for field in (old, new))
    if bool(before) != bool(after):
        yield from _tightness(table, new.name, "categories", before or None, after or None)
        return
    gone, come = (
        [v for v in one if v not in other] for one, other in ((before, after), (after, before))
    )
    if gone:
        yield Change(
            Bump.MAJOR, "category-removed", f"`{new.name}` knows no {_shown(gone)} any more",
            "what was allowed may not be allowed now", table, new.name, len(gone),
        )  # fmt: skip
    if come:
        yield Change(
            Bump.MINOR, "category-added", f"`{new.name}` may also be {_shown(come)}",
            "values may come that were not allowed before", table, new.name, len(come),
        )  # fmt: skip


def _keys(table: str, old: Schema, new: Schema) -> Iterator[Change]:
    if old.primary_key != new.primary_key:
        what = f"the key was {_shown(old.primary_key)} and is {_shown(new.primary_key)}"
        yield Change(Bump.MAJOR, "key-changed", what, "records are found by it", table)
    pairs: tuple[tuple[str, Mapping[Any, str], Mapping[Any, str]], ...] = (
        ("unique key", _unique(old), _unique(new)),
        ("reference", _references(old), _references(new)),
    )
    for noun, before, after in pairs:
        for key in before.keys() | after.keys():
            if key not in before or key not in after:
                yield _key(table, noun, after.get(key), before.get(key))


def _key(table: str, noun: str, new: str | None, old: str | None) -> Change:
    if new is not None:
        why = "what was allowed may not be allowed now"
        return Change(Bump.MAJOR, "constraint-tightened", f"new {noun}: {new}", why, table)
    why = "values may come that were not allowed before"
    return Change(Bump.MINOR, "constraint-loosened", f"{noun} no longer held: {old}", why, table)


def _unique(schema: Schema) -> dict[Any, str]:
    return {frozenset(key): ", ".join(key) for key in schema.unique_keys}


def _references(schema: Schema) -> dict[Any, str]:
    return {
        (key.fields, key.resource, key.reference_fields): (
            f"{', '.join(key.fields)} → {key.resource or 'itself'} "
            f"({', '.join(key.reference_fields)})"
        )
        for key in schema.foreign_keys
    }


def _shown(value: Any) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, list | tuple):
        shown = ", ".join(f"`{item}`" for item in value[:6])
        return shown if len(value) <= 6 else f"{shown} and {len(value) - 6:,} more"
    return "true" if value is True else f"`{value}`"
