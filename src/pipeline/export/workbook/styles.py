"""How cells look: one style per kind of cell, made once and shared by all of its cells."""

from typing import Any, cast

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from pipeline.export.workbook.cells import Held, escape

HEADER_FILL = PatternFill("solid", fgColor="E7EDF4")
LINE = Side("thin", color="9FB2C8")
WRAPPED = Alignment(vertical="top", wrap_text=True)
NUMBER = Alignment(vertical="top", horizontal="right")

HEADER: dict[str, Any] = {
    "font": Font(bold=True, color="1F3A5F"),
    "fill": HEADER_FILL,
    "border": Border(bottom=LINE),
    "alignment": Alignment(vertical="center", wrap_text=True),
    "number_format": "@",
}
TITLE: dict[str, Any] = {"font": Font(bold=True, size=16, color="1F3A5F")}
SUBTITLE: dict[str, Any] = {"font": Font(size=13, color="1F3A5F")}
LABEL: dict[str, Any] = {"font": Font(bold=True, color="5A6B7F")}
LINK: dict[str, Any] = {
    "font": Font(color="0563C1", underline="single"),
    "alignment": Alignment(vertical="top"),
}
PLAIN: dict[str, Any] = {"alignment": Alignment(vertical="top")}
BODY: dict[str, Any] = {"alignment": WRAPPED}

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet takes for a formula when a cell is edited."""


class Styles:
    """The cells of one sheet; looks are kept, as making one for every cell would be slow."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._made: dict[object, Any] = {}

    def data(self, value: Held, number_format: str) -> Cell:
        """A cell of a table."""
        risky = isinstance(value, str) and value.startswith(_RISKY)
        known = (number_format, risky)
        if known not in self._made:
            plain = number_format in ("@", "General")
            look = {"alignment": WRAPPED if plain else NUMBER, "number_format": number_format}
            self._made[known] = self._look(look, quoted=risky)
        return self._cell(value, self._made[known])

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
