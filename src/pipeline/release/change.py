"""One change between two packages, with the bump that it asks for; and all of them."""

from dataclasses import dataclass, replace

from pipeline.release.version import Bump

EXAMPLES = 100
"""Rows kept of one change: enough to work from; its count stays exact."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row or value that changed: its key, what stood there, what stands there."""

    key: str | None
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change in one place; `kind` is a word for machines, `what` one for people.

    why: the reason for the bump. count: how many rows or values; exact, unlike `examples`.
    """

    bump: Bump
    kind: str
    what: str
    why: str
    table: str | None = None
    field: str | None = None
    count: int = 1
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two packages compared: how it was named, and what it calls itself."""

    named: str
    name: str | None
    version: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one package to another, the greatest first in each table's order."""

    old: Side
    new: Side
    changes: tuple[Change, ...]

    @property
    def bump(self) -> Bump:
        """What all changes together ask for."""
        return max((change.bump for change in self.changes), default=Bump.NONE)

    @property
    def because(self) -> Change | None:
        """The first change that asks for so much."""
        return next((item for item in self.changes if item.bump is self.bump), None)


def capped(change: Change, tool_written: bool) -> Change:
    """What the tool writes never asks for more than a patch."""
    if not tool_written or change.bump <= Bump.PATCH:
        return change
    return replace(change, bump=Bump.PATCH, why="the tool writes this table")
