"""Edits where none are taken: in columns of fields that the table no longer has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.export.workbook.spelling import BETWEEN
from pipeline.issue import Issue
from pipeline.returning.finding import finding
from pipeline.returning.grid import Cell, Grid, Kind
from pipeline.returning.spec import Key, Texts


def edits(
    grid: Grid,
    table: str,
    columns: Mapping[str, int],
    rows: Mapping[Key, int],
    base: Mapping[Key, Texts],
) -> Iterator[Issue]:
    """One issue for each cell that no longer says what was exported. rows: those of records."""
    for name, key, row, number, was in changed(grid, columns, rows, base):
        said = f"the table no longer has the field `{name}`, and its value was changed"
        kept = f"`{was}`" if was else "nothing"
        hint = f"write {kept} as exported, or add the field to the schema again"
        at = grid.address(row, number)
        yield finding("import-cell", said, hint, at, table=table, field=name, key=key)


def fresh(
    grid: Grid, table: str, columns: Mapping[str, int], rows: Iterable[int]
) -> Iterator[Issue]:
    """One issue for each cell that holds anything; rows: those of no exported record."""
    for row in rows:
        for name, number in columns.items():
            if grid.cell(row, number).kind not in (Kind.BLANK, Kind.MERGED):
                said = f"the table no longer has the field `{name}`, and a new row has one"
                hint = "empty the cell, or add the field to the schema again"
                at = grid.address(row, number)
                yield finding("import-cell", said, hint, at, table=table, field=name)


def changed(
    grid: Grid, columns: Mapping[str, int], rows: Mapping[Key, int], base: Mapping[Key, Texts]
) -> Iterator[tuple[str, Key, int, int, str]]:
    """Cells that no longer say what they were: field, key, row, column, what was there."""
    for name, number in columns.items():
        cells = [
            (key, row, grid.cell(row, number), base[key].get(name, ""))
            for key, row in rows.items()
            if key in base
        ]
        usual = _usual(cells)
        for key, row, cell, was in cells:
            if not _same(cell, was) and cell.shown != usual.get(was):
                yield name, key, row, number, was


def _usual(cells: list[tuple[Key, int, Cell, str]]) -> Mapping[str, str]:
    """What values are shown as, in a column that shows most of them by a label."""
    filled = [(cell, was) for _, _, cell, was in cells if was]
    if sum(_same(cell, was) for cell, was in filled) * 2 >= len(filled):
        return {}
    seen = Counter((was, cell.shown) for cell, was in filled)
    return {was: shown for (was, shown), _ in reversed(seen.most_common())}


def _same(cell: Cell, was: str) -> bool:
    """Does it say what was exported, as cells of any type show it?"""
    said, plain = cell.shown, was.removesuffix("Z")
    word = said.lower() if said in ("TRUE", "FALSE") else said
    spelled = (word, said.zfill(4), f"{said}T00:00:00")
    return plain in spelled or said == was or said.startswith(f"{was}{BETWEEN}")
