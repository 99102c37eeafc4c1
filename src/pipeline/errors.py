"""What stops the program itself; data that are wrong never raise (they become issues)."""

from collections.abc import Sequence


class PipelineError(Exception):
    """The program could not do its work: one line that names place, cause and remedy (exit 2).

    more: lines that follow it, where one cannot name all causes.
    """

    def __init__(self, message: str, more: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.more = tuple(more)


class ProjectError(PipelineError):
    """There is no project here, or its `datapackage.yaml` cannot be read at all."""


class UnreadableError(ProjectError):
    """A descriptor that cannot be read. `why`: the cause alone; line and column where known."""

    def __init__(
        self, file: object, why: str, line: int | None = None, column: int | None = None
    ) -> None:
        place = "".join(f":{number}" for number in (line, column) if number is not None)
        super().__init__(f"{file}{place}: {why}")
        self.why, self.line, self.column = why, line, column


class SettingError(ProjectError):
    """A setting in `datapackage.yaml` cannot be meant. `pointer`: JSON pointer to it."""

    def __init__(self, message: str, pointer: str) -> None:
        super().__init__(message)
        self.pointer = pointer

    def at(self, file: str, line: int, column: int) -> "SettingError":
        """The same with its place in the file, with whose name the message begins."""
        rest = str(self).removeprefix(file)
        return SettingError(f"{file}:{line}:{column}{rest}", self.pointer)


class ModelsError(PipelineError):
    """`models.py` does not import, or does not declare tables as it should."""


class ExportError(PipelineError):
    """A release could not be written, or did not read back as it was written."""


class EvidenceError(PipelineError):
    """Evidence cannot be derived: the project keeps none, or source texts are not at hand."""


class CurateError(PipelineError):
    """A row cannot be written: what was asked for does not exist, or would not validate."""


class ReleaseError(PipelineError):
    """Two packages cannot be compared, or a release cannot be opened or made."""


class ImportingError(PipelineError):
    """A file cannot come back: it is no workbook, of no table, or of another dataset."""
