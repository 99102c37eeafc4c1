"""Versions of data: MAJOR.MINOR.PATCH, and how much a change asks for."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import total_ordering

_SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
)


class Bump(IntEnum):
    """How much of a version must change; the greater asks for more."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """As people write it."""
        return self.name.lower()


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A semantic version; `pre` is what stands after a hyphen, and comes before the release."""

    major: int
    minor: int
    patch: int
    pre: str = ""

    @classmethod
    def parse(cls, text: str | None) -> "Version | None":
        """None where the text is no version."""
        found = _SEMVER.fullmatch(text or "")
        return cls(int(found[1]), int(found[2]), int(found[3]), found[4] or "") if found else None

    @classmethod
    def of(cls, text: str) -> "Version":
        """The version that a text surely is."""
        found = cls.parse(text)
        if found is None:
            raise ValueError(text)
        return found

    def bumped(self, bump: Bump) -> "Version":
        """The next version that says as much; itself for no change at all."""
        if bump is Bump.MAJOR:
            return Version(self.major + 1, 0, 0)
        if bump is Bump.MINOR:
            return Version(self.major, self.minor + 1, 0)
        if bump is Bump.PATCH:
            return Version(self.major, self.minor, self.patch + (not self.pre))
        return self

    def __lt__(self, other: "Version") -> bool:
        return self._rank < other._rank

    def __str__(self) -> str:
        pre = f"-{self.pre}" if self.pre else ""
        return f"{self.major}.{self.minor}.{self.patch}{pre}"

    @property
    def _rank(self) -> tuple[object, ...]:
        parts = [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in self.pre.split(".")]
        return (self.major, self.minor, self.patch, not self.pre, parts)
