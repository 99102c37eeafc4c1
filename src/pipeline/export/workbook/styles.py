"""How cells look: one style per kind of cell, made once and shared by all of its cells."""

from enum import StrEnum
from typing import Any, cast

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side

from pipeline.export.release import ReleaseField
from pipeline.export.workbook.cells import BOOLEAN, DATE, TEXT, TIME, Held, escape, format_of_column
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.spelling import REQUIRED
from pipeline.issue import Severity

_DARK, _MIDDLE, _LINK, _NEEDED = "1F3A5F", "5A6B7F", "0563C1", "C00000"
"""Blue-grey: quiet enough to look at all day. Links have the colour that links have."""

_EDGE, _SOFT = "9FB2C8", "8A97A6"
"""The line under a header; words that are there, but not what one looks for."""

_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_RIGHT = Alignment(vertical="top", horizontal="right", indent=1)

_ALIGNED = {
    TEXT: _WRAPPED,
    DATE: Alignment(vertical="top", horizontal="left"),
    TIME: Alignment(vertical="top", horizontal="left"),
    BOOLEAN: Alignment(vertical="top", horizontal="center"),
}
"""By number format. Days are to the left, where those that are text stand."""


class Look(StrEnum):
    """What a cell of a table is to who works in it."""

    OWN = "own"
    """To be edited."""
    KEY = "key"
    """The key of a record that is there: never to be changed."""
    READ = "read"
    """Written by the tool."""


OWN, KEY, READ = Look


def _font(**more: Any) -> Font:
    """The default font, named: without a name some programs take a serif one."""
    return Font(name="Calibri", family=2, **{"size": 11, **more})


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


_LOOKS: dict[Look, dict[str, Any]] = {
    OWN: {"protection": Protection(locked=False)},
    KEY: {"font": _font(color=_MIDDLE), "fill": _fill("F1F4F8")},
    READ: {"font": _font(color="595959")},
}
"""Locked is what sheets have unless told otherwise."""

MARKS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}
"""Fills of cells that issues are about: red and amber as spreadsheets' own, and blue."""

_HEADS = {OWN: "DCE6F1", KEY: "BFD1E5", READ: "E3E3E3"}
"""Fills of headers."""

HEADER: dict[str, Any] = {
    "font": _font(bold=True, color=_DARK),
    "fill": _fill(_HEADS[OWN]),
    "border": Border(bottom=Side("thin", color=_EDGE)),
    "alignment": Alignment(vertical="center", wrap_text=True),
    "number_format": TEXT,
}
HEADERS = {look: {**HEADER, "fill": _fill(colour)} for look, colour in _HEADS.items()}
TITLE: dict[str, Any] = {"font": _font(bold=True, size=16, color=_DARK)}
SUBTITLE: dict[str, Any] = {"font": _font(size=13, color=_DARK)}
LABEL: dict[str, Any] = {"font": _font(bold=True, color=_MIDDLE), "alignment": _TOP}
LINK: dict[str, Any] = {"font": _font(color=_LINK, underline="single"), "alignment": _TOP}
COUNT: dict[str, Any] = {"alignment": _RIGHT}
PLAIN: dict[str, Any] = {"alignment": _TOP}
BODY: dict[str, Any] = {"alignment": _WRAPPED}
SOFT: dict[str, Any] = {"font": _font(color=_SOFT), "alignment": _TOP}
MARKED = {
    severity: {"alignment": _TOP, "fill": _fill(colour)} for severity, colour in MARKS.items()
}
ALARM = {"alignment": _WRAPPED, "fill": _fill(MARKS[Severity.ERROR])}

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

    def number(
        self, value: Held, number_format: str, look: Look = OWN, mark: Severity | None = None
    ) -> int:
        """The number under which the file knows the style of a cell of a table."""
        risky = isinstance(value, str) and value.startswith(_RISKY)
        known = (number_format, risky, look, mark)
        if known not in self._made:
            style = {**_LOOKS[look], "alignment": aligned(number_format)}
            style |= {"number_format": number_format}
            style |= {"fill": _fill(MARKS[mark])} if mark else {}
            made = self._look(style, quoted=risky)
            self._made[known] = self._sheet.parent._cell_styles.add(made)
        return cast(int, self._made[known])

    def cell(self, value: Held, look: dict[str, Any]) -> Cell:
        """A cell that looks as told."""
        cell: Any = self._plain(look)
        cell.value = escape(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, an error or a link
        return cast(Cell, cell)

    def head(self, title: str, name: str, look: Look) -> Cell:
        """A header: the title, its mark in red where a value is required, and under it the name."""
        cell: Any = self._plain(HEADERS[look])
        main = InlineFont(rFont="Calibri", b=True, sz=11, color=Color(_DARK))
        if not title:
            cell.value = CellRichText(TextBlock(main, escape(name)))
            return cast(Cell, cell)
        words = title.removesuffix(REQUIRED)
        runs = [TextBlock(main, escape(words))]
        if title != words:
            red = InlineFont(rFont="Calibri", b=True, sz=11, color=Color(_NEEDED))
            runs.append(TextBlock(red, REQUIRED))
        small = InlineFont(rFont="Calibri", sz=9, color=Color(_MIDDLE))
        cell.value = CellRichText(*runs, TextBlock(small, f"\n{escape(name)}"))
        return cast(Cell, cell)

    def _plain(self, look: dict[str, Any]) -> Any:
        if id(look) not in self._made:
            self._made[id(look)] = self._look(look)
        cell: Any = WriteOnlyCell(self._sheet)
        cell._style = self._made[id(look)]
        return cell

    def _look(self, look: dict[str, Any], *, quoted: bool = False) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in look.items():
            setattr(cell, name, value)
        cell.quotePrefix = quoted
        return cell._style


def of_column(dimension: Any, kind: str, look: Look) -> None:
    """How cells look that somebody adds to a column; a new record's key may be written."""
    dimension.number_format = format_of_column(kind)
    dimension.alignment = aligned(dimension.number_format)
    dimension.protection = Protection(locked=look is READ)


def look_of(plan: Plan, field: ReleaseField) -> Look:
    """What the cells of a column are to who works on the sheet."""
    if not plan.editable:
        return READ
    return KEY if field.name in plan.table.primary_key else OWN
