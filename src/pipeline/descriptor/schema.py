"""The properties of a Table Schema: its fields, its missing values, its keys.

The published profile of version 2.0 wants `fieldsMatch` to be an array; the standard's text says a
string, and so do we.
"""

from collections.abc import Mapping
from typing import Any

from pipeline.descriptor import field, keys, version
from pipeline.descriptor.findings import SCHEMA, Findings, mapping
from pipeline.descriptor.missing import missing_values
from pipeline.descriptor.spelling import near_misses
from pipeline.issue import Issue
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.schema import FIELDS_MATCH

_KNOWN = ("$schema", "fields", "fieldsMatch", "missingValues", "primaryKey", "uniqueKeys",
          "foreignKeys")  # fmt: skip


def check_schema(value: object, file: str, *, v1: bool = False) -> list[Issue]:
    """Everything wrong in a schema that has a file of its own."""
    findings = Findings(file, v1=v1, code=SCHEMA)
    check(value, findings)
    return findings.issues


def check(value: object, findings: Findings) -> None:
    """Judge a schema where it stands."""
    source = mapping(value, findings, "a schema")
    if source is None:
        return
    near_misses(source, _KNOWN, findings)
    version.check(source, "tableschema", findings)
    names = _fields(source.get("fields"), findings)
    _fields_match(source, findings)
    missing_values(source, findings)
    keys.check(source, names, findings)


def _fields(given: object, findings: Findings) -> list[str]:
    """The names of the fields, in order."""
    if not isinstance(given, list) or not given:
        with findings.at("fields"):
            findings.error(
                "`fields` must be a list of at least one field", "describe each column of the table"
            )
        return []
    names: list[str] = []
    for position, item in enumerate(given):
        with findings.at("fields", position):
            field.check(item, position, findings)
        name = item.get("name") if isinstance(item, dict) else None
        if isinstance(name, str) and name:
            _once(name, names, position, findings)
            names.append(name)
    return names


def _once(name: str, names: list[str], position: int, findings: Findings) -> None:
    """The standard wants names unique, and forbids to call a schema invalid that repeats one."""
    if name not in names or findings.v1:
        return
    with findings.at("fields", position, "name"):
        findings.warn(
            f"two fields are named {shown(name)}",
            "rename one; version 1 of the standard allowed it, version 2 does not",
            field=name,
        )


def _fields_match(source: Mapping[str, Any], findings: Findings) -> None:
    if "fieldsMatch" not in source:
        return
    given = source["fieldsMatch"]
    if isinstance(given, str) and given in FIELDS_MATCH:
        return
    hint = None
    if isinstance(given, list):
        hint = "write the text alone: the published profile asks for a list, the standard does not"
    with findings.at("fieldsMatch"):
        findings.error(
            f"`fieldsMatch` must be one of {', '.join(FIELDS_MATCH)}, and is {shown(given)}",
            hint,
            value=given,
        )
