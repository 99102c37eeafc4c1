"""A workbook file opened: its sheets as grids, and what it says of itself."""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pipeline.errors import ImportingError
from pipeline.export.workbook.manifest import SHEET, Manifest, parse
from pipeline.returning.grid import NOTHING, Cell, Grid, Kind

_SECOND = timedelta(milliseconds=2)
"""How far from a whole second a stored time may be: spreadsheets keep days as binary fractions."""


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

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that openpyxl does not keep: we write none
            typed = load_workbook(file, keep_links=False)
        with CalamineWorkbook.from_path(file) as decoded:
            sheets = {
                sheet.title: _grid(sheet, _texts(decoded, sheet.title))
                for sheet in typed.worksheets
            }
    except (BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise _unreadable(file, error) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("openpyxl", "python_calamine", "xml"):
            raise
        raise _unreadable(file, error) from error
    about = sheets.get(SHEET)
    said = [row[0].shown for row in about.rows if row] if about else []
    return Book(sheets, parse(said))


def _unreadable(file: Path, error: Exception) -> ImportingError:
    return ImportingError(
        f"{file}: cannot be read as an Excel workbook ({error}); save it as `Excel workbook "
        "(.xlsx)` in the program that it was edited in, without a password"
    )


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
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        known = texts[number - 1] if number <= len(texts) else []
        rows.append(tuple(_row(cells, known, number, inside)))
    return Grid(sheet.title, tuple(rows), merged, tuple(sheet.tables))


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
