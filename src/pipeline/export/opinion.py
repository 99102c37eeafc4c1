"""The second opinion: what `frictionless` says of a package that we wrote."""

from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import ExportError


def ask(descriptor: Path) -> None:
    """Raise ExportError with its first finding, unless it finds the package valid."""
    report = _validate(descriptor)
    if isinstance(report, Exception):
        raise ExportError(f"frictionless cannot read the package: {report}") from report
    if not report.valid:
        _refuse(report)


def _validate(descriptor: Path) -> Any:
    """Its report, or what it raised: an exception that passed its context would spoil it."""
    import frictionless  # slow to import, and only an export needs it

    with frictionless.system.use_context(
        trusted=False, onerror="ignore", standards="v2", http_session=_Offline()
    ):
        try:
            return frictionless.validate(str(descriptor.absolute()), type="package")
        except Exception as error:
            return error


def _refuse(report: Any) -> NoReturn:
    found = [("the package", error) for error in report.errors]
    found += [(f"table `{task.name}`", error) for task in report.tasks for error in task.errors]
    place, error = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    raise ExportError(
        f"frictionless finds the package invalid: {place}: {error.type}: {error.message}{more}."
        " The release was not changed; correct the table or its schema and export again."
    )


class _Offline:
    """In place of a connection: a package that we wrote needs none."""

    def __getattr__(self, name: str) -> NoReturn:
        raise ConnectionError("it wanted to fetch something from the network")
