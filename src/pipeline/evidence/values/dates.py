"""Every date that a text prints: 2020年11月24日, 二〇三五年, 24日下午, 昨天, 去年12月."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from pipeline.evidence.values import measures
from pipeline.evidence.values.numerals import NUMERAL, counted, numeral
from pipeline.evidence.values.relative import (
    DAY_WORDS,
    MONTH_WORDS,
    RELATIVE,
    STARTS,
    YEAR_WORDS,
    resolve,
)
from pipeline.evidence.values.shape import NUMBER, Shape, shape

_YEAR, _MONTH, _DAY = 0, 1, 2
_UNITS = {"年": _YEAR, "月": _MONTH, "日": _DAY, "号": _DAY}
_YEARS = range(1000, 3000)
_BARE_YEARS = range(1800, 2200)
"""Years that need no 年 in a range (1950—2020)."""

_PART = re.compile(
    f"(?=[{NUMBER}{STARTS}{NUMERAL[1:-1]}])"  # for speed: looked at first
    f"(?:(?P<iso>{NUMBER}(?P<sign>[-/]){NUMBER}(?P=sign){NUMBER}(?![-/]))"
    f"|(?P<left>{NUMBER})(?=[-~至到、]{NUMBER}(?P<unit>[年月日]))"
    f"|(?P<years>{NUMBER}(?=[-~]{NUMBER}))"
    f"|(?P<number>{NUMBER}|(?<!{NUMERAL}){NUMERAL}++)(?P<name>[年月日号])"
    f"|(?P<code>{NUMBER})"
    f"|(?P<relative>{RELATIVE}))"
)
_CONNECTED = re.compile("[-~至到、和及]")
_WEEKDAY = r"(?:\((?:星期|周|礼拜)[一二三四五六日天]\))?"
_PART_OF_DAY = re.compile(
    _WEEKDAY
    + "(?:(?P<early>凌晨)|(?P<morning>上午|早上|早晨|清晨)|(?P<noon>中午)|(?P<afternoon>下午)"
    "|(?P<evening>晚上|晚间|傍晚|晚(?![会餐宴报年期点]))|(?P<night>深夜|夜间|夜里))"
)
_INSIDE = {"晚": "evening", "晨": "morning", "早": "morning", "夜": "night"}
_NOT_DAYS = tuple("均常产益本志程")
_COUNTED = re.compile("[余多几来%百千万亿]")
_RANGES = (_YEARS, range(1, 13), range(1, 32))
_BARE_MONTH = re.compile("份|初|中旬|上旬|下旬|底|以来|起|至今")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, half-open offsets; what is not printed is None.

    In 11月24日至25日 the second date has the month of the first, which it continues.
    `relative` is a word such as 昨天 or 去年 that stands for the parts that are missing;
    `part_of_day` (early, morning, noon, afternoon, evening, night) stands at `part_span`.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: str | None = None
    part_of_day: str | None = None
    part_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A year, month or day (or a word for one) at shape indices."""

    rank: int
    start: int
    end: int
    value: int | None
    word: str | None = None
    alone: bool = True


def dates(text: str, seams: Collection[int] = ()) -> list[PrintedDate]:
    """Every date in reading text, in order; a figure never goes on across a seam."""
    whole = shape(text, seams)
    return [placed(date, whole) for date in shaped_dates(whole)]


def complete(printed: PrintedDate, reference: Date) -> str | None:
    """The ISO date, as precise as it is printed; the document's date gives what is missing.

    None where the word leans on something else (次日, 近日) or there is no such day. A month
    without a year is one of the document's year, even if it lies ahead.
    """
    year, month, day = printed.year, printed.month, printed.day
    try:
        if printed.relative is not None:
            meant = resolve(printed.relative, reference)
            if meant is None:
                return None
            year, month, day = meant[0], month or meant[1], day or meant[2]
        elif year is None:
            year = reference.year
            month = reference.month if month is None else month
        first = Date(year, month or 1, day or 1)
    except (ValueError, OverflowError):
        return None
    return first.isoformat()[: 10 if day else 7 if month else 4]


def shaped_dates(whole: Shape) -> list[PrintedDate]:
    """The dates of a shape, at shape indices."""
    found: list[PrintedDate] = []
    for group in _groups(_pieces(whole)):
        if group[-1].alone or len(group) > 1:
            date = _part_of_day(_dated(group), whole.text)
            found.append(_continued(found[-1], date, group[0].rank, whole) if found else date)
    return found


def placed(date: PrintedDate, whole: Shape) -> PrintedDate:
    """A date of a shape, at the offsets of its text."""
    part = date.part_span
    return replace(
        date,
        start=whole.at[date.start],
        end=whole.at[date.end],
        part_span=(whole.at[part[0]], whole.at[part[1]]) if part else None,
    )


def _pieces(whole: Shape) -> Iterator[_Piece]:
    for match in _PART.finditer(whole.text):
        kind = match.lastgroup
        if kind == "relative":
            yield _word(match)
        elif kind in ("name", "unit"):
            yield from _named(match, whole)
        elif kind == "years":
            yield from _bare_years(match, whole)
        elif kind in ("iso", "sign") or whole.number(match.start()).value is None:
            yield from _numeric(match, whole)


def _word(match: re.Match[str]) -> _Piece:
    word = match[0]
    rank = _YEAR if word in YEAR_WORDS else _MONTH if word in MONTH_WORDS else _DAY
    return _Piece(rank, match.start(), match.end(), None, word)


def _named(match: re.Match[str], whole: Shape) -> Iterator[_Piece]:
    """24日, and 24 in 24—26日."""
    at, run = match.start(), match["number"] or match["left"]
    rank = _UNITS[match["name"] or match["unit"]]
    value = _value(whole, at, run, rank)
    following = whole.text[match.end() : match.end() + 2]
    if value is None or (rank == _YEAR and whole.text.endswith("公元前", 0, at)):
        return
    if match["left"]:
        right = _value(whole, at + 2, NUMBER, rank)
        alone = right is not None and value < right
    else:
        alone = _alone(rank, run, match["name"], value, following)
        alone = alone and not (rank == _DAY and whole.text[at - 1 : at] == "月")
    if alone or match["name"]:
        yield _Piece(rank, at, match.end(), value, alone=alone)


def _alone(rank: int, run: str, name: str, value: int, following: str) -> bool:
    """Whether it is a date without its year or month: 24日 is, 24号 and 三日 are not."""
    if rank == _DAY:
        return name == "日" and (run == NUMBER or value > 10) and following[:1] not in _NOT_DAYS
    if rank == _MONTH:
        return run == NUMBER or _BARE_MONTH.match(following) is not None
    return True


def _value(whole: Shape, at: int, run: str, rank: int) -> int | None:
    """The year, month or day that a numeral can be."""
    if run == NUMBER:
        figures = whole.number(at).printed if whole.figures(at) else ""
    else:
        figures = _chinese(run, rank)
    if not figures.isdecimal() or len(figures) > 4 or (rank == _YEAR) != (len(figures) == 4):
        return None
    value = int(figures)
    return value if value in _RANGES[rank] else None


def _chinese(run: str, rank: int) -> str:
    if rank == _YEAR:
        return str(numeral(run)) if re.fullmatch("[一二零三四五六七八九]{4}", run) else ""
    value = None if "两" in run else counted(run)
    return "" if value is None else str(value)


def _bare_years(match: re.Match[str], whole: Shape) -> Iterator[_Piece]:
    """1950—2020, unless a measure makes it a quantity (1900—2000元)."""
    at, text = match.start(), whole.text
    first, last = (_value(whole, i, NUMBER, _YEAR) for i in (at, at + 2))
    if first is None or last is None or not first < last:
        return
    if first not in _BARE_YEARS or last not in _BARE_YEARS or text[at - 1 : at] == "-":
        return
    counts = _COUNTED.match(text, at + 3) or measures.unit(text, at + 3)
    if at + 3 == len(text) or whole.at[at + 3] in whole.seams or not counts:
        yield _Piece(_YEAR, at, at + 1, first)
        yield _Piece(_YEAR, at + 2, at + 3, last)


def _numeric(match: re.Match[str], whole: Shape) -> Iterator[_Piece]:
    """2020-11-24, 2020/11/24 and 2020.11.24."""
    at, end = match.span()
    if match["iso"]:
        figures = [whole.number(i).printed for i in (at, at + 2, at + 4)]
    else:
        figures = whole.number(at).printed.split(".")
    if [len(part) for part in figures[:1]] != [4] or len(figures) != 3:
        return
    if all(part.isdecimal() and len(part) <= 4 for part in figures):
        values = [int(part) for part in figures]
        if all(value in allowed for value, allowed in zip(values, _RANGES, strict=True)):
            for rank, value in enumerate(values):
                yield _Piece(rank, at, end if rank == _DAY else at, value)


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces that stand side by side, year before month before day."""
    group: list[_Piece] = []
    for piece in pieces:
        fits = group and piece.start == group[-1].end and piece.rank == group[-1].rank + 1
        if group and not (fits and piece.word is None):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _dated(group: Sequence[_Piece]) -> PrintedDate:
    values = {piece.rank: piece.value for piece in group}
    return PrintedDate(
        group[0].start,
        group[-1].end,
        values.get(_YEAR),
        values.get(_MONTH),
        values.get(_DAY),
        group[0].word,
    )


def _part_of_day(date: PrintedDate, text: str) -> PrintedDate:
    inside = _INSIDE.get(date.relative[-1]) if date.relative else None
    if inside:
        return replace(date, part_of_day=inside, part_span=(date.end - 1, date.end))
    found = _PART_OF_DAY.match(text, date.end)
    if found is None or found.lastgroup is None:
        return date
    if date.day is None and date.relative not in DAY_WORDS:
        return date
    return replace(date, part_of_day=found.lastgroup, part_span=found.span(found.lastgroup))


def _continued(before: PrintedDate, date: PrintedDate, rank: int, whole: Shape) -> PrintedDate:
    """Give the second date of 11月24日至25日 what it shares with the first."""
    between = whole.text[before.end : date.start]
    alike = (before.day is None) == (date.day is None) and date.relative is None
    if rank == _YEAR or not alike or not _CONNECTED.fullmatch(between):
        return date
    month = before.month if rank == _DAY else date.month
    if (month or 0, date.day or 0) < (before.month or 0, before.day or 0):
        return date
    return replace(date, year=before.year, month=month, relative=before.relative)
