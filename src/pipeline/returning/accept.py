"""A cell's value as the canonical text of its field, or why it is none: nothing is guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from pipeline.export.workbook.cells import BOOLEAN
from pipeline.returning import choice, mojibake, words
from pipeline.returning.column import Column
from pipeline.returning.grid import Cell, Kind, plain
from pipeline.returning.look import misshown
from pipeline.returning.never import NEVER
from pipeline.returning.remade import is_error, remade, rounded
from pipeline.returning.words import Refused
from pipeline.table_schema import Field, Options
from pipeline.table_schema.hints import likely
from pipeline.table_schema.types import TYPES

_DIGITS = 15
"""Significant digits that spreadsheets keep of a number."""

_SAFE = date(1900, 3, 1)
"""Spreadsheets disagree on the days before this one."""

_RECENT = 10_000
"""Serial dates from 1927 on: smaller numbers are rather years, counts or months."""

_EPOCH = date(1899, 12, 30)
"""Day 0 of serial dates, from 1900-03-01 on."""

_BOOLEANS = dict.fromkeys(("是", "真", "yes"), "true") | dict.fromkeys(("否", "假", "no"), "false")
"""What people call a boolean, in either language, whatever the file of the table calls it."""

_BOOLEAN_LOOKS = (BOOLEAN, BOOLEAN.replace('"', ""))
"""Formats by which 1 and 0 are shown as what they mean: ours, and as programs spell it anew."""


def accept(column: Column, cell: Cell, base: str | None) -> str | Refused:
    """The canonical text; `base` is what was exported, None of a row that was not."""
    if cell.kind in NEVER:
        return NEVER[cell.kind](cell, base)
    if cell.kind is Kind.BLANK:
        return ""
    if cell.kind is Kind.TEXT and cell.shown == base:
        return cell.shown
    if base and choice.exported(column, cell) == base:
        return base
    if wrong := choice.relabelled(column, cell) or choice.misnamed(column, cell):
        return wrong
    cell = choice.meant(column, cell)
    if cell.kind is Kind.TEXT and cell.shown == base:
        return cell.shown
    if column.shown.categories:
        if cell.kind is Kind.NUMBER and (wrong := misshown(cell)):
            return wrong
        return choice.code(column, cell)
    if cell.kind is Kind.TEXT:
        named = choice.key(column, cell)
        if isinstance(named, Refused):
            return named
        cell = named
    if column.kind == "text":
        return _text(column, cell, base)
    if cell.kind is Kind.TEXT:
        return _read(column, cell.shown, base)
    return _TYPED[column.kind](column, cell, base)


def canonical(item: Field, text: str) -> str | None:
    """The canonical text of a cell as its file spells it; None where it is not of its type."""
    if item.type not in _TYPED:
        return text
    value = TYPES[item.type].parse(item, text)
    return None if value is None else _spell(item, value)


def _spell(item: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if item.type == "year":
        return f"{'-' if value < 0 else ''}{abs(value):04d}"
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return plain(number) if number.is_finite() else _endless(number)
    return str(value.isoformat())


def _endless(value: Decimal) -> str:
    return "NaN" if value.is_nan() else "INF" if value > 0 else "-INF"


def _text(column: Column, cell: Cell, base: str | None) -> str | Refused:
    said = cell.shown
    if cell.kind is not Kind.TEXT:
        return said if said == base else _not_text(column, cell, base)
    if base is not None:
        said = words.as_before(said, base)
        if said == base or _same_day(column, said, base):
            return base
        if _swallowed(said, base):
            return Refused(
                f"`{base}` became `{said}` and lost its leading zeros",
                "format the cell as text and type it again",
            )
        if encoding := mojibake.read_as(said, base):
            return Refused(
                f"`{base}` became `{said}`: its UTF-8 was read as {encoding}",
                f"write `{base}` again",
            )
        if said not in column.referred.keys and (slip := remade(said, base)):
            return slip
    if is_error(said):
        return NEVER[Kind.ERROR](cell, base)
    return words.refused(said, base, usual=column.usual) or said


def _same_day(column: Column, said: str, base: str) -> bool:
    """`2020/11/24` where 2020-11-24 was, in a text of a form that `/` does not fit."""
    return "pattern" in column.item.constraints and base in _candidates(said)


def _swallowed(said: str, base: str) -> bool:
    digits = base.isascii() and base.isdigit() and said.isascii() and said.isdigit()
    return digits and said != base and said == (base.lstrip("0") or "0")


def _not_text(column: Column, cell: Cell, base: str | None) -> Refused:
    how = "format the cell as text and type it again"
    if "pattern" in column.item.constraints and (day := _day(cell)):
        how += f", as {day} where that day is meant"
    if cell.kind is Kind.NUMBER and base and base != cell.shown and _same_number(base, cell):
        lost = "its leading zeros" if base.lstrip("+-").startswith("0") else "its spelling"
        return Refused(f"`{base}` became the number {cell.shown} and lost {lost}", how)
    if cell.kind in (Kind.DATE, Kind.TIME) and base:
        return Refused(f"`{base}` became {cell.kind}: {cell.shown}", how)
    return Refused(f"{cell.kind} stands in a column of text: {cell.shown}", how)


def _day(cell: Cell) -> str | None:
    """The day that a cell shows, or would show as a date."""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    value = cell.value
    return _serial(cell) if isinstance(value, Decimal) and value >= _RECENT else None


def _same_number(base: str, cell: Cell) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", base)) and Decimal(base) == cell.value


def _read(column: Column, said: str, base: str | None) -> str | Refused:
    """Text in a typed column: canonical, or as the raw file spells it."""
    item = column.item
    for known in (replace(item, format="default", options=Options()), item):
        found = canonical(known, said)
        if found is not None:
            if base and (slip := rounded(found, base) or rounded(said, base)):
                return slip
            zoned = item.type == "datetime" and (base or said).endswith("Z")
            return found + "Z" * (zoned and said.endswith("Z"))
    if said in column.missing:
        return ""
    if column.kind == "boolean" and (word := _BOOLEANS.get(choice.fold(said))):
        return word
    usual = replace(item, format="default", options=Options())
    meant = [text for text in _candidates(said) if canonical(usual, text) == base]
    if base and meant:
        return base  # `2020/11/24` where 2020-11-24 was: another spelling of the same
    hint = likely(said, lambda text: canonical(usual, text) is not None)
    kind = TYPES[item.type]
    told = hint or f"write {_expected(column)}"
    was = f" (exported as `{base}`)" if base else ""
    return Refused(f"`{said}` is not {kind.noun}{was}", told)


def _candidates(said: str) -> list[str]:
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", said)
    return [f"{found[1]}-{found[2].zfill(2)}-{found[3].zfill(2)}"] if found else []


def _number(column: Column, cell: Cell, base: str | None) -> str | Refused:
    value = cell.value
    if cell.kind is not Kind.NUMBER or not isinstance(value, Decimal):
        return _wrong(column, cell, base)
    spelled = plain(value)
    if spelled == base:
        return spelled
    if base and (slip := rounded(spelled, base)):
        return slip
    if len(spelled.replace(".", "").lstrip("-0")) > _DIGITS:
        return Refused(
            f"{spelled} has more than {_DIGITS} digits, which spreadsheets round"
            + (f" (exported as `{base}`)" if base else ""),
            "format the cell as text and type the number as it should be, or round it",
        )
    if wrong := misshown(cell):
        return wrong
    if column.kind != "number" and value != value.to_integral_value():
        return Refused(f"{spelled} is not {TYPES[column.kind].noun}", "write it without a fraction")
    if column.kind == "year":
        found = canonical(replace(column.item, format="default"), f"{int(value):04d}")
        return found if found is not None else _wrong(column, cell, base)
    return spelled


def _boolean(column: Column, cell: Cell, base: str | None) -> str | Refused:
    if cell.kind is Kind.BOOLEAN:
        return "true" if cell.value else "false"
    if cell.kind is Kind.NUMBER and cell.shown in ("0", "1"):
        if cell.look not in _BOOLEAN_LOOKS and (wrong := misshown(cell)):
            return wrong
        return "true" if cell.shown == "1" else "false"
    return _wrong(column, cell, base)


def _date(column: Column, cell: Cell, base: str | None) -> str | Refused:
    if cell.kind is Kind.DATE and isinstance(cell.value, datetime):
        if cell.value.date() < _SAFE:
            return _old(cell)
        if cell.value.time() == time():
            return cell.value.date().isoformat()
        return Refused(f"the date has a time: {cell.shown}", "write the day alone")
    return _wrong(column, cell, base)


def _datetime(column: Column, cell: Cell, base: str | None) -> str | Refused:
    if cell.kind is Kind.DATE and isinstance(cell.value, datetime):
        if cell.value.date() < _SAFE:
            return _old(cell)
        found = cell.value.isoformat()
        if base and base.endswith("Z") and found + "Z" != base:
            return Refused(
                f"`{base}` names a time zone, {cell.shown} does not",
                "format the cell as text and write the time as it was, with its zone",
            )
        return base if base and base.endswith("Z") else found
    return _wrong(column, cell, base)


def _time(column: Column, cell: Cell, base: str | None) -> str | Refused:
    if cell.kind is Kind.TIME and isinstance(cell.value, time) and not cell.value.microsecond:
        return cell.value.isoformat()
    return _wrong(column, cell, base)


def _old(cell: Cell) -> Refused:
    return Refused(
        f"spreadsheets do not agree which day {cell.shown} is",
        "format the cell as text and write days before 1900-03-01 as YYYY-MM-DD",
    )


def _wrong(column: Column, cell: Cell, base: str | None) -> Refused:
    was = f" (exported as `{base}`)" if base else ""
    kind = TYPES[column.kind]
    hint = f"write {_expected(column)}"
    if column.kind in ("date", "datetime") and cell.kind is Kind.NUMBER and (day := _serial(cell)):
        hint = f"format the cell as a date (as one it shows {day}), or write {day}"
    return Refused(f"{cell.kind} stands where {kind.noun} is expected: {cell.shown}{was}", hint)


def _expected(column: Column) -> str:
    """What may be written in a cell; of a boolean what people call it, too."""
    if column.kind == "boolean":
        return "TRUE or 是 for true, FALSE or 否 for false"
    usual = replace(column.item, format="default", options=Options())
    return TYPES[column.item.type].expected(usual)


def _serial(cell: Cell) -> str | None:
    value = cell.value
    if not isinstance(value, Decimal) or value != int(value) or not 61 <= value < 2_958_466:
        return None
    return (_EPOCH + timedelta(days=int(value))).isoformat()


_TYPED: Mapping[str, Callable[[Column, Cell, str | None], str | Refused]] = {
    "integer": _number,
    "number": _number,
    "year": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}
