"""The note on a column's header: what the field is; on the first, what the table is too."""

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.comments import Comment

from pipeline.export.release import ReleaseField, ReleaseTable
from pipeline.export.workbook.cells import escape, legal
from pipeline.export.workbook.layout import lines
from pipeline.export.workbook.plan import Plan
from pipeline.language import Lang

_MOST = 30
"""Categories that a note lists: more would not be read there."""

_WIDTH, _COLUMNS = 340, 48
"""A note's width in pixels, and about how many characters that is."""

_LINE, _MARGIN, _HIGHEST = 17, 16, 560
"""Height of a line, of the rim, and of the highest note, in pixels."""

_CONSTRAINTS = {
    "unique": ("unique", "不得重复"),
    "pattern": ("pattern", "格式"),
    "minLength": ("shortest", "最短"),
    "maxLength": ("longest", "最长"),
    "minimum": ("from", "不小于"),
    "maximum": ("to", "不大于"),
    "exclusiveMinimum": ("more than", "大于"),
    "exclusiveMaximum": ("less than", "小于"),
    "enum": ("one of", "限于"),
}
"""Constraint → how a note calls it."""

_PRINTED = {
    "literal": ("as it is printed", "照印文"),
    "number": ("a number in print", "印文中的数"),
    "date": ("a date in print", "印文中的日期"),
    "name": ("the printed name", "印文中的名称"),
    "label": ("a printed word for it", "印文中的相应词语"),
    "contextual": ("printed here or nearby", "印于此处或上下文"),
    "derived": ("counted or computed", "由计算得出"),
    "editorial": ("ours, not printed", "编者所加，印文所无"),
}
"""`printed` of a schema → how a note says it."""

_READ_ONLY = (
    "Read only: the tool writes this sheet; change the tables that it is made from.",
    "只读：本表由工具生成，请修改其来源各表。",
)


def note(plan: Plan, field: ReleaseField) -> Comment:
    """A comment large enough to be read without dragging its corner."""
    return comment(words(plan, field))


def comment(said: str) -> Comment:
    """These words as a comment."""
    said = legal(said)
    height = min(_MARGIN + _LINE * lines(said, _COLUMNS), _HIGHEST)
    return Comment(escape(said), "pipeline", height=height, width=_WIDTH)


def words(plan: Plan, field: ReleaseField) -> str:
    """What the note on a header says."""
    lang, table = plan.lang, plan.table
    parts = [
        lang.both(field.title, field.title_zh),
        *lang.order(field.description, field.description_zh),
        _facts(plan, field),
        *_constraints(table, field, lang),
        *_categories(field, lang),
    ]
    about: list[str | None] = []
    if field is table.fields[0]:
        about = [] if plan.editable else [lang.both(*_READ_ONLY, "\n")]
        about += lang.order(table.description, table.description_zh)
    paragraphs = ("\n".join(part for part in listed if part) for listed in (about, parts))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _facts(plan: Plan, field: ReleaseField) -> str:
    facts = [field.type]
    if field.name in plan.table.primary_key:
        facts.append(plan.lang.both("key", "主键", " "))
    if plan.needed(field):
        facts.append(plan.lang.both("required", "必填", " "))
    if field.references:
        facts.append(f"→ {'.'.join(field.references)}")
    return f"[{', '.join(facts)}]"


def _constraints(table: ReleaseTable, field: ReleaseField, lang: Lang) -> Iterator[str]:
    schema: Mapping[str, Any] = next(
        (item for item in table.schema.get("fields", ()) if item.get("name") == field.name), {}
    )
    given = schema.get("constraints") or {}
    for name, words in _CONSTRAINTS.items():
        if name in given and given[name] is not False:
            said = lang.both(*words, " ")
            yield said if given[name] is True else f"{said}: {_spell(given[name])}"
    if schema.get("printed") in _PRINTED:
        how = lang.both(*_PRINTED[schema["printed"]], " ")
        yield f"{lang.both('In the source', '原文', ' ')}: {how}"


def _spell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _categories(field: ReleaseField, lang: Lang) -> list[str]:
    shown = [_category(lang, *item) for item in field.categories[:_MOST]]
    left = len(field.categories) - _MOST
    return [*shown, f"… +{left}"] if left > 0 else shown


def _category(lang: Lang, code: str, english: str, chinese: str) -> str:
    label = lang.both(english, chinese)
    return f"{code}: {label}" if label else code
