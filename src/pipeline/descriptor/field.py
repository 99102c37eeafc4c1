"""The properties of one field; its constraints and categories have files of their own."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.descriptor import categories, constraints
from pipeline.descriptor.findings import Findings, flag, mapping, strings, text, texts
from pipeline.descriptor.missing import missing_values
from pipeline.descriptor.spelling import near_misses
from pipeline.descriptor.type_names import advice
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.parts import Options
from pipeline.table_schema.read_field import ITEMS, is_number_char, read_field, read_format
from pipeline.table_schema.types import TYPES

_KNOWN = ("name", "type", "format", "title", "description", "example", "constraints", "categories",
          "categoriesOrdered", "missingValues", "rdfType", "decimalChar", "groupChar",
          "bareNumber", "trueValues", "falseValues", "itemType", "delimiter")  # fmt: skip
_TEMPORAL = ("date", "time", "datetime")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")


def check(value: object, position: int, findings: Findings) -> None:
    """Judge the field at a position among those of its schema."""
    source = mapping(value, findings, f"field {position + 1}")
    if source is None:
        return
    near_misses(source, _KNOWN, findings)
    _named(source, position, findings)
    texts(source, ("title", "description"), findings)
    _rdf_type(source, findings)
    missing_values(source, findings)
    before = findings.errors
    _type(source, findings)
    _format(source, findings)
    _spelling(source, findings)
    sure = findings.errors == before  # else its values would be blamed for what is wrong here
    field = read_field({**source, "name": "field"}, position)
    if field:
        categories.check(source, field, findings, sure=sure)
        constraints.check(source, field, findings, sure=sure)


def _named(source: Mapping[str, Any], position: int, findings: Findings) -> None:
    name = source.get("name")
    if not isinstance(name, str) or not name:
        findings.error(
            f"field {position + 1} has no name",
            "give it a `name`: the header of its column; this table's header is judged less "
            "strictly until then",
        )


def _rdf_type(source: Mapping[str, Any], findings: Findings) -> None:
    found = text(source, "rdfType", findings)
    if found is not None and not _URI.fullmatch(found):
        with findings.at("rdfType"):
            findings.error(f"`rdfType` must be a URI, and is {shown(found)}", value=found)


def _type(source: Mapping[str, Any], findings: Findings) -> None:
    name = text(source, "type", findings)
    if name is None or name in TYPES:
        return
    with findings.at("type"):
        findings.error(
            f"{shown(name)} is not a type", advice(name), field=source.get("name"), value=name
        )


def _format(source: Mapping[str, Any], findings: Findings) -> None:
    given = text(source, "format", findings)
    name = source.get("type", "any")
    kind = TYPES.get(name) if isinstance(name, str) else None
    if given is None or kind is None or kind.name == "any":
        return
    with findings.at("format"):
        if read_format(kind, given) is None:
            hint = f"the formats of {kind.name} are {', '.join(kind.formats)}"
            hint += ", or a pattern such as %d/%m/%Y" if kind.patterns else ""
            findings.error(
                f"{shown(given)} is not a format of {kind.name}",
                hint,
                field=source.get("name"),
                value=given,
            )
        elif given == "any" and kind.name in _TEMPORAL:
            findings.warn(
                "the format `any` is not recommended: programs read it in different ways",
                "name the pattern of the values, such as %d/%m/%Y",
                field=source.get("name"),
                value=given,
            )


def _spelling(source: Mapping[str, Any], findings: Findings) -> None:
    """What only some types look at is judged for those; elsewhere it is a custom property."""
    kind = source.get("type")
    if kind in ("number", "integer"):
        _number(source, kind == "number", findings)
    elif kind == "boolean":
        _boolean(source, findings)
    elif kind == "list":
        _list(source, findings)


def _number(source: Mapping[str, Any], decimal: bool, findings: Findings) -> None:
    flag(source, "bareNumber", findings)
    for name in ("decimalChar", "groupChar") if decimal else ("groupChar",):
        value = text(source, name, findings)
        if value is not None and not is_number_char(value):
            with findings.at(name):
                findings.error(
                    f"`{name}` must be a text without digits and signs, and is {shown(value)}",
                    value=value,
                )
    if decimal and source.get("decimalChar", ".") == source.get("groupChar"):
        with findings.at("groupChar"):
            findings.error(
                "`groupChar` and `decimalChar` are the same, so 1,234 has two meanings",
                "give them different characters, or remove `groupChar`",
            )


def _boolean(source: Mapping[str, Any], findings: Findings) -> None:
    sides = {name: strings(source, name, findings) for name in ("trueValues", "falseValues")}
    for name, values in sides.items():
        if values == []:
            with findings.at(name):
                findings.warn(f"`{name}` lists no value", "list at least one, or remove it")
    base = Options()
    true = sides["trueValues"] if "trueValues" in source else list(base.true_values)
    false = sides["falseValues"] if "falseValues" in source else list(base.false_values)
    both = sorted(set(true or ()) & set(false or ()))
    if both:
        with findings.at("trueValues" if "trueValues" in source else "falseValues"):
            findings.error(
                f"{shown(both[0])} stands for true and for false",
                "list it once; what is not given has the standard's values, such as 1 and 0",
                value=both[0],
            )


def _list(source: Mapping[str, Any], findings: Findings) -> None:
    delimiter, item = text(source, "delimiter", findings), text(source, "itemType", findings)
    if delimiter == "":
        with findings.at("delimiter"):
            findings.error("`delimiter` is empty, so it separates nothing", "write a character")
    if item is not None and item not in ITEMS:
        with findings.at("itemType"):
            findings.error(
                f"{shown(item)} is not a type of list items",
                f"write one of {', '.join(ITEMS)}",
                value=item,
            )
