"""A workbook file opened: its sheets as grids, and what it says of itself."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.errors import ImportingError
from pipeline.export.workbook.manifest import SHEET, Manifest, parse
from pipeline.returning import container
from pipeline.returning.grid import NOTHING, Cell, Grid, Kind, letters

_SECOND = timedelta(milliseconds=2)
"""How far from a whole second a stored time may be: spreadsheets keep days as binary fractions."""

_AREA = 50_000_000
"""Cells, blank ones too, that a sheet may span: a million records of some fifty fields."""

_CONSTANT = re.compile(r"=(TRUE|FALSE)\(\)")
"""How LibreOffice writes a boolean."""


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets by title, in order; `manifest` is None where the workbook is none of ours."""

    sheets: Mapping[str, Grid]
    manifest: Manifest | None


def read(file: Path) -> Book:
    """Every sheet with typed cells, formulas and merged ranges; ImportingError where it is none.

    openpyxl knows what kind a cell is, calamine decodes texts as spreadsheets do.
    """
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    container.look(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that openpyxl does not keep: we write none
            typed = load_workbook(file, keep_links=False, rich_text=True)
        for sheet in typed.worksheets:
            _near(file, sheet)
        with CalamineWorkbook.from_path(file) as decoded:
            sheets = {
                sheet.title: _grid(sheet, _texts(decoded, sheet.title))
                for sheet in typed.worksheets
            }
    except (MemoryError, ImportingError):
        raise
    except Exception as error:  # whatever two libraries say of a file that somebody damaged
        raise container.broken(file) from error
    about = sheets.get(SHEET)
    said = [row[0].shown for row in about.rows if row] if about else []
    return Book(sheets, parse(said))


def _near(file: Path, sheet: Any) -> None:
    """A stray cell in the last row and column would make a sheet of 17 thousand million cells."""
    if sheet.max_row * sheet.max_column > _AREA:
        corner = f"{letters(sheet.max_column)}{sheet.max_row}"
        what = f"the sheet `{sheet.title}` reaches to {corner}, far beyond its table"
        remedy = "delete the columns and rows beyond the table, save it, and import that"
        raise container.refusal(file, what, remedy)


def _texts(decoded: Any, title: str) -> list[list[Any]]:
    found: list[list[Any]] = decoded.get_sheet_by_name(title).to_python(skip_empty_area=False)
    return found


def _grid(sheet: Any, texts: list[list[Any]]) -> Grid:
    merged = tuple(str(item) for item in sheet.merged_cells.ranges)
    inside = {
        (row, column)
        for item in sheet.merged_cells.ranges
        for row in range(item.min_row, item.max_row + 1)
        for column in range(item.min_col, item.max_col + 1)
    }
    rows, noted = [], []
    struck: dict[tuple[int, int], tuple[str, bool]] = {}
    looks = _looks(sheet.parent._fonts)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        noted += [(number, at, c.comment.text) for at, c in enumerate(cells, 1) if c.comment]
        if number > 1:
            struck |= {
                (number, at): how for at, c in enumerate(cells, 1) if (how := _struck(c, looks))
            }
        known = texts[number - 1] if number <= len(texts) else []
        rows.append(tuple(_row(cells, known, number, inside)))
    return Grid(
        sheet.title, tuple(rows), merged, tuple(sheet.tables), noted=tuple(noted), struck=struck
    )


def _looks(fonts: Iterable[Any]) -> dict[int, str]:
    """Number of a font → what it does to words; only of those that change what is meant."""
    return {number: look for number, font in enumerate(fonts) if (look := _look(font))}


def _look(font: Any) -> str | None:
    if font is None:
        return None
    raised = font.vertAlign if font.vertAlign in ("superscript", "subscript") else None
    return (
        "struck"
        if getattr(font, "strike", None) or getattr(font, "strikethrough", None)
        else raised
    )


def _struck(cell: Any, looks: Mapping[int, str]) -> tuple[str, bool] | None:
    """How words of a cell are marked, and whether that is a part of them."""
    if cell.value is None:
        return None
    if look := looks.get(cell._style.fontId):
        return look, False
    if not isinstance(cell.value, list):
        return None
    runs = [(_look(getattr(run, "font", None)), str(run)) for run in cell.value]
    marked = [look for look, text in runs if look and text.strip()]
    part = any(text.strip() and not look for look, text in runs)
    return (marked[0], part) if marked else None


def _row(
    cells: tuple[Any, ...], texts: list[Any], number: int, inside: set[tuple[int, int]]
) -> Iterator[Cell]:
    for column, cell in enumerate(cells, 1):
        if inside and (number, column) in inside:
            yield Cell(Kind.MERGED, None)
        else:
            yield _cell(cell, texts[column - 1] if column <= len(texts) else "")


def _cell(cell: Any, text: Any) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None:
        return NOTHING
    if kind == "f":
        said = getattr(value, "text", None) or getattr(value, "ref", None) or value
        if constant := _CONSTANT.fullmatch(str(said)):
            return Cell(Kind.BOOLEAN, constant[1] == "TRUE")
        return Cell(Kind.FORMULA, str(said))
    if kind == "e":
        return Cell(Kind.ERROR, str(value))
    if isinstance(value, bool):
        return Cell(Kind.BOOLEAN, value)
    if isinstance(value, int | float):
        return Cell(Kind.NUMBER, Decimal(repr(value)), cell.number_format)
    if isinstance(value, time):
        return Cell(Kind.TIME, value)
    if isinstance(value, datetime):
        return Cell(Kind.DATE, _rounded(value))
    if isinstance(value, date):
        return Cell(Kind.DATE, datetime.combine(value, time()))
    if isinstance(value, timedelta):
        return Cell(Kind.TIME, str(value))
    found = text if isinstance(text, str) and text else str(value)  # calamine drops mere blanks
    return Cell(Kind.TEXT, found) if found else NOTHING


def _rounded(value: datetime) -> datetime:
    whole = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return whole if abs(whole - value) <= _SECOND else value
