"""A field of a Table Schema as the value that the writers of a release need."""

from collections.abc import Mapping
from typing import Any

from pipeline.export.release import ReleaseField


def as_field(item: Mapping[str, Any], schema: Mapping[str, Any]) -> ReleaseField:
    """The field `item` of `schema`, with its reference where it alone is one."""
    reference = next(
        (
            (key["reference"].get("resource") or schema.get("name"), key["reference"]["fields"])
            for key in schema.get("foreignKeys", ())
            if _names(key["fields"]) == [item["name"]]
        ),
        None,
    )
    return ReleaseField(
        name=item["name"],
        type=item.get("type", "any"),
        title=item.get("title"),
        title_zh=item.get("title_zh"),
        description=item.get("description"),
        description_zh=item.get("description_zh"),
        required=bool((item.get("constraints") or {}).get("required")),
        categories=tuple(_category(category) for category in item.get("categories") or ()),
        references=(str(reference[0]), _names(reference[1])[0]) if reference else None,
    )


def _names(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _category(given: Any) -> tuple[str, str, str]:
    if not isinstance(given, dict):
        return str(given), str(given), str(given)
    code = str(given.get("value"))
    label = str(given.get("label", code))
    return code, label, str(given.get("label_zh", label))
