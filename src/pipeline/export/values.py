"""One typed value: its canonical spelling, and when two values are the same."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | int | float | Decimal | bool | date | datetime | time | None


def text(value: Value, kind: str = "any") -> str:
    """The canonical spelling, as Table Schema reads it by default; empty for None.

    kind: the field's type, which matters for years: they have four digits at least.
    """
    match value:
        case None:
            return ""
        case str():
            return str(value)
        case bool():
            return "true" if value else "false"
        case int() if kind == "year":
            return f"{'-' if value < 0 else ''}{abs(value):04d}"
        case int() | float() | Decimal():
            return _plain(number(value))
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
    raise TypeError(f"a release cannot hold a {type(value).__name__}")


def number(value: int | float | Decimal) -> Decimal:
    """The number exactly as it is printed: 0.1 is one tenth, not its binary neighbour."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def is_number(value: object) -> bool:
    """True for numbers; a boolean is none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def parse(cell: str, like: Value) -> Value:
    """What a cell of a CSV file says, read as a value of the same type as `like`.

    Raises ValueError or ArithmeticError where the cell says no such value.
    """
    if cell == "":
        return None
    match like:
        case None | str():
            return cell
        case bool():
            return {"true": True, "false": False}.get(cell, cell)
        case int() | float() | Decimal():
            return Decimal(cell)
        case datetime():
            return datetime.fromisoformat(cell)
        case date():
            return date.fromisoformat(cell)
        case time():
            return time.fromisoformat(cell)


def same(left: Value, right: Value) -> bool:
    """True where both say the same: 35 is 35.0, but `1` is not true and `'1'` is not 1."""
    if is_number(left) and is_number(right):
        one, other = number(left), number(right)  # type: ignore[arg-type]
        return one == other or (one.is_nan() and other.is_nan())
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return type(left) is type(right) and left == right


def _plain(value: Decimal) -> str:
    if value.is_nan():
        return "NaN"
    if value.is_infinite():
        return "INF" if value > 0 else "-INF"
    spelled = format(value, "f")
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    return "0" if spelled == "-0" else spelled
