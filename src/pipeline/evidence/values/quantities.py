"""Every quantity that a text prints, with its comparator and the words that follow it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.evidence.values import comparators
from pipeline.evidence.values.amounts import Amount
from pipeline.evidence.values.comparators import (
    AT_LEAST,
    AT_MOST,
    EQUAL,
    NEARLY,
    OVER,
    RANGE,
    SEVERAL,
    Word,
)
from pipeline.evidence.values.dates import PrintedDate, shaped_dates
from pipeline.evidence.values.finding import Found, Page, find
from pipeline.evidence.values.measures import IDIOMS
from pipeline.evidence.values.shape import MASK, Shape, shape

UNIT = 4
"""Characters of the text after a quantity that may print its unit."""

_SIGNS = ("%", "‰")
BREAK, GAP = "\n", "\f"
_IDIOM = re.compile("|".join(IDIOMS))


@dataclass(slots=True)
class Quantity:
    """A quantity as printed; offsets are half-open and leave the unit out.

    `value` is None where there is no single one: `low` and `high` bound it then (十几, 3—5).
    `unit` is up to four characters that follow, without comparator words among them; `%`
    also for ％ and 百分之, `‰` for 千分之, `∶1` for a ratio. `tail` is where a word after or
    in the unit stands that bounds the value or adds a half (以上 in 80岁以上, 半 in 一年半).
    An `ordinal` or other label (第一, 二等奖, 21世纪, 103号) counts nothing.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: str
    unit: str
    script: str
    ordinal: bool
    tail: tuple[int, int] | None = None


def quantities(text: str, seams: Collection[int] = ()) -> list[Quantity]:
    """Every quantity in reading text, in order; a figure never goes on across a seam.

    All Arabic numerals but those of dates; Chinese ones where a measure word bears them out.
    """
    whole = shape(text, seams)
    return quantities_in(whole, text, shaped_dates(whole))


def quantities_in(whole: Shape, text: str, dated: Iterable[PrintedDate]) -> list[Quantity]:
    """The same of a text whose shape, and the dates in it, are known."""
    page = Page(whole, _readable(whole, dated), text)
    result: list[Quantity] = []
    at = 0
    while step := find(page, at):
        found, at = step
        if found is not None:
            quantity, at = _finish(page, found)
            page.last = at
            result.append(quantity)
    return result


def _readable(whole: Shape, dated: Iterable[PrintedDate]) -> str:
    text = whole.text
    for date in dated:
        text = text[: date.start] + MASK * (date.end - date.start) + text[date.end :]
    return _IDIOM.sub(lambda match: MASK * len(match[0]), text)


def _finish(page: Page, found: Found) -> tuple[Quantity, int]:
    """The quantity, and the shape index at which all that belongs to it ends."""
    amount = found.amount
    if found.ordinal:
        return _quantity(page, found, found.start, amount.end, None, EQUAL), found.stop
    before = _before(page, found)
    start = before.start if before else found.start
    half = comparators.half(page.text, found.stop)
    half = half if half and _is_whole(amount.value) else None
    after = half or comparators.after(page.text, found.stop)
    comparator = _comparator(amount, before, after)
    if half and amount.value is not None:
        found = replace(found, amount=replace(amount, value=Decimal(f"{amount.value:f}.5")))
    if after and after.start == amount.end:
        return _quantity(page, found, start, after.end, None, comparator), after.end
    stop = max(found.stop, after.end if after else 0)
    return _quantity(page, found, start, amount.end, after, comparator), stop


def _before(page: Page, found: Found) -> Word | None:
    word = comparators.before(page.text, found.start, page.last)
    if word and page.text[word.start : word.end] == "近":
        recent = comparators.recent(page.text, found.amount.end, found.amount.value)
        return None if recent else word
    return word


def _is_whole(value: Decimal | None) -> bool:
    return value is not None and format(value, "f").isdecimal()


def _comparator(amount: Amount, before: Word | None, after: Word | None) -> str:
    """The word before speaks first, then the one in the numeral, then the one after."""
    if amount.comparator in (RANGE, SEVERAL):
        return amount.comparator
    said = [before.comparator if before else EQUAL, amount.comparator]
    said.append(after.comparator if after else EQUAL)
    return next((word for word in said if word != EQUAL), EQUAL)


def _quantity(
    page: Page, found: Found, start: int, end: int, tail: Word | None, comparator: str
) -> Quantity:
    at, value = page.whole.at, found.amount.value
    low, high = found.amount.low, found.amount.high
    if value is not None:
        low = value if comparator in (OVER, AT_LEAST) else None
        high = value if comparator in (AT_MOST, NEARLY) else None
    return Quantity(
        at[start],
        at[end],
        value,
        low,
        high,
        comparator,
        _unit(page, found, end, tail),
        found.script,
        found.ordinal,
        (at[tail.start], at[tail.end]) if tail else None,
    )


def _unit(page: Page, found: Found, end: int, tail: Word | None) -> str:
    sign = page.text[end : end + 1]
    if found.unit is not None or sign in _SIGNS:
        return found.unit or sign
    at, text = page.whole.at, page.printed
    stop = at[tail.start] if tail else len(text)
    words = text[at[end] : min(at[end] + UNIT, stop)]
    if tail and tail.inner:
        words += text[at[tail.end] : at[tail.end] + UNIT - len(words)]
    return words.partition(BREAK)[0].partition(GAP)[0]
