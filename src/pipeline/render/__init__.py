"""Reports for people and machines: one module a format, one dict that lists them."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from pipeline.render.run import Run
from pipeline.report import Report


def _render(name: str, report: Report, run: Run) -> str:
    """By the module of that name; together they take as long to import as a small package needs."""
    rendered: str = import_module(f"{__name__}.{name}").render(report, run)
    return rendered


FORMATS = (
    "text",
    "json",
    "junit",
    "sarif",
    "github",
    "codequality",
    "markdown",
    "html",
)
"""Each is the name of a module of this room."""

RENDERERS: dict[str, Callable[[Report, Run], str]] = {
    name: partial(_render, name) for name in FORMATS
}
"""Format name → renderer of a report and of what is known of the run."""
