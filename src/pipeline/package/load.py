"""JSON and YAML from strangers: read without running anything, in bounded time and memory."""

import json
from pathlib import Path
from typing import Any, NoReturn

import yaml

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
        try:
            return _yaml(text, file, limits)
        except (yaml.YAMLError, ValueError) as error:
            raise ProjectError(f"{file}{_where(error)}: not YAML: {_why(error)}") from error
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


class _Loader(yaml.SafeLoader):
    """YAML as JSON would have it: dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[object] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="a key is no text", problem_mark=key.start_mark)
        if key.value in seen:
            raise yaml.MarkedYAMLError(
                problem=f"the key `{key.value}` stands twice", problem_mark=key.start_mark
            )
        seen.add(key.value)
    loader.flatten_mapping(node)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _yaml(text: str, file: Path, limits: Limits) -> Any:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _size(node, {}) > limits.nodes:
            raise ProjectError(
                f"{file}: its aliases unfold to more than {limits.nodes:,} values (limit `nodes`)"
            )
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node is, its aliases unfolded; one that holds itself is refused."""
    found = known.get(id(node))
    if found == 0:
        raise yaml.MarkedYAMLError(
            problem="an alias stands inside what it names", problem_mark=node.start_mark
        )
    if found is None:
        known[id(node)] = 0
        children = []
        if isinstance(node, yaml.SequenceNode):
            children = node.value
        elif isinstance(node, yaml.MappingNode):
            children = [part for pair in node.value for part in pair]
        found = known[id(node)] = 1 + sum(_size(child, known) for child in children)
    return found


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def _why(error: Exception) -> str:
    said = str(error).splitlines()
    problem = getattr(error, "problem", None) or (said[0] if said else "it cannot be read")
    return f"{problem}; check indentation, colons and quotes there"
