"""The note on a column's header: what the field is; on the first, what the table is too."""

from openpyxl.comments import Comment

from pipeline.export.release import ReleaseField, ReleaseTable
from pipeline.export.workbook.cells import escape, legal
from pipeline.export.workbook.layout import lines

_MOST = 30
"""Categories that a note lists: more would not be read there."""

_WIDTH, _COLUMNS = 340, 48
"""A note's width in pixels, and about how many characters that is."""

_LINE, _MARGIN, _HIGHEST = 17, 16, 560
"""Height of a line, of the rim, and of the highest note, in pixels."""


def note(table: ReleaseTable, field: ReleaseField) -> Comment:
    """A comment large enough to be read without dragging its corner."""
    words = legal(_words(table, field))
    height = min(_MARGIN + _LINE * lines(words, _COLUMNS), _HIGHEST)
    return Comment(escape(words), "pipeline", height=height, width=_WIDTH)


def _words(table: ReleaseTable, field: ReleaseField) -> str:
    parts = [
        " · ".join(item for item in (field.title, field.title_zh) if item),
        field.description,
        field.description_zh,
        _facts(table, field),
        *_categories(field),
    ]
    about = [table.description, table.description_zh] if field is table.fields[0] else []
    paragraphs = ("\n".join(part for part in listed if part) for listed in (about, parts))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _facts(table: ReleaseTable, field: ReleaseField) -> str:
    facts = [field.type]
    if field.name in table.primary_key:
        facts.append("key 主键")
    if field.required or field.name in table.primary_key:
        facts.append("required 必填")
    if field.references:
        facts.append(f"→ {'.'.join(field.references)}")
    return f"[{', '.join(facts)}]"


def _categories(field: ReleaseField) -> list[str]:
    shown = [_category(*item) for item in field.categories[:_MOST]]
    left = len(field.categories) - _MOST
    return [*shown, f"… +{left}"] if left > 0 else shown


def _category(code: str, english: str, chinese: str) -> str:
    label = " · ".join(item for item in (english, chinese) if item)
    return f"{code}: {label}" if label else code
