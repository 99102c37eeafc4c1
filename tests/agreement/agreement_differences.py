"""Where the two engines may differ, and why: every other difference is a bug of one of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agreement_engines import Finding
from agreement_packages import Package, Resource

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


def _cell(
    id: str, says: str, kinds: str, holds: Callable[[Field, str], bool], right: str = "ours"
) -> Difference:
    """Cells of fields of these types, and the keys and references that rest on them."""

    def applies(case: Case, found: Finding) -> bool:
        return any(
            field.get("type", "any") in kinds.split() and holds(field, text)
            for field, text in _cells(case.package, found)
        )

    return Difference(id, says, applies, right)


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


def _schema(id: str, says: str, holds: Callable[[Field], bool]) -> Difference:
    """They refuse a descriptor that the text allows."""

    def applies(case: Case, found: Finding) -> bool:
        fields = [field for r in case.package.resources for field in r.schema["fields"]]
        return found.family == "schema" and found in case.theirs and any(map(holds, fields))

    return Difference(id, says, applies)


def _crash(id: str, says: str, message: str) -> Difference:
    return Difference(id, says, lambda _, found: found.family == "crash" and message in found.field)


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


def _format(name: str) -> Callable[[Field, str], bool]:
    return lambda field, _: field.get("format") == name


def _plain(field: Field) -> bool:
    return bool(field.get("format", "default") == "default")


_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:nan|-?inf)")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_GYEAR = re.compile(r"-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?")

DIFFERENCES: tuple[Difference, ...] = (
    _crash(
        "crash-unhashable",
        "frictionless crashes where lists or objects are unique, a key, or referred to",
        "unhashable type",
    ),
    _crash(
        "crash-zones",
        "frictionless crashes where a bound names no time zone and a cell does",
        "offset-naive and offset-aware",
    ),
    _crash(
        "crash-pattern",
        "frictionless reads patterns as Python's and crashes where they are XML Schema's",
        "bad escape",
    ),
    _cell(
        "pattern-choice",
        "frictionless lets a pattern with a choice match the beginning or end of a value only",
        "string",
        lambda field, text: "|" in str(_constraints(field).get("pattern", "")) and len(text) > 1,
    ),
    _schema(
        "refuses-list-enum",
        "frictionless refuses `enum` on lists",
        lambda field: field.get("type") == "list" and "enum" in _constraints(field),
    ),
    _schema(
        "refuses-json-schema",
        "frictionless refuses the constraint `jsonSchema`",
        lambda field: "jsonSchema" in _constraints(field),
    ),
    _schema(
        "refuses-duration-bounds",
        "frictionless refuses bounds on durations",
        lambda field: field.get("type") == "duration" and bool(_BOUNDS & set(_constraints(field))),
    ),
    _schema(
        "refuses-any-enum",
        "frictionless refuses constraints of fields without a type",
        lambda field: "type" not in field and "enum" in _constraints(field),
    ),
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
    _cell(
        "integer-strict",
        "frictionless takes spaces, underscores and the digits of other scripts for a number",
        "integer number",
        lambda field, text: not text.isascii() or bool(re.search(r"[\s_]", text)),
    ),
    _cell(
        "integer-group",
        "frictionless does not know `groupChar` of integers",
        "integer",
        lambda field, text: "groupChar" in field and field["groupChar"] in text,
    ),
    _cell(
        "number-words",
        "frictionless also takes +INF and the word infinity for numbers",
        "number",
        lambda _, text: bool(re.fullmatch(r"(?i)\+?inf|[+-]?infinity", text)),
    ),
    _cell(
        "number-group-stray",
        "frictionless drops `groupChar` wherever it stands, also where it groups no digits",
        "number",
        lambda field, text: (
            "groupChar" in field
            and bool(
                re.search(
                    r"(^|[^0-9]){0}|{0}($|[^0-9])".format(re.escape(field["groupChar"])), text
                )
                or (
                    field.get("decimalChar")
                    and text.count(field["decimalChar"]) + text.count(".") > 1
                )
            )
        ),
    ),
    _cell(
        "bare-number-sign",
        "frictionless strips a sign or a point together with the text before a number",
        "integer number",
        lambda field, text: (
            field.get("bareNumber") is False
            and bool(re.search(r"^[^0-9]*[+-][^0-9]+[0-9]|^[^0-9]*[^0-9][.+-][0-9]", text))
        ),
    ),
    _cell(
        "json-constants",
        "frictionless takes NaN for JSON",
        "object array",
        lambda _, text: "NaN" in text,
    ),
    _cell(
        "list-empty",
        "an empty cell that is not missing is a list of no items with us, of one empty with them",
        "list",
        lambda _, text: text == "",
        right="both",
    ),
    _cell(
        "list-items",
        "frictionless reads items of lists as leniently as cells",
        "list",
        lambda field, text: (
            (field.get("itemType") == "integer" and " " in text)
            or (
                field.get("itemType") == "date"
                and not all(_DATE.fullmatch(t) for t in text.split(","))
            )
        ),
    ),
    _cell(
        "date-strict",
        "frictionless reads dates without leading zeros and in the digits of other scripts",
        "date",
        lambda field, text: _plain(field) and not _DATE.fullmatch(text),
    ),
    _cell(
        "any-date",
        "what the format `any` reads is left to the program; frictionless completes parts of dates",
        "date",
        _format("any"),
        right="both",
    ),
    _cell(
        "datetime-strict",
        "frictionless reads other forms of ISO 8601 than XML Schema's",
        "datetime",
        lambda field, text: _plain(field) and not _INSTANT.fullmatch(text),
    ),
    _cell(
        "datetime-zones",
        "instants with and without a zone never agree or differ in frictionless",
        "datetime",
        lambda field, text: _plain(field) and bool(re.search(r"Z$|[+-]\d\d:\d\d$", text)),
    ),
    _cell(
        "time-strict",
        "frictionless takes fractions, zones and 24:00:00 in times, which are hh:mm:ss",
        "time",
        lambda field, text: (
            _plain(field) and not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]", text)
        ),
    ),
    _cell(
        "year-form",
        "frictionless knows only years of four characters, also signed, 0000 and in other digits",
        "year",
        lambda _, text: not re.fullmatch("[0-9]{4}", text) or text == "0000",
    ),
    _cell(
        "yearmonth-form",
        "frictionless knows no zones and no years before 1, and reads months without a zero",
        "yearmonth",
        lambda _, text: not re.fullmatch("[0-9]{4}-[0-9]{2}", text),
    ),
    _cell(
        "duration-form",
        "frictionless reads weeks, fractions of any part, and parts that XML Schema refuses",
        "duration",
        lambda _, text: bool(re.search(r"W|[.,][0-9]+[YMDH]|^[+]|T$", text)),
    ),
    _cell(
        "geopoint-spaces",
        "frictionless takes spaces anywhere around longitude and latitude",
        "geopoint",
        lambda field, text: _plain(field) and bool(re.search(r"^\s|\s$|\s,|,\s\s", text)),
    ),
    _cell(
        "geopoint-numbers",
        "frictionless takes text and true for the numbers of a point",
        "geopoint",
        lambda field, text: not _plain(field) and bool(re.search('"[0-9]|true', text)),
    ),
    _cell(
        "uri-characters",
        "frictionless takes characters that no URI may hold",
        "string",
        lambda field, text: field.get("format") == "uri" and bool(re.search(r"[\s<>]", text)),
    ),
    _cell(
        "uuid-hyphens",
        "frictionless takes UUIDs without their hyphens",
        "string",
        lambda field, text: field.get("format") == "uuid" and "-" not in text,
    ),
    _cell(
        "base64-strict",
        "frictionless ignores characters that are not base64",
        "string",
        lambda field, text: (
            field.get("format") == "binary" and bool(re.search("[^A-Za-z0-9+/=]", text))
        ),
    ),
)
