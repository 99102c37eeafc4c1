"""What a type of the standard is to us: how it reads one cell, in Python and in SQL."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field

Comparison = Callable[[Field, "Spelled", str, Any], str]
Membership = Callable[[Field, "Spelled", Iterable[Any]], str]


@dataclass(frozen=True, slots=True)
class Spelled:
    """The SQL names of one column while it is judged, each NULL where there is nothing to say.

    cell: the text, NULL where missing; good: is it of the type; value: comparable.
    sure: every cell that is given is of the type.
    near: values that are too large for `value` need not be judged, and may be taken for wrong, as
    the table is then judged again: what compares them is long SQL, which takes time to plan.
    """

    cell: str
    good: str
    value: str
    sure: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    """A column type of the typed table, the expression for it, and when all values fit into it."""

    type: str
    value: Callable[[Field, Spelled], str]
    misfit: Callable[[Field, Spelled], str] | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """One type of the standard.

    parse: text → logical value; None where the text is not of the type. The one judgement in
    Python: bounds and categories of schemas are read by it, hints are tried with it.
    primitive: JSON values other than text that stand for a logical value, else None.
    cell: what SQL holds, if it is no text, number, boolean or date → a cell that means it.
    why: what is wrong with a text that is not of the type, where more can be said.
    good, value: SQL over the cell; None where cells are judged in Python by `parse`
    (`in_python`), once per distinct cell. good_of: the same as `good`, over the cell and what
    `value` gives of it, where that saves to ask it twice.
    compare: SQL for `value OP logical value`; `among`: SQL for "is one of these".
    held: logical value → what SQL holds of it where Python judged. ordered: `value OP bound` in
    Python, for types whose order SQL does not know.
    stores: the first that all values fit into is taken; the last has no `misfit`. fitting: the
    same where they depend on the field. keyed: what keys are compared as where not all values fit
    into the first, unless it is the last.
    unlike: SQL: the first store has it equal to a value that it is not equal to, so that keys need
    `keyed` though it fits.
    formats: names of formats; `patterns`: may the format also be a strptime pattern.
    """

    name: str
    noun: str
    expected: Callable[[Field], str]
    parse: Callable[[Field, str], Any]
    good: Callable[[Field, str], str]
    value: Callable[[Field, str], str]
    compare: Comparison
    among: Membership
    stores: tuple[Store, ...]
    primitive: Callable[[Field, Any], Any] = lambda _field, _value: None
    formats: tuple[str, ...] = ("default",)
    patterns: bool = False
    good_of: Callable[[str, str], str] | None = None
    in_python: Callable[[Field], bool] = lambda _: False
    zoned: Callable[[Field, str], str] | None = None
    held: Callable[[Any], Any] = lambda value: value
    ordered: Callable[[Any, str, Any], bool] | None = None
    why: Callable[[Field, str], str | None] = lambda _field, _text: None
    fitting: Callable[[Field], tuple[Store, ...]] | None = None
    keyed: Store | None = None
    unlike: Callable[[Field, Spelled], str] | None = None
    cell: Callable[[Field, Any], Any] = lambda _, value: value

    def told(self, field: Field) -> bool:
        """True where `expected` says all, and the noun nothing more."""
        return self.name == "string" and field.format != "default"

    @property
    def python_store(self) -> str:
        """The SQL type of values that were judged in Python."""
        return self.stores[0].type

    def verdict(self, field: Field, text: str) -> Any:
        """What SQL is told of a cell that Python judges: its value, or None where it is bad."""
        found = self.parse(field, text)
        return None if found is None else self.held(found)

    def stores_of(self, field: Field) -> tuple[Store, ...]:
        """The column types that a field may be stored as."""
        return self.fitting(field) if self.fitting else self.stores


def plain(field: Field, names: Spelled) -> str:
    """The store of types whose comparable value is what is stored."""
    return names.value


def never(_field: Field, _cell: str) -> str:
    """The SQL of types that only Python judges."""
    return "NULL"


def by_literal(literal: Callable[[Any], str]) -> Comparison:
    """Comparison of types all of whose values SQL holds exactly."""
    return lambda _, names, operator, value: f"{names.value} {operator} {literal(value)}"


def in_literals(literal: Callable[[Any], str]) -> Membership:
    """Membership for the same types."""

    def among(_: Field, names: Spelled, values: Iterable[Any]) -> str:
        return f"{names.value} IN ({', '.join(literal(value) for value in values) or 'NULL'})"

    return among


def cast(kind: str) -> Callable[[Any], str]:
    """A literal of a SQL type, from a value whose text SQL reads."""
    return lambda value: f"CAST({sql.text(str(value))} AS {kind})"


def matches(expression: str, pattern: str) -> str:
    """SQL: the whole text matches (RE2)."""
    return f"regexp_full_match({expression}, {sql.text(pattern)})"


def escaped(text: str) -> str:
    """A text spelled for a regular expression, the same for RE2 and Python."""
    return "".join(
        f"\\x{ord(char):02x}" if char.isascii() and not char.isalnum() else char for char in text
    )
