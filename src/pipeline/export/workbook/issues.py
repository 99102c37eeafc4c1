"""The sheet of what is wrong: one issue a row, with a link to its cell."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from pipeline.export.release import Release
from pipeline.export.workbook.cells import legal
from pipeline.export.workbook.layout import append, even, height
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.sheet import protect
from pipeline.export.workbook.styles import BODY, HEADER, LINK, MARKED, PLAIN, SOFT, Styles
from pipeline.export.workbook.titles import ISSUES
from pipeline.issue import Issue, Severity
from pipeline.language import Lang, speaker

_COLUMNS = (
    (12, "Severity", "级别"),
    (24, "Cell", "单元格"),
    (28, "Record", "记录"),
    (24, "Field", "字段"),
    (26, "Value", "现值"),
    (60, "What is wrong", "问题"),
    (60, "What to do", "处理办法"),
    (24, "Check", "检查项"),
    (30, "Where in the file", "文件位置"),
)
"""Width, and heading in English and Chinese."""

WIDTH = len(_COLUMNS)
"""Columns that are ours."""

_SEVERITIES = {
    Severity.ERROR: ("error", "错误"),
    Severity.WARNING: ("warning", "警告"),
    Severity.INFO: ("info", "提示"),
}

_TAB = "C00000"
"""Red tab: here is what is to be done."""

_SHOWN = 200
"""Characters of a value that the list shows; the cell has all of it."""


def write(workbook: Any, release: Release, plans: Sequence[Plan]) -> None:
    """Add the sheet, where the release brings issues."""
    if not release.found:
        return
    sheet = workbook.create_sheet(ISSUES)
    sheet.freeze_panes = "A2"
    sheet.sheet_properties.tabColor = _TAB
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    protect(sheet)
    even(sheet)
    for column, (width, _, _) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(len(_COLUMNS))
    sheet.auto_filter.ref = f"A1:{last}{len(release.found) + 1}"
    styles = Styles(sheet)
    both = release.lang.both
    sheet.append([styles.cell(both(words, zh, " "), HEADER) for _, words, zh in _COLUMNS])
    widths = [width for width, _, _ in _COLUMNS]
    by_table = {plan.table.name: plan for plan in plans}
    for number, issue in enumerate(release.found, 2):
        cells = list(_row(styles, issue, by_table.get(issue.resource or ""), release.lang))
        append(sheet, number, cells, height(cells, widths))


def _row(styles: Styles, issue: Issue, plan: Plan | None, lang: Lang) -> Iterator[Cell | None]:
    severity = lang.pick(*_SEVERITIES[issue.severity])
    yield styles.cell(severity, MARKED[issue.severity])
    yield _link(styles, issue, plan)
    yield _text(styles, issue.key)
    yield _text(styles, _field(issue, plan, lang))
    value = issue.value
    yield _text(styles, value if value is None or len(value) <= _SHOWN else f"{value[:_SHOWN]}…")
    say = speaker(lang)
    own = lang is Lang.ZH  # what a project says in Chinese itself
    yield _text(styles, (own and issue.message_zh) or say(issue.message))
    yield _text(styles, (own and issue.hint_zh) or (say(issue.hint) if issue.hint else None))
    yield styles.cell(issue.code, SOFT)
    line = ":".join(str(part) for part in (issue.path, issue.line, issue.column) if part)
    place = f"{line}#{issue.pointer}" if issue.pointer and not issue.line else line
    yield styles.cell(legal(place), SOFT) if place else None


def _link(styles: Styles, issue: Issue, plan: Plan | None) -> Cell | None:
    """Where on its sheet the cell is; the sheet alone where there is no such row or field."""
    if plan is None:
        return styles.cell(legal(issue.resource), PLAIN) if issue.resource else None
    row = issue.row or 1
    known = issue.field in plan.table.labels
    letter = get_column_letter(plan.table.labels.index(issue.field or "") + 1 if known else 1)
    address = f"{letter}{row}"
    said = f"{plan.title}!{address}" if issue.row or known else plan.title
    link = styles.cell(said, LINK)
    quoted = plan.title.replace("'", "''")
    link.hyperlink = Hyperlink(ref="", location=f"'{quoted}'!{address}")
    return link


def _field(issue: Issue, plan: Plan | None, lang: Lang) -> str | None:
    """The field's title with its name, as its header has them."""
    fields = plan.table.fields if plan else ()
    found = next((field for field in fields if field.name == issue.field), None)
    title = lang.pick(found.title, found.title_zh) if found else ""
    return f"{title} ({issue.field})" if title else issue.field


def _text(styles: Styles, value: str | None) -> Cell | None:
    return styles.cell(legal(value), BODY) if value else None
