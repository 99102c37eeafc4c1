"""A Table Schema v2, read from its descriptor as far as that is sound."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.issue import Issue
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
        """Read what is sound; None only where there is no field that could be used.

        What is not sound is said by `descriptor.check_schema`, so there are no issues here.
        """
        return _read(source), []

    def field(self, name: str) -> Field | None:
        """The (first) field of this name."""
        return next((item for item in self.fields if item.name == name), None)

    def number(self, name: str) -> int | None:
        """The index of the (first) field of this name, by which keys and references mean it."""
        return next((n for n, item in enumerate(self.fields) if item.name == name), None)

    def numbers(self, names: Iterable[str]) -> tuple[int, ...]:
        """The same of several; names that are no fields are left out."""
        return tuple(n for name in names if (n := self.number(name)) is not None)

    def missing(self, item: Field) -> tuple[str, ...]:
        """The texts that stand for "no value" in a field."""
        values = self.missing_values if item.missing_values is None else item.missing_values
        return tuple(value.value for value in values)


def _read(source: Mapping[str, Any]) -> Schema | None:
    given = source.get("fields")
    items = given if isinstance(given, list) else []
    read = (read_field(item, position) for position, item in enumerate(items))
    fields = tuple(item for item in read if item)
    names = {item.name for item in fields}
    missing = read_missing_values(source)
    schema = Schema(
        fields=fields,
        primary_key=_key(source.get("primaryKey"), names) or (),
        unique_keys=tuple(k for i in _list(source.get("uniqueKeys")) if (k := _key(i, names))),
        foreign_keys=tuple(
            found
            for number, item in enumerate(_list(source.get("foreignKeys")))
            if (found := _foreign_key(item, number, names))
        ),
        missing_values=_DEFAULT_MISSING if missing is None else missing,
        # a field left out must not make its column a surplus one
        fields_match=_fields_match(source) if len(items) == len(fields) else "partial",
        custom={key: value for key, value in source.items() if key not in _KNOWN},
    )
    return schema if fields else None


def _fields_match(source: Mapping[str, Any]) -> str:
    given = source.get("fieldsMatch", "exact")
    if isinstance(given, list) and len(given) == 1:
        given = given[0]  # as the published profile has it, against the standard's text
    return given if isinstance(given, str) and given in FIELDS_MATCH else "exact"


def _foreign_key(item: object, number: int, names: Collection[str]) -> ForeignKey | None:
    reference = item.get("reference") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(reference, dict):
        return None
    resource = reference.get("resource", "")
    if not isinstance(resource, str):
        return None
    fields = _key(item.get("fields"), names)
    target = _key(reference.get("fields"), None if resource else names)
    if not fields or not target or len(fields) != len(target):
        return None
    return ForeignKey(fields, resource or None, target, number)


def _key(given: object, names: Collection[str] | None) -> tuple[str, ...] | None:
    """The names of a sound key; one name alone may be a text, as in version 1."""
    parts = [given] if isinstance(given, str) else _list(given)
    if not parts or not all(isinstance(part, str) for part in parts):
        return None
    known = names is None or all(part in names for part in parts)
    return tuple(parts) if known and len(set(parts)) == len(parts) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
