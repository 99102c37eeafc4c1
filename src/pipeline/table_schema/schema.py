"""A Table Schema v2, parsed from its descriptor; what is wrong in it becomes issues at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.issue import Issue, Severity
from pipeline.table_schema.complaints import Complaints, shown
from pipeline.table_schema.parts import EMPTY, Field, ForeignKey, MissingValue
from pipeline.table_schema.read_field import read_field, read_missing_values

FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")
_DEFAULT_MISSING = (MissingValue(""),)
_KNOWN = frozenset({"$schema", "fields", "fieldsMatch", "missingValues", "primaryKey",
                    "uniqueKeys", "foreignKeys"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table must look like; parts of a descriptor that are wrong have been left out.

    custom: properties that the standard does not know, as they are.
    """

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    missing_values: tuple[MissingValue, ...] = _DEFAULT_MISSING
    fields_match: str = "exact"
    custom: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)

    @classmethod
    def from_descriptor(cls, source: Mapping[str, Any]) -> tuple["Schema | None", list[Issue]]:
        """Parse a descriptor; None only where it has no field that could be used."""
        complaints = Complaints()
        return _read(source, complaints), complaints.issues

    def field(self, name: str) -> Field | None:
        """The (first) field of this name."""
        return next((item for item in self.fields if item.name == name), None)

    def missing(self, item: Field) -> tuple[str, ...]:
        """The texts that stand for "no value" in a field."""
        values = self.missing_values if item.missing_values is None else item.missing_values
        return tuple(value.value for value in values)


def _read(source: Mapping[str, Any], complaints: Complaints) -> Schema | None:
    given = source.get("fields")
    fields = tuple(_fields(given, complaints))
    if not isinstance(given, list) or not given:
        with complaints.at("fields"):
            complaints.say("`fields` must be a list of at least one field")
    names = {item.name for item in fields}
    match = _fields_match(source, complaints)
    missing = read_missing_values(source, complaints)
    schema = Schema(
        fields=fields,
        primary_key=_primary_key(source, names, complaints),
        unique_keys=tuple(_unique_keys(source, names, complaints)),
        foreign_keys=tuple(_foreign_keys(source, names, complaints)),
        missing_values=_DEFAULT_MISSING if missing is None else missing,
        fields_match=match if isinstance(given, list) and len(given) == len(fields) else "partial",
        custom={key: value for key, value in source.items() if key not in _KNOWN},
    )
    return schema if fields else None


def _fields(given: Any, complaints: Complaints) -> Iterator[Field]:
    found: list[Field] = []
    for position, item in enumerate(given if isinstance(given, list) else []):
        with complaints.at("fields", position):
            read = read_field(item, position, complaints)
        if read:
            found.append(read)
    yield from found
    seen: Counter[str] = Counter()
    for item in found:
        seen[item.name] += 1
        if seen[item.name] == 2:
            with complaints.at("fields", item.position, "name"):
                complaints.say(
                    f"two fields are named `{item.name}`",
                    "rename one; version 1 of the standard allowed it, version 2 does not",
                    severity=Severity.WARNING,
                    field=item.name,
                )


def _fields_match(source: Mapping[str, Any], complaints: Complaints) -> str:
    given = source.get("fieldsMatch", "exact")
    if isinstance(given, list) and len(given) == 1:
        given = given[0]  # the published profile asks for a list, the standard's text for a text
    if given in FIELDS_MATCH:
        return str(given)
    with complaints.at("fieldsMatch"):
        complaints.say(f"`fieldsMatch` must be one of {', '.join(FIELDS_MATCH)}")
    return "exact"


def _primary_key(
    source: Mapping[str, Any], names: set[str], complaints: Complaints
) -> tuple[str, ...]:
    if source.get("primaryKey") is None:
        return ()
    with complaints.at("primaryKey"):
        return _key(source["primaryKey"], names, complaints, "primaryKey") or ()


def _unique_keys(
    source: Mapping[str, Any], names: set[str], complaints: Complaints
) -> Iterator[tuple[str, ...]]:
    given = source.get("uniqueKeys")
    if given is None:
        return
    with complaints.at("uniqueKeys"):
        if not isinstance(given, list) or not given:
            complaints.say("`uniqueKeys` must be a list of at least one key")
            return
        for number, item in enumerate(given):
            with complaints.at(number):
                key = _key(item, names, complaints, "a unique key")
            if key:
                yield key


def _foreign_keys(
    source: Mapping[str, Any], names: set[str], complaints: Complaints
) -> Iterator[ForeignKey]:
    given = source.get("foreignKeys")
    if given is None:
        return
    with complaints.at("foreignKeys"):
        if not isinstance(given, list):
            complaints.say("`foreignKeys` must be a list")
            return
        for number, item in enumerate(given):
            with complaints.at(number):
                key = _foreign_key(item, number, names, complaints)
            if key:
                yield key


def _foreign_key(
    item: Any, number: int, names: set[str], complaints: Complaints
) -> ForeignKey | None:
    reference = item.get("reference") if isinstance(item, dict) else None
    if not isinstance(reference, dict):
        complaints.say("a foreign key must be an object with `fields` and a `reference`")
        return None
    before = len(complaints.issues)
    resource = complaints.text(reference, "resource") or None
    with complaints.at("fields"):
        fields = _key(item.get("fields"), names, complaints, "`fields` of a foreign key")
    with complaints.at("reference", "fields"):
        known = names if resource is None else None
        target = _key(reference.get("fields"), known, complaints, "`fields` of a reference")
        if fields and target and len(fields) != len(target):
            complaints.say(f"{len(fields)} fields cannot refer to {len(target)}")
    if len(complaints.issues) > before or not fields or not target:
        return None
    return ForeignKey(fields, resource, target, number)


def _key(
    given: Any, names: set[str] | None, complaints: Complaints, what: str
) -> tuple[str, ...] | None:
    parts = [given] if isinstance(given, str) else given
    if not isinstance(parts, list) or not parts or not all(isinstance(p, str) for p in parts):
        complaints.say(f"{what} must be a list of names of fields")
        return None
    if len(set(parts)) < len(parts):
        complaints.say(f"{what} names a field twice")
        return None
    strangers = [part for part in parts if names is not None and part not in names]
    for part in strangers:
        complaints.say(f"{what} names {shown(part)}, which is not a field here", value=part)
    return None if strangers else tuple(parts)
