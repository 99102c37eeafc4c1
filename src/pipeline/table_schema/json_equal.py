"""`uniqueItems`, `enum` and `const` of JSON Schema by hashes: each value is looked at once.

`jsonschema` compares every value with every other, which takes time with their square.
"""

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Any


def unique_items(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword, as `jsonschema` calls it."""
    from jsonschema.exceptions import ValidationError

    judged = wanted and validator.is_type(instance, "array")
    if judged and len(set(map(same, instance))) < len(instance):
        yield ValidationError(f"{instance!r} has non-unique elements")


def enum(validator: Any, values: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword, as `jsonschema` calls it."""
    from jsonschema.exceptions import ValidationError

    known, said = _among(_Listed(values))
    if same(instance) not in known:
        yield ValidationError(f"{instance!r} is not one of {said}")


def const(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword, as `jsonschema` calls it."""
    from jsonschema.exceptions import ValidationError

    if same(instance) != same(value):
        yield ValidationError(f"{value!r} was expected")


def same(value: Any) -> Hashable:
    """What equal values of JSON have in common: 1 and 1.0 are equal, true and 1 are not."""
    if isinstance(value, bool):
        return "true" if value else "false", bool
    if isinstance(value, dict):
        return frozenset((name, same(item)) for name, item in value.items())
    if isinstance(value, list):
        return tuple(map(same, value)), list
    return value  # type: ignore[no-any-return]


class _Listed:
    """A list by its identity: that of a schema stays as it is, and is long."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Listed) and other.values is self.values

    def __hash__(self) -> int:
        return id(self.values)


@lru_cache(maxsize=1_000)
def _among(listed: _Listed) -> tuple[frozenset[Hashable], str]:
    return frozenset(map(same, listed.values)), repr(listed.values)
