"""Primary key, unique keys and foreign keys, as far as one schema can judge them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pipeline.descriptor.findings import Findings
from pipeline.table_schema.complaints import shown


def check(source: Mapping[str, Any], names: list[str], findings: Findings) -> None:
    """Judge all keys; `names` are the schema's fields in order."""
    _primary_key(source, names, findings)
    _unique_keys(source, names, findings)
    _foreign_keys(source, names, findings)


def _primary_key(source: Mapping[str, Any], names: list[str], findings: Findings) -> None:
    if "primaryKey" not in source:
        return
    with findings.at("primaryKey"):
        key = _key(source["primaryKey"], names, findings, "`primaryKey`")
        if key and key != sorted(key, key=names.index):
            findings.warn(
                "`primaryKey` names its fields in another order than `fields`",
                "name them in the order of `fields`, by which programs join their values",
            )


def _unique_keys(source: Mapping[str, Any], names: list[str], findings: Findings) -> None:
    if "uniqueKeys" not in source:
        return
    given = source["uniqueKeys"]
    with findings.at("uniqueKeys"):
        if not isinstance(given, list) or not given:
            findings.error("`uniqueKeys` must be a list of at least one key")
            return
        for number, item in enumerate(given):
            with findings.at(number):
                _key(item, names, findings, "a unique key", single=False)


def _foreign_keys(source: Mapping[str, Any], names: list[str], findings: Findings) -> None:
    if "foreignKeys" not in source:
        return
    given = source["foreignKeys"]
    with findings.at("foreignKeys"):
        if not isinstance(given, list):
            findings.error(f"`foreignKeys` must be a list, and is {shown(given)}")
            return
        for number, item in enumerate(given):
            with findings.at(number):
                _foreign_key(item, names, findings)


def _foreign_key(item: object, names: list[str], findings: Findings) -> None:
    reference = item.get("reference") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(reference, dict):
        findings.error("a foreign key must be an object with `fields` and a `reference`")
        return
    with findings.at("fields"):
        fields = _key(item.get("fields"), names, findings, "`fields` of a foreign key")
    with findings.at("reference"):
        within = _resource(reference, findings)
        with findings.at("fields"):
            known = names if within else None
            target = _key(reference.get("fields"), known, findings, "`fields` of a reference")
            if fields and target and len(fields) != len(target):
                findings.error(
                    f"a key of {len(fields)} fields cannot refer to {len(target)} fields",
                    "name one field there for each field here, in the same order",
                )


def _resource(reference: Mapping[str, Any], findings: Findings) -> bool:
    """Does the key refer to its own table, by the standard's way to say so."""
    if "resource" not in reference:
        return True
    given = reference["resource"]
    if isinstance(given, str) and given:
        return False
    with findings.at("resource"):
        if not isinstance(given, str):
            findings.error(f"`resource` must be a text, and is {shown(given)}", value=given)
        elif not findings.v1:
            findings.warn(
                "a reference within the table should leave out `resource`",
                "remove it; only version 1 of the standard wrote an empty text",
            )
    return isinstance(given, str)


def _key(
    given: object,
    names: list[str] | None,
    findings: Findings,
    what: str,
    *,
    single: bool = True,
) -> list[str]:
    """The names of a sound key, else none; `single`: version 1 allowed one name as a text."""
    parts = [given] if single and isinstance(given, str) else given
    if not isinstance(parts, list) or not parts or not all(isinstance(p, str) for p in parts):
        findings.error(f"{what} must be a list of names of fields", 'write ["name", …]')
        return []
    if isinstance(given, str) and not findings.v1:
        findings.warn(
            f"{what} should be a list of names, also of one",
            f"write [{given!r}]: a text alone is the form of version 1".replace("'", '"'),
            value=given,
        )
    if len(set(parts)) < len(parts):
        findings.error(f"{what} names a field twice", "name it once")
        return []
    return _known(parts, names, findings, what)


def _known(parts: list[str], names: list[str] | None, findings: Findings, what: str) -> list[str]:
    strangers = [part for part in parts if names is not None and part not in names]
    for part in strangers:
        near = get_close_matches(part, names or (), 1, 0.6)
        findings.error(
            f"{what} names {shown(part)}, which is not a field here",
            f"did you mean `{near[0]}`?" if near else "name a field, or add it to `fields`",
            value=part,
        )
    return [] if strangers else parts
