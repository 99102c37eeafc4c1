"""What a renderer is told about the run, beside the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` it took, None where that is not told (a release does not depend on it).

    folder: the project's, seen from where paths are read; empty where that is the same.
    ours: it is a project that can be released, not somebody else's package.
    """

    seconds: float | None = None
    folder: str = ""
    ours: bool = True

    def path(self, path: str) -> str:
        """A path of an issue as seen from where paths are read: what a click opens."""
        return f"{self.folder}/{path}" if self.folder else path
