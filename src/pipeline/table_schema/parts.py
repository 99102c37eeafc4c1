"""What a Table Schema is made of: fields, categories, missing values and foreign keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

EMPTY: Mapping[str, Any] = MappingProxyType({})
"""Shared, because a frozen value cannot own a fresh dict."""


@dataclass(frozen=True, slots=True)
class Category:
    """One allowed value, as the field's type reads it; `custom` holds what else is said of it."""

    value: Any
    label: str | None = None
    custom: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)


@dataclass(frozen=True, slots=True)
class MissingValue:
    """A text that stands for "no value"."""

    value: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How cells of some types are spelled; the defaults are the standard's."""

    decimal_char: str = "."
    group_char: str | None = None
    bare_number: bool = True
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")
    item_type: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    constraints: the standard's names → logical values (`minimum` of a date is a `date`,
    `enum` a tuple); what the standard does not allow has been left out.
    missing_values: the field's own; None where the schema's apply (`Schema.missing`).
    custom: properties that the standard does not know, as they are.
    position: 0-based index among the descriptor's fields.
    """

    name: str
    type: str = "any"
    format: str = "default"
    title: str | None = None
    description: str | None = None
    constraints: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)
    categories: tuple[Category, ...] = ()
    categories_ordered: bool | None = None
    missing_values: tuple[MissingValue, ...] | None = None
    options: Options = field(default_factory=Options)
    custom: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)
    position: int = 0


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A reference; `resource` is None where the table refers to itself.

    position: 0-based index among the descriptor's foreign keys.
    """

    fields: tuple[str, ...]
    resource: str | None
    reference_fields: tuple[str, ...]
    position: int = 0
