"""Which resources can be read in spite of what is wrong in the descriptor."""

from collections.abc import Iterable

from pipeline.descriptor.findings import DESCRIPTOR
from pipeline.issue import Issue, Layer, Severity

_NEEDED = ("", "/name", "/path", "/url", "/data", "/dialect", "/encoding")
"""Parts of a resource without which its table cannot be read, or not as it is meant."""


def blocked(issues: Iterable[Issue], number: int) -> bool:
    """Must the resource at this place be left out, for an error in what reading it needs.

    An error in a schema does not: what is sound of it is checked.
    """
    root = f"/resources/{number}"
    return any(
        issue.severity is Severity.ERROR and _needed((issue.pointer or "").removeprefix(root))
        for issue in issues
        if issue.pointer == root or (issue.pointer or "").startswith(f"{root}/")
    )


def wrong(path: str, pointer: str, message: str, hint: str | None = None) -> Issue:
    """An issue of the descriptor `path` at a JSON pointer, for what only its reader can find."""
    return Issue(
        code=DESCRIPTOR,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=message,
        hint=hint or f"correct {pointer} in {path}",
        path=path,
        pointer=pointer,
    )


def _needed(below: str) -> bool:
    return "/".join(below.split("/")[:2]) in _NEEDED
