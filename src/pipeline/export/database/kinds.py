"""What a database's cell can hold of a value, and which type a column has for it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipeline.export.release import ReleaseTable
from pipeline.export.values import Value, is_number, number, text

_LEAST, _MOST = -(2**63), 2**63 - 1
"""Integers that SQLite holds."""

_KINDS = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}
"""The column's type by Table Schema's; all else is text."""


def kinds(table: ReleaseTable) -> tuple[str, ...]:
    """A type for every column; TEXT for all of a column where one number does not fit."""
    return tuple(
        _kind(field.type, (row[index] for row in table.rows))
        for index, field in enumerate(table.fields)
    )


def held(value: Value, kind: str) -> str | int | float | None:
    """What the cell holds: numbers in a column of text are text, as in the CSV."""
    if value is None or isinstance(value, str):
        return value
    if kind == "TEXT" or not isinstance(value, bool | int | float | Decimal):
        return text(value)
    exact = number(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _kind(kind: str, values: Iterable[Any]) -> str:
    found = _KINDS.get(kind, "TEXT")
    return found if found == "TEXT" or all(_fits(value) for value in values) else "TEXT"


def _fits(value: Value) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if not is_number(value):
        return False
    exact = number(value)  # type: ignore[arg-type]
    if not exact.is_finite():
        return False
    if exact == exact.to_integral_value():
        return _LEAST <= exact <= _MOST
    return Decimal(repr(float(exact))) == exact
