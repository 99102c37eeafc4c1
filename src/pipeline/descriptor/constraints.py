"""Constraints of a field: which its type allows, whether their values are of it and agree."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pipeline.descriptor.findings import LIMIT, Findings, mapping
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.constraints import CONSTRAINTS, Limited, Untried
from pipeline.table_schema.parts import Field
from pipeline.table_schema.read_field import read_constraint
from pipeline.table_schema.xsd import Pattern

_TYPELESS = ("required", "unique")
_UNTRIED = "the values are not held against it: look at them by other means, or write it plainer"
_BOUNDS = (
    ("minimum", "maximum", False),
    ("exclusiveMinimum", "maximum", True),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
)
"""Lower bound, upper bound, and is it too much already where they are the same."""


def check(source: Mapping[str, Any], field: Field, findings: Findings, *, sure: bool) -> None:
    """Judge them; `sure`: is the field's type known, so that values can be held against it."""
    if "constraints" not in source:
        return
    with findings.at("constraints"):
        given = mapping(source["constraints"], findings, "`constraints`")
        found: dict[str, Any] = {}
        for name, value in (given or {}).items():
            with findings.at(name):
                read = _constraint(source, field, str(name), value, findings, sure)
            if read is not None:
                found[name] = read
        _bounds(found, findings)
        _subset(found, field, findings)


def _constraint(
    source: Mapping[str, Any], field: Field, name: str, value: Any, findings: Findings, sure: bool
) -> Any:
    """What the constraint means; None where that cannot be said."""
    shown_name = source.get("name")
    known = CONSTRAINTS.get(name)
    if known is None:
        near = get_close_matches(name, CONSTRAINTS, 1, 0.6)
        hint = f"did you mean `{near[0]}`?" if near else "remove it, or use one of the standard"
        findings.error(f"there is no constraint `{name}`", hint, field=shown_name)
    elif not sure and name not in _TYPELESS:
        return None
    elif field.type not in known.types:
        said = f"{field.type} fields have no constraint `{name}`"
        if "type" not in source:
            said = f"a field without `type` has no constraint `{name}`"
        hint = f"give the field a type that has `{name}`, or remove it"
        findings.error(said, hint, field=shown_name)
    else:
        found, why = read_constraint(known, field, value)
        if isinstance(why, Untried):
            code = LIMIT if isinstance(why, Limited) else None
            said = f"`{name}` {shown(value)} {why}"
            findings.warn(said, _UNTRIED, field=shown_name, value=value, code=code)
        elif why:
            findings.error(f"`{name}` {shown(value)} {why}", field=shown_name, value=value)
        elif name == "pattern":
            _notes(found, findings, shown_name)
        return found
    return None


def _notes(pattern: str, findings: Findings, name: object) -> None:
    """What XML Schema does not know breaks the standard, though it is plain what it means."""
    for note in Pattern.parse(pattern).notes:
        findings.error(
            f"`pattern` {shown(pattern)} holds what XML Schema does not know: {note}",
            "write it as XML Schema has it; the values are held against what it surely means",
            field=name,
            value=pattern,
        )


def _bounds(found: Mapping[str, Any], findings: Findings) -> None:
    """Bounds that no value keeps break no rule of the standard, but surely mean something else."""
    for low, high, strictly in _BOUNDS:
        if low in found and high in found and _crossed(found[low], found[high], strictly):
            with findings.at(low):
                findings.warn(
                    f"no value can be kept within `{low}` {shown(found[low])} and `{high}` "
                    f"{shown(found[high])}",
                    "correct one of the two",
                )
            return


def _crossed(low: Any, high: Any, strictly: bool) -> bool:
    try:
        return bool(low >= high if strictly else low > high)
    except (TypeError, ArithmeticError):
        return False


def _subset(found: Mapping[str, Any], field: Field, findings: Findings) -> None:
    known = [category.value for category in field.categories]
    strangers = [item for item in found.get("enum", ()) if known and item not in known]
    if strangers:
        listed = ", ".join(shown(item) for item in strangers[:12])
        with findings.at("enum"):
            findings.error(
                f"`enum` allows {listed}, which `categories` does not list",
                "add the value to `categories`, or take it out of `enum`",
            )
