"""Reads one field of a schema's descriptor; what is wrong is complained of and left out."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from pipeline.issue import Severity
from pipeline.table_schema.complaints import Complaints, shown
from pipeline.table_schema.constraints import CONSTRAINTS, Wrong, logical
from pipeline.table_schema.parts import Category, Field, MissingValue, Options
from pipeline.table_schema.types import TYPES
from pipeline.table_schema.types.strptime import pattern
from pipeline.table_schema.xsd import Pattern

_KNOWN = frozenset(
    {"name", "type", "format", "title", "description", "constraints", "categories",
     "categoriesOrdered", "missingValues", "decimalChar", "groupChar", "bareNumber",
     "trueValues", "falseValues", "itemType", "delimiter"}
)  # fmt: skip

_CATEGORICAL = ("string", "integer")
_ITEMS = ("string", "integer", "boolean", "number", "datetime", "date", "time")


def read_field(source: Any, position: int, complaints: Complaints) -> Field | None:
    """One field, or None where it has no name to be known by."""
    name = source.get("name") if isinstance(source, dict) else None
    if not isinstance(name, str) or not name:
        complaints.say(
            f"field {position + 1} has no name",
            "give it a `name`: the header of its column; this table's header is judged less "
            "strictly until then",
        )
        return None
    field = Field(
        name=name,
        type=_type(source, complaints),
        title=complaints.text(source, "title"),
        description=complaints.text(source, "description"),
        missing_values=read_missing_values(source, complaints),
        options=_options(source, complaints),
        custom={key: value for key, value in source.items() if key not in _KNOWN},
        position=position,
    )
    field = replace(field, format=_format(field, source, complaints))
    field = replace(field, **_categories(field, source, complaints))
    return replace(field, constraints=_constraints(field, source, complaints))


def read_missing_values(
    source: Mapping[str, Any], complaints: Complaints
) -> tuple[MissingValue, ...] | None:
    """`missingValues` of a schema or field: texts, or objects with value and label."""
    given = source.get("missingValues")
    if given is None:
        return None
    found = [_missing(item) for item in given] if isinstance(given, list) else [None]
    kept = [item for item in found if item]
    if len(kept) < len(found):
        with complaints.at("missingValues"):
            complaints.say("`missingValues` must be a list of texts, or of objects with a `value`")
    elif len({item.value for item in kept}) < len(kept):
        with complaints.at("missingValues"):
            complaints.say("`missingValues` names a value twice")
    return tuple(kept) if isinstance(given, list) else None


def _missing(item: Any) -> MissingValue | None:
    if isinstance(item, str):
        return MissingValue(item)
    if not isinstance(item, dict) or not isinstance(item.get("value"), str):
        return None
    label = item.get("label")
    return MissingValue(item["value"], label) if isinstance(label, str | None) else None


def _type(source: Mapping[str, Any], complaints: Complaints) -> str:
    name = complaints.text(source, "type")
    if name is None or name in TYPES:
        return name or "any"
    near = get_close_matches(name, TYPES, 1, 0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"the types are {', '.join(TYPES)}"
    with complaints.at("type"):
        complaints.say(f"`{name}` is not a type", hint, field=source["name"], value=name)
    return "any"


def _format(field: Field, source: Mapping[str, Any], complaints: Complaints) -> str:
    given = complaints.text(source, "format")
    if given is None:
        return "default"
    kind, wanted = TYPES[field.type], given.removeprefix("fmt:")
    if wanted in kind.formats or (kind.patterns and pattern(wanted)):
        return wanted
    if field.type == "any":
        return "default"
    hint = f"the formats of {field.type} are {', '.join(kind.formats)}"
    hint += ", or a pattern such as %d/%m/%Y" if kind.patterns else ""
    with complaints.at("format"):
        complaints.say(f"`{given}` is not a format of {kind.name}", hint, field=field.name)
    return "default"


def _options(source: Mapping[str, Any], complaints: Complaints) -> Options:
    base = Options()
    decimal, group = (_char(source, name, complaints) for name in ("decimalChar", "groupChar"))
    bare = complaints.flag(source, "bareNumber")
    true, false = (complaints.texts(source, name) for name in ("trueValues", "falseValues"))
    found = Options(
        decimal_char=decimal or base.decimal_char,
        group_char=group,
        bare_number=base.bare_number if bare is None else bare,
        true_values=base.true_values if true is None else true,
        false_values=base.false_values if false is None else false,
        item_type=complaints.text(source, "itemType"),
        delimiter=complaints.text(source, "delimiter"),
    )
    return _agreeing(found, source, complaints)


def _agreeing(found: Options, source: Mapping[str, Any], complaints: Complaints) -> Options:
    if source.get("type") == "number" and found.decimal_char == found.group_char:
        with complaints.at("groupChar"):
            complaints.say("`groupChar` and `decimalChar` are the same, so 1,234 has two meanings")
        found = replace(found, group_char=None)
    both = set(found.true_values) & set(found.false_values)
    if source.get("type") == "boolean" and both:
        with complaints.at("trueValues"):
            complaints.say(f"{shown(min(both))} stands for true and for false")
    if found.item_type is not None and found.item_type not in _ITEMS:
        with complaints.at("itemType"):
            complaints.say(f"`{found.item_type}` is not a type of list items")
    return found


def _char(source: Mapping[str, Any], name: str, complaints: Complaints) -> str | None:
    value = complaints.text(source, name)
    if value is None or (value and not any(char.isdigit() or char in "+-" for char in value)):
        return value
    with complaints.at(name):
        complaints.say(f"`{name}` must be a text without digits and signs, and is {shown(value)}")
    return None


def _categories(field: Field, source: Mapping[str, Any], complaints: Complaints) -> dict[str, Any]:
    ordered = complaints.flag(source, "categoriesOrdered")
    given = source.get("categories")
    if given is None:
        return {"categories_ordered": ordered}
    with complaints.at("categories"):
        if field.type not in _CATEGORICAL:
            complaints.say(f"only string and integer have `categories`, not {field.type}")
            return {}
        if not isinstance(given, list) or not given:
            complaints.say("`categories` must be a list of at least one value")
            return {}
        found = [_category(field, item, n, complaints) for n, item in enumerate(given)]
        kept = tuple(item for item in found if item)
        _twice([item.value for item in kept], "value", complaints)
        _twice([item.label for item in kept if item.label is not None], "label", complaints)
    return {"categories": kept, "categories_ordered": ordered}


def _category(field: Field, item: Any, number: int, complaints: Complaints) -> Category | None:
    entry = item if isinstance(item, dict) else {"value": item}
    with complaints.at(number):
        label = complaints.text(entry, "label")
        try:
            value = logical(field, entry.get("value"))
        except Wrong as error:
            complaints.say(f"category {shown(entry.get('value'))} {error}", field=field.name)
            return None
    custom = {key: value for key, value in entry.items() if key not in ("value", "label")}
    return Category(value, label, custom)


def _twice(values: list[Any], what: str, complaints: Complaints) -> None:
    for value in dict.fromkeys(value for value in values if values.count(value) > 1):
        complaints.say(f"two categories have the {what} {shown(value)}")


def _constraints(field: Field, source: Mapping[str, Any], complaints: Complaints) -> dict[str, Any]:
    given = source.get("constraints")
    found: dict[str, Any] = {}
    with complaints.at("constraints"):
        if given is not None and not isinstance(given, dict):
            complaints.say("`constraints` must be an object")
        for name, value in (given if isinstance(given, dict) else {}).items():
            with complaints.at(name):
                read = _constraint(field, name, value, complaints)
            if read is not None:
                found[name] = read
    return found


def _constraint(field: Field, name: str, value: Any, complaints: Complaints) -> Any:
    constraint = CONSTRAINTS.get(name)
    if not constraint:
        near = get_close_matches(name, CONSTRAINTS, 1, 0.6)
        hint = f"did you mean `{near[0]}`?" if near else "remove it, or use one of the standard"
        complaints.say(f"there is no constraint `{name}`", hint, field=field.name)
        return None
    if field.type not in constraint.types:
        hint = f"give the field a type that has `{name}`, or remove it"
        complaints.say(f"{field.type} fields have no constraint `{name}`", hint, field=field.name)
        return None
    try:
        found = constraint.read(field, value)
    except Wrong as error:
        complaints.say(f"`{name}` {shown(value)} {error}", field=field.name, value=value)
        return None
    _second_thoughts(field, name, found, complaints)
    return found


def _second_thoughts(field: Field, name: str, value: Any, complaints: Complaints) -> None:
    if name == "pattern":
        for note in Pattern.parse(value).notes:
            complaints.say(note, severity=Severity.WARNING, field=field.name, value=value)
    known = {category.value for category in field.categories}
    strangers = [item for item in value if item not in known] if name == "enum" and known else []
    if strangers:
        listed = ", ".join(shown(item) for item in strangers)
        complaints.say(f"`enum` allows {listed}, which `categories` does not list")
