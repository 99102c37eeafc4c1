"""Do all rows of a file end alike?"""

from dataclasses import dataclass

from pipeline.tables.tokens import Row

_NAMES = {"\n": "LF (Unix)", "\r\n": "CR LF (Windows)", "\r": "CR (old Macintosh)"}


@dataclass(slots=True)
class Ends:
    """Counts the rows that end otherwise than the first row does."""

    usual: str = ""
    different: int = 0
    line: int | None = None
    """The physical line of the first that differs."""
    other: str = ""

    def take(self, row: Row) -> None:
        """Look at one row; the last one of a file may have no line end."""
        if not self.usual:
            self.usual = row.end
        elif row.end and row.end != self.usual:
            self.different += 1
            if self.line is None:
                self.line, self.other = row.line + row.lines - 1, row.end

    def message(self) -> tuple[str, str]:
        """Message and hint, where any differs."""
        usual, other = _NAMES.get(self.usual, self.usual), _NAMES.get(self.other, self.other)
        lines = "1 line ends" if self.different == 1 else f"{self.different} lines end"
        return (
            f"This line ends with {other}, the first line with {usual}; {lines} differently.",
            "Save the file with one kind of line end; editors show and change it.",
        )
