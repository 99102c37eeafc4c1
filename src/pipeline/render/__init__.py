"""Reports for people and machines: one module a format, one dict that lists them."""

from collections.abc import Callable

from pipeline.render.codequality import render as render_codequality
from pipeline.render.github import render as render_github
from pipeline.render.html import render as render_html
from pipeline.render.json import render as render_json
from pipeline.render.junit import render as render_junit
from pipeline.render.markdown import render as render_markdown
from pipeline.render.run import Run
from pipeline.render.sarif import render as render_sarif
from pipeline.render.text import render as render_text
from pipeline.report import Report

RENDERERS: dict[str, Callable[[Report, Run], str]] = {
    "text": render_text,
    "json": render_json,
    "junit": render_junit,
    "sarif": render_sarif,
    "github": render_github,
    "codequality": render_codequality,
    "markdown": render_markdown,
    "html": render_html,
}
"""Format name → renderer of a report and of what is known of the run."""
