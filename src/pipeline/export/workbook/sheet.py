"""One table on its sheet: header with notes, typed cells, filters, drop-downs."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from pipeline.export.release import ReleaseTable
from pipeline.export.workbook import body
from pipeline.export.workbook.cells import escape, format_of_column
from pipeline.export.workbook.choices import Choices
from pipeline.export.workbook.layout import append, column_widths, height
from pipeline.export.workbook.notes import note
from pipeline.export.workbook.styles import HEADER, Styles, aligned

_TOOL_COLOUR = "B7B7B7"
"""Grey tab: the tool writes this table, nobody edits it."""

_LOOK = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
"""The lightest banding, so that what one writes stands out."""


def write(
    workbook: Any, table: ReleaseTable, title: str, display: str, choices: Choices
) -> Iterator[str]:
    """Add the sheet `title` with a spreadsheet table called `display`; its rows as XML."""
    sheet = workbook.create_sheet(title)
    widths = column_widths(table)
    _prepare(sheet, table, widths)
    styles = Styles(sheet)
    heads = [_head(styles, table, index) for index in range(len(table.fields))]
    append(sheet, 1, heads, height(heads, widths))
    sheet.tables.add(_table(table, display))
    for column, field in enumerate(table.fields, 1):
        rule = choices.validation(field, column)
        if rule is not None:
            sheet.data_validations.append(rule)
    return body.rows(sheet, table, widths)


def _prepare(sheet: Any, table: ReleaseTable, widths: Sequence[int]) -> None:
    """What the file holds before the rows."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if table.tool_written:
        sheet.sheet_properties.tabColor = _TOOL_COLOUR
    for column, (field, width) in enumerate(zip(table.fields, widths, strict=True), 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        dimension.number_format = format_of_column(field.type)
        dimension.alignment = aligned(dimension.number_format)


def _head(styles: Styles, table: ReleaseTable, index: int) -> Cell:
    field = table.fields[index]
    cell = styles.cell(field.name, HEADER)
    cell.comment = note(table, field)
    return cell


def _table(table: ReleaseTable, display: str) -> Table:
    # a spreadsheet's table has one row of data at least, if an empty one
    last = get_column_letter(len(table.fields))
    area = f"A1:{last}{max(len(table.rows), 1) + 1}"
    return Table(
        displayName=display,
        ref=area,
        autoFilter=AutoFilter(ref=area),
        tableColumns=[
            TableColumn(id=number, name=escape(name)) for number, name in enumerate(table.labels, 1)
        ],
        tableStyleInfo=_LOOK,
    )
