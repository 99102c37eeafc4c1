"""`multipleOf` of JSON Schema by what is written: as doubles, 0.07 would be no multiple of 0.01."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any


def multiple_of(validator: Any, step: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword, as `jsonschema` calls it."""
    from jsonschema.exceptions import ValidationError

    if validator.is_type(instance, "number") and _written(instance) % _written(step):
        yield ValidationError(f"{instance!r} is not a multiple of {step!r}")


def _written(number: int | float) -> Fraction:
    """The shortest decimal that reads back as a double is what people wrote."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))
