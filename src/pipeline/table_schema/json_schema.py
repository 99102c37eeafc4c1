"""The constraint `jsonSchema`: read without looking anywhere else, judged by `jsonschema`."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.table_schema import json_equal, json_numbers, json_patterns
from pipeline.table_schema.types.json_text import NotJson, read


class BadSchema(ValueError):
    """Why an object is not a JSON Schema that can be used."""


class UntriedSchema(ValueError):
    """Why a JSON Schema is not tried, though it is one."""


_OURS = {
    "multipleOf": json_numbers.multiple_of,
    "uniqueItems": json_equal.unique_items,
    "enum": json_equal.enum,
    "const": json_equal.const,
}
"""Keywords that are judged exactly, and in time that grows with what they look at."""


def compiled(source: dict[str, Any]) -> Callable[[str], str | None]:
    """A JSON Schema as a function of a cell: what is wrong with it, or None.

    Raises BadSchema, or UntriedSchema.
    """
    import referencing
    from jsonschema import exceptions
    from jsonschema.validators import extend, validator_for

    kind = validator_for(source)
    try:
        kind.check_schema(source)
    except exceptions.SchemaError as error:
        where = "/".join(str(part) for part in error.absolute_path)
        raise BadSchema(
            f"at `{where}`: {error.message[:200]}" if where else error.message
        ) from None
    except RecursionError:
        raise UntriedSchema("it is nested too deeply") from None
    _patterns(source)
    known = {name: judge for name, judge in _OURS.items() if name in kind.VALIDATORS}
    exact: Any = extend(kind, known)  # type: ignore[no-untyped-call]
    safe = json_patterns.bounded(exact, source)
    validator = safe(source, registry=referencing.Registry())  # an empty one: no network
    _try(validator, source)

    def complaint(text: str) -> str | None:
        try:
            error = exceptions.best_match(validator.iter_errors(read(text)))
        except NotJson as bad:
            return str(bad)
        except RecursionError:
            return "it is nested too deeply to be judged"
        except json_patterns.TooMuch:
            return "its references take too many steps to be judged"
        return None if error is None else _said(error)

    return complaint


def _patterns(source: dict[str, Any]) -> None:
    unsafe = json_patterns.unsafe(source)
    if unsafe is None:
        return
    try:
        re.compile(unsafe)
    except (re.error, OverflowError, RecursionError):
        raise BadSchema(f"its pattern `{unsafe[:80]}` is none") from None
    raise UntriedSchema(f"its pattern `{unsafe[:80]}` looks around or back, or is too large")


def _try(validator: Any, source: dict[str, Any]) -> None:
    """References that lead nowhere, or round and round, show before there is a cell."""
    from referencing.exceptions import Unresolvable

    for name in _references(source, 0):
        try:
            validator._resolver.lookup(name)
        except (Unresolvable, ValueError):
            if name.startswith("#"):
                raise BadSchema(f"its `$ref` {name[:80]} leads nowhere") from None
            said = f"its `$ref` {name[:80]} leads out of it, where this tool never looks"
            raise UntriedSchema(said) from None
    samples: tuple[Any, ...] = ({}, [])
    for sample in samples:
        try:
            list(validator.iter_errors(sample))
        except RecursionError:
            raise BadSchema("its references go round in a circle") from None
        except json_patterns.TooMuch:
            raise UntriedSchema("its references take too many steps") from None
        except Exception as error:  # a pattern that is none, a `$ref` under another `$id`
            raise BadSchema(f"it cannot be used: {str(error)[:200]}") from None


def _references(value: Any, depth: int) -> Iterator[str]:
    if depth > 200 or (isinstance(value, dict) and "$id" in value and depth):
        return  # another base: `_try` finds the worst of it
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _references(part, depth + 1)


def _said(error: Any) -> str:
    where = "/".join(str(part) for part in error.absolute_path)
    return f"{error.message[:200]}" + (f", at `{where}`" if where else "")
