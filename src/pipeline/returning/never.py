"""Cells that no column takes: formulas, errors, parts of merged cells."""

from collections.abc import Callable, Mapping

from pipeline.returning.grid import Cell, Kind
from pipeline.returning.words import Refused


def _formula(cell: Cell, base: str | None) -> Refused:
    return Refused(
        f"a formula stands here: {_was(f'`{cell.shown}`', base)}",
        "copy the cell and paste it as value; text that begins with `=` goes into a cell "
        "formatted as text",
    )


def _error(cell: Cell, base: str | None) -> Refused:
    return Refused(
        f"the spreadsheet shows an error here: {_was(cell.shown, base)}", "write the value itself"
    )


def _merged(_: Cell, base: str | None) -> Refused:
    return Refused("the cell is merged with others", "unmerge the cells and fill in each")


def _was(shown: str, base: str | None) -> str:
    return f"{shown} (exported as `{base}`)" if base else shown


NEVER: Mapping[Kind, Callable[[Cell, str | None], Refused]] = {
    Kind.FORMULA: _formula,
    Kind.ERROR: _error,
    Kind.MERGED: _merged,
}
"""Why a cell of these kinds is refused, with what was exported there."""
