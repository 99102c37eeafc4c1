"""The picture of the flow: what becomes of a project, and of a stranger's package."""

from collections.abc import Iterable, Iterator

import svg

_OURS = (
    ("descriptor", "datapackage.yaml"),
    ("tables", "DuckDB"),
    ("table checks", "Table Schema"),
    ("records", "models, Pydantic"),
    ("evidence", "source texts"),
    ("rules", "SQL"),
    ("gate", "weights, waivers"),
    ("report", "eight formats"),
    ("release", "if no errors"),
)
_THEIRS = (
    ("package", "folder, zip, CSV"),
    ("tables", "within limits"),
    ("table checks", "in one pass"),
    ("second opinion", "frictionless"),
    ("report", "eight formats"),
)
_BOX, _GAP, _HEIGHT, _LEFT = 108, 14, 46, 16


def flow() -> str:
    """Two rows of boxes, from left to right."""
    width = 2 * _LEFT + len(_OURS) * (_BOX + _GAP) - _GAP
    body = [
        svg.words(_LEFT, 26, "A project: models.py is run, records are held to the texts", "head"),
        *_row(_OURS, 40),
        svg.words(_LEFT, 126, "A package of somebody else's: nothing of it is run", "head"),
        *_row(_THEIRS, 140),
    ]
    title = "How data flow: " + ", then ".join(name for name, _ in _OURS)
    return svg.page(width, 204, title, body)


def _row(boxes: Iterable[tuple[str, str]], y: float) -> Iterator[str]:
    for number, (name, by) in enumerate(boxes):
        x = _LEFT + number * (_BOX + _GAP)
        yield (f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HEIGHT}" rx="6" class="line"/>')
        yield svg.words(x + _BOX / 2, y + 20, name, anchor="middle")
        yield svg.words(x + _BOX / 2, y + 36, by, "small", "middle")
        if number:
            middle = y + _HEIGHT / 2
            yield svg.line(x - _GAP, middle, x - 3, middle)
            yield f'<path d="M{x - 7} {middle - 4} l5 4 l-5 4" class="line"/>'
