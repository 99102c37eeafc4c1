"""How a dialect spells cells, as regular expressions: split a row, find where it goes wrong."""

import re
from enum import Enum, auto

from pipeline.dialect import Dialect


class Slip(Enum):
    """What can be wrong with the quoting of a row."""

    OPEN = auto()
    AFTER_QUOTE = auto()
    STRAY_QUOTE = auto()
    LOOSE_ESCAPE = auto()


class State(Enum):
    """Where a physical line leaves its row."""

    WHOLE = auto()
    OPENED = auto()
    """Inside quotes that this line opened."""
    STILL_OPEN = auto()
    """Inside quotes that an earlier line opened."""
    BROKEN = auto()


class Grammar:
    """The cells of one row under a dialect; a line end is not part of a row's text."""

    def __init__(self, dialect: Dialect) -> None:
        self._delimiter = dialect.delimiter
        self._null = dialect.null_sequence
        self._skip = dialect.skip_initial_space
        self._quote = dialect.quote_char or None
        same = dialect.escape_char == dialect.quote_char
        self._escape = None if same else dialect.escape_char or None
        self._double = dialect.double_quote or same
        self._signs = tuple(sign for sign in (self._quote, self._escape) if sign)
        self._compile()

    def simple(self, body: str) -> bool:
        """True where no quote and no escape stands in a line: it is a whole row."""
        for sign in self._signs:  # noqa: SIM110 -- a generator would take a third of all reading
            if sign in body:
                return False
        return True

    def first(self, body: str) -> tuple[State, int]:
        """What the first line of a row does, and the offset of a quote that it leaves open."""
        return _judge(self._head.match(body))

    def next(self, body: str) -> tuple[State, int]:
        """The same of a line that begins inside quotes."""
        return _judge(self._tail.match(body))

    def cells(self, text: str) -> list[str]:
        """The cells of a whole row."""
        if self.simple(text):
            return self._split(text)
        found = self._cell.findall(self._delimiter + text)
        return [self._quoted(quoted) if quoted else self._bare(bare) for quoted, bare in found]

    def starts(self, text: str) -> list[int]:
        """Where each cell of a whole row begins: at its quote, where it has one."""
        width = len(self._delimiter)
        found = self._cell.finditer(self._delimiter + text)
        return [(m.start(2) if m.group(2) is not None else m.start(1) - 1) - width for m in found]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where each cell of a whole row begins and ends, with its quotes."""
        width = len(self._delimiter)
        found = self._cell.finditer(self._delimiter + text)
        ends = [match.end() - width for match in found]
        return list(zip(self.starts(text), ends, strict=True))

    def slip(self, text: str) -> tuple[Slip, int, int]:
        """What is wrong in a broken row: (what, where, where the cell begins)."""
        at = 0
        while at <= len(text) and (match := self._field.match(text, at)):
            at = match.end() + len(self._delimiter)
        while self._skip and text[at : at + 1] == " ":
            at += 1
        if self._quote and text.startswith(self._quote, at):
            end = _end(self._body, text, at + 1)
            closed = text.startswith(self._quote, end)
            return (Slip.AFTER_QUOTE, end + 1, at) if closed else (Slip.OPEN, at, at)
        end = _end(self._plain, text, at)
        stray = self._quote is not None and text.startswith(self._quote, end)
        return (Slip.STRAY_QUOTE if stray else Slip.LOOSE_ESCAPE), end, at

    def _split(self, text: str) -> list[str]:
        cells = text.split(self._delimiter)
        if self._skip:
            cells = [cell.lstrip(" ") for cell in cells]
        if self._null is not None:
            cells = ["" if cell == self._null else cell for cell in cells]
        return cells

    def _compile(self) -> None:
        delimiter = re.escape(self._delimiter)
        quote = re.escape(self._quote) if self._quote else "(?!)"
        escape = re.escape(self._escape) if self._escape else ""
        body, plain = self._inside(quote, escape), self._outside(delimiter, quote, escape)
        space = " *+" if self._skip else ""
        field = f"{space}(?:{quote}{body}{quote}|{plain})(?={delimiter}|\\Z)"
        unclosed = f"{body}(?:{escape})?\\Z"  # an escape may stand before the line end
        opens = f"{space}(?P<open>{quote}){unclosed}"
        closes = f"{body}{quote}(?:{delimiter}{field})*+(?:\\Z|{delimiter}{opens})"
        self._head = _compiled(f"(?:{field}{delimiter})*+(?:{field}\\Z|{opens})")
        self._tail = _compiled(f"(?P<still>{unclosed})|{closes}")
        self._cell = _compiled(f"{delimiter}{space}(?:{quote}({body}){quote}|({plain}))")
        self._field, self._body, self._plain = map(_compiled, (field, body, plain))
        self._pairs = _compiled(f"{escape}(.)|{quote}({quote})") if escape else None

    def _inside(self, quote: str, escape: str) -> str:
        run = f"[^{quote}{escape}]*+" if self._quote else ""
        pairs = [quote * 2] if self._double else []
        pairs += [f"{escape}."] if escape else []
        return f"{run}(?:(?:{'|'.join(pairs)}){run})*+" if pairs else run

    def _outside(self, delimiter: str, quote: str, escape: str) -> str:
        barred = (quote if self._quote else "") + escape
        if len(self._delimiter) == 1:
            run = f"[^{delimiter}{barred}]*+"
        else:
            run = f"(?:(?!{delimiter}){f'[^{barred}]' if barred else '.'})*+"
        return f"{run}(?:{escape}.{run})*+" if escape else run

    def _quoted(self, text: str) -> str:
        if self._pairs:
            return self._pairs.sub(_unpair, text)
        if self._double and self._quote and self._quote in text:
            return text.replace(self._quote * 2, self._quote)
        return text

    def _bare(self, text: str) -> str:
        if self._null is not None and text == self._null:
            return ""
        return self._pairs.sub(_unpair, text) if self._pairs else text


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


def _judge(match: re.Match[str] | None) -> tuple[State, int]:
    if match is None:
        return State.BROKEN, 0
    groups = match.groupdict()
    if groups.get("still") is not None:
        return State.STILL_OPEN, 0
    return (State.OPENED, match.start("open")) if groups["open"] is not None else (State.WHOLE, 0)


def _unpair(match: re.Match[str]) -> str:
    text: str | None = match[1]
    return text if text is not None else str(match[2])


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
