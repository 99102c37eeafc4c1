"""Drawing for the docs: a few shapes as SVG text, the same bytes on every run."""

from collections.abc import Iterable
from html import escape

STYLE = """
text { font: 13px system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif; fill: #1f2328 }
.small { font-size: 11px; fill: #59636e }
.head { font-weight: 600; font-size: 15px }
.line { stroke: #8c959f; stroke-width: 1; fill: none }
.faint { stroke: #d1d9e0; stroke-width: 1; fill: none }
.a { fill: #b3362b } .b { fill: #2f6fb3 } .c { fill: #b08a1e } .d { fill: #9aa4ae }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .small { fill: #9ea7b3 }
  .line { stroke: #6e7681 } .faint { stroke: #30363d }
  .a { fill: #ef7a6d } .b { fill: #6aa9ee } .c { fill: #dcb64a } .d { fill: #6e7681 }
}
"""
"""Four colours that are told apart in light and dark, and by readers who see few colours."""


def page(width: int, height: int, title: str, body: Iterable[str]) -> str:
    """A whole picture; `title` is what a screen reader says."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' width="{width}" height="{height}">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def words(x: float, y: float, text: str, style: str = "", anchor: str = "start") -> str:
    """A line of text; `y` is its base line."""
    kind = f' class="{style}"' if style else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{kind}>{escape(text)}</text>'


def bar(x: float, y: float, width: float, height: float, style: str) -> str:
    """A filled rectangle."""
    size = f'width="{max(width, 1):.4g}" height="{height:g}"'
    return f'<rect x="{x:g}" y="{y:g}" {size} class="{style}"/>'


def line(x1: float, y1: float, x2: float, y2: float, style: str = "line") -> str:
    """A straight line."""
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" class="{style}"/>'


def dot(x: float, y: float, radius: float, style: str, title: str = "") -> str:
    """A filled circle; `title` is shown by readers that show such."""
    inner = f"<title>{escape(title)}</title>" if title else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" class="{style}">{inner}</circle>'


def legend(x: float, y: float, entries: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Coloured squares with their meaning, one under the other."""
    for row, (style, text) in enumerate(entries):
        yield bar(x, y + 18 * row - 9, 10, 10, style)
        yield words(x + 16, y + 18 * row, text, "small")
