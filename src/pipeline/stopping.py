"""What is reported where the program was stopped: why and where, and nothing of the data."""

import re
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Report, State, Tally

CODE = "stopped"

_PLACE = re.compile(
    r"(?P<file>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: (?P<why>.*)", re.DOTALL
)
"""How errors begin that are about a file."""

_HINT = "nothing was checked: correct this, then run pipeline validate again"


def stopped(error: PipelineError, root: Path) -> Report:
    """The report of a run that could not begin or end; `root`: where its paths begin."""
    issue = _issue(str(error), root)
    check = Tally(
        code=CODE, layer=Layer.PACKAGE, state=State.BROKEN, evaluated=1, failed=1, issues=(issue,)
    )
    return Report.from_tallies([check], name=None, version=None, tables=())


def _issue(message: str, root: Path) -> Issue:
    found = _PLACE.match(message)
    path = found and _inside(found["file"], root)
    line, column = (int(found[part] or 0) or None if found else None for part in ("line", "column"))
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=found["why"] if found and path else message,
        hint=_HINT,
        path=path or None,
        line=line if path else None,
        column=column if path else None,
    )


def _inside(name: str, root: Path) -> str | None:
    """A file of the project as reports name it; None where it is none."""
    for file in (root / name, Path(name)):
        if file.is_file() and file.resolve().is_relative_to(root.resolve()):
            return file.resolve().relative_to(root.resolve()).as_posix()
    return None
