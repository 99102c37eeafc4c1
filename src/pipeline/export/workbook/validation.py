"""What a spreadsheet refuses while one types: drop-downs, types, bounds, keys that are there twice.

It refuses typing only, not pasting; the pipeline checks everything again. A reference to a record
that was added since is right but in no list, and so are a category's code and its other label:
there a spreadsheet asks instead of refusing.
Sheets for editing are not protected: programs then sort and delete no row with a locked cell, and
let no table grow, whatever is allowed.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.export.release import ReleaseField
from pipeline.export.values import text
from pipeline.export.workbook.cells import DIGITS
from pipeline.export.workbook.choices import Choices
from pipeline.export.workbook.limits import CHARACTERS, ROWS, units
from pipeline.export.workbook.messages import refusal
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.spelling import labels, reference

_MOST = 10**DIGITS - 1
"""The largest whole number that spreadsheets keep to its last digit."""

_FIRST_DAY, _LAST_DAY = "61", "2958465"
"""1900-03-01, before which spreadsheets disagree, and 9999-12-31, as they count days."""

_LOOKED_UP = 2_000
"""Keys up to which every change of a key looks whether one is gone: it compares all with all."""

_SPARE = 2_000
"""Rows under the last where keys are still compared."""

_WANTED = "FFF2CC"
"""Fill of an empty cell where its record must have a value."""


def rules(plan: Plan, choices: Choices) -> Iterator[DataValidation]:
    """The rules of a sheet's columns, down to its last row so that new records have them too."""
    constraints = {
        item["name"]: item.get("constraints") or {}
        for item in plan.table.schema.get("fields", ())
        if "name" in item
    }
    for column, field in enumerate(plan.table.fields, 1):
        letter = get_column_letter(column)
        rule = _rule(plan, field, letter, constraints.get(field.name, {}), choices)
        if rule is not None:
            rule.allow_blank = not plan.needed(field)
            rule.add(f"{letter}2:{letter}{ROWS}")
            yield rule


def wanted(plan: Plan) -> Iterator[tuple[str, Rule]]:
    """Areas and what colours in them a required cell that is empty in a row that is not."""
    last = get_column_letter(len(plan.table.fields))
    for column, field in enumerate(plan.table.fields, 1):
        if plan.needed(field):
            letter = get_column_letter(column)
            formula = f'AND(${letter}2="",COUNTA($A2:${last}2)>0)'
            fill = PatternFill("solid", bgColor=_WANTED)
            look = DifferentialStyle(fill=fill)
            yield f"{letter}2:{letter}{ROWS}", Rule("expression", formula=[formula], dxf=look)


def _rule(
    plan: Plan, field: ReleaseField, letter: str, limits: Mapping[str, Any], choices: Choices
) -> DataValidation | None:
    if field.categories:
        listed = tuple(labels(field, plan.lang).values())
        return _made(plan, "label", "list", "warning", formula1=choices.formula(listed))
    if field.name in plan.names:
        return _reference(plan, field, choices)
    if plan.table.primary_key == (field.name,) or limits.get("unique") is True:
        return _unique(plan, field, letter, choices)
    if field.type == "boolean":
        return _made(plan, "boolean", "list", "warning", formula1='"TRUE,FALSE"')
    if field.type == "string" and isinstance(enum := limits.get("enum"), list) and enum:
        return _made(plan, "category", "list", formula1=choices.formula([*map(str, enum)]))
    return _typed(plan, field, letter, limits)


def _reference(plan: Plan, field: ReleaseField, choices: Choices) -> DataValidation | None:
    names = plan.names[field.name]
    if not names:
        return None
    area = choices.of(names, lambda: [reference(key, name) for key, name in names.items()])
    table = field.references[0] if field.references else ""
    return _made(plan, "reference", "list", "warning", formula1=area, table=table)


def _unique(plan: Plan, field: ReleaseField, letter: str, choices: Choices) -> DataValidation:
    """EXACT, as `COUNTIF` takes `*` for anything and 007 for 7."""
    column = f"${letter}$2:${letter}${len(plan.table.rows) + _SPARE}"
    once = f"SUMPRODUCT(--EXACT({column},{letter}2))=1"
    keys = _keys(plan, field)
    if not keys:
        return _made(plan, "unique", "custom", formula1=once)
    gone = f"SUMPRODUCT(--ISNA(MATCH({choices.area(keys)},{column},0)))=0"
    return _made(plan, "key", "custom", formula1=f"AND({once},{gone})")


def _keys(plan: Plan, field: ReleaseField) -> list[str]:
    """The keys that must stay, where there are few enough and a look-up takes them as they are.

    One that is wrong itself need not: a curator puts it right.
    """
    if plan.table.primary_key != (field.name,) or len(plan.table.rows) > _LOOKED_UP:
        return []
    at = plan.table.labels.index(field.name)
    rows = enumerate(plan.table.rows, 2)
    keys = [row[at] for number, row in rows if (number, field.name) not in plan.issues]
    folded = {key.casefold() for key in keys if isinstance(key, str)}
    if len(folded) < len(keys):
        return []
    plain = all(not set(key) & set("*?~") and units(key) < 255 for key in folded)
    return [text(key) for key in keys] if plain else []


def _typed(
    plan: Plan, field: ReleaseField, letter: str, limits: Mapping[str, Any]
) -> DataValidation | None:
    low, high = limits.get("minimum"), limits.get("maximum")
    if field.type == "string":
        return _length(plan, limits.get("minLength"), limits.get("maxLength"))
    if field.type == "date":
        return _day(plan, letter, low, high)
    if field.type not in ("integer", "number", "year"):
        return None
    if any(isinstance(bound, str) for bound in (low, high)):
        return None
    least, most = -_MOST if low is None else low, _MOST if high is None else high
    if max(abs(least), abs(most)) > _MOST:
        return None
    kind = "decimal" if field.type == "number" else "whole"
    bounds = {"formula1": text(least), "formula2": text(most)}
    return _made(plan, kind, kind, operator="between", bounds=_bounds(low, high), **bounds)


def _length(plan: Plan, low: Any, high: Any) -> DataValidation | None:
    """Spreadsheets count 𠮷 as two characters, so what they count too many is let pass."""
    if high is None or not isinstance(high, int) or high * 2 > CHARACTERS:
        return None
    bounds = {"formula1": str(low or 0), "formula2": str(high * 2)}
    return _made(
        plan, "textLength", "textLength", operator="between", bounds=f"{low or 0}–{high}", **bounds
    )


def _day(plan: Plan, letter: str, low: Any, high: Any) -> DataValidation | None:
    """A day, or its text, as days before 1900-03-01 are kept."""
    first, last = _serial(low) or _FIRST_DAY, _serial(high) or _LAST_DAY
    bounds = _bounds(low, high)
    if _serial(low):
        return _made(
            plan, "date", "date", operator="between", formula1=first, formula2=last, bounds=bounds
        )
    cell = f"{letter}2"
    day = f"AND(ISNUMBER({cell}),{cell}>={first},{cell}<{int(last) + 1})"
    words = f'AND(ISTEXT({cell}),LEN({cell})=10,MID({cell},5,1)="-",MID({cell},8,1)="-")'
    return _made(plan, "date", "custom", formula1=f"OR({day},{words})", bounds=bounds)


def _serial(day: Any) -> str | None:
    """A bound as spreadsheets count days; None where there is none that they know."""
    try:
        found = (date.fromisoformat(day) - date(1899, 12, 30)).days
    except (TypeError, ValueError):
        return None
    return str(found) if found >= int(_FIRST_DAY) else None


def _bounds(low: Any, high: Any) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f" ≥ {low}"
    return f" ≤ {high}" if low is None else f" {low}–{high}"


def _made(
    plan: Plan, words: str, kind: Any, style: Any = "stop", *, bounds: str = "", table: str = "",
    **more: Any,
) -> DataValidation:  # fmt: skip
    title, message = refusal(plan.lang, words, bounds=bounds, table=table)
    return DataValidation(
        type=kind,
        errorStyle=style,
        showErrorMessage=True,
        errorTitle=title,
        error=message,
        **more,
    )
