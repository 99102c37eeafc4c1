"""Pictures of a terminal, drawn from the output below a page's mark `<!-- picture: NAME -->`.

Drawn here and not by rich, which squeezes Chinese into half its width.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len

_PICTURE = re.compile(r"^<!-- picture: (\S+) -->\n```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_STYLES = (
    (re.compile(r"\$ "), "typed"),
    (re.compile(r"\S+ error |\S+ \S+ is not valid"), "bad"),
    (re.compile(r"\S+ warning "), "so-so"),
    (re.compile(r"\S+ \S+ is valid"), "good"),
)
"""Lines that begin so, as a terminal shows them."""

_CELLS, _CELL, _LINE, _EDGE = 108, 7.9, 19, 18
"""Width in cells; size of a cell, height of a line and the edge, in pixels at a size of 13."""

_STYLE = """
rect { fill: #1b1f24 }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
  fill: #d7dce1; white-space: pre }
.typed { fill: #ffffff; font-weight: bold } .good { fill: #7ee787; font-weight: bold }
.bad { fill: #ff8f85; font-weight: bold } .so-so { fill: #f2cc60 }
"""


def terminals(pages: list[Path]) -> Iterator[tuple[str, str]]:
    """File name and SVG of every picture that a page asks for."""
    for page in pages:
        for name, shown in _PICTURE.findall(page.read_text(encoding="utf-8")):
            yield name, drawn(shown.split("\n$ echo")[0])


def drawn(shown: str) -> str:
    """What a terminal shows, as SVG; the title, which screen readers say, is all of its text."""
    rows = [(part, _style(line)) for line in shown.splitlines() for part in _broken(line)]
    width, height = _CELLS * _CELL + 2 * _EDGE, len(rows) * _LINE + 2 * _EDGE
    texts = (
        f'<text x="{_EDGE}" y="{_EDGE + _LINE * row + 13}" class="{style}" xml:space="preserve">'
        f"{escape(text, quote=False)}</text>"
        for row, (text, style) in enumerate(rows)
        if text
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<title>A terminal. {escape(shown, quote=False)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{width:g}" height="{height:g}" rx="8"/>',
        *texts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _style(line: str) -> str:
    return next((style for begins, style in _STYLES if begins.match(line)), "plain")


def _broken(line: str) -> Iterator[str]:
    """The line in parts that fit, broken between words; what follows is set in."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    out = ""
    for word in re.findall(r"\s*\S+", line):
        if out and cell_len(out + word) > _CELLS:
            yield out
            out = indent + word.lstrip()
        else:
            out += word
    yield out
