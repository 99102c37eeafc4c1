"""How a text file spells a table (Data Package v2, Table Dialect)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The properties of a Table Dialect v2 for delimited text, with the standard's defaults."""

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
