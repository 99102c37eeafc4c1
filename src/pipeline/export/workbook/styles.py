"""How cells look: one style per kind of cell, made once and shared by all of its cells."""

from typing import Any, cast

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from pipeline.export.workbook.cells import BOOLEAN, DATE, TEXT, TIME, Held, escape

_DARK, _MIDDLE, _PALE, _LINK = "1F3A5F", "5A6B7F", "E7EDF4", "0563C1"
"""Blue-grey: quiet enough to look at all day. Links have the colour that links have."""

_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_RIGHT = Alignment(vertical="top", horizontal="right")

_ALIGNED = {
    TEXT: _WRAPPED,
    DATE: Alignment(vertical="top", horizontal="left"),
    TIME: Alignment(vertical="top", horizontal="left"),
    BOOLEAN: Alignment(vertical="top", horizontal="center"),
}
"""By number format. Days are to the left, where those that are text stand."""


def _font(**more: Any) -> Font:
    """The default font, named: without a name some programs take a serif one."""
    return Font(name="Calibri", family=2, **{"size": 11, **more})


HEADER: dict[str, Any] = {
    "font": _font(bold=True, color=_DARK),
    "fill": PatternFill("solid", fgColor=_PALE),
    "border": Border(bottom=Side("thin", color="9FB2C8")),
    "alignment": Alignment(vertical="center", wrap_text=True),
    "number_format": TEXT,
}
TITLE: dict[str, Any] = {"font": _font(bold=True, size=16, color=_DARK)}
SUBTITLE: dict[str, Any] = {"font": _font(size=13, color=_DARK)}
LABEL: dict[str, Any] = {"font": _font(bold=True, color=_MIDDLE), "alignment": _TOP}
LINK: dict[str, Any] = {"font": _font(color=_LINK, underline="single"), "alignment": _TOP}
COUNT: dict[str, Any] = {"alignment": Alignment(vertical="top", horizontal="right", indent=1)}
PLAIN: dict[str, Any] = {"alignment": _TOP}
BODY: dict[str, Any] = {"alignment": _WRAPPED}

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet takes for a formula when a cell is edited."""


def aligned(number_format: str) -> Alignment:
    """How cells of this format stand in their column: numbers to the right."""
    return _ALIGNED.get(number_format, _RIGHT)


class Styles:
    """The cells of one sheet; looks are kept, as making one for every cell would be slow."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._made: dict[object, Any] = {}

    def number(self, value: Held, number_format: str) -> int:
        """The number under which the file knows the style of a cell of a table."""
        risky = isinstance(value, str) and value.startswith(_RISKY)
        known = (number_format, risky)
        if known not in self._made:
            look = {"alignment": aligned(number_format), "number_format": number_format}
            style = self._look(look, quoted=risky)
            self._made[known] = self._sheet.parent._cell_styles.add(style)
        return cast(int, self._made[known])

    def cell(self, value: Held, look: dict[str, Any]) -> Cell:
        """A cell that looks as told."""
        if id(look) not in self._made:
            self._made[id(look)] = self._look(look)
        return self._cell(value, self._made[id(look)])

    def _cell(self, value: Held, style: Any) -> Cell:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.value = escape(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, an error or a link
        cell._style = style
        return cast(Cell, cell)

    def _look(self, look: dict[str, Any], *, quoted: bool = False) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in look.items():
            setattr(cell, name, value)
        cell.quotePrefix = quoted
        return cell._style
