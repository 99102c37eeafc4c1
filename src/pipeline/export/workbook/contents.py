"""The first sheet: what the workbook is, how to use it, and where everything stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from openpyxl.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink

from pipeline.export.release import Release, ReleaseTable
from pipeline.export.wording import licence
from pipeline.export.workbook.cells import legal
from pipeline.export.workbook.layout import append, height, lines
from pipeline.export.workbook.styles import (
    BODY,
    COUNT,
    HEADER,
    LABEL,
    LINK,
    PLAIN,
    SUBTITLE,
    TITLE,
    Styles,
)
from pipeline.export.workbook.titles import CONTENTS

Look: TypeAlias = dict[str, Any]

_WIDTHS = (26, 10, 26, 22, 56, 44)
"""Of the columns: sheet, rows, two titles, two descriptions."""

_HEADS = ("Sheet 工作表", "Rows 行数", "Title", "标题", "Description", "说明")

_USE = (
    "One sheet a table; the first row names the fields. Point at a name to read what it means.",
    "每个工作表是一张表；首行为字段名，鼠标停在字段名上可看说明。",
    "Identifiers, codes and other text are text cells: they stay as they are, also `=1+1` or 007.",
    "编号、代码等文字均为文本单元格，如 `=1+1`、007，保持原样。",
    "Numbers of more than 15 digits and days before 1900-03-01 are text: spreadsheets change them.",
    "超过 15 位的数字和 1900-03-01 以前的日期存为文本，以免被表格软件改动。",
    "An empty cell says that nothing is stated. Sheets with a grey tab are written by the tool.",
    "空单元格表示未载明；灰色标签的工作表由工具生成。",
)
"""How to use the workbook, English and Chinese in turn."""


def write(workbook: Any, release: Release, titles: Sequence[str]) -> None:
    """Add the sheet; `titles` are the names of the tables' sheets."""
    sheet = workbook.create_sheet(CONTENTS)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    styles = Styles(sheet)
    last = 0
    for last, (label, value) in enumerate(_head(release), 1):
        _line(sheet, styles, last, label, value)
    for number, row in enumerate(_list(styles, release.tables, titles), last + 1):
        append(sheet, number, row, height(row, _WIDTHS))


def _head(release: Release) -> Iterator[tuple[tuple[str, Look], str | None]]:
    """What stands above the list: a label and how it looks, and what it says."""
    yield (release.title or release.name, TITLE), None
    if release.title_zh:
        yield (release.title_zh, SUBTITLE), None
    yield ("", LABEL), None
    for label, value in _facts(release):
        yield (label, LABEL), value
    yield ("", LABEL), None
    for number, line in enumerate(_USE):
        yield ("" if number else "How to use 用法", LABEL), line
    yield ("", LABEL), None


def _line(sheet: Any, styles: Styles, row: int, label: tuple[str, Look], value: str | None) -> None:
    """Add a row above the list; what is too long for one line is wrapped over all columns."""
    high = lines(value, sum(_WIDTHS[1:])) if value else 1
    if high > 1:
        sheet.merged_cells.add(f"B{row}:F{row}")
    words, look = label
    first = _text(styles, words, look) if words else None
    second = _text(styles, value, BODY if high > 1 else PLAIN) if value else None
    append(sheet, row, [first, second], high)


def _facts(release: Release) -> Iterable[tuple[str, str]]:
    facts: tuple[tuple[str, str | None], ...] = (
        ("Version 版本", release.version),
        ("Date 日期", (release.created or release.moment.isoformat())[:10]),
        ("Licence 许可", licence(release)),
        ("Home 主页", release.homepage),
        ("About 简介", release.description),
        ("", release.description_zh),
    )
    return ((label, value) for label, value in facts if value)


def _list(
    styles: Styles, tables: Iterable[ReleaseTable], titles: Iterable[str]
) -> Iterable[list[Cell | None]]:
    yield [styles.cell(head, HEADER) for head in _HEADS]
    for table, title in zip(tables, titles, strict=True):
        link = styles.cell(title, LINK)
        quoted = title.replace("'", "''")
        link.hyperlink = Hyperlink(ref="", location=f"'{quoted}'!A1")
        texts = (table.title, table.title_zh, table.description, table.description_zh)
        rows = styles.cell(len(table.rows), COUNT)
        yield [link, rows, *(_text(styles, item, BODY) if item else None for item in texts)]


def _text(styles: Styles, value: str, look: Look) -> Cell:
    return styles.cell(legal(value), look)
