"""Where the two engines may differ, and why: every other difference is a bug of one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agreement_engines import Finding
from agreement_packages import Package, Resource

from pipeline.second_opinion.cells import CELLS, CellReason
from pipeline.second_opinion.refusals import REFUSALS, Refusal

Field = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A package and what both engines said of it."""

    package: Package
    ours: set[Finding]
    theirs: set[Finding]

    def bad(self, resource: Resource, name: str) -> set[int]:
        """Rows whose cell in a column is not of its type, as we see it."""
        found = (resource.name, name, "type")
        return {f.row for f in self.ours if (f.resource, f.field, f.family) == found}


@dataclass(frozen=True)
class Difference:
    """One reason. right: who is, by the text: ours, theirs, or both where it leaves the choice."""

    id: str
    says: str
    applies: Callable[[Case, Finding], bool]
    right: str = "ours"


def told(package: Package, ours: set[Finding], theirs: set[Finding]) -> Case:
    """A case; where they refuse a package, nobody knows what they would have said of its cells."""
    refused = {found for found in theirs if found.family in ("schema", "crash")}
    if not refused:
        return Case(package, ours, theirs)
    return Case(package, {found for found in ours if found.family == "schema"}, refused)


def explained(case: Case, found: Finding) -> str | None:
    """The first reason for one finding that only one of the two has."""
    return next((reason.id for reason in DIFFERENCES if reason.applies(case, found)), None)


def _cell(reason: CellReason) -> Difference:
    """Cells of fields of these types, and the keys and references that rest on them."""

    def applies(case: Case, found: Finding) -> bool:
        return any(reason.holds(field, text) for field, text in _cells(case.package, found))

    return Difference(reason.id, reason.says, applies, reason.right)


def _cells(package: Package, found: Finding) -> list[tuple[Field, str]]:
    if not found.resource or not found.row:
        return []
    resource = package[found.resource]
    if found.field:
        return [(resource.field(found.field), resource.cell(found.row, found.field) or "")]
    return [
        (owner.field(name), text)
        for owner, name in _columns(package, resource, found.family)
        for text in owner.cells(name)
        if text not in owner.missing(name)
    ]


def _columns(package: Package, resource: Resource, family: str) -> list[tuple[Resource, str]]:
    """The columns of a table's keys of one family, and those that they refer to."""
    if family == "primary-key":
        return [(resource, name) for name in resource.schema.get("primaryKey", [])]
    if family == "unique":
        keys = [name for key in resource.schema.get("uniqueKeys", []) for name in key]
        return [(resource, name) for name in (*_unique(resource), *keys)]
    return [pair for key in _references(package, resource) for pair in (*key[0], *key[1])]


def _references(
    package: Package, resource: Resource
) -> list[tuple[list[tuple[Resource, str]], list[tuple[Resource, str]]]]:
    found = []
    for key in resource.schema.get("foreignKeys", []):
        target = package[key["reference"].get("resource") or resource.name]
        ours = [(resource, name) for name in key["fields"]]
        found.append((ours, [(target, name) for name in key["reference"]["fields"]]))
    return found


def _unique(resource: Resource) -> list[str]:
    fields = resource.schema["fields"]
    return [field["name"] for field in fields if _constraints(field).get("unique")]


def _constraints(field: Field) -> dict[str, Any]:
    return dict(field.get("constraints", {}))


def _refusal(reason: Refusal) -> Difference:
    """They refuse a descriptor that the text allows, or fall over it."""

    def applies(case: Case, found: Finding) -> bool:
        if found not in case.theirs or found.family not in ("schema", "crash"):
            return False
        fields = [field for r in case.package.resources for field in r.schema["fields"]]
        return reason.holds(found.field, fields)

    return Difference(reason.id, reason.says, applies)


def _categories_refused(case: Case, found: Finding) -> bool:
    """Ours: a category or enum that the field's type or format does not allow."""
    fields = [field for r in case.package.resources for field in r.schema["fields"]]
    odd = any("categories" in f and f.get("format", "default") != "default" for f in fields)
    both = any("categories" in f and "enum" in _constraints(f) for f in fields)
    return found.family == "schema" and found in case.ours and (odd or both)


def _in_categories(case: Case, found: Finding) -> bool:
    field = (
        case.package[found.resource].field(found.field) if found.resource and found.field else {}
    )
    return found.family == "constraint" and found in case.ours and "categories" in field


def _in_unique_key(case: Case, found: Finding) -> bool:
    keyed = found.family == "unique" and found in case.ours
    return keyed and bool(case.package[found.resource].schema.get("uniqueKeys"))


def _unnamed(case: Case, found: Finding) -> bool:
    if found.family != "header" or found not in case.theirs:
        return False
    resource = case.package[found.resource]
    more = resource.schema.get("fieldsMatch") in ("subset", "partial")
    return more and resource.labels.count("") > 1


def _null_in_key(case: Case, found: Finding) -> bool:
    if found.family != "primary-key" or found not in case.ours:
        return False
    resource = case.package[found.resource]
    key = resource.schema["primaryKey"]
    return any(resource.cell(found.row, name) in resource.missing(name) for name in key)


def _bad_in_key(case: Case, found: Finding) -> bool:
    if found.family != "primary-key" or found not in case.theirs:
        return False
    resource = case.package[found.resource]
    return any(found.row in case.bad(resource, name) for name in resource.schema["primaryKey"])


def _key_said_once(case: Case, found: Finding) -> bool:
    twin = Finding(found.resource, found.row, "", "primary-key")
    return found.family == "unique" and found in case.theirs and twin in case.ours


def _required_key(case: Case, found: Finding) -> bool:
    twin = Finding(found.resource, found.row, "", "primary-key")
    if found.family != "constraint" or found not in case.theirs or twin not in case.ours:
        return False
    resource = case.package[found.resource]
    missing = resource.cell(found.row, found.field) in resource.missing(found.field)
    return missing and found.field in resource.schema["primaryKey"]


def _null_in_reference(case: Case, found: Finding) -> bool:
    """A null in a composite reference: either side, for what is null and what is bad."""
    if found.family != "foreign-key" or found not in case.theirs:
        return False
    resource = case.package[found.resource]
    parts = [name for ours, _ in _references(case.package, resource) for _, name in ours]
    return any(
        resource.cell(found.row, name) in resource.missing(name)
        or found.row in case.bad(resource, name)
        for name in parts
    )


def _waits(case: Case, found: Finding) -> bool:
    if found.family != "foreign-key" or found not in case.theirs:
        return False
    keys = _references(case.package, case.package[found.resource])
    return any(case.bad(owner, name) for _, theirs in keys for owner, name in theirs)


def _across_types(case: Case, found: Finding) -> bool:
    if found.family != "foreign-key":
        return False
    return any(
        _shape(a.field(x)) != _shape(b.field(y))
        for ours, theirs in _references(case.package, case.package[found.resource])
        for (a, x), (b, y) in zip(ours, theirs, strict=True)
    )


def _shape(field: Field) -> str:
    return str(field.get("type", "any"))


DIFFERENCES: tuple[Difference, ...] = (
    *map(_refusal, REFUSALS),
    Difference(
        "categories-checked",
        "frictionless does not compare cells with `categories`",
        _in_categories,
    ),
    Difference(
        "categories-read",
        "frictionless does not look whether categories are of the field's type and cover its enum",
        _categories_refused,
    ),
    Difference("unique-keys", "frictionless does not check `uniqueKeys`", _in_unique_key),
    Difference(
        "unnamed-columns",
        "frictionless refuses two columns without a name also where more columns are allowed",
        _unnamed,
    ),
    Difference(
        "null-in-key",
        "frictionless allows a null in a primary key unless all parts are null",
        _null_in_key,
    ),
    Difference(
        "bad-cell-in-key",
        "a cell that is not of its type makes no second issue of the key with us",
        _bad_in_key,
        right="both",
    ),
    Difference(
        "key-said-once",
        "a field that is unique and the primary key gives one issue with us, of the key",
        _key_said_once,
        right="both",
    ),
    Difference(
        "required-key",
        "a null in a required part of the primary key is one issue with us, of the key",
        _required_key,
        right="both",
    ),
    Difference(
        "null-in-reference",
        "frictionless looks up references of which a part is null",
        _null_in_reference,
    ),
    Difference(
        "reference-waits",
        "references to a column with cells that are not of their type wait with us",
        _waits,
        right="both",
    ),
    Difference(
        "reference-across-types",
        "between fields of different types we compare the texts of values, frictionless types too",
        _across_types,
        right="both",
    ),
    *map(_cell, CELLS),
)
