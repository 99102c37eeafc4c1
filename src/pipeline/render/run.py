"""What a renderer is told about the run, beside the report."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from posixpath import normpath
from typing import TYPE_CHECKING

from pipeline.issue import Severity
from pipeline.language import Lang, Say, speaker

if TYPE_CHECKING:
    from pipeline.release.edited import Edit


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` it took, None where that is not told (a release does not depend on it).

    folder: the project's, seen from where paths are read; empty where that is the same.
    ours: it is a project that can be released, not somebody else's package.
    lang: the language of those who read it.
    sources: the folder of source texts that was named to the command, empty where none was.
    edited: what was changed since the last commit, where the report tells of it.
    blamed: those of them from which the first error comes though it stands elsewhere; None where
    that was not found out.
    fail_on: from which severity on the command fails, which the last lines agree with.
    """

    seconds: float | None = None
    folder: str = ""
    ours: bool = True
    lang: Lang = Lang.EN
    fail_on: Severity = Severity.ERROR
    sources: str = ""
    edited: "tuple[Edit, ...]" = ()
    blamed: "tuple[Edit, ...] | None" = None

    @property
    def say(self) -> Say:
        """How what is read by people is said, in their language."""
        return speaker(self.lang)

    def path(self, path: str) -> str:
        """A path of an issue as seen from where paths are read: what a click opens."""
        return normpath(f"{self.folder}/{path}") if self.folder else path

    def for_programs(self) -> "Run":
        """The same in the words of the code: what programs read is the same in every language."""
        return replace(self.for_hosts(), lang=Lang.EN)

    def for_hosts(self) -> "Run":
        """The same with paths that do not lead out of the working folder, as hosts of code want."""
        below = not self.folder.startswith("..") and not PurePath(self.folder).is_absolute()
        return replace(self, folder=self.folder if below else "")
