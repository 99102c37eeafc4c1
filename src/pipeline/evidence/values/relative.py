"""Words that stand for a date and lean on another one: 昨天, 今年, 本月, 次日, 近日."""

from datetime import date, timedelta

_DAYS = {
    "今天": 0, "今日": 0, "今晚": 0, "今晨": 0, "今早": 0, "昨天": -1, "昨日": -1, "昨晚": -1,
    "昨夜": -1, "昨晨": -1, "前天": -2, "大前天": -3, "明天": 1, "明日": 1, "明晚": 1, "明晨": 1,
    "后天": 2, "大后天": 3,
}  # fmt: skip
_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}

_OPEN = ("近日", "日前", "近期", "本周", "上周", "下周")
_EVENT_DAYS = ("当日", "当天", "当晚", "次日", "翌日", "同日", "同一天", "第二天")
_EVENT_MONTHS = ("当月", "次月", "同月")
_EVENT_YEARS = ("当年", "同年", "次年", "翌年")
"""These lean on an event that the text tells of, not on the day of the document."""

DAY_WORDS = frozenset({*_DAYS, *_EVENT_DAYS})
MONTH_WORDS = frozenset({*_MONTHS, *_EVENT_MONTHS})
YEAR_WORDS = frozenset({*_YEARS, *_EVENT_YEARS})

_NOT_AFTER = {
    "明天": "清文说证",
    "明日": "文说证",
    "明年": "文清说证阐声发透照",
    "明晚 明晨": "文",
    "前天": "以目",
    "后天": "以然今",
    "后年": "今此之以最随0123456789\ue000先前零",
    "前年": "目以之此先空生大年日",
    "去年": "过失逝离",
    "本月 本年": "基根成资样",
    "上月 上周 上个月": "马以",
    "下月 下周": "以",
    "近日": "最将接邻附",
    "近期": "最将接附",
    "日前": "今昨明节假生工终往昔近当即翌次一二三四五六七八九十\ue000",
    "次日": "多每首上一二两三\ue000",
    "次年 次月": "多每首一二两三\ue000",
    "同年 同日 同月": "相不共",
    "当年 当日 当月": "相适担",
    "同一天": "不",
    "本周": "基",
}
"""Characters that, standing before, make another word of it (文明年度).

U+E000 is a figure (see `shape`)."""

_NOT_BEFORE = {
    "同年": "龄级代",
    "同日": "常益",
    "次日": "程常",
    "当日": "常益程",
    "今日": "头",
    "去年 后年": "轻龄",
    "明年 前年 当年": "龄",
    "本年": "度",
    "次年": "级",
    "本周 上周 下周": "期年",
    "上月": "球亮",
    "第二天": "然性",
}
"""Characters that, coming next, make another word of it (同年龄)."""


def _spell(word: str) -> str:
    before = "".join(f"(?<![{bad}])" for words, bad in _NOT_AFTER.items() if word in words.split())
    after = "".join(f"(?![{bad}])" for words, bad in _NOT_BEFORE.items() if word in words.split())
    return before + word + after


RELATIVE = "|".join(
    _spell(word)
    for word in sorted((*DAY_WORDS, *MONTH_WORDS, *YEAR_WORDS, *_OPEN), key=lambda w: (-len(w), w))
)
"""The pattern of all words; a character beside one can make another word of it (文明年度)."""

STARTS = "".join(sorted({word[0] for word in (*DAY_WORDS, *MONTH_WORDS, *YEAR_WORDS, *_OPEN)}))
"""The characters with which they begin."""


def resolve(word: str, reference: date) -> tuple[int, int | None, int | None] | None:
    """Year, month and day for which a word stands; None where it leans on something else.

    Raises OverflowError beyond the calendar.
    """
    if word in _DAYS:
        day = reference + timedelta(days=_DAYS[word])
        return day.year, day.month, day.day
    if word in _MONTHS:
        months = reference.year * 12 + reference.month - 1 + _MONTHS[word]
        return months // 12, months % 12 + 1, None
    if word in _YEARS:
        return reference.year + _YEARS[word], None, None
    return None
