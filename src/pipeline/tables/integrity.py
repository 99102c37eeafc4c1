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
from pipeline.tables.findings import waits

DIGITS = {
    "md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128,
    "sha3-224": 56, "sha3-256": 64, "sha3-384": 96, "sha3-512": 128,
    "blake2b": 128, "blake2s": 64,
}  # fmt: skip
"""Algorithm → hexadecimal digits of its digest."""

_CHUNK = 1 << 20


def check(resource: Resource, files: Sequence[Path]) -> list[Tally]:
    """The tallies of `bytes` and `hash`; several files count as one, joined in their order."""
    size, digest = resource.descriptor.get("bytes"), resource.descriptor.get("hash")
    absent = [file for file in files if not is_file(file)]
    if absent and (size is not None or digest is not None):
        because = waits(resource.name, "the file cannot be opened")
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
    whole = isinstance(declared, int) or (isinstance(declared, float) and declared.is_integer())
    if isinstance(declared, bool) or not whole or declared < 0:
        return skipped("byte-count", Layer.TABLE, f"`bytes` of {resource.name} is no number")
    if found != declared:
        said = f"the descriptor says {declared:,} bytes, and there are {found:,}"
        issues.append(_issue(resource, "byte-count", "bytes", said, found))
    return tally("byte-count", Layer.TABLE, issues, evaluated=1)


def _digest(resource: Resource, files: Sequence[Path], declared: Any) -> Tally:
    """What is no digest at all is a fault of the descriptor, and told where that is judged."""
    text = declared if isinstance(declared, str) else ""
    name, _, given = text.rpartition(":")
    name, given = name or ("" if text.startswith(":") else "md5"), given.lower()
    sound = name == name.lower() and name and given
    if sound and name not in DIGITS:
        return _unknown(resource, name)
    if not sound or not re.fullmatch(f"[0-9a-f]{{{DIGITS[name]}}}", given):
        return skipped("hash-count", Layer.TABLE, f"`hash` of {resource.name} is no digest")
    issues = _wrong_digest(resource, files, name, given)
    return tally("hash-count", Layer.TABLE, issues, evaluated=1)


def _unknown(resource: Resource, name: str) -> Tally:
    """The standard allows any algorithm, so one that is not known here is no error."""
    issue = Issue(
        code="hash-count",
        layer=Layer.TABLE,
        severity=Severity.WARNING,
        message=f"the digest of `{resource.name}` is not checked: `{name}` is not known here",
        hint=f"compare it by other means, or give one of {', '.join(DIGITS)}",
        resource=resource.name,
        path=resource.shown,
        pointer=f"/resources/{resource.position}/hash",
        value=name,
    )
    return tally("hash-count", Layer.TABLE, [issue], severity=Severity.WARNING)


def _wrong_digest(resource: Resource, files: Sequence[Path], name: str, given: str) -> list[Issue]:
    found = hashlib.new(name.replace("-", "_"), usedforsecurity=False)
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
        message=f"the data of `{resource.name}` ({resource.shown}) are not those declared: {said}",
        hint=f"restore the file, or correct `{name}` in the descriptor if the file is right",
        resource=resource.name,
        path=resource.shown,
        pointer=f"/resources/{resource.position}/{name}",
        value=str(value),
    )
