"""From an offset of a raw text to what an editor shows: line, column, and words around."""

import re
from bisect import bisect_right

from pipeline.evidence.spans import Range
from pipeline.evidence.squeeze import bare

AROUND = 8
"""Characters of context on each side: enough to find the place, too few to be a quotation."""

_END = re.compile("\r\n|\r|\n")


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._starts = [0, *(end.end() for end in _END.finditer(raw))]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def context(self, span: Range) -> str:
        """What stands at a range, with a few characters before and after: …出席【吉林】会议…"""
        start, end = span
        before, after = self._raw[max(0, start - AROUND) : start], self._raw[end : end + AROUND]
        return f"…{bare(before)}【{bare(self._raw[start:end])}】{bare(after)}…"
