"""The words around a numeral that say how its value is meant: 约, 近, 超过, 至少, 以上, 多."""

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.evidence.values import measures

EQUAL, ABOUT, OVER, NEARLY = "equal", "about", "over", "nearly"
AT_LEAST, AT_MOST = "at-least", "at-most"
RANGE, SEVERAL = "range", "several"

_BEFORE = (
    (AT_LEAST, "不少于|不低于|不小于|不下于|不下|至少|起码|最少"),
    (AT_MOST, "不超过|未超过|不多于|不高于|不大于|至多|最多|不足|不满|少于|低于|小于"),
    (AT_MOST, "(?<![想看找得达做办收听见感遇赶买吃用来])不到"),
    (OVER, "超过|超出|多于|高于|大于|(?<![赶反高])超|逾"),
    (NEARLY, "将近|接近|(?<![最附靠亲邻贴远临逼就新挨相走习])近"),
    (ABOUT, "大约|大概|大致|(?<![节条契公预签合特制隐相邀履爽违简缩婚誓盟网纽])约"),
)
"""A word before the numeral; a character before it can make another word of it (节约)."""

_LINKS = "了为有占达需要"
"""What may stand between the word and the numeral: 约为, 超过了, 至少需."""

_AFTER = (
    (AT_LEAST, "(?:及|或)?以上(?!率)"),
    (AT_MOST, "(?:及|或)?以下|以内|之内|(?<=[时钟天月年])内(?![外部容地在心科政务需涵存])"),
    (ABOUT, "左右(?![手逢两脑])|上下(?![班级游楼车])"),
    (OVER, "开外|有余|余(?=[,。、;!?)的]|$)"),
    (OVER, "多(?=[的来里前后,。、;!?)以之间]|时间|光景|$)"),
)
"""A word after the unit."""

_LONGEST_BEFORE = 6
"""The longest word before, its link, and the character that could spoil it."""

_INNER = re.compile("个(多)(?=月|小时|星期|世纪|钟头|学期|百分点|工作日)")
_HALF = re.compile("个(半)(?=月|小时|星期|世纪|钟头|学期)|(?:年|天|岁)(半)(?![载途数径])")
_SIGN = "[%‰℃]|美元|欧元|个(?:工作日|百分点|小时|月|人)"
_RECENT = re.compile("(?:年|个月|天|日|周)(?:以?来|间|内|里|[,。]|$)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that bounds the value, where it stands in the shape, and whether inside the unit."""

    comparator: str
    start: int
    end: int
    inner: bool = False


def before(text: str, start: int, limit: int) -> Word | None:
    """The word that ends where the numeral starts, not reaching before `limit`."""
    if text[start - 1 : start] not in _LAST:  # for speed: looked at first
        return None
    since = max(limit, start - _LONGEST_BEFORE)
    found = _BEFORE_RE.search(text[since:start])
    if found is None or found.lastgroup is None:
        return None
    return Word(_name(found.lastgroup), since + found.start(found.lastgroup), start)


def after(text: str, end: int) -> Word | None:
    """The word after the numeral's unit, or inside it (3个多月)."""
    inner = _INNER.match(text, end)
    if inner:
        return Word(OVER, inner.start(1), inner.end(1), inner=True)
    for at in _unit_ends(text, end):
        found = _AFTER_RE.match(text, at)
        if found and found.lastgroup:
            return Word(_name(found.lastgroup), found.start(), found.end())
    return None


def half(text: str, end: int) -> Word | None:
    """半 after or inside the unit, which adds a half: 一年半, 两个半小时."""
    found = _HALF.match(text, end)
    if found is None or found.lastindex is None:
        return None
    return Word(EQUAL, *found.span(found.lastindex), inner=found.lastindex == 1)


def recent(text: str, end: int, value: Decimal | None) -> bool:
    """Whether 近 before a few years means `recent`: 近5年来, but not 近30年来."""
    return value is not None and value <= 10 and _RECENT.match(text, end) is not None


def _unit_ends(text: str, end: int) -> list[int]:
    ends = [end]
    for found in (measures.unit(text, end), _SIGN_RE.match(text, end)):
        if found:
            ends.append(found.end())
    return ends


def _name(group: str) -> str:
    return group.rstrip("0123456789").replace("_", "-")


def _alternatives(words: tuple[tuple[str, str], ...]) -> str:
    return "|".join(
        f"(?P<{name.replace('-', '_')}{number}>{word})" for number, (name, word) in enumerate(words)
    )


_BEFORE_RE = re.compile(f"(?:{_alternatives(_BEFORE)})[{_LINKS}]?\\Z")
_LAST = frozenset(_LINKS).union(word[-1] for _, words in _BEFORE for word in words.split("|"))
_AFTER_RE = re.compile(_alternatives(_AFTER))
_SIGN_RE = re.compile(_SIGN)
