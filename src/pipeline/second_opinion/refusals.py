"""Packages that the standard allows and `frictionless` refuses or falls over, and why."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Field = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. crash: words of the exception, as a regular expression.

    test: a field of a schema that it refuses.
    """

    id: str
    says: str
    crash: str = ""
    test: Callable[[Field], bool] = lambda _: False

    def holds(self, said: str, fields: Iterable[Field]) -> bool:
        """True where this may be why it did not read a package with these fields."""
        return bool(re.search(self.crash, said)) if self.crash else any(map(self.test, fields))


def refused(said: str, fields: Iterable[Field]) -> str | None:
    """The first reason for what it said, or None."""
    listed = list(fields)
    return next((item.says for item in REFUSALS if item.holds(said, listed)), None)


def _constraints(field: Field) -> Field:
    found = field.get("constraints")
    return found if isinstance(found, Mapping) else {}


_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}

REFUSALS = (
    Refusal(
        "crash-unhashable",
        "frictionless crashes where lists or objects are unique, a key, or referred to",
        crash="unhashable type",
    ),
    Refusal(
        "crash-zones",
        "frictionless crashes where a bound names no time zone and a cell does",
        crash="offset-naive and offset-aware",
    ),
    Refusal(
        "crash-pattern",
        "frictionless reads patterns as Python's and crashes where they are XML Schema's",
        crash="bad escape",
    ),
    Refusal(
        "refuses-inline-text",
        "frictionless refuses inline data that are the text of a CSV",
        crash="'array' at property 'data'",
    ),
    Refusal(
        "refuses-list-enum",
        "frictionless refuses `enum` on lists",
        test=lambda field: field.get("type") == "list" and "enum" in _constraints(field),
    ),
    Refusal(
        "refuses-json-schema",
        "frictionless refuses the constraint `jsonSchema`",
        test=lambda field: "jsonSchema" in _constraints(field),
    ),
    Refusal(
        "refuses-duration-bounds",
        "frictionless refuses bounds on durations",
        test=lambda field: (
            field.get("type") == "duration" and bool(_BOUNDS & set(_constraints(field)))
        ),
    ),
    Refusal(
        "refuses-any-enum",
        "frictionless refuses constraints of fields without a type",
        test=lambda field: "type" not in field and "enum" in _constraints(field),
    ),
    Refusal(
        "crash-bad-pattern",
        "frictionless crashes where a pattern is no regular expression",
        crash="unterminated|unbalanced|nothing.to.repeat|multiple.repeat|bad.character.range",
    ),
    Refusal(
        "refuses-descriptor",
        "frictionless reads no table where a property of the descriptor is wrong",
        crash="^(descriptor|property).+is.not.|:.property.+is.not.|is.not.of.type.+at.property",
    ),
)
