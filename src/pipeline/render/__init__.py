"""Reports for people and machines: one module a format, one dict that lists them."""

from collections.abc import Callable

from pipeline.render.json import render as render_json
from pipeline.render.text import render as render_text
from pipeline.report import Report

RENDERERS: dict[str, Callable[[Report, float | None], str]] = {
    "text": render_text,
    "json": render_json,
}
"""Format name → renderer of a report and the seconds that the run took (None: not told)."""
