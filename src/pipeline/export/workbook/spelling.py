"""What cells of a sheet say, and what they mean when they come back.

A header has two lines: the title in the chosen language, with ` *` where a value is required, and
the field's name. The last line names the field, so a header may also be the bare name.

A category is shown by its label in the chosen language; where another category of the field has
the same label, or that label as its code, by `label · code`. Read back are the code, either
label where only one category has it, and `label · code` in either language.

A reference is shown as `key · name`, the name being that of the record referred to. Read back is
what stands before the last ` · `; a bare key is itself. An import refuses the name of another.

All other values stand in the cells as they are. For every value, in either language,
`read_back(field, shown(field, value, lang, name))` is its text: categories and references are text
cells, whatever their type is. A cell that still says what `shown` makes of its value was not
edited, also where that value is wrong and reads back as another: compare with `shown` first.
"""

import re
from functools import lru_cache

from pipeline.export.release import ReleaseField
from pipeline.export.values import Value, text
from pipeline.export.workbook.cells import legal
from pipeline.language import Lang

BETWEEN = " · "
"""Stands between key and name, and between label and code."""

REQUIRED = " *"
"""Marks the title of a field that must have a value."""

_NAME = 40
"""Characters of a name that a reference shows: a drop-down is for choosing, not for reading."""

ABSENT = "⚠ "
"""Begins what a draft says beside a table of rows that are not on its sheet."""

NAMELESS = "—"
"""Stands for the name where a key without one holds what ends a key."""

_DOT = re.compile(r"\s*·\s*")


def shown(field: ReleaseField, value: Value, lang: Lang, name: str | None = None) -> Value:
    """What the cell says; `name` is that of the record to which a reference refers."""
    if value is None:
        return None
    if field.categories:
        return labels(field, lang).get(text(value, field.type), value)
    if field.references:
        return reference(text(value, field.type), name)
    return value


def read_back(field: ReleaseField, cell: str) -> str:
    """The text of the value that a text cell means: the cell itself where it is not of ours."""
    if field.categories:
        return _codes(field).get(cell, cell)
    if field.references and BETWEEN in cell:
        return cell.rpartition(BETWEEN)[0]
    return cell


@lru_cache(maxsize=1024)
def labels(field: ReleaseField, lang: Lang) -> dict[str, str]:
    """Code → what its cells say, in the order of the categories."""
    codes = _codes(field)
    found = {}
    for code, english, chinese in field.categories:
        label = _line(lang.pick(english, chinese))
        words = (label, f"{label}{BETWEEN}{code}", code) if label else (code,)
        found[code] = next(item for item in words if codes.get(item) == code)
    return found


def reference(key: str, name: str | None) -> str:
    """`key · name`, such that the key can be told from the name whatever both are made of."""
    kept = _DOT.sub("·", _line(name or "")).strip("·")
    kept = kept if len(kept) <= _NAME else f"{kept[: _NAME - 1]}…"
    if not kept and BETWEEN in key:
        kept = NAMELESS
    return f"{key}{BETWEEN}{kept}" if kept else key


def head(field: ReleaseField, lang: Lang, *, required: bool = False) -> tuple[str, str]:
    """The two lines of a column's header: its title, empty without one, and its name."""
    title = _line(lang.pick(field.title, field.title_zh))
    return f"{title}{REQUIRED if required else ''}".strip(), field.name


def field_of(header: str) -> str:
    """The name of the field that a column's header names."""
    return header.rpartition("\n")[2].strip()


@lru_cache(maxsize=1024)
def _codes(field: ReleaseField) -> dict[str, str]:
    """Every text that means one category alone → its code; codes mean themselves."""
    owners: dict[str, set[str]] = {}
    for code, *given in field.categories:
        for label in filter(None, map(_line, given)):
            for word in (label, f"{label}{BETWEEN}{code}"):
                owners.setdefault(word, set()).add(code)
    alone = {word: codes.pop() for word, codes in owners.items() if word and len(codes) == 1}
    return alone | {code: code for code, *_ in field.categories}


def _line(words: str) -> str:
    """The words on one line, as far as a cell can hold them."""
    return " ".join(legal(words).split())
