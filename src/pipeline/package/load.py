"""Descriptors from strangers: read without running anything, in bounded time and memory."""

import json
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import ProjectError
from pipeline.limits import LIMITS, Limits

_YAML = (".yaml", ".yml")


def load(file: Path, limits: Limits = LIMITS) -> dict[str, Any]:
    """The mapping that a file holds; ProjectError says in one line why it cannot be read."""
    try:
        loaded = _parsed(_text(file, limits), file, limits)
    except RecursionError as error:
        raise ProjectError(f"{file}: nested too deeply to be a descriptor") from error
    if not isinstance(loaded, dict):
        raise ProjectError(f"{file}: holds no mapping; a descriptor begins with `name: …`")
    if too_deep(loaded, limits.depth):
        raise ProjectError(
            f"{file}: nested too deeply to be a descriptor (limit `depth`: {limits.depth})"
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
    try:
        with file.open("rb") as stream:
            data = stream.read(limits.descriptor + 1)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise ProjectError(f"{file}: cannot be read ({said})") from error
    if len(data) > limits.descriptor:
        raise ProjectError(f"{file}: longer than {limits.descriptor:,} bytes (limit `descriptor`)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"{file}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error


def _parsed(text: str, file: Path, limits: Limits) -> Any:
    if file.suffix.lower() in _YAML:
        from pipeline.package import yaml_text  # JSON does without

        return yaml_text.parse(text, file, limits)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ProjectError(f"{file}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except ValueError as error:
        raise ProjectError(f"{file}: not JSON: {error}") from error


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
