"""Views as readers meet them: tables with columns, of which a change asks for a bump like any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.release.change import Change
from pipeline.release.version import Bump


@dataclass(frozen=True, slots=True)
class Shape:
    """What a view gives: column → Table Schema's type, in order; and the key.

    query, rows: the text that makes it (of a project), the hash of its file (of a release); None
    where that is not at hand, so that only what both sides have is compared.
    """

    columns: Mapping[str, str]
    key: tuple[str, ...] = ()
    query: str | None = None
    rows: str | None = None


def changes(old: Mapping[str, Shape], new: Mapping[str, Shape]) -> Iterator[Change]:
    """Views and columns that came, went, or changed their type, order or key."""
    for name in old:
        if name not in new:
            yield _change(Bump.MAJOR, "table-removed", f"view `{name}` is gone", name)
    for name, shape in new.items():
        if name not in old:
            why = "there is more than before"
            yield Change(Bump.MINOR, "table-added", f"view `{name}` is new", why, name)
        elif found := [*_within(name, old[name], shape)]:
            yield from found
        elif _other(old[name].query, shape.query) or _other(old[name].rows, shape.rows):
            what = f"view `{name}`: its rows, query or words changed"
            yield Change(Bump.PATCH, "view-changed", what, "values corrected", name)


def _other(old: str | None, new: str | None) -> bool:
    return None not in (old, new) and old != new


def _within(view: str, old: Shape, new: Shape) -> Iterator[Change]:
    for name in old.columns:
        if name not in new.columns:
            yield _change(Bump.MAJOR, "field-removed", f"field `{name}` is gone", view, name)
    for name, kind in new.columns.items():
        was = old.columns.get(name)
        if was is None:
            yield _change(Bump.MAJOR, "field-added", f"field `{name}` is new", view, name)
        elif was != kind:
            said = f"`{name}` was {was} and is {kind}"
            yield _change(Bump.MAJOR, "field-retyped", said, view, name)
    one = [name for name in old.columns if name in new.columns]
    other = [name for name in new.columns if name in old.columns]
    if one != other:
        yield _change(Bump.MAJOR, "fields-reordered", "the order of fields differs", view)
    if old.key != new.key:
        said = f"the key was {', '.join(old.key) or 'none'} and is {', '.join(new.key) or 'none'}"
        yield _change(Bump.MAJOR, "key-changed", said, view)


def _change(bump: Bump, kind: str, what: str, view: str, field: str | None = None) -> Change:
    return Change(bump, kind, what, "whoever reads the view must change with it", view, field)
