"""The descriptor of a Data Package v2: read it, check it, resolve what it points to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.descriptor import CODES, LIMIT, blocked, check, is_v1, placed
from pipeline.descriptor.places import repeated
from pipeline.issue import Issue, Layer, Severity
from pipeline.limits import LIMITS, Limits
from pipeline.package.load import load
from pipeline.package.resource import resolve
from pipeline.report import Tally, tally
from pipeline.resource import Resource


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
    package, tallies = resolved(load(file, limits, once=not foreign), file, foreign=foreign)
    twice = list(_repeated(file)) if foreign and file.suffix.lower() == ".json" else []
    return package, [*tallies, *tallied(twice, ("descriptor",), 1)] if twice else tallies


def _repeated(file: Path) -> Iterator[Issue]:
    """RFC 8259 says that names should be unique, and that readers differ where they are not."""
    seen: set[str] = set()
    for pointer, (line, column) in repeated(text_of(file) or ""):
        name = pointer.rpartition("/")[2]
        if not any(pointer.startswith(f"{above}/") for above in seen):
            yield Issue(
                code="descriptor",
                layer=Layer.PACKAGE,
                severity=Severity.WARNING,
                message=f"the key `{name}` stands twice in one object; the last one is read",
                hint="delete one of the two: programs differ in which they read",
                path=file.name,
                pointer=pointer,
                line=line,
                column=column,
            )
        seen.add(pointer)


def resolved(
    descriptor: Mapping[str, Any], file: Path, *, foreign: bool
) -> tuple[Package, list[Tally]]:
    """The package of a descriptor that was read from `file`, or made up in its place."""
    issues = check(descriptor, file.name)
    resources, found = _resources(descriptor, file, foreign, issues)
    issues = placed([*issues, *found], lambda path: text_of(file.parent / path))
    package = Package(file.parent, file.name, descriptor, resources)
    count = len(_list(descriptor.get("resources")))
    return package, tallied(issues, (*CODES, "missing-schema"), count)


def tallied(issues: list[Issue], codes: Iterable[str], evaluated: int) -> list[Tally]:
    """One tally a code, and one more for each other severity that it was found with."""
    found = []
    limited = [LIMIT] if any(issue.code == LIMIT for issue in issues) else []
    for code in [*codes, *limited]:
        for severity in Severity:
            kept = [i for i in issues if i.code == code and i.severity is severity]
            if kept or (severity is Severity.ERROR and code != LIMIT):
                found.append(
                    tally(code, Layer.PACKAGE, kept, severity=severity, evaluated=evaluated)
                )
    return found


def text_of(file: Path) -> str | None:
    """The text of a descriptor or schema, None where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig") if file.is_file() else None
    except (OSError, ValueError):
        return None


def listed(file: Path) -> list[dict[str, Any]]:
    """The resources of a descriptor as they stand there, unchecked."""
    return [item for item in _list(load(file).get("resources")) if isinstance(item, dict)]


def _resources(
    descriptor: Mapping[str, Any], file: Path, foreign: bool, known: list[Issue]
) -> tuple[tuple[Resource, ...], list[Issue]]:
    """`known` is wrong already: a resource that cannot be read for it is left out."""
    resources: dict[str, Resource] = {}
    issues: list[Issue] = []
    v1 = is_v1(descriptor)
    for number, item in enumerate(_list(descriptor.get("resources"))):
        if blocked(known, number):
            continue
        resource, found = resolve(item, number, file, schema_needed=not foreign, v1=v1)
        known_files = {_alike(issue) for issue in issues if issue.path != file.name}
        issues += [issue for issue in found if _alike(issue) not in known_files]
        if resource:
            resources[resource.name] = resource
    return tuple(resources.values()), issues


def _alike(issue: Issue) -> tuple[object, ...]:
    """What issues have in common that are of one place in a file that several resources share."""
    return issue.code, issue.path, issue.pointer, issue.message


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
