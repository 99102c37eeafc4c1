"""YAML from strangers, as strict as JSON: every key once, dates stay text, aliases are counted."""

from pathlib import Path
from typing import Any

import yaml

from pipeline.digits import number
from pipeline.errors import UnreadableError
from pipeline.limits import Limits


def parse(text: str, file: Path, limits: Limits) -> Any:
    """What a text holds; UnreadableError says in one line why it cannot be read.

    ValueError where it has the form of a value and is none.
    """
    try:
        return _yaml(text, file, limits)
    except yaml.YAMLError as error:
        raise UnreadableError(file, f"not YAML: {_why(error)}", *_where(error)) from error


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


def _float(loader: _Loader, node: yaml.ScalarNode) -> float:
    plain: float = yaml.SafeLoader.construct_yaml_float(loader, node)
    try:
        found = number(str(node.value).replace("_", ""))
    except ValueError:  # `.inf`, or minutes and seconds
        return plain
    return found


_Loader.add_constructor("tag:yaml.org,2002:float", _float)


def _yaml(text: str, file: Path, limits: Limits) -> Any:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _size(node, {}) > limits.nodes:
            raise UnreadableError(
                file, f"its aliases unfold to more than {limits.nodes:,} values (limit `nodes`)"
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


def _where(error: Exception) -> tuple[int, int] | tuple[()]:
    mark = getattr(error, "problem_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else ()


def _why(error: Exception) -> str:
    said = str(error).splitlines()
    problem = getattr(error, "problem", None) or (said[0] if said else "it cannot be read")
    return f"{problem}; check indentation, colons and quotes there"
