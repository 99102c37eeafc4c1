"""How a text file spells a table (Data Package v2, Table Dialect)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NAMES: dict[str, tuple[str, type]] = {
    "delimiter": ("delimiter", str),
    "lineTerminator": ("line_terminator", str),
    "quoteChar": ("quote_char", str),
    "doubleQuote": ("double_quote", bool),
    "escapeChar": ("escape_char", str),
    "nullSequence": ("null_sequence", str),
    "skipInitialSpace": ("skip_initial_space", bool),
    "header": ("header", bool),
    "headerRows": ("header_rows", list),
    "headerJoin": ("header_join", str),
    "commentRows": ("comment_rows", list),
    "commentChar": ("comment_char", str),
    "caseSensitiveHeader": ("case_sensitive", bool),
}
"""Property of the standard → our name and its JSON type; those of other formats are left out."""


_NULLABLE = ("quoteChar", "escapeChar")
"""Properties that may be null in version 1: nothing quotes, nothing escapes."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The properties of a Table Dialect v2 for delimited text, with the standard's defaults.

    case_sensitive: of the older CSV Dialect; False where a label may be a name in other case.
    """

    delimiter: str = ","
    line_terminator: str = "\r\n"
    quote_char: str | None = '"'
    double_quote: bool = True
    escape_char: str | None = None
    null_sequence: str | None = None
    skip_initial_space: bool = False
    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment_rows: tuple[int, ...] = ()
    comment_char: str | None = None
    case_sensitive: bool = True

    @classmethod
    def from_descriptor(cls, given: Mapping[str, Any]) -> "Dialect":
        """Read a Table Dialect; ValueError names the first property that cannot be meant so."""
        values: dict[str, Any] = {}
        for name, value in given.items():
            if name not in _NAMES:
                continue
            ours, kind = _NAMES[name]
            if value is None and name in _NULLABLE:
                values[ours] = None
                continue
            if not isinstance(value, kind):
                raise ValueError(f"{name} must be {_JSON[kind]}")
            values[ours] = value
            if isinstance(value, list):
                if not all(type(item) is int and item > 0 for item in value):
                    raise ValueError(f"{name} must list row numbers, from 1")
                values[ours] = tuple(value)
        if not values.get("header_rows", (1,)) and values.get("header", True):
            raise ValueError("headerRows must name a row where there is a header")
        if values.get("delimiter") == "":
            raise ValueError("delimiter must not be empty")
        if len(values.get("quote_char") or "") > 1:
            raise ValueError("quoteChar must be one character")
        return cls(**values)

    @property
    def plain(self) -> bool:
        """True for RFC 4180 with one header row, whatever the delimiter (one character)."""
        return (
            len(self.delimiter) == 1
            and self.quote_char == '"'
            and self.double_quote
            and self.escape_char is None
            and self.null_sequence is None
            and not self.skip_initial_space
            and self.header
            and self.header_rows == (1,)
            and not self.comment_rows
            and self.comment_char is None
        )


_JSON = {str: "text", bool: "true or false", list: "a list"}
