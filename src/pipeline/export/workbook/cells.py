"""What a workbook's cell can hold of a value, and how it is spelled in the file."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

from pipeline.export.values import Value, number, same, text

Held: TypeAlias = str | int | float | Decimal | bool | date | datetime | None

DIGITS = 15
"""Significant digits that spreadsheets keep of a number; longer ones are written as text."""

_SMALLEST, _LARGEST = Decimal("1E-307"), Decimal("9.99E+307")
"""Numbers that spreadsheets hold, zero aside; others are written as text."""

_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets know no day before 1900, and disagree on days before this one."""

_GENERAL_WIDTH = 11
"""Characters of a number that the format `General` shows before it turns to exponents."""

_GENERAL_LEAST = Decimal("0.0001")
"""Smaller fractions `General` shows with exponents."""

TEXT, DATE, TIME = "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
BOOLEAN = '"TRUE";"TRUE";"FALSE"'
"""Number formats; the last is for LibreOffice, which else shows some booleans as 0 and 1."""

_FORMATS = {
    "integer": "0",
    "year": "0",
    "number": "General",
    "boolean": BOOLEAN,
    "date": DATE,
    "datetime": TIME,
}
"""The number format of a column by Table Schema's type; all else is text and stays text."""

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|\r")
"""What would be read as something else: text like the file's own escapes, and CR."""

_BLANK = re.compile(r"[ \t\n\r]")
"""White space of XML."""

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and with it a workbook, does not take."""


def held(value: Value) -> Held:
    """The value as typed as a spreadsheet can have it, else its canonical text."""
    match value:
        case None | bool():
            return value
        case int() | float() | Decimal() if _fits(number(value)):
            return value
        case datetime() if value.tzinfo is None and not value.microsecond and _day(value):
            return value
        case date() if not isinstance(value, datetime) and _day(value):
            return value
    return text(value)


def format_of_column(kind: str) -> str:
    """The number format of cells that a curator adds to a column of this type."""
    return _FORMATS.get(kind, TEXT)


def format_of(value: Held, kind: str) -> str:
    """The number format that shows this value as it is."""
    match value:
        case str():
            return TEXT
        case bool():
            return BOOLEAN
        case int() | float() | Decimal():
            return _format_of_number(number(value), format_of_column(kind))
        case datetime():
            return TIME
        case date():
            return DATE
    return format_of_column(kind)


def illegal(value: str) -> str | None:
    """The first character that a workbook cannot hold."""
    found = _ILLEGAL.search(value)
    return found[0] if found else None


def legal(value: str) -> str:
    """The text with a sign in place of what a workbook cannot hold; for titles and notes."""
    return _ILLEGAL.sub("\ufffd", value)


def escape(value: str) -> str:
    """The text as it stands in the file, so that it is read as it is."""
    # white space alone would be taken for layout of the file
    pattern = _BLANK if value.isspace() else _ESCAPED
    return pattern.sub(lambda match: f"_x{ord(match[0]):04X}_", value)


def reads_as(value: Value, cell: object) -> bool:
    """True where a cell, as another library read it, is what was to be held of the value."""
    wanted = held(value)
    if wanted is None:
        return cell == ""
    if isinstance(wanted, datetime) and type(cell) is date:
        cell = datetime.combine(cell, time())  # midnight is read as a day
    return isinstance(cell, str | int | float | bool | date) and same(wanted, cell)


def _fits(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    digits = len(format(value, "f").replace(".", "").lstrip("-").strip("0"))
    return digits <= DIGITS and (value == 0 or _SMALLEST <= abs(value) <= _LARGEST)


def _day(value: date | datetime) -> bool:
    return (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY


def _format_of_number(value: Decimal, usual: str) -> str:
    spelled = text(value)
    _, _, fraction = spelled.partition(".")
    if usual == "General" and len(spelled) <= _GENERAL_WIDTH and _plain(value):
        return usual
    # a format has at most 30 decimals, and one for so small a number would help nobody
    return "0" if not fraction else f"0.{'0' * len(fraction)}" if len(fraction) <= 30 else "General"


def _plain(value: Decimal) -> bool:
    return value == value.to_integral_value() or abs(value) >= _GENERAL_LEAST
