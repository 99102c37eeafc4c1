"""What a person names, a descriptor, a folder, an archive or a table, opened as a package."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dialect import Dialect
from pipeline.errors import ProjectError, UnreadableError
from pipeline.issue import Issue, Layer, Severity
from pipeline.limits import LIMITS, Limits
from pipeline.package.archive import DESCRIPTORS, TooMuch, descriptor, unpack
from pipeline.package.formats import DELIMITED, extension
from pipeline.package.load import load
from pipeline.package.package import Package, read
from pipeline.report import Tally, tally
from pipeline.resource import Resource

_OURS = ("models.py", "rules")


@dataclass(frozen=True, slots=True)
class Opened:
    """A package as far as it could be opened, and what was found on the way."""

    package: Package | None
    tallies: list[Tally]


def is_project(target: Path) -> bool:
    """True where a project is meant: a folder, unless it holds only another's descriptor."""
    if target.exists() and not target.is_dir():
        return False
    return (target / "datapackage.yaml").is_file() or not (target / DESCRIPTORS[0]).exists()


def is_project_descriptor(target: Path) -> bool:
    """True for a `datapackage.yaml` beside the models or rules of a project."""
    beside = target.name == "datapackage.yaml" and target.is_file()
    return beside and any((target.parent / "schemas" / name).exists() for name in _OURS)


def described(target: Path) -> Path:
    """The descriptor in a folder; any other target itself."""
    named = ((target / name) for name in DESCRIPTORS)
    return next((file for file in named if file.exists()), target)


def unpacked(target: Path, scratch: Path, limits: Limits = LIMITS) -> Path | None:
    """A file that other programs can read: the descriptor of a folder or of a zipped package.

    None where a zip holds no package that can be unpacked; a table is itself.
    """
    if target.is_dir() or not _is_archive(target):
        return described(target)
    try:
        return None if unpack(target, scratch, limits) else descriptor(scratch)
    except (ProjectError, TooMuch):
        return None


def _is_archive(target: Path) -> bool:
    kind, packing = extension(target.name)
    return packing == "zip" and kind not in DELIMITED


def open_target(
    target: Path, schema: Path | None, scratch: Path, limits: Limits = LIMITS
) -> Opened:
    """Open a package of somebody else's: read as data, nothing of it is ever run.

    Raises ProjectError where there is nothing, or where `schema` cannot be what it should be.
    """
    if not target.exists():
        raise ProjectError(f"{target}: there is no such file or folder")
    kind, packing = extension(target.name)
    if target.is_dir():
        file = described(target)
        if file == target:
            raise ProjectError(f"{target}: no package here (no datapackage.json or .yaml)")
        target, kind = file, file.suffix.removeprefix(".")
    if not target.is_file():
        raise ProjectError(f"{target}: is no ordinary file")
    packed = _is_archive(target)
    if schema and (packed or kind in ("json", "yaml", "yml")):
        raise ProjectError(f"--schema goes with a single CSV or TSV; {target.name} has its own")
    try:
        if packed:
            return _archive(target, scratch, limits)
        if kind in ("json", "yaml", "yml") and not packing:
            return _descriptor(target, limits)
    except TooMuch as error:
        return _stopped("limit-reached", f"{target.name} is not read: {error}", target.name)
    if kind not in DELIMITED:
        raise ProjectError(
            f"{target}: is no package (datapackage.json, .yaml, a zip of it) and no CSV or TSV"
        )
    return Opened(_single(target, kind, packing, schema, limits), [])


def _archive(target: Path, scratch: Path, limits: Limits) -> Opened:
    folder = scratch / "archive"
    folder.mkdir()
    try:
        issues = unpack(target, folder, limits)
    except ProjectError as error:
        return _stopped("descriptor", str(error), target.name)
    found = tally("unsafe-path", Layer.PACKAGE, issues, evaluated=len(issues))
    file = descriptor(folder)
    if file is None:
        said = f"{target.name} holds no datapackage.json, neither at its root nor in one folder"
        stopped = _stopped("descriptor", said, target.name)
        return Opened(None, [found, *stopped.tallies])
    opened = _descriptor(file, limits)
    return Opened(opened.package, [found, *opened.tallies])


def _descriptor(file: Path, limits: Limits) -> Opened:
    try:
        away = not file.resolve().is_relative_to(file.parent.resolve())
    except (OSError, RuntimeError):
        away = True
    if away:
        said = f"`{file.name}` is a link that leads out of its folder, and is not followed"
        return _stopped("unsafe-path", said, file.name)
    try:
        package, tallies = read(file, foreign=True, limits=limits)
    except UnreadableError as error:
        code = "limit-reached" if "(limit `" in error.why else "descriptor"
        return _stopped(code, error.why, file.name, error.line, error.column)
    return Opened(package, tallies)


def _single(file: Path, kind: str, packing: str, schema: Path | None, limits: Limits) -> Package:
    loaded: dict[str, Any] | None = load(schema, limits) if schema else None
    name = file.name.partition(".")[0] or file.name
    entry = {"name": name, "path": file.name}
    resource = Resource(
        name=name,
        paths=(file.name,),
        descriptor=entry,
        schema=loaded,
        schema_path=_beside(schema, file.parent) if schema else None,
        encoding="utf-8",
        dialect=Dialect(delimiter=DELIMITED[kind]),
        packing=(packing,),
        detect=True,
    )
    listed = {"name": file.name, "resources": [entry]}
    return Package(file.parent, file.name, listed, (resource,))


def _beside(schema: Path, folder: Path) -> str:
    """Its path seen from the table's folder; on another drive, as it was given."""
    try:
        return os.path.relpath(schema.absolute(), folder.absolute()).replace(os.sep, "/")
    except ValueError:
        return str(schema.absolute())


def _stopped(
    code: str, said: str, path: str, line: int | None = None, column: int | None = None
) -> Opened:
    issue = Issue(
        code=code,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=said,
        hint="nothing of the package can be checked before this is mended",
        path=path,
        line=line,
        column=column,
        pointer="",
    )
    return Opened(None, [tally(code, Layer.PACKAGE, [issue], evaluated=1)])
