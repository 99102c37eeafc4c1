"""What the descriptor says of documents: which records stand under which."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ExportError
from pipeline.export.release import Nested
from pipeline.naming import declared
from pipeline.package import Package

Schemas = Mapping[str, Mapping[str, Any]]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    by: str
    under: dict[str, list[str]] = Field(default_factory=dict)


def read(package: Package) -> Nested | None:
    """`x-pipeline.nested`, None where there is none; ExportError where it cannot be followed."""
    given = (package.descriptor.get("x-pipeline") or {}).get("nested")
    if given is None:
        return None
    try:
        shape = _Shape.model_validate(given)
    except ValidationError as error:
        item = error.errors()[0]
        place = ".".join(("", *map(str, item["loc"])))
        _stop(package, f"{place or ''}: {item['msg'][:1].lower()}{item['msg'][1:]}")
    schemas = {item.name: item.schema or {} for item in package.resources}
    under = {parent: tuple(children) for parent, children in shape.under.items()}
    for wrong in chain(_unknown(shape, schemas), _unlinked(under, schemas), _loose(shape)):
        _stop(package, wrong)
    return Nested(by=shape.by, under=under, labels=declared(package.descriptor, package.resources))


def link(schema: Mapping[str, Any], table: str, parent: str) -> list[str]:
    """The fields of a table, each alone a reference to `parent`."""
    return [
        names[0]
        for key in schema.get("foreignKeys") or ()
        if (key["reference"].get("resource") or table) == parent
        and len(names := _names(key["fields"])) == 1
    ]


def _unknown(shape: _Shape, schemas: Schemas) -> Iterator[str]:
    children = [child for listed in shape.under.values() for child in listed]
    for name in (shape.by, *shape.under, *children):
        if name not in schemas:
            yield f" names the table `{name}`, which the package does not have"


def _unlinked(under: Mapping[str, tuple[str, ...]], schemas: Schemas) -> Iterator[str]:
    for parent, children in under.items():
        for child in children:
            if len(found := link(schemas[child], child, parent)) != 1:
                many = f"several do ({', '.join(found)})" if found else "none does"
                yield f".under: one field of `{child}` alone must refer to `{parent}`, but {many}"


def _loose(shape: _Shape) -> Iterator[str]:
    """Tables from which no way leads up to `by`, or more than one."""
    listed = [child for children in shape.under.values() for child in children]
    for name in dict.fromkeys(listed):
        if listed.count(name) > 1 or name == shape.by:
            yield f".under: `{name}` stands in more than one place"
    for parent in shape.under:
        if parent != shape.by and parent not in listed:
            yield f".under: `{parent}` is not under `{shape.by}` itself"


def _names(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _stop(package: Package, wrong: str) -> NoReturn:
    raise ExportError(
        f"{package.path}: x-pipeline.nested{wrong}; correct it, as in nested: "
        "{by: events, under: {events: [lists], lists: [entries]}}"
    )
