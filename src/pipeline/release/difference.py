"""THE PAGE of a difference: metadata, tables, schemas, rows; each change with its bump."""

from collections.abc import Callable, Iterator, Mapping

from pipeline import content, engine
from pipeline.errors import ReleaseError
from pipeline.package import Resource
from pipeline.release import rows, shapes, views
from pipeline.release.change import Change, Difference, Side, capped
from pipeline.release.dataset import Dataset
from pipeline.release.redirects import Redirects
from pipeline.release.sides import sides
from pipeline.release.version import Bump
from pipeline.release.views import Shape


def compare(
    con: engine.Connection,
    old: tuple[str, Dataset],
    new: tuple[str, Dataset],
    step: Callable[[str], None],
    shapes_of_views: tuple[Mapping[str, Shape], Mapping[str, Shape]] = ({}, {}),
) -> Difference:
    """Everything that differs; both sides are given with the name that the user gave them.

    Their tables are read by `con`. ReleaseError where a table cannot be read at all.
    """
    before, after = old[1], new[1]
    for named, data in (old, new):
        _readable(named, data)
    changes = [*_metadata(before, after), *_tables(before, after)]
    was, now = Redirects.of(before), Redirects.of(after)
    for resource in _own(after):
        if resource.name in before.schemas and resource.name in after.schemas:
            step(f"comparing {resource.name}")
            written = content.tool_written(resource.name, resource.schema or {})
            found = _table(con, before, after, resource.name, was, now)
            changes += [capped(change, written) for change in found]
    changes += views.changes(*shapes_of_views)
    return Difference(_side(*old), _side(*new), tuple(changes))


def _table(
    con: engine.Connection,
    old: Dataset,
    new: Dataset,
    name: str,
    was: Redirects,
    now: Redirects,
) -> list[Change]:
    schemas = old.schemas[name], new.schemas[name]
    found = list(shapes.changes(name, *schemas))
    found += shapes.undeclared(name, _undeclared(old, new, name), _undeclared(new, old, name))
    if not found:
        one, other = (
            next(r for r in data.package.resources if r.name == name) for data in (old, new)
        )
        found += shapes.words(name, one, other)
    both = sides(con, old, new, name)
    if not both.fields:
        return found
    if both.key:
        found += rows.keyed(con, name, both, was, now, new.read[name].sql)
    else:
        found += rows.keyless(con, name, both)
    return found


def _undeclared(data: Dataset, other: Dataset, name: str) -> list[str]:
    """Columns of the file alone, which the other side's file does not have."""
    known = {item.name for item in data.schemas[name].fields} | set(other.read[name].columns)
    return [label for label in data.read[name].columns if label not in known]


def _metadata(old: Dataset, new: Dataset) -> Iterator[Change]:
    before, after = (content.described(data.package.descriptor) for data in (old, new))
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            bump = Bump.MAJOR if key == "name" else Bump.PATCH
            why = (
                "it is another dataset by name"
                if key == "name"
                else "descriptive metadata corrected"
            )
            yield Change(bump, "metadata-changed", f"`{key}` of the package changed", why)


def _tables(old: Dataset, new: Dataset) -> Iterator[Change]:
    for resource in _own(old):
        if resource.name not in new.schemas:
            change = Change(
                Bump.MAJOR, "table-removed", f"table `{resource.name}` is gone",
                "whoever reads it finds nothing", resource.name,
            )  # fmt: skip
            yield capped(change, content.tool_written(resource.name, resource.schema or {}))
    for resource in _own(new):
        if resource.name not in old.schemas:
            change = Change(
                Bump.MINOR, "table-added", f"table `{resource.name}` is new",
                "there is more than before", resource.name,
            )  # fmt: skip
            yield capped(change, content.tool_written(resource.name, resource.schema or {}))


def _own(data: Dataset) -> list[Resource]:
    """Without the views that a release made: what they are made of is compared."""
    return [r for r in data.package.resources if not content.derived(r.descriptor)]


def _readable(named: str, data: Dataset) -> None:
    if not data.package.declared:
        raise ReleaseError(f"{named}: lists no table, so there is nothing to compare")
    for name in data.package.declared:
        if name not in data.read or name not in data.schemas:
            raise ReleaseError(
                f"{named}: table `{name}` cannot be read, or has no schema, so it cannot be "
                "compared; pipeline validate says why"
            )


def _side(named: str, data: Dataset) -> Side:
    return Side(named, data.package.name, data.package.version)
