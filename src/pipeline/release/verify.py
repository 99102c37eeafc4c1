"""A release in somebody's hands: its files, its content, its version, and whether it is valid."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.checks import INCOMPLETE
from pipeline.issue import Issue, Layer, Severity
from pipeline.provenance import Source
from pipeline.release import files
from pipeline.release.dataset import Dataset
from pipeline.report import Report, Tally, skipped, tally
from pipeline.tables.gather import intact

STAMP, REPORT = "RELEASE.json", "report.json"

Artefacts = Callable[[str | None, set[str]], Tally]
"""Holds the other artefacts against the tables: gets the tool's version and the wrong paths."""

_OF_TABLES = ("content-digest", "byte-count", "hash-count")

_MARKS = re.compile(r"-only$| ?\([0-9]+\)$| - (Copy|副本)$")
"""What an export of some artefacts, or a browser that has the file already, adds to a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the outside of a release says it is: names of its folder and its zip, as far as known.

    A name that says nothing (of a folder that somebody made) is None.
    """

    folder: str | None = None
    zip: str | None = None


def verify(
    root: Path, data: Dataset, named: Named, artefacts: Artefacts, step: Callable[[str], None]
) -> Report:
    """Everything that is wrong with a release whose package is read."""
    step("measuring the files")
    name, version = data.package.name, data.package.version
    tallies = [files.check(root, f"{name}-{version}.zip")]
    known = {issue.path for issue in tallies[0].issues if issue.path}
    tallies += _intact(root, data, known)
    stamp, trouble = _stamp(root)
    step("checking the tables")
    _ = data.typed
    if trouble:
        tallies.append(tally("release-version", Layer.PACKAGE, [trouble], evaluated=1))
        tallies.append(skipped("content-digest", Layer.PACKAGE, f"{STAMP} cannot be read"))
        return data.report(tallies)
    tallies.append(_versions(root, data, stamp, named))
    tallies += _complete(root, data, known)
    step("digesting the content")
    tallies.append(_content(data, stamp))
    step("reading the other artefacts")
    tallies.append(_artefacts(artefacts, tallies, stamp, known))
    return data.report(tallies)


def _intact(root: Path, data: Dataset, known: set[str]) -> Iterator[Tally]:
    """The files of tables as their own descriptor measured them, but for those told already."""
    for resource in data.package.resources:
        if not known & set(resource.paths):
            yield from intact(resource, root, data.package.path)


def _artefacts(
    artefacts: Artefacts, before: list[Tally], stamp: dict[str, Any], known: set[str]
) -> Tally:
    """Where the tables are not what they were, all else differs from them: that is told once."""
    if any(item.failed for item in before if item.code in _OF_TABLES):
        because = "the tables are not those of the release"
        return skipped("release-artefact", Layer.PACKAGE, because)
    tool = stamp.get("tool")
    return artefacts(str(tool.get("version")) if isinstance(tool, dict) else None, known)


def _stamp(root: Path) -> tuple[dict[str, Any], Issue | None]:
    try:
        found = json.loads((root / STAMP).read_bytes())
    except (OSError, ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found, None
    hint = "download the release again; releases made before there was this file have no digest"
    return {}, _issue("release-version", STAMP, f"`{STAMP}` is missing or cannot be read", hint)


def _content(data: Dataset, stamp: dict[str, Any]) -> Tally:
    broken = [name for name in data.package.declared if name not in data.typed]
    if broken:
        because = f"`{broken[0]}` cannot be read, so the content cannot be computed"
        return skipped("content-digest", Layer.PACKAGE, because)
    digest, said = f"sha256:{data.digest()}", stamp.get("content")
    issues = []
    if digest != said:
        what = f"the content is not that of the release: its digest is {digest}, not {said}"
        hint = "data, schemas or metadata were changed; download the release again"
        issues.append(_issue("content-digest", STAMP, what, hint))
    return tally("content-digest", Layer.PACKAGE, issues, evaluated=1)


def _versions(root: Path, data: Dataset, stamp: dict[str, Any], named: Named) -> Tally:
    issues = [
        *_stamped(data, stamp),
        *_rows(data, stamp),
        *_sources(data, stamp),
        *_outside(data, named),
        *_inside(root, data),
    ]
    return tally("release-version", Layer.PACKAGE, issues, evaluated=6)


def _stamped(data: Dataset, stamp: dict[str, Any]) -> Iterator[Issue]:
    for key, declared in (("name", data.package.name), ("version", data.package.version)):
        if stamp.get(key) != declared:
            said = (
                f"`{data.package.path}` says {key} {declared}, and `{STAMP}` says {stamp.get(key)}"
            )
            hint = (
                f"one of them was edited; download the release again, or export it with this {key}"
            )
            yield _issue("release-version", data.package.path, said, hint)


def _rows(data: Dataset, stamp: dict[str, Any]) -> Iterator[Issue]:
    given = stamp.get("rows")
    counts = given if isinstance(given, dict) else {}
    for name, table in data.read.items():
        if table.rows != counts.get(name):
            made = counts.get(name, "no such table")
            said = f"`{table.path}` has {table.rows:,} rows, and the release was made with {made}"
            yield _issue("release-version", table.path, said, "download the release again")


def _sources(data: Dataset, stamp: dict[str, Any]) -> Iterator[Issue]:
    table = data.read.get(Source.TABLE.name)
    wanted = ("source_id", "file_name", "sha256")
    if table is None or not set(wanted) <= set(table.columns):
        return
    found = data.con.execute(f"SELECT {', '.join(wanted)} FROM {table.sql} ORDER BY _row")
    listed = [dict(zip(wanted, row, strict=True)) for row in found.fetchall()]
    if stamp.get("sources") != listed:
        said = f"`{STAMP}` names other source texts than `{table.path}`"
        yield _issue("release-version", STAMP, said, "download the release again")


def _complete(root: Path, data: Dataset, known: set[str]) -> Iterator[Tally]:
    """The rows of a release beside those that were read when it was made, where its report says."""
    try:
        tables = json.loads((root / REPORT).read_bytes())["tables"]
        told = {str(item["name"]): (item["rows"], item["valid"]) for item in tables}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return  # a release of some artefacts has none; one that was changed is told by its sum
    if REPORT not in known:
        issues = [issue for name in told for issue in _lacking(name, *told[name], data)]
        yield tally(INCOMPLETE, Layer.PACKAGE, issues, evaluated=len(told))


def _lacking(name: str, rows: object, valid: object, data: Dataset) -> Iterator[Issue]:
    table = data.read.get(name)
    path = table.path if table else REPORT
    if name not in data.package.declared or (table and table.rows != rows):
        held = f"{table.rows:,}" if table else "none"
        count = f"{rows:,}" if isinstance(rows, int) else rows
        said = f"of `{name}` {count} rows were read by `{REPORT}`, and the release has {held}"
    elif valid is not True:
        said = f"`{REPORT}` says that `{name}` had errors when the release was made"
    else:
        return
    hint = "do not rely on it: ask whoever published it for a release that is whole"
    yield _issue(INCOMPLETE, path, said, hint)


def _outside(data: Dataset, named: Named) -> Iterator[Issue]:
    wanted = f"{data.package.name}-{data.package.version}"
    for what, given in (("folder", named.folder), ("zip", named.zip)):
        plain = _MARKS.sub("", given) if given else wanted
        if given and plain != wanted and plain.startswith(f"{data.package.name}-"):
            said = f"the {what} is called `{given}`, and holds {wanted}"
            hint = f"rename it to `{wanted}`, or download the version that you meant"
            yield _issue("release-version", given, said, hint)


def _inside(root: Path, data: Dataset) -> Iterator[Issue]:
    """Artefacts at the top carry the name of the package."""
    for suffix in ("xlsx", "sqlite"):
        for file in sorted(root.glob(f"*.{suffix}")):
            if file.stem != data.package.name:
                said = f"`{file.name}` does not bear the name of the package, {data.package.name}"
                hint = "restore the name that it came with"
                yield _issue("release-version", file.name, said, hint)


def _issue(code: str, path: str, message: str, hint: str) -> Issue:
    return Issue(
        code=code,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        path=path,
    )
