"""Foreign keys of a package: the resource that each refers to, and its fields, must exist."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pipeline.descriptor.findings import SCHEMA, Findings
from pipeline.table_schema.complaints import shown


@dataclass(frozen=True, slots=True)
class Loose:
    """A foreign key that is not meant so; `part` of its reference is where that shows.

    disables: it refers to nothing, so that no row can be held against it.
    """

    position: int
    part: str
    message: str
    hint: str
    value: str
    disables: bool = True


def loose(
    name: str, schemas: Mapping[str, Mapping[str, Any]], declared: Collection[str]
) -> Iterator[Loose]:
    """The loose foreign keys of one resource.

    schemas: those that are at hand, by resource; `declared`: the names of all resources.
    """
    for position, key in enumerate(_list(schemas[name].get("foreignKeys"))):
        reference = key.get("reference") if isinstance(key, dict) else None
        target = reference.get("resource") if isinstance(reference, dict) else None
        if not isinstance(reference, dict) or not isinstance(target, str) or not target:
            continue
        if target == name:
            said = "a reference within the table must leave out `resource`"
            yield Loose(position, "resource", said, "remove it", target, disables=False)
        if target not in declared:
            said = f"a foreign key refers to a resource {shown(target)}, which does not exist"
            yield Loose(position, "resource", said, _near(target, declared), target)
        elif target in schemas:
            yield from _strangers(position, reference.get("fields"), target, schemas[target])


def check(package: Mapping[str, Any], findings: Findings) -> None:
    """Judge the foreign keys of inline schemas, as far as the descriptor alone can."""
    found = inline(package)
    names = declared(package)
    for number, item in enumerate(_list(package.get("resources"))):
        name = item.get("name") if isinstance(item, dict) else None
        if not isinstance(name, str) or found.get(name) is not item.get("schema"):
            continue
        with findings.of_resource(name):
            for bad in loose(name, found, names) if name in found else ():
                place = ("resources", number, "schema", "foreignKeys", bad.position, "reference")
                with findings.at(*place, bad.part, code=SCHEMA):
                    findings.error(bad.message, bad.hint, value=bad.value)


def inline(package: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Resource → schema that stands in the descriptor; of resources of one name the first."""
    found: dict[str, Mapping[str, Any]] = {}
    for item in _list(package.get("resources")):
        if isinstance(item, dict) and isinstance(item.get("schema"), dict):
            name = item.get("name")
            if isinstance(name, str):
                found.setdefault(name, item["schema"])
    return found


def declared(package: Mapping[str, Any]) -> list[str]:
    """The names of all resources."""
    items = (i.get("name") for i in _list(package.get("resources")) if isinstance(i, dict))
    return [name for name in items if isinstance(name, str)]


def _strangers(
    position: int, given: object, target: str, schema: Mapping[str, Any]
) -> Iterator[Loose]:
    names = [f.get("name") for f in _list(schema.get("fields")) if isinstance(f, dict)]
    known = [name for name in names if isinstance(name, str)]
    for part in [given] if isinstance(given, str) else _list(given):
        if known and isinstance(part, str) and part not in known:
            said = f"a foreign key refers to {shown(part)}, not a field of `{target}`"
            yield Loose(position, "fields", said, _near(part, known), part)


def _near(wanted: str, known: Collection[str]) -> str:
    near = get_close_matches(wanted, list(known), 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else f"there are {', '.join(list(known)[:12])}"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
