"""A project as it was at a revision, read from git; only its descriptor, data and schemas."""

import re
import subprocess
from pathlib import Path
from typing import Any

from pipeline import package
from pipeline.errors import ReleaseError
from pipeline.project import Settings
from pipeline.release.version import Version

TAG = "data-v"
"""What the tag of a data release begins with; its version follows."""


def checkout(root: Path, revision: str, into: Path) -> Path:
    """Write the project at a revision into a folder; ReleaseError where git has no such thing."""
    commit = _run(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if commit is None:
        raise ReleaseError(
            f"{revision}: neither a file or folder nor a git revision of {root}; "
            "`git tag` and `git log --oneline` list what can be named"
        )
    name = commit.decode().strip()
    if not _copy(root, name, "datapackage.yaml", into):
        raise ReleaseError(f"{revision}: the project {root} has no datapackage.yaml there")
    for resource in package.listed(into / "datapackage.yaml"):
        for path in _paths(resource, into):
            _copy(root, name, path, into)
    for path in _views(root, name, into):
        _copy(root, name, path, into)
    return into


def releases(root: Path) -> list[tuple[Version, str]]:
    """The tagged data releases of a project, latest first; none where it is not in git."""
    listed = _run(root, "tag", "--list", f"{TAG}*") or b""
    tags = [
        tag for tag in listed.decode(errors="replace").split() if Version.parse(tag[len(TAG) :])
    ]
    return sorted(((Version.of(tag[len(TAG) :]), tag) for tag in tags), reverse=True)


def before(root: Path, version: str) -> str | None:
    """The data release before this version: the highest tagged one that is lower.

    None also where git is not at hand or does not read the folder: an export needs no git.
    """
    known = Version.parse(version)
    try:
        tagged = [found for found, _ in releases(root)]
    except ReleaseError:
        return None
    return next((str(found) for found in tagged if known and found < known), None)


def at_head(root: Path, path: str) -> bytes | None:
    """A file as it was last committed; None where it was not. ReleaseError without git."""
    return _run(root, "cat-file", "blob", f"HEAD:./{path}")


def shallow(root: Path) -> bool:
    """Whether the clone was cut off, so that tags may be missing that others have."""
    return (_run(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def _views(root: Path, commit: str, into: Path) -> list[str]:
    """The files of the views, which are queries over the tables and run in a locked database."""
    found, _ = package.read(into / "datapackage.yaml")
    folder = Settings.from_descriptor(found.descriptor).views
    if package.inside(into, folder):
        return []
    listed = _run(root, "ls-tree", "--name-only", "-z", commit, f"./{folder.rstrip('/')}/") or b""
    names = [name for name in listed.decode(errors="replace").split("\0") if name]
    return [f"{folder}/{Path(name).name}" for name in names if name.endswith(".sql")]


def _paths(resource: dict[str, Any], into: Path) -> list[str]:
    path, schema = resource.get("path"), resource.get("schema")
    listed = [*(path if isinstance(path, list) else [path]), schema]
    return [item for item in listed if isinstance(item, str) and not package.inside(into, item)]


def _copy(root: Path, commit: str, path: str, into: Path) -> bool:
    content = _run(root, "cat-file", "blob", f"{commit}:./{path}")
    if content is None:
        return False
    target = into / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True


def _run(root: Path, *words: str) -> bytes | None:
    """What git says; None where it refuses."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise ReleaseError(
            "git is not installed, and a revision of the project cannot be read without it; "
            "install git, or name a release (its folder or zip) instead"
        ) from None
    if done.returncode and re.search(rb"dubious ownership", done.stderr):
        said = done.stderr.decode(errors="replace").splitlines()[0]
        raise ReleaseError(f"git does not read {root}: {said}")
    return None if done.returncode else done.stdout
