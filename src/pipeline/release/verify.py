"""A release in somebody's hands: its files, its content, its version, and whether it is valid."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.issue import Issue, Layer, Severity
from pipeline.release import files
from pipeline.release.dataset import Dataset
from pipeline.report import Report, Tally, skipped, tally

STAMP = "RELEASE.json"


@dataclass(frozen=True, slots=True)
class Named:
    """What the outside of a release says it is: names of its folder and its zip, as far as known.

    A name that says nothing (of a folder that somebody made) is None.
    """

    folder: str | None = None
    zip: str | None = None


def verify(root: Path, data: Dataset, named: Named, step: Callable[[str], None]) -> Report:
    """Everything that is wrong with a release whose package is read."""
    step("measuring the files")
    name, version = data.package.name, data.package.version
    tallies = [files.check(root, f"{name}-{version}.zip")]
    stamp, trouble = _stamp(root)
    step("checking the tables")
    _ = data.typed
    if trouble:
        tallies.append(tally("release-version", Layer.PACKAGE, [trouble], evaluated=1))
        tallies.append(skipped("content-digest", Layer.PACKAGE, f"{STAMP} cannot be read"))
        return data.report(tallies)
    tallies.append(_versions(root, data, stamp, named))
    step("digesting the content")
    tallies.append(_content(data, stamp))
    return data.report(tallies)


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
        *_outside(data, named),
        *_inside(root, data),
    ]
    return tally("release-version", Layer.PACKAGE, issues, evaluated=5)


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
    counts = stamp.get("rows")
    for name, count in counts.items() if isinstance(counts, dict) else ():
        table = data.read.get(name)
        if table is not None and table.rows != count:
            said = (
                f"`{table.path}` has {table.rows:,} rows, and the release was made with {count:,}"
            )
            yield _issue("release-version", table.path, said, "download the release again")


def _outside(data: Dataset, named: Named) -> Iterator[Issue]:
    wanted = f"{data.package.name}-{data.package.version}"
    for what, given in (("folder", named.folder), ("zip", named.zip)):
        if given is not None and given != wanted and given.startswith(f"{data.package.name}-"):
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
