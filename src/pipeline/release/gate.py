"""Does the version that a project declares say as much as its data changed?"""

from dataclasses import dataclass

from pipeline.release.change import Difference
from pipeline.release.version import Bump, Version

REMEDY = "pipeline release --bump auto"
"""What to do where the declared version must not be released."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A declared version beside the last release.

    baseline: how that release was named (a tag, a package), None where there is none yet.
    tagged: the versions that are known to be released.
    """

    declared: Version
    baseline: str | None = None
    released: Version | None = None
    difference: Difference | None = None
    tagged: frozenset[Version] = frozenset()

    @property
    def needed(self) -> Version:
        """The least version that may be declared."""
        if self.released is None or self.difference is None:
            return self.declared
        return self.released.bumped(self.difference.bump)

    @property
    def trouble(self) -> str | None:
        """Why the declared version must not be released; None where it may."""
        if self.released is None or self.difference is None or self.declared >= self.needed:
            return None
        because = self.difference.because
        if because is None and self.declared < self.released:
            return (
                f"datapackage.yaml declares {self.declared}, and {self.baseline} was released as "
                f"{self.released} with the same content"
            )
        where = f"{because.table}: " if because and because.table else ""
        reason = f"{where}{because.what} ({because.why})" if because else "it is older"
        if self.declared == self.released:
            return (
                f"{self.declared} is released already as {self.baseline}, and its content is "
                f"another; needs at least {self.needed} ({self.difference.bump.word}), because "
                f"{reason}"
            )
        return (
            f"datapackage.yaml declares {self.declared}, needs at least {self.needed} "
            f"({self.difference.bump.word} since {self.baseline}), because {reason}"
        )

    def target(self, bump: Bump | None) -> Version:
        """The version to declare: at least what is needed, or what a person asked for.

        Where the declared version says as much already it stays, so that running twice is as once.
        """
        if self.released is None:
            return self.declared
        wanted = self.needed if bump is None else self.released.bumped(bump)
        return max(wanted, self.declared)
