"""Where quantities stand in a page: one reader for each way in which a numeral can begin."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.evidence.values import comparators, measures
from pipeline.evidence.values.amounts import (
    FINANCIAL,
    PERCENT,
    Amount,
    arabic,
    chinese,
    financial,
    fraction,
    several,
)
from pipeline.evidence.values.comparators import EQUAL, RANGE
from pipeline.evidence.values.labels import arabic_label, chinese_label
from pipeline.evidence.values.numerals import MAGNITUDE, NUMERAL, counted, numeral, scaled
from pipeline.evidence.values.shape import NUMBER, Shape

_STARTS = (
    ("share", f"(?<!{NUMERAL}){NUMERAL}{{1,6}}+分之"),
    ("ordinal", f"第(?={NUMBER}|{NUMERAL})"),
    ("arabic", NUMBER),
    ("idiom", f"数以{MAGNITUDE}计|成百上千|成[百千]上万"),
    ("several", "(?<!第)几(?!乎|何|率|时|内亚)"),
    ("many", f"(?<![人总次度分函参指基系倍多少半岁点级无])数(?={MAGNITUDE}|[年次天日月名位])"),
    ("hundreds", "(?<![以晚早会路网线身手街海陆地天世车船台桌墙纸岗班心脸肩马])上(?=[百千万亿])"),
    ("financial", f"{FINANCIAL}(?:{FINANCIAL}|[零万亿])++"),
    ("tenths", f"(?<!{NUMERAL})[一二两三四五六七八九]成半?(?=[,。、;!?)以左多的]|$)"),
    ("chinese", f"(?<!{NUMERAL}){NUMERAL}++"),
    (
        "half",
        "(?<![上下前后大小多过一两个年天夜参减各强对])半"
        "(?=年|天|小时|个多?(?:月|小时|世纪|学期)|个百分点|世纪|公里|斤|亩)",
    ),
    ("first", "(?<![匕元榜部])首(?=[次批个位部届家例项座条支场台套款期枚艘名所])"),
)
"""How a numeral can begin; a character beside it can make another word of it (总数十个)."""

_HEADS = f"(?=[{NUMBER}第数成几上半首{NUMERAL[1:-1]}{FINANCIAL[1:-1]}])"
"""The characters with which they begin: looked at first, for the sake of speed."""

_CORE = re.compile(f"{_HEADS}(?:" + "|".join(f"(?P<{n}>{start})" for n, start in _STARTS) + ")")
_RATIO = re.compile(f"{NUMBER}(?:[∶:]{NUMBER})+")
_CLOCK = re.compile(r"[0-9]{1,2}(?::[0-5][0-9])+")
_RUN = re.compile(f"{NUMERAL}++")
_SHARED = re.compile("[万亿]$")
_LISTED = re.compile(rf"{NUMERAL}、\Z")
_SHARES = {"百": "%", "千": "‰"}
_TO = re.compile(f"(%?)[-~至到](?={NUMBER})")
_TO_CHINESE = re.compile(f"[-~至到](?={NUMERAL})")


@dataclass(slots=True)
class Found:
    """A numeral at shape indices, before its comparator and unit are known."""

    start: int
    amount: Amount
    script: str = "chinese"
    ordinal: bool = False
    unit: str | None = None
    end: int | None = None

    @property
    def stop(self) -> int:
        """Where all that belongs to it ends, the second part of a ratio too."""
        return self.amount.end if self.end is None else self.end


@dataclass(slots=True)
class Page:
    """A text being read: its shape, the shape without dates and idioms, the text itself."""

    whole: Shape
    text: str
    printed: str
    last: int = 0


def find(page: Page, at: int) -> tuple[Found | None, int] | None:
    """The next numeral from `at` on and where to go on; no Found where it is no quantity."""
    match = _CORE.search(page.text, at)
    if match is None or match.lastgroup is None:
        return None
    found = _READERS[match.lastgroup](page, match)
    return found, found.stop if found else match.end()


def _arabic(page: Page, match: re.Match[str]) -> Found:
    at = match.start()
    ratio = _RATIO.match(page.text, at)
    number = page.whole.number(at)
    if ratio and number.value is not None:
        printed = _printed(page, at, ratio.end())
        label = _CLOCK.fullmatch(printed) is not None or page.text.count(NUMBER, *ratio.span()) > 2
        unit = "∶" + printed[len(number.printed) + 1 :].replace(":", "∶")
        return Found(at, Amount(at + 1, number.value), "arabic", label, unit, ratio.end())
    amount = arabic(page.whole, page.text, at)
    between = _range(page, at, amount)
    label = arabic_label(page.whole, page.text, at, amount.end)
    return Found(at, between or amount, "arabic", label and between is None)


def _printed(page: Page, start: int, end: int) -> str:
    """Shape indices back to characters, figures in half width."""
    return "".join(
        page.whole.number(i).printed if page.whole.figures(i) else page.text[i]
        for i in range(start, end)
    )


def _range(page: Page, at: int, first: Amount) -> Amount | None:
    """3—5, 20%—30%; not 从3到5, which are two values, nor a chain such as 010-12345."""
    to = _TO.match(page.text, first.end)
    if to is None or first.comparator != EQUAL or first.value is None:
        return None
    if page.text[at - 1 : at] in tuple("-从由~") or page.whole.number(at).padded:
        return None
    last = arabic(page.whole, page.text, to.end())
    if last.comparator != EQUAL or page.whole.number(to.end()).padded:
        return None
    if page.text[last.end : last.end + 1] in tuple("-~") or (to[1] and not _percent(page, last)):
        return None
    return _between(first, last)


def _percent(page: Page, amount: Amount) -> bool:
    return page.text.startswith("%", amount.end)


def _between(first: Amount, last: Amount) -> Amount | None:
    """The magnitude of the second counts for the first as well: 3—5万."""
    if first.value is None or last.value is None or not first.value < last.value:
        return None
    low = first.value
    if not first.exponent and scaled(low, last.exponent) < last.value:
        low = scaled(low, last.exponent)
    return replace(last, value=None, low=low, high=last.value, comparator=RANGE)


def _share(page: Page, match: re.Match[str]) -> Found | None:
    """百分之七十八 (78 %), 千分之三 (3 ‰), 万分之一 (0.0001)."""
    run = match[0].removesuffix("分之")
    under = counted(run) or counted(f"一{run}")
    at, figures = match.end(), page.whole.figures(match.end())
    over = arabic(page.whole, page.text, at) if figures else chinese(page.text, at, share=True)
    if over is None or not under or under == 1:
        return None
    script = "arabic" if figures else "chinese"
    if run in _SHARES:
        return Found(match.start(), over, script, unit=_SHARES[run])
    if over.value is None or over.comparator != EQUAL or over.exponent:
        return None
    amount = fraction(over.value, under, over.end)
    return Found(match.start(), amount, script) if amount else None


def _ordinal(page: Page, match: re.Match[str]) -> Found | None:
    at = match.end()
    if page.whole.figures(at):
        value = page.whole.number(at).value
        return Found(match.start(), Amount(at + 1, value), "arabic", ordinal=True)
    run = _RUN.match(page.text, at)
    if run is None:
        return None
    try:
        value = numeral(run[0])
    except ValueError:
        return None
    return Found(match.start(), Amount(run.end(), value), ordinal=True)


def _chinese(page: Page, match: re.Match[str]) -> Found | None:
    at, text = match.start(), page.text
    first = chinese(text, at)
    if first is None:
        return None
    if first.comparator == EQUAL and chinese_label(page.whole, text, at, first.end, first.run):
        return None if first.bare else Found(at, first, ordinal=True)
    amount = _chinese_range(text, first) or first
    if not amount.firm and not _measured(page, at, amount):
        return None
    return Found(at, amount)


def _measured(page: Page, at: int, amount: Amount) -> bool:
    """Whether a measure word, and for 近百 a comparator too, bears the numeral out.

    In 三、四个 nothing is sure.
    """
    if amount.bare and comparators.before(page.text, at, page.last) is None:
        return False
    if _LISTED.search(page.text[max(0, at - 2) : at]):
        return False
    if page.text.startswith(PERCENT, amount.end):
        return True
    before = page.text[at - 1 : at] if at else ""
    return measures.measured(page.text, amount.end, amount.run, before) is not None


def _chinese_range(text: str, first: Amount) -> Amount | None:
    """三至五, held to a measure by its second numeral."""
    to = _TO_CHINESE.match(text, first.end)
    last = chinese(text, to.end()) if to else None
    if last is None or first.bare or last.bare or {first.comparator, last.comparator} != {EQUAL}:
        return None
    shared = _SHARED.search(last.run)
    if shared and not _SHARED.search(first.run):
        last = replace(last, exponent=4 if shared[0] == "万" else 8)
    return _between(first, last)


def _several(page: Page, match: re.Match[str]) -> Found | None:
    amount = several(page.text, match.start())
    if amount is None or not (amount.firm or _measured(page, match.start(), amount)):
        return None
    return Found(match.start(), amount)


def _financial(page: Page, match: re.Match[str]) -> Found | None:
    amount = financial(page.text, match.start())
    return Found(match.start(), amount) if amount else None


def _tenths(page: Page, match: re.Match[str]) -> Found:
    """三成 (30 %), 三成半 (35 %)."""
    value = 10 * numeral(match[0][0]) + (5 if match[0].endswith("半") else 0)
    return Found(match.start(), Amount(match.end(), value), unit="%")


def _half(page: Page, match: re.Match[str]) -> Found:
    return Found(match.start(), Amount(match.end(), Decimal("0.5")))


def _first(page: Page, match: re.Match[str]) -> Found:
    return Found(match.start(), Amount(match.end(), Decimal(1)), ordinal=True)


_READERS: Mapping[str, Callable[[Page, re.Match[str]], Found | None]] = {
    "share": _share,
    "ordinal": _ordinal,
    "arabic": _arabic,
    "idiom": _several,
    "several": _several,
    "many": _several,
    "hundreds": _several,
    "financial": _financial,
    "tenths": _tenths,
    "chinese": _chinese,
    "half": _half,
    "first": _first,
}
