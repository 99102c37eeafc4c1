"""Are the files those that the descriptor says they are? Their size and their digest."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.issue import Issue, Layer, Severity
from pipeline.paths import is_file
from pipeline.report import Tally, skipped, tally
from pipeline.resource import Resource

_LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
"""Algorithm → hexadecimal digits of its digest."""

_CHUNK = 1 << 20


def check(resource: Resource, files: Sequence[Path]) -> list[Tally]:
    """The tallies of `bytes` and `hash`; several files count as one, joined in their order."""
    size, digest = resource.descriptor.get("bytes"), resource.descriptor.get("hash")
    absent = [file for file in files if not is_file(file)]
    if absent and (size is not None or digest is not None):
        because = f"{resource.name} has a file that is not there"
        codes = ("byte-count", "hash-count")
        return [skipped(code, Layer.TABLE, because) for code in codes]
    if not files:
        return []
    return [
        *([] if size is None else [_size(resource, files, size)]),
        *([] if digest is None else [_digest(resource, files, digest)]),
    ]


def _size(resource: Resource, files: Sequence[Path], declared: Any) -> Tally:
    issues = []
    found = sum(file.stat().st_size for file in files)
    if isinstance(declared, bool) or not isinstance(declared, int | float):
        return skipped("byte-count", Layer.TABLE, f"`bytes` of {resource.name} is no number")
    if found != declared:
        said = f"the descriptor says {declared:,} bytes, and there are {found:,}"
        issues.append(_issue(resource, "byte-count", "bytes", said, found))
    return tally("byte-count", Layer.TABLE, issues, evaluated=1)


def _digest(resource: Resource, files: Sequence[Path], declared: Any) -> Tally:
    """What is no digest at all is a fault of the descriptor, and told where that is judged."""
    text = declared if isinstance(declared, str) else ""
    name, _, given = text.rpartition(":")
    name, given = name.lower() or "md5", given.lower()
    if name in _LENGTHS and not re.fullmatch(f"[0-9a-f]{{{_LENGTHS[name]}}}", given):
        return skipped("hash-count", Layer.TABLE, f"`hash` of {resource.name} is no digest")
    issues = _wrong_digest(resource, files, name, given)
    return tally("hash-count", Layer.TABLE, issues, evaluated=1)


def _wrong_digest(resource: Resource, files: Sequence[Path], name: str, given: str) -> list[Issue]:
    if name not in _LENGTHS:
        known = ", ".join(_LENGTHS)
        said = f"`hash` names no algorithm that is known here ({known})"
        return [_issue(resource, "hash-count", "hash", said, name)]
    found = hashlib.new(name, usedforsecurity=False)
    for file in files:
        with file.open("rb") as stream:
            while data := stream.read(_CHUNK):
                found.update(data)
    if found.hexdigest() == given:
        return []
    said = f"the {name} digest is {found.hexdigest()}, the descriptor says {given}"
    return [_issue(resource, "hash-count", "hash", said, found.hexdigest())]


def _issue(resource: Resource, code: str, name: str, said: str, value: object) -> Issue:
    return Issue(
        code=code,
        layer=Layer.TABLE,
        severity=Severity.ERROR,
        message=f"the data of `{resource.name}` are not those declared: {said}",
        hint=f"restore the file, or correct `{name}` in the descriptor if the file is right",
        resource=resource.name,
        path=resource.shown,
        pointer=f"/resources/{resource.position}/{name}",
        value=str(value),
    )
