"""Descriptors from strangers: read without running anything, in bounded time and memory."""

import json
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from pipeline.descriptor.places import repeated
from pipeline.digits import number
from pipeline.errors import UnreadableError
from pipeline.limits import LIMITS, Limits

_YAML = (".yaml", ".yml")
_NONE = {
    False: "holds no JSON object; a descriptor stands in braces",
    True: "holds no mapping; a descriptor begins with `name: …`",
}
"""What to say of a file that is no descriptor at all: JSON, YAML."""


def load(file: Path, limits: Limits = LIMITS, *, once: bool = True) -> dict[str, Any]:
    """The mapping that a file holds; UnreadableError says in one line why it cannot be read.

    once: refuse JSON in which a key stands twice in an object; else the last one counts.
    """
    try:
        loaded = _parsed(_text(file, limits), file, limits, once)
    except RecursionError as error:
        raise UnreadableError(file, "nested too deeply to be a descriptor") from error
    if not isinstance(loaded, dict):
        raise UnreadableError(file, _NONE[file.suffix.lower() in _YAML])
    if too_deep(loaded, limits.depth):
        raise UnreadableError(
            file, f"nested too deeply to be a descriptor (limit `depth`: {limits.depth})"
        )
    return loaded


def too_deep(value: object, depth: int) -> bool:
    """True where lists and mappings are nested deeper than this."""
    level = [value]
    for _ in range(depth):
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inner += [child for child in item.values() if isinstance(child, dict | list)]
            elif isinstance(item, list):
                inner += [child for child in item if isinstance(child, dict | list)]
        if not inner:
            return False
        level = inner
    return True


def _text(file: Path, limits: Limits) -> str:
    if file.exists() and not file.is_file():  # a pipe would be waited for without end
        raise UnreadableError(file, "is no ordinary file")
    try:
        with file.open("rb") as stream:
            data = stream.read(limits.descriptor + 1)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise UnreadableError(file, f"cannot be read ({said})") from error
    if len(data) > limits.descriptor:
        raise UnreadableError(file, f"longer than {limits.descriptor:,} bytes (limit `descriptor`)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            file, f"not UTF-8 text (byte {error.start}); save it as UTF-8", line
        ) from error


def _parsed(text: str, file: Path, limits: Limits, once: bool) -> Any:
    if file.suffix.lower() in _YAML:
        from pipeline.package import yaml_text  # JSON does without

        try:
            return yaml_text.parse(text, file, limits)
        except ValueError as error:
            why = _digits(error) or f"not YAML: {error}"
            raise UnreadableError(file, why) from error
    try:
        hook = _once if once else None
        return json.loads(
            text, object_pairs_hook=hook, parse_constant=_no_constant, parse_float=number
        )
    except json.JSONDecodeError as error:
        why = f"not JSON: {error.msg}"
        raise UnreadableError(file, why, error.lineno, error.colno) from error
    except ValueError as error:
        why = _digits(error) or f"not JSON: {error}"
        raise UnreadableError(file, why, *_place(text, str(error))) from error


def _place(text: str, said: str) -> tuple[int, int] | tuple[()]:
    """Where the fault is that a reader of JSON tells without a place."""
    if "twice" in said:
        return next((place for _, place in repeated(text)), ())
    wanted = _LONG_NUMBER if "set_int_max_str_digits" in said else _CONSTANT
    found = next((item for item in wanted.finditer(text) if item[1]), None)
    if found is None:
        return ()
    before = text[: found.start()]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)', re.DOTALL)
_LONG_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(-?[0-9]{4300,})', re.DOTALL)
"""Texts are passed over; the group is what is meant."""


def _digits(error: ValueError) -> str | None:
    """What to say of a number that is longer than Python reads (against endless reading)."""
    if "set_int_max_str_digits" not in str(error):
        return None
    return f"a number has more than {sys.get_int_max_str_digits():,} digits (limit `digits`)"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"the key `{key}` stands twice in one object")
            seen.add(key)
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")
