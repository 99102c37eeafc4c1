"""Every check of single cells, as SQL that is true where the cell fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.table_schema import messages
from pipeline.table_schema.constraints import CONSTRAINTS, among
from pipeline.table_schema.messages import Say
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.types import Spelled

_VALUED = ("integer", "number", "date", "time", "datetime", "year", "yearmonth")
"""Types of which a good cell always has a value, but one too large for it (`Spelled.near`)."""

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_NEVER_NULL = (*_BOUNDS, "minLength", "maxLength", "pattern")
"""Constraints that hold or do not of every value; of a list, `IN` is NULL where it has no item."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One check of one column.

    number: index of the field. fails: SQL; applies: SQL for the cells that it looks at.
    """

    code: str
    number: int
    field: Field
    fails: str
    applies: str
    say: Say


def probes(
    schema: Schema, columns: Mapping[int, Spelled], verdicts: Mapping[tuple[int, str], str]
) -> Iterator[Probe]:
    """All checks; `verdicts` holds SQL for those constraints that were judged in Python."""
    key = schema.numbers(schema.primary_key)
    for number, names in columns.items():
        field = schema.fields[number]
        if field.type != "any":
            yield _of_type(number, field, names)
        if number in key:
            yield _missing("primary-key", number, field, names, messages.key_part(field))
        elif field.constraints.get("required"):
            yield _missing("constraint-error", number, field, names, messages.required(field))
        yield from _constraints(field, names, number, verdicts)


def _of_type(number: int, field: Field, names: Spelled) -> Probe:
    given = f"{names.cell} IS NOT NULL"
    fails = f"{given} AND NOT {names.good}"
    if names.near:
        fails = "FALSE" if names.sure else _unknown(field, names) or fails
    return Probe("type-error", number, field, fails, given, messages.of_type(field))


def _missing(code: str, number: int, field: Field, names: Spelled, say: Say) -> Probe:
    return Probe(code, number, field, f"{names.cell} IS NULL", "TRUE", say)


def _constraints(
    field: Field, names: Spelled, number: int, verdicts: Mapping[tuple[int, str], str]
) -> Iterator[Probe]:
    for name, value in field.constraints.items():
        holds = CONSTRAINTS[name].holds
        if holds:
            judged = verdicts.get((number, name)) or holds(field, names, value)
            said = messages.constraint(field, name, value)
            plain = names.near and name in _NEVER_NULL and _known(field, names)
            yield _holding(number, field, names, judged, said, plain=plain)
    if field.categories and "enum" not in field.constraints:
        values = tuple(category.value for category in field.categories)
        judged = among(field, names, values)
        yield _holding(number, field, names, judged, messages.categories(field, values))


def _known(field: Field, names: Spelled) -> bool:
    """True where a cell that is given is judged by the probe of its type, or has a value."""
    return _unknown(field, names) is not None or (names.sure and field.type == "string")


def _unknown(field: Field, names: Spelled) -> str | None:
    """SQL: a cell is given, and has no value; None for types where that may be right."""
    return f"{names.cell} IS NOT NULL AND {names.value} IS NULL" if field.type in _VALUED else None


def _holding(
    number: int, field: Field, names: Spelled, holds: str, say: Say, *, plain: bool = False
) -> Probe:
    """plain: `holds` is NULL only where there is no cell."""
    fails = f"NOT ({holds})" if plain else f"{names.good} AND NOT coalesce({holds}, FALSE)"
    return Probe("constraint-error", number, field, fails, names.good, say)
