"""`categories` and `categoriesOrdered` of a field."""

from collections.abc import Mapping
from typing import Any

from pipeline.descriptor.findings import Findings, flag, text
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.parts import Field
from pipeline.table_schema.read_field import CATEGORICAL, cast


def check(source: Mapping[str, Any], field: Field, findings: Findings, *, sure: bool) -> None:
    """Judge them; `sure`: is the field's type known, so that values can be held against it."""
    ordered = flag(source, "categoriesOrdered", findings)
    if "categories" not in source:
        if ordered is not None:
            with findings.at("categoriesOrdered"):
                findings.warn("`categoriesOrdered` stands without `categories`", "remove it")
        return
    with findings.at("categories"):
        if sure and field.type not in CATEGORICAL:
            findings.error(
                f"only string and integer have `categories`, not {field.type}",
                "list the values as the constraint `enum`",
            )
            return
        given = source["categories"]
        if not isinstance(given, list) or not given:
            findings.error("`categories` must be a list of at least one value")
            return
        _entries(given, field, findings, sure)


def _entries(given: list[Any], field: Field, findings: Findings, sure: bool) -> None:
    if len({isinstance(item, dict) for item in given}) > 1:
        findings.error("`categories` mixes values with objects", "write all in one form")
    values, labels = [], []
    for number, item in enumerate(given):
        with findings.at(number):
            value = _value(item, field, findings, sure)
            label = text(item, "label", findings) if isinstance(item, dict) else None
        values += [value] if value is not None else []
        labels += [label] if label is not None else []
    _once(values, "value", findings)
    _once(labels, "label", findings)


def _value(item: object, field: Field, findings: Findings, sure: bool) -> object:
    """The logical value, or None where there is none to compare."""
    if isinstance(item, dict) and "value" not in item:
        findings.error("a category must have a `value`", "add the value as it stands in the table")
        return None
    given = item["value"] if isinstance(item, dict) else item
    found, why = cast(field, given) if sure else (None, None)
    if why:
        findings.error(f"category {shown(given)} {why}", value=given)
    return found


def _once(values: list[Any], what: str, findings: Findings) -> None:
    seen: list[Any] = []
    for value in values:
        if values.count(value) > 1 and value not in seen:
            seen.append(value)
            findings.error(f"two categories have the {what} {shown(value)}", "remove one of them")
