"""A badge for a README: a label and what is to be said of it, as one small SVG."""

from html import escape

_WIDTH = 7.0
"""Pixels that a Latin letter takes at this size, rounded up; an ideograph takes twice as many."""

_PADDING = 10
_COLOURS = ((1.0, "#1a7f37"), (0.9, "#4d7c0f"), (0.75, "#9a6700"), (0.0, "#b3362b"))
"""From which share on; each dark enough to carry white letters. Grey where there is no share."""


def badge(label: str, said: str, share: float | None) -> str:
    """The picture; a screen reader says `label: said`."""
    left, right = _width(label), _width(said)
    whole = left + right
    colour = "#57606a"
    if share is not None:
        colour = next(colour for least, colour in _COLOURS if share >= least)
    title = escape(f"{label}: {said}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" '
        f'aria-label="{title}">\n'
        f"<title>{title}</title>\n"
        f'<clipPath id="r"><rect width="{whole}" height="20" rx="3"/></clipPath>\n'
        f'<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#373e47"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>\n'
        '<g fill="#fff" text-anchor="middle" font-size="11" '
        'font-family="Verdana,DejaVu Sans,Noto Sans CJK SC,sans-serif">'
        f'<text x="{left / 2:g}" y="14">{escape(label)}</text>'
        f'<text x="{left + right / 2:g}" y="14">{escape(said)}</text></g>\n'
        "</svg>\n"
    )


def _width(text: str) -> int:
    return int(sum(_WIDTH if char.isascii() else 2 * _WIDTH for char in text)) + _PADDING
