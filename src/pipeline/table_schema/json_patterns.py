"""JSON Schema in bounded time: its patterns are tried by RE2, its references are counted.

Python's `re` takes time without bound on patterns as `(a+)+$`; a schema of somebody else's may
hold one. RE2, which DuckDB has, takes time in proportion to the text, and cannot look around.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pipeline import engine

STEPS = 10_000
"""References that one cell may follow: far more than any real schema needs, a second of work.

Where one cell takes more, the schema is not tried on later ones."""

_CODE_POINT = re.compile(r"\\u(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{4}))")
_VALUES = ("const", "default", "enum", "examples")


class TooMuch(Exception):
    """A schema whose references multiply."""


def unsafe(source: Any) -> str | None:
    """The first pattern of a schema that RE2 cannot read, or None."""
    for pattern in _patterns(source, 0):
        try:
            _search(pattern, "")
        except engine.Error:
            return pattern
    return None


def whole(pattern: str, text: str) -> bool:
    """Does a pattern in RE2's spelling match the whole text."""
    found = _engine().execute("SELECT regexp_full_match(?, ?)", [text, pattern]).fetchone()
    return bool(found and found[0])


@lru_cache(maxsize=1_000)
def readable(pattern: str) -> bool:
    """Can RE2 read a pattern in its spelling; it refuses what would take much memory."""
    try:
        whole(pattern, "")
    except engine.Error:
        return False
    return True


def bounded(kind: Any, source: Any) -> Any:
    """The validator class with keywords of patterns and references that take bounded time."""
    from jsonschema import validators

    left = _Left()
    changed = {
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional(kind),
        "$ref": left.counted(kind.VALIDATORS.get("$ref")),
        "$dynamicRef": left.counted(kind.VALIDATORS.get("$dynamicRef")),
    }
    known = {name: judge for name, judge in changed.items() if name in kind.VALIDATORS}
    made: Any = validators.extend(kind, known)  # type: ignore[no-untyped-call]
    begin = made.iter_errors

    def iter_errors(self: Any, instance: Any, *more: Any) -> Any:
        left.begin(self.schema is source)
        return begin(self, instance, *more)

    made.iter_errors = iter_errors
    return made


class _Left:
    """How many references may still be followed for one cell."""

    def __init__(self) -> None:
        self.steps = STEPS

    def begin(self, outermost: bool) -> None:
        if outermost and self.steps >= 0:
            self.steps = STEPS

    def counted(self, judge: Any) -> Any:
        def follow(validator: Any, *more: Any) -> Iterator[Any]:
            self.steps -= 1
            if self.steps < 0:
                raise TooMuch
            yield from judge(validator, *more) or ()

        return follow


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if validator.is_type(instance, "string") and not _search(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, given: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if not validator.is_type(instance, "object"):
        return
    for pattern, inner in given.items():
        for name, value in instance.items():
            if _search(pattern, name):
                yield from validator.descend(value, inner, path=name, schema_path=pattern)


def _additional(kind: Any) -> Any:
    usual = kind.VALIDATORS.get("additionalProperties")

    def judge(validator: Any, given: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if "patternProperties" not in schema or not validator.is_type(instance, "object"):
            yield from usual(validator, given, instance, schema) or ()
            return
        names = {name for name in instance if _matched(name, schema)}
        others = {name: value for name, value in instance.items() if name not in names}
        plain = {key: value for key, value in schema.items() if key != "patternProperties"}
        yield from usual(validator, given, others, plain) or ()

    return judge


def _matched(name: str, schema: Mapping[str, Any]) -> bool:
    return any(_search(pattern, name) for pattern in schema["patternProperties"])


def _patterns(value: Any, depth: int) -> Iterator[str]:
    if depth > 200:
        return
    if isinstance(value, list):
        for item in value:
            yield from _patterns(item, depth + 1)
    if not isinstance(value, dict):
        return
    if isinstance(value.get("pattern"), str):
        yield value["pattern"]
    if isinstance(value.get("patternProperties"), dict):
        yield from value["patternProperties"]
    for name, part in value.items():
        if name not in _VALUES:
            yield from _patterns(part, depth + 1)


@lru_cache(maxsize=10_000)
def _search(pattern: str, text: str) -> bool:
    spelled = _CODE_POINT.sub(lambda found: f"\\x{{{found[1] or found[2]}}}", pattern)
    found = _engine().execute("SELECT regexp_matches(?, ?)", [text, spelled]).fetchone()
    return bool(found and found[0])


@lru_cache(maxsize=1)
def _engine() -> engine.Connection:
    return engine.connect()
