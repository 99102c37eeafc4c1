"""One table on its sheet: header with notes, typed cells, filters, drop-downs, marks."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from pipeline.export.workbook import body, validation
from pipeline.export.workbook.cells import escape, legal
from pipeline.export.workbook.choices import Choices
from pipeline.export.workbook.layout import append, column_widths, even, lines
from pipeline.export.workbook.notes import comment, note
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.spelling import head
from pipeline.export.workbook.styles import ALARM, OWN, READ, Styles, look_of, of_column
from pipeline.language import speaker

_TAB = {OWN: "2E75B6", READ: "B7B7B7"}
"""Colour of a sheet's tab: blue for sheets to work in, grey for those to read."""

_LOOK = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
"""The lightest banding, so that what one writes stands out."""

_BESIDE = 80
"""Width of the column that tells of rows that are not on the sheet."""

_FROZEN = 30
"""Characters of a key column that stays in sight; a wider one would leave too little room."""


def write(workbook: Any, plan: Plan, choices: Choices) -> Iterator[str]:
    """Add the sheet of a plan; its rows as XML."""
    sheet = workbook.create_sheet(plan.title)
    table, widths = plan.table, column_widths(plan)
    _prepare(sheet, plan, widths)
    styles = Styles(sheet)
    heads = [_head(styles, plan, index) for index in range(len(table.fields))]
    append(sheet, 1, *_beside(sheet, styles, plan, heads))
    sheet.tables.add(_table(plan))
    if plan.editable:
        for refused in validation.rules(plan, choices):
            sheet.data_validations.append(refused)
        for area, colour in validation.wanted(plan):
            sheet.conditional_formatting.add(area, colour)
    _comment(sheet, plan)
    return body.rows(sheet, plan, widths)


def protect(sheet: Any) -> None:
    """Let no cell be changed, without a password, but let its reader sort out what to see."""
    sheet.protection.sheet = True
    for allowed in ("autoFilter", "sort", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)  # what the file calls false is not forbidden


def _prepare(sheet: Any, plan: Plan, widths: Sequence[int]) -> None:
    """What the file holds before the rows."""
    first_is_key = plan.table.labels[0] in plan.table.primary_key
    sheet.freeze_panes = "B2" if first_is_key and widths[0] <= _FROZEN else "A2"
    even(sheet)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_properties.tabColor = _TAB[OWN if plan.editable else READ]
    if not plan.editable:
        protect(sheet)
    for column, (field, width) in enumerate(zip(plan.table.fields, widths, strict=True), 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        text = field.categories or field.references
        of_column(dimension, "string" if text else field.type, OWN if plan.editable else READ)


def _head(styles: Styles, plan: Plan, index: int) -> Cell:
    field = plan.table.fields[index]
    title, name = _words(plan, index)
    cell = styles.head(title, name, look_of(plan, field))
    cell.comment = note(plan, field)
    return cell


def _beside(
    sheet: Any, styles: Styles, plan: Plan, heads: list[Cell]
) -> tuple[list[Cell | None], int]:
    """The headers and, a column apart, what is said of rows that are absent; and their lines."""
    if plan.absent is None:
        return [*heads], 2
    said = legal(plan.absent)
    sheet.column_dimensions[get_column_letter(len(heads) + 2)].width = _BESIDE
    return [*heads, None, styles.cell(said, ALARM)], max(2, lines(said, _BESIDE - 1))


def _words(plan: Plan, index: int) -> tuple[str, str]:
    field = plan.table.fields[index]
    return head(field, plan.lang, required=plan.editable and plan.needed(field))


def _table(plan: Plan) -> Table:
    # a spreadsheet's table has one row of data at least, if an empty one
    last = get_column_letter(len(plan.table.fields))
    area = f"A1:{last}{max(len(plan.table.rows), 1) + 1}"
    heads = ["\n".join(filter(None, _words(plan, i))) for i in range(len(plan.table.fields))]
    return Table(
        displayName=plan.display,
        ref=area,
        autoFilter=AutoFilter(ref=area),
        tableColumns=[
            TableColumn(id=number, name=escape(words).replace("\n", "_x000a_"))
            for number, words in enumerate(heads, 1)
        ],
        tableStyleInfo=_LOOK,
    )


def _comment(sheet: Any, plan: Plan) -> None:
    """Say beside every marked cell what is wrong with it."""
    say = speaker(plan.lang)
    said: dict[str, list[str]] = {}
    for (row, name), issues in plan.issues.items():
        letter = get_column_letter(plan.table.labels.index(name) + 1 if name else 1)
        words = ["\n→ ".join(map(say, filter(None, (i.message, i.hint)))) for i in issues]
        said.setdefault(f"{letter}{row}", []).extend(words)
    for place, words in said.items():
        beside = comment("\n\n".join(words))
        record = CommentRecord(ref=place, author=beside.author)
        record.text.t = beside.content
        record.height, record.width = beside.height, beside.width
        sheet._comments.append(record)
