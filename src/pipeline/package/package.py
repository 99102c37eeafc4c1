"""The descriptor of a Data Package v2: read it, check it, resolve what it points to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.descriptor import ResourceShape, check, explain, wrong
from pipeline.issue import Issue, Layer
from pipeline.package.limits import LIMITS, Limits
from pipeline.package.load import load
from pipeline.package.resource import Resource, resolve
from pipeline.report import Tally, tally


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


def read(
    file: Path, *, foreign: bool = False, limits: Limits = LIMITS
) -> tuple[Package, list[Tally]]:
    """Read a descriptor, JSON or YAML; ProjectError only where nothing at all can be read.

    `foreign`: the package is somebody else's, and a table of it needs no schema.
    """
    return resolved(load(file, limits), file, foreign=foreign)


def resolved(
    descriptor: Mapping[str, Any], file: Path, *, foreign: bool
) -> tuple[Package, list[Tally]]:
    """The package of a descriptor that was read from `file`, or made up in its place."""
    issues = [*check(descriptor, file.name)]
    resources, found = _resources(descriptor, file, foreign)
    issues += found
    package = Package(file.parent, file.name, descriptor, resources)
    count = len(_list(descriptor.get("resources")))
    tallies = [
        tally(code, Layer.PACKAGE, [i for i in issues if i.code == code], evaluated=count)
        for code in ("descriptor", "unsafe-path", "missing-schema")
    ]
    return package, tallies


def _resources(
    descriptor: Mapping[str, Any], file: Path, foreign: bool
) -> tuple[tuple[Resource, ...], list[Issue]]:
    resources: dict[str, Resource] = {}
    issues: list[Issue] = []
    for number, item in enumerate(_list(descriptor.get("resources"))):
        try:
            ResourceShape.model_validate(item)
        except ValidationError as error:
            issues += explain(error, file.name, ("resources", number))
            continue
        if item["name"] in resources:
            pointer = f"/resources/{number}/name"
            issues.append(wrong(file.name, pointer, f"two resources are named `{item['name']}`"))
            continue
        resource, found = resolve(item, number, file, schema_needed=not foreign)
        issues += found
        if resource:
            resources[resource.name] = resource
    return tuple(resources.values()), issues


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
