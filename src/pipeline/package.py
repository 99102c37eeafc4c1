"""The descriptor of a Data Package v2: read it, check it, resolve what it points to."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from pipeline.descriptor import CODES, blocked, check, placed, unsafe, wrong
from pipeline.dialect import Dialect
from pipeline.errors import ProjectError
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Tally, tally

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource as the descriptor declares it; `schema` is resolved, or None."""

    name: str
    paths: tuple[str, ...]
    descriptor: Mapping[str, Any]
    schema: Mapping[str, Any] | None
    schema_path: str | None
    encoding: str
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class Package:
    """A descriptor with its folder; resources that could not be understood are left out."""

    root: Path
    path: str
    descriptor: Mapping[str, Any]
    resources: tuple[Resource, ...]

    @property
    def name(self) -> str | None:
        """The package's name, if it has one."""
        return _text(self.descriptor.get("name"))

    @property
    def declared(self) -> tuple[str, ...]:
        """The names of all resources that the descriptor lists, usable or not."""
        listed = _list(self.descriptor.get("resources"))
        names = (item.get("name") for item in listed if isinstance(item, dict))
        return tuple(name for name in names if isinstance(name, str))

    @property
    def version(self) -> str | None:
        """The data's version, if declared."""
        return _text(self.descriptor.get("version"))


def read(file: Path) -> tuple[Package, list[Tally]]:
    """Read a descriptor, JSON or YAML; ProjectError only where nothing at all can be read."""
    descriptor = _load(file)
    issues = check(descriptor, file.name)
    resources, found = _resources(descriptor, file, issues)
    issues = placed([*issues, *found], lambda path: text_of(file.parent / path))
    package = Package(file.parent, file.name, descriptor, resources)
    listed = descriptor.get("resources")
    count = len(listed) if isinstance(listed, list) else 0
    return package, tallied(issues, (*CODES, "missing-schema"), count)


def tallied(issues: list[Issue], codes: Iterable[str], evaluated: int) -> list[Tally]:
    """One tally a code, and one more for each other severity that it was found with."""
    found = []
    for code in codes:
        for severity in Severity:
            kept = [i for i in issues if i.code == code and i.severity is severity]
            if kept or severity is Severity.ERROR:
                found.append(
                    tally(code, Layer.PACKAGE, kept, severity=severity, evaluated=evaluated)
                )
    return found


def text_of(file: Path) -> str | None:
    """The text of a descriptor or schema, None where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None


def inside(root: Path, path: str) -> str | None:
    """Why a path must not be followed, or None where it stays inside the package."""
    parts = PurePosixPath(path).parts
    if _REMOTE.match(path):
        return "it is a URL, and remote files are not read"
    if "\\" in path or PurePosixPath(path).is_absolute() or re.match(r"[A-Za-z]:", path):
        return "it is absolute, or uses backslashes"
    if ".." in parts:
        return "it leads out of the package with `..`"
    if any(part.startswith(".") for part in parts):
        return "it is hidden (a part begins with a dot)"
    try:
        stays = (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return "it is a link that leads to itself"
    return None if stays else "it is a link that leads out of the package"


class _Loader(yaml.SafeLoader):
    """YAML as JSON would have it: dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[object] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(
                problem=f"the key `{key.value}` stands twice", problem_mark=key.start_mark
            )
        seen.add(key.value)
    loader.flatten_mapping(node)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _load(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        loaded = json.loads(text) if file.suffix == ".json" else yaml.load(text, Loader=_Loader)
    except OSError as error:
        raise ProjectError(f"{file}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ProjectError(f"{file}: not UTF-8 text (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise ProjectError(f"{file}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except yaml.YAMLError as error:
        raise ProjectError(f"{file}{_where(error)}: not YAML: {_why(error)}") from error
    except RecursionError as error:
        raise ProjectError(f"{file}: nested too deeply to be a descriptor") from error
    if not isinstance(loaded, dict):
        raise ProjectError(f"{file}: holds no mapping; a descriptor begins with `name: …`")
    return loaded


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def _why(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{problem}; check indentation, colons and quotes there"


def _resources(
    descriptor: Mapping[str, Any], file: Path, known: list[Issue]
) -> tuple[tuple[Resource, ...], list[Issue]]:
    resources: dict[str, Resource] = {}
    issues: list[Issue] = []
    for number, item in enumerate(_list(descriptor.get("resources"))):
        if blocked(known, number):
            continue
        resource, found = _resource(item, number, file)
        issues += found
        if resource:
            resources[resource.name] = resource
    return tuple(resources.values()), issues


def _resource(
    item: Mapping[str, Any], number: int, file: Path
) -> tuple[Resource | None, list[Issue]]:
    name, path, pointer = item["name"], item.get("path"), f"/resources/{number}"
    paths = tuple(path) if isinstance(path, list) else (path,) if path else ()
    if len(paths) != 1:
        said = f"resource `{name}` has no path" if not paths else "a path of several parts"
        return None, [wrong(file.name, f"{pointer}/path", f"{said}: not supported yet")]
    refused = inside(file.parent, paths[0])
    if refused:
        return None, [_unsafe(file.name, f"{pointer}/path", name, paths[0], refused)]
    dialect = item.get("dialect") or {}
    try:
        spelt = Dialect.from_descriptor(
            dialect if isinstance(dialect, dict) else {"header": dialect}
        )
    except ValueError as error:
        said = f"the dialect of `{name}` cannot be read: {error}"
        return None, [wrong(file.name, f"{pointer}/dialect", said)]
    schema, schema_path, issues = _schema(item, name, pointer, file)
    encoding = item.get("encoding") or "utf-8"
    return Resource(name, paths, item, schema, schema_path, encoding, spelt), issues


def _schema(
    item: Mapping[str, Any], name: str, pointer: str, file: Path
) -> tuple[Mapping[str, Any] | None, str | None, list[Issue]]:
    schema = item.get("schema")
    if isinstance(schema, dict):
        return schema, None, []
    if schema is not None and not isinstance(schema, str):
        return None, None, []
    if schema is None:
        return None, None, [_no_schema(file.name, f"{pointer}/schema", name, "it names none")]
    refused = inside(file.parent, schema)
    if refused:
        known = unsafe(schema) is not None
        unread = [_unsafe(file.name, f"{pointer}/schema", name, schema, refused)]
        return None, schema, [] if known else unread
    try:
        loaded = json.loads((file.parent / schema).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None, schema, [_no_schema(schema, None, name, f"there is no file `{schema}`")]
    except OSError as error:
        said = f"`{schema}` cannot be read ({error.strerror or error})"
        return None, schema, [_no_schema(schema, None, name, said)]
    except (ValueError, RecursionError) as error:
        return None, schema, [_no_schema(schema, None, name, f"`{schema}` is not JSON: {error}")]
    if not isinstance(loaded, dict):
        return None, schema, [_no_schema(schema, None, name, f"`{schema}` holds no JSON object")]
    return loaded, schema, []


def _unsafe(file: str, pointer: str, name: str, path: str, why: str) -> Issue:
    return Issue(
        code="unsafe-path",
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=f"`{path}` of resource `{name}` is not followed: {why}",
        hint="move the file into the package and give its path relative to the descriptor",
        resource=name,
        path=file,
        pointer=pointer,
        value=path,
    )


def _no_schema(path: str, pointer: str | None, name: str, why: str) -> Issue:
    return Issue(
        code="missing-schema",
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=f"table `{name}` cannot be checked: {why}",
        hint="run `pipeline schemas` to compile it, or correct the path in the descriptor",
        resource=name,
        path=path,
        pointer=pointer,
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
