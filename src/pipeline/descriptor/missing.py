"""`missingValues` of a schema or a field: texts, or objects with a value and a label."""

from collections.abc import Mapping
from typing import Any

from pipeline.descriptor.findings import Findings
from pipeline.table_schema.complaints import shown


def missing_values(source: Mapping[str, Any], findings: Findings) -> None:
    """Judge `missingValues`, if there are any."""
    if "missingValues" not in source:
        return
    given = source["missingValues"]
    with findings.at("missingValues"):
        if not isinstance(given, list) or not all(_sound(item) for item in given):
            findings.error(
                "`missingValues` must be a list of texts, or of objects with a `value`",
                'write them as texts, such as ["", "-"], numbers too',
            )
            return
        if len({isinstance(item, str) for item in given}) > 1:
            findings.error("`missingValues` mixes texts with objects", "write all in one form")
        values = [item if isinstance(item, str) else item["value"] for item in given]
        labels = [item["label"] for item in given if isinstance(item, dict) and "label" in item]
        _once(values, "value", findings)
        _once(labels, "label", findings)


def _sound(item: object) -> bool:
    if isinstance(item, str):
        return True
    return (
        isinstance(item, dict)
        and isinstance(item.get("value"), str)
        and isinstance(item.get("label", ""), str)
    )


def _once(values: list[str], what: str, findings: Findings) -> None:
    repeated = next((v for n, v in enumerate(values) if v in values[:n]), None)
    if repeated is not None:
        findings.error(
            f"`missingValues` names the {what} {shown(repeated)} twice",
            "remove one of the two",
            value=repeated,
        )
