"""Numerals that count nothing: enumeration heads, ranks, names and numbers of things."""

import re

from pipeline.evidence.values import measures
from pipeline.evidence.values.shape import NUMBER, Shape

_NAMED = re.compile(
    "号(?![召称角令])|世纪|年代|等奖|等功|级(?!别)|楼|版(?!本)|路公交"
    "|队(?:队长|[^,。、]{1,4}[工班员])|组(?:小?组长)|班(?:班长)"
)
"""What after Arabic figures makes a name of them; 48队采油工 is a team, 48队 may be many."""

_SIGNS = "№第"
_CODE = re.compile(rf"[A-Za-z]-?\Z|[{_SIGNS}]\Z")
_SIGNED = re.compile(rf"{NUMBER}/\Z|(?:\A|[ \n(,。、;:!?为是达])[-−]\Z")
_BORN_AFTER = re.compile("后(?![来续者面])")
_HEAD = re.compile(f"[.、)](?!{NUMBER})")
_CLAUSE_ENDS = tuple("。;:!?”》…\n\f)")
_PAUSES = (*_CLAUSE_ENDS, ",", "、")
_CONGRESS = re.compile(
    "届(?:[一二三四五六七八九十]+[中次]|中央|全国|全会|人大|政协|理事会|委员会|常委会|代表|执委)"
)


def arabic_label(whole: Shape, text: str, at: int, end: int) -> bool:
    """Whether the Arabic numeral at `at` (its amount ends at `end`) is a label."""
    number = whole.number(at)
    if number.value is None or number.padded or _is_code(text, at) or _is_part(text, at):
        return True
    if end == at + 1 and _NAMED.match(text, end):
        return True
    decade = len(number.printed) == 2 and number.printed[1] in "05"
    if decade and _BORN_AFTER.match(text, end):
        return True
    return number.printed.isdecimal() and _is_head(whole, text, at, end)


def chinese_label(whole: Shape, text: str, at: int, end: int, run: str) -> bool:
    """Whether the Chinese numeral `run` is a label: 一是, 二、, 二等奖, 十九届五中."""
    if _CONGRESS.match(text, end) or (text[at - 1 : at] == "届" and text[end : end + 1] == "次"):
        return True
    before = text[at - 1 : at] if at else ""
    if text[end : end + 1] in ("是", "要"):
        return whole.starts_line(at) or before in _PAUSES
    if _is_head(whole, text, at, end):
        return True
    return not measures.measured(text, end, run, before) and measures.ranked(text, end, run)


def _is_code(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    ours = before.isascii() or before in _SIGNS  # for speed: looked at first
    return ours and _CODE.search(text[max(0, at - 2) : at]) is not None


def _is_part(text: str, at: int) -> bool:
    """Whether a sign makes another value of the figures: -5, 3/4; the 5 and the 3 are none."""
    if text.startswith("/" + NUMBER, at + 1):
        return True
    return _SIGNED.search(text[max(0, at - 2) : at]) is not None


def _is_head(whole: Shape, text: str, at: int, end: int) -> bool:
    """`1.`, 一、, （一）, where a clause begins."""
    if not _HEAD.match(text, end):
        return False
    opened = text[at - 1 : at] == "("
    if (text[end] == ")") != opened:
        return False
    first = at - 1 if opened else at
    return whole.starts_line(first) or text[first - 1] in _CLAUSE_ENDS
