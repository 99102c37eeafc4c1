"""A sheet as it came back: cells with what they hold, as spreadsheets know it, and no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

Value = str | Decimal | bool | date | datetime | time | None


class Kind(StrEnum):
    """What a cell holds."""

    BLANK = "nothing"
    TEXT = "text"
    NUMBER = "a number"
    BOOLEAN = "a boolean"
    DATE = "a date"
    TIME = "a time"
    FORMULA = "a formula"
    ERROR = "an error"
    MERGED = "part of a merged cell"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `value` is text, Decimal, bool, date or datetime, time, by its kind.

    look: the number format, where it says how a number is shown.
    """

    kind: Kind
    value: Value = None
    look: str = "General"

    @property
    def shown(self) -> str:
        """What stands there, as text for people."""
        match self.value:
            case None:
                return ""
            case bool():
                return str(self.value).upper()
            case Decimal():
                return plain(self.value)
            case datetime() if self.value.time() == time():
                return self.value.date().isoformat()
            case date() | time():
                return self.value.isoformat()
        return self.value


NOTHING = Cell(Kind.BLANK)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet from A1 on, rows of any length; `merged`: ranges such as `A5:B6`.

    tables: names of the spreadsheet tables on it. noted: row, column and text of comments.
    struck: row and column of cells with words that are `struck`, `superscript` or `subscript`, and
    whether these are a part of the cell. address: how a cell of it is called.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    by_line: bool = False
    lines: Mapping[int, int] = field(default_factory=dict)
    noted: tuple[tuple[int, int, str], ...] = ()
    struck: Mapping[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)

    def address(self, row: int, column: int) -> str:
        """`Sheet!B5` of 1-based numbers; of a text file `file.csv:5:2`, line and cell."""
        if self.by_line:
            return f"{self.title}:{self.lines.get(row, row)}:{column}"
        quoted = "'" + self.title.replace("'", "''") + "'"
        title = self.title if self.title.replace("_", "a").isalnum() else quoted
        return f"{title}!{letters(column)}{row}"

    def cell(self, row: int, column: int) -> Cell:
        """The cell at 1-based numbers."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else NOTHING

    def body(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Rows under the header that hold anything, with their 1-based numbers."""
        for number, cells in enumerate(self.rows[1:], 2):
            if any(cell.kind is not Kind.BLANK for cell in cells):
                yield number, cells


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    spelled = format(value, "f")
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    return "0" if spelled == "-0" else spelled


def column_of(name: str) -> int:
    """1 for `A`, 27 for `AA`."""
    found = 0
    for letter in name:
        found = found * 26 + ord(letter) - 64
    return found


def letters(column: int) -> str:
    """`A` for 1, `AA` for 27."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
