"""Help in a script whose characters are two columns wide and stand without spaces."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from pipeline.language.width import columns

if TYPE_CHECKING:
    from typer._click.formatting import HelpFormatter
else:
    HelpFormatter = typer.Context.formatter_class  # typer keeps its own copy of click

_AS_IT_IS = "\b\n"
"""Before a paragraph whose lines are broken already."""

_PIECE = re.compile(r"\s+|[（“「『《]*(?:[!-~]+|\S)[，。；：、）”』」》！？…]* ?")
"""What stands on one line: a word or a character, with the brackets and stops around it."""

_ASIDE = re.compile(r"(?s)(.*?)(?:  )?\[([^\[\]]*)\]\Z")
"""What typer adds to a help text: `[default: .]`."""


def context_class(known: Mapping[str, str]) -> type[typer.Context]:
    """What a command runs in, where its help is in the words of a catalogue."""

    class Formatter(_Formatter):
        words = known

    class Context(typer.Context):
        formatter_class = Formatter

    return Context


class _Formatter(HelpFormatter):
    """Writes help in other words than typer's, its lines broken between wide characters."""

    words: Mapping[str, str] = {}

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or self.words["Usage: "])

    def write_heading(self, heading: str) -> None:
        said = self.words.get(f"{heading}:", f"{heading}:")
        self.write(f"{'':>{self.current_indent}}{said}\n")

    def write_text(self, text: str) -> None:
        super().write_text(broken(text, self.width - self.current_indent))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        first = min(max(len(name) for name, _ in rows), col_max) + col_spacing
        room = max(self.width - first - 2, 10)
        said = [(name, broken(self._said(text), room)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)

    def _said(self, text: str) -> str:
        """A text with what typer adds at its end, as `[default: .]`."""
        found = _ASIDE.fullmatch(text)
        if found is None:
            return self.words.get(text, text)
        asides = [self._aside(part) for part in found[2].split("; ")]
        return f"{found[1]}  [{'；'.join(asides)}]".strip()

    def _aside(self, part: str) -> str:
        name, sign, value = part.partition(": ")
        known = self.words.get(f"[{name}: {{0}}]") if sign else self.words.get(f"[{part}]")
        return known.format(value) if known else part


def broken(text: str, width: int) -> str:
    """Text with its lines broken at so many columns, paragraph by paragraph."""
    parts = ("\n".join(_lines(part, width)) for part in text.split("\n\n"))
    return "\n\n".join(_AS_IT_IS + part for part in parts if part)


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text):
        if columns(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
