"""Names that become files: what a release refuses before it writes anything."""

import re
from collections.abc import Callable, Iterable

from pipeline.errors import ExportError
from pipeline.export.release import Release

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff\ufffe\uffff]|^[.\s-]|[.\s]$")
"""What some file system or shell does not take in a name, or takes for something else."""

_LONGEST = 200
"""Bytes of a name; most file systems hold 255, and we add to it."""


def check(release: Release) -> None:
    """Raise ExportError where a name cannot be a file's, or two would be one file or field."""
    _safe("the package's name", release.name)
    _safe("the package's version", release.version)
    for table in release.tables:
        _safe("the table's name", table.name)
        _once(f"table `{table.name}`: field", table.labels, str)
    _once("table", [table.name for table in release.tables], str.casefold)


def _safe(what: str, name: str) -> None:
    if not name or _UNSAFE.search(name) or len(name.encode()) > _LONGEST:
        raise ExportError(
            f"{what} {name!r} cannot name a file: use letters, digits, `-`, `_` and `.`,"
            f" begin with a letter or digit, at most {_LONGEST} bytes"
        )


def _once(what: str, names: Iterable[str], form: Callable[[str], str]) -> None:
    seen: set[str] = set()
    for name in names:
        if form(name) in seen:
            raise ExportError(f"{what} {name!r} occurs twice; rename one of them")
        seen.add(form(name))
