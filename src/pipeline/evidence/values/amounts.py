"""One numeral at one place of a shape, with what stands in or at it: 1万余, 十几, 三四十."""

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal, Inexact

from pipeline.evidence.values import measures
from pipeline.evidence.values.comparators import ABOUT, EQUAL, OVER, RANGE, SEVERAL
from pipeline.evidence.values.numerals import (
    DIGITS,
    LARGE,
    MAGNITUDE,
    NUMERAL,
    bounds,
    canonical,
    counted,
    numeral,
    power,
    scaled,
)
from pipeline.evidence.values.shape import NUMBER, Shape

_AFTER_FIGURES = "(?:[百千]?(?:万亿|万(?!众)|亿)|千(?![伏瓦克米卡焦赫帕])|百(?![姓分货科事合家]))"
"""A magnitude after Arabic figures: not in 800千伏, nor in 万众."""

_MORE = "有?余(?![杭姚额热地])|多(?!彩|元[化文]|样[化性]|功能|媒体|党|边|部门|措|渠道|维|少|云)"
_INNER = re.compile(f"([余多几])({_AFTER_FIGURES})")
_MAGNITUDE = re.compile(_AFTER_FIGURES)
_COMPOUND = re.compile(f"([千万亿]){NUMBER}({_AFTER_FIGURES})?")
_TAIL = re.compile(f"{_MORE}|几(?!乎)|来")
_RUN = re.compile(f"({NUMERAL}++)(?:(点[{DIGITS}]{{1,6}}+)({LARGE})?)?")
_WORD = re.compile(f"({_MORE}|[几来])({MAGNITUDE})?")
_SEVERAL = re.compile(
    f"数以(?P<by>{MAGNITUDE})计|上(?P<up>{MAGNITUDE})|[几数](?P<some>{MAGNITUDE})[余多]?"
    "|成(?P<low>[百千])上[千万]|(?P<few>几)|数(?=[年次天日月名位])"
)
PERCENT = ("%", "‰")
"""Signs that bear out any numeral before them: 九十九点九%."""

FINANCIAL = "[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]"
"""Begins a numeral in the writing of cheques; one such character alone is a word (队伍)."""

_FINANCIAL = re.compile(f"{FINANCIAL}(?:{FINANCIAL}|[零万亿])++")
_SHORT = 12
"""Figures that are long enough to count and short enough for sums to stay exact."""

_LIMIT = Decimal(10) ** _SHORT
_PLACES = Decimal(10) ** 6
_EXACT = Context(prec=28, traps=[Inexact])


@dataclass(slots=True)
class Amount:
    """What a numeral says; it ends at shape index `end`.

    `run` is the Chinese numeral that a measure word must bear out; `firm` ones need none,
    `bare` ones (近百, 逾万) need a comparator too.
    """

    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = EQUAL
    exponent: int = 0
    run: str = ""
    firm: bool = True
    bare: bool = False


def arabic(whole: Shape, text: str, at: int) -> Amount:
    """The amount that begins with the Arabic numeral at `at`."""
    number = whole.number(at)
    if number.value is None:
        return Amount(at + 1, None)
    inner = _INNER.match(text, at + 1)
    if inner:
        found = _more(number.value, inner[1], power(inner[2]), inner.end())
        if found:
            return found
    plain = _compound(whole, text, at) or _figures(number.value, text, at + 1)
    tail = _TAIL.match(text, plain.end)
    if tail and plain.value is not None:
        base = scaled(plain.value, -plain.exponent)
        if tail[0] != "来" or measures.unit(text, tail.end()):
            return _more(base, tail[0][-1], plain.exponent, tail.end()) or plain
    return plain


def chinese(text: str, at: int, *, share: bool = False) -> Amount | None:
    """The amount that begins with the Chinese numeral at `at`.

    A decimal (三点五) needs a magnitude or a measure, except in a `share` (百分之三点五).
    """
    match = _RUN.match(text, at)
    if match is None:
        return None
    run = match[1]
    if match[2]:
        found = _decimal(match)
        if found and (share or match[3] or _borne_out(text, found)):
            return found
    word = _WORD.match(text, match.end(1))
    return (word and _with_word(text, run, word)) or _plain(run, match.end(1))


def several(text: str, at: int) -> Amount | None:
    """The amount at 几, 数, 上, 成: 几个, 数千万, 上百, 成千上万."""
    match = _SEVERAL.match(text, at)
    if match is None:
        return None
    group = match.lastgroup or "few"
    exponent = power(match[group]) if group != "few" else 0
    open_ended = group in ("by", "up", "low")
    return Amount(
        match.end(),
        None,
        scaled(Decimal(1 if open_ended else 2), exponent),
        None if open_ended else scaled(Decimal(9), exponent),
        SEVERAL,
        run="几" if group in ("few", "up") else "",
        firm=group not in ("few", "up"),
    )


def financial(text: str, at: int) -> Amount | None:
    """The amount at a numeral in the writing of cheques: 壹拾贰万; never one sign alone."""
    match = _FINANCIAL.match(text, at)
    value = counted(canonical(match[0])) if match and len(match[0]) > 1 else None
    return Amount(match.end(), value) if match and value is not None else None


def fraction(over: Decimal, under: Decimal, end: int) -> Amount | None:
    """A vulgar fraction: its decimal, or where none is equal the two of six places around it."""
    if over >= _LIMIT or under >= _LIMIT:
        return None
    try:
        return Amount(end, scaled(_EXACT.divide(over, under), 0))
    except Inexact:
        low = over * _PLACES // under
        return Amount(end, None, low / _PLACES, (low + 1) / _PLACES)


def _figures(value: Decimal, text: str, end: int) -> Amount:
    magnitude = _MAGNITUDE.match(text, end)
    if magnitude is None:
        return Amount(end, value)
    exponent = power(magnitude[0])
    return Amount(magnitude.end(), scaled(value, exponent), exponent=exponent)


def _compound(whole: Shape, text: str, at: int) -> Amount | None:
    """`1亿2000万`: figures, magnitude, figures; one numeral even where it is not clear."""
    match = _COMPOUND.match(text, at + 1)
    if match is None or whole.at[at + 2] in whole.seams:
        return None
    parts = whole.number(at).printed, match[1], whole.number(at + 2).printed, match[2] or ""
    try:
        value = numeral("".join(parts))
    except ValueError:
        return Amount(match.end(), None)
    return Amount(match.end(), value, exponent=power(parts[3]))


def _more(base: Decimal, word: str, exponent: int, end: int) -> Amount | None:
    """余 and 多 say more than, 来 about, 几 one to nine more; the latter two after tens only."""
    value = scaled(base, exponent)
    if word in "余多":
        return Amount(end, value, value, None, OVER, exponent)
    digits = format(base, "f")
    if not digits.endswith("0") or "." in digits or not 1 < len(digits) < _SHORT:
        return None
    if word == "来":
        return Amount(end, value, None, None, ABOUT, exponent)
    low, high = scaled(base + 1, exponent), scaled(base + 9, exponent)
    return Amount(end, None, low, high, SEVERAL, exponent)


def _decimal(match: re.Match[str]) -> Amount | None:
    """三点五亿; the run is never held to the measures of 一."""
    try:
        return Amount(match.end(), numeral(match[0]), run=match[0], firm=bool(match[3]))
    except ValueError:
        return None


def _borne_out(text: str, found: Amount) -> bool:
    """Whether what follows says that a decimal counts: a percent sign, or a measure."""
    if text.startswith(PERCENT, found.end):
        return True
    return measures.measured(text, found.end, found.run, "") is not None


def _with_word(text: str, run: str, word: re.Match[str]) -> Amount | None:
    """十余, 一百多万, 十几, 十来个."""
    base = counted(run)
    if base is None and re.fullmatch(MAGNITUDE, run):
        base = counted(f"一{run}")
    if base is None or not base:
        return None
    found = _more(base, word[1][-1], power(word[2] or ""), word.end())
    if found is None or (word[1] == "来" and not measures.unit(text, found.end)):
        return None
    return replace(found, run=run + word[1], firm=bool(word[2]) or found.comparator == SEVERAL)


def _plain(run: str, end: int) -> Amount | None:
    value, between = counted(run), bounds(run)
    if value:
        large = value >= 10**4 and run[0] not in "百千万亿"
        return Amount(end, value, run=run, firm=large and run[-1] in "百千万亿")
    if between:
        return Amount(end, None, *between, RANGE, run=run, firm=run[-1] in "万亿")
    if re.fullmatch(MAGNITUDE, run):
        return Amount(end, counted(f"一{run}"), run=run, firm=False, bare=True)
    return None
