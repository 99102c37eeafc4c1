"""The first sheet: what the workbook is, how to use it, and where everything stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from openpyxl.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink

from pipeline.export.release import Release
from pipeline.export.wording import licence
from pipeline.export.workbook import absent
from pipeline.export.workbook.cells import legal
from pipeline.export.workbook.layout import append, even, height, lines
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.sheet import protect
from pipeline.export.workbook.styles import (
    ALARM,
    BODY,
    COUNT,
    HEADER,
    LABEL,
    LINK,
    OWN,
    PLAIN,
    READ,
    SOFT,
    SUBTITLE,
    TITLE,
    Styles,
)
from pipeline.export.workbook.titles import CONTENTS, ISSUES
from pipeline.issue import Severity
from pipeline.language import Lang

Look: TypeAlias = dict[str, Any]

_WIDTHS = (26, 9, 16, 24, 58, 48)
"""Of the columns: sheet, rows, who writes it, title, description, description in the other."""

_HEADS = (
    ("Sheet", "工作表"),
    ("Rows", "行数"),
    ("Use", "用途"),
    ("Title", "标题"),
    ("Description", "说明"),
    ("说明", "Description"),
)

_LARGER = {id(TITLE): 9, id(SUBTITLE): 4}
"""Points that these looks need besides those of a line."""

_USE = (
    (
        "One sheet a table; the first row names the fields, and * marks what must be filled in."
        " Point at a heading to read what it means.",
        "每个工作表是一张表；首行为字段，* 为必填；鼠标停在字段上可看说明。",
    ),
    (
        "Blue tabs are for editing. Grey tabs are read only: the tool writes them. Sheets are"
        " protected without a password.",
        "蓝色标签的工作表可编辑；灰色为只读，由工具生成（保护无密码）。",
    ),
    (
        "A new record goes into a new row with a new key; left empty, the import makes one where"
        " there is a rule for it. Keys that are there never change.",
        "新记录请另起一行并取新编号；留空者，导入时按规则拟定（无规则则须自填）。原有编号请勿改动。",
    ),
    (
        "To delete a record, head an empty column `_delete` and write `x` in its row; a row that is"
        " merely gone is not taken for deleted.",
        "要删除记录，请将一空列的表头写作“删除”，并在该行写 x；仅删去行不算删除。",
    ),
    (
        "Where a cell refers to another table it says `key · name`; the key alone is enough. What"
        " stands after the dot must be the record's name: to refer to another record choose it from"
        " the list, or write its key alone.",
        "引用其他表的单元格写作“编号 · 名称”；只写编号亦可。点后须是该记录的名称："
        "要改指另一记录，请从列表中选择，或只写其编号。",
    ),
    (
        "Text stays as it is, also `=1+1` or 007. Numbers of more than 15 digits and days before"
        " 1900-03-01 are text. An empty cell says that nothing is stated.",
        "文字均保持原样，如 `=1+1`、007；超过 15 位的数字和 1900-03-01 以前的日期存为文本；"
        "空单元格表示未载明。",
    ),
)
"""How to use the workbook, in English and Chinese."""

_KINDS = {OWN: ("edit", "可编辑"), READ: ("read only", "只读")}


def write(workbook: Any, release: Release, plans: Sequence[Plan]) -> list[str]:
    """Add the sheet; all that its cells say."""
    sheet = workbook.create_sheet(CONTENTS)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    protect(sheet)
    even(sheet)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    styles = Styles(sheet)
    last = 0
    said: list[Any] = []
    for last, (label, value) in enumerate(_head(release), 1):
        _line(sheet, styles, last, label, value)
        said += [label[0], value]
    for number, row in enumerate(_list(styles, release, plans), last + 1):
        append(sheet, number, row, height(row, _WIDTHS))
        said += [cell.value for cell in row if cell is not None]
    return [str(item) for item in said if item is not None]


def _head(release: Release) -> Iterator[tuple[tuple[str, Look], str | None]]:
    """What stands above the list: a label and how it looks, and what it says."""
    lang = release.lang
    title, *others = dict.fromkeys(filter(None, lang.order(release.title, release.title_zh)))or [
        release.name
    ]  # fmt: skip
    yield (title, TITLE), None
    for other in others:
        yield (other, SUBTITLE), None
    yield ("", LABEL), None
    for label, value in _facts(release):
        yield (label, LABEL), value
    yield ("", LABEL), None
    for number, words in enumerate(_USE):
        for line, said in enumerate(lang.order(*words)):
            first = number == line == 0
            yield (lang.both("How to use", "用法", " ") if first else "", LABEL), said
    yield ("", LABEL), None


def _line(sheet: Any, styles: Styles, row: int, label: tuple[str, Look], value: str | None) -> None:
    """Add a row above the list; what is too long for one line is wrapped over all columns."""
    high = lines(value, sum(_WIDTHS[1:])) if value else 1
    if high > 1:
        sheet.merged_cells.add(f"B{row}:F{row}")
    words, look = label
    first = _text(styles, words, look) if words else None
    second = _text(styles, value, BODY if high > 1 else PLAIN) if value else None
    append(sheet, row, [first, second], high, _LARGER.get(id(look), 0))


def _facts(release: Release) -> Iterable[tuple[str, str]]:
    both = release.lang.both
    about = release.lang.order(release.description, release.description_zh)
    facts: tuple[tuple[str, str | None], ...] = (
        (both("Version", "版本", " "), release.version),
        (both("Date", "日期", " "), release.date),
        (both("Licence", "许可", " "), licence(release)),
        (both("Home", "主页", " "), release.homepage),
        (both("About", "简介", " "), about[0] or about[1]),
        ("", about[1] if about[0] else None),
    )
    return ((label, value) for label, value in facts if value)


def _list(styles: Styles, release: Release, plans: Sequence[Plan]) -> Iterable[list[Cell | None]]:
    lang = release.lang
    heads = [lang.both(*words, " ") for words in _HEADS[:-1]] + [lang.pick(*_HEADS[-1])]
    yield [styles.cell(head, HEADER) for head in heads]
    if release.found:
        yield [
            _link(styles, ISSUES),
            styles.cell(len(release.found), COUNT),
            styles.cell(lang.both("to mend", "待处理", " "), PLAIN),
            styles.cell(lang.both("Issues", "问题清单", " "), PLAIN),
            styles.cell(_counted(release, lang), BODY),
            None,
        ]
    for plan in plans:
        yield list(_row(styles, plan, lang))
        if plan.absent:
            yield _lacking(styles, None, plan.absent)
    for name, said in absent.of_tables(release):
        yield _lacking(styles, name, said)


def _lacking(styles: Styles, name: str | None, said: str) -> list[Cell | None]:
    """What is not in the workbook, under its table or in its place."""
    first = _text(styles, name, PLAIN) if name else None
    return [first, None, None, None, _text(styles, said, ALARM), None]


def _row(styles: Styles, plan: Plan, lang: Lang) -> Iterator[Cell | None]:
    table, look = plan.table, OWN if plan.editable else READ
    yield _link(styles, plan.title)
    yield styles.cell(len(table.rows), COUNT)
    use = lang.both(*_KINDS[look], " ")
    yield styles.cell(use, PLAIN if plan.editable else SOFT)
    title = lang.both(table.title, table.title_zh, "\n")
    for words in (title, *lang.order(table.description, table.description_zh)):
        yield _text(styles, words, BODY) if words else None


def _counted(release: Release, lang: Lang) -> str:
    """How many issues the sheet lists, by their severity."""
    words = {
        Severity.ERROR: ("errors", "错误"),
        Severity.WARNING: ("warnings", "警告"),
        Severity.INFO: ("infos", "提示"),
    }
    counts = {s: sum(issue.severity is s for issue in release.found) for s in Severity}
    return ", ".join(f"{n} {lang.both(*words[s], ' ')}" for s, n in counts.items() if n)


def _link(styles: Styles, title: str) -> Cell:
    link = styles.cell(title, LINK)
    quoted = title.replace("'", "''")
    link.hyperlink = Hyperlink(ref="", location=f"'{quoted}'!A1")
    return link


def _text(styles: Styles, value: str, look: Look) -> Cell:
    return styles.cell(legal(value), look)
