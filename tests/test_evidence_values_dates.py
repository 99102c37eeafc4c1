"""Dates as they are printed, and made whole by the document's date: `dates`, `complete`."""

from datetime import date

import pytest

from pipeline.evidence.values import complete, dates

ISSUED = date(2020, 11, 25)

PRINTED = """
[2020年11月24日]，我 2020-11-24 | [2020年12月22日] 2020-12-22 | [2016年4月26日] 2016-04-26
[2015年4月28日] 2015-04-28 | [2016年10月]向社会 2016-10 | [2018年4月]启动 2018-04
[2019年9月]，总 2019-09 | [2012年3月]至今 2012-03 | 从[2016年]起 2016 | [2020年]春节前夕 2020
[2018年]首批 2018 | [1950年]党和国家 1950 | [2009年]以来 2009 | [2021年]开始 2021
由[2014年]的14% 2014 | [1990年]我研究生 1990 | 于[2019年]印发 2019 | [2035年]远景 2035
[二〇三五年]远景 2035 | [二○二○年]度 2020 | [一九四九年十月一日] 1949-10-01
[二零二零年十一月]底 2020-11 | [11月24日]，习 2020-11-24 | 北京[11月24日]电 2020-11-24
[11月21日]上午 2020-11-21 | [9月]份启动 2020-09 | [24日]下午 2020-11-24
大会[24日]上午 2020-11-24 | [二十四日]电 2020-11-24 | [五月四日] 2020-05-04 | [十月]初 2020-10
[11月24号] 2020-11-24 | [２０２０年１１月２４日] 2020-11-24 | [2020-11-24] 2020-11-24
[2020/11/4] 2020-11-04 | [2020.11.24] 2020-11-24 | [昨天]上午 2020-11-24 | [昨天]隆重 2020-11-24
[今天]，我们 2020-11-25 | 放眼[今日] 2020-11-25 | [明天]的奋斗 2020-11-26 | [前天] 2020-11-23
[大前天] 2020-11-22 | [后天] 2020-11-27 | [昨晚] 2020-11-24 | [今晨] 2020-11-25 | [今年]以来 2020
在[今年]抗击 2020 | [去年] 2019 | [前年] 2018 | [明年] 2021 | [后年] 2022 | [本月] 2020-11
[上月] 2020-10 | [下个月] 2020-12 | [去年12月] 2019-12 | [今年11月24日] 2020-11-24
[本月24日] 2020-11-24 | [上月3日] 2020-10-03 | [近日]，省委 - | [日前]，本市 - | [近期] -
[次日] - | [当天]下午 - | [当年] - | [同年9月] - | [翌日] - | [2月30日] - | [第二天] -
"""
"""[span] and what it comes to in a document of ISSUED; `-` where there is no telling."""

NONE = """
27年 95周年 30多年 2000多年 88岁 3000年 999年 98年 12,020年 公元前2000年 13月 32日 0日 2020
2022北京 24号 3个月 三日 十日 一日 十月革命 三年 五年 二月河 两月 24日均 五一 十四五 1.5年 2020.11
2020-13-01 1.2.3 978-7-101-08511-5 文明年度 过去年均 目前日均 多次日程 生日前夕 节日前 基本月薪
相同年龄 不同年代 担当日常 以前天气 今后天气 清明天气 以上月份 最近日子 共同日益 3—5年 3—5个月
1900—2000元 1500—2000米 2019—2018 2020—20
"""


def spans(text: str, seams: tuple[int, ...] = ()) -> list[str]:
    return [text[found.start : found.end] for found in dates(text, seams)]


def whole(text: str, seams: tuple[int, ...] = ()) -> list[str | None]:
    return [complete(found, ISSUED) for found in dates(text, seams)]


@pytest.mark.parametrize("row", PRINTED.strip().replace("\n", " | ").split(" | "))
def test_a_date_is_read_and_completed(row: str) -> None:
    marked, iso = row.split(" ")
    text = marked.replace("[", "").replace("]", "")
    assert spans(text) == [marked[marked.index("[") + 1 : marked.index("]")]]
    assert whole(text) == [None if iso == "-" else iso]


@pytest.mark.parametrize("text", NONE.split())
def test_what_is_no_date(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "printed", "completed"),
    [
        ("2015年至2020年", ["2015年", "2020年"], ["2015", "2020"]),
        ("1950—2020", ["1950", "2020"], ["1950", "2020"]),
        ("（1950—2015）", ["1950", "2015"], ["1950", "2015"]),
        ("1950-2020年", ["1950", "2020年"], ["1950", "2020"]),
        ("2020年11月24日至25日", ["2020年11月24日", "25日"], ["2020-11-24", "2020-11-25"]),
        ("10月30日—11月2日", ["10月30日", "11月2日"], ["2020-10-30", "2020-11-02"]),
        ("2019年10月30日至11月2日", ["2019年10月30日", "11月2日"], ["2019-10-30", "2019-11-02"]),
        ("11月24—26日", ["11月24", "26日"], ["2020-11-24", "2020-11-26"]),
        ("10月24、25日", ["10月24", "25日"], ["2020-10-24", "2020-10-25"]),
        ("24—26日", ["24", "26日"], ["2020-11-24", "2020-11-26"]),
        ("2019年9月至10月", ["2019年9月", "10月"], ["2019-09", "2019-10"]),
        ("3—5月", ["3", "5月"], ["2020-03", "2020-05"]),
        ("去年10月30日至31日", ["去年10月30日", "31日"], ["2019-10-30", "2019-10-31"]),
        ("2019年12月至1月", ["2019年12月", "1月"], ["2019-12", "2020-01"]),
        ("2019年，10月", ["2019年", "10月"], ["2019", "2020-10"]),
        ("今天今天", ["今天", "今天"], ["2020-11-25", "2020-11-25"]),
        ("2020年13月5日", ["2020年"], ["2020"]),
    ],
)
def test_dates_that_follow_each_other(
    text: str, printed: list[str], completed: list[str | None]
) -> None:
    assert spans(text) == printed
    assert whole(text) == completed


@pytest.mark.parametrize(
    ("text", "part", "span"),
    [
        ("24日上午在", "morning", (3, 5)),
        ("24日下午", "afternoon", (3, 5)),
        ("11月24日晚，", "evening", (6, 7)),
        ("昨天上午", "morning", (2, 4)),
        ("当天凌晨", "early", (2, 4)),
        ("24日中午", "noon", (3, 5)),
        ("24日深夜", "night", (3, 5)),
        ("昨晚", "evening", (1, 2)),
        ("11月24日（星期二）上午", "morning", (11, 13)),
        ("24日晚会", None, None),
        ("24日的上午", None, None),
        ("24日\n上午", None, None),
        ("2020年上午", None, None),
    ],
)
def test_the_part_of_the_day(text: str, part: str | None, span: tuple[int, int] | None) -> None:
    (found,) = dates(text)
    assert (found.part_of_day, found.part_span) == (part, span)


def test_a_relative_date_keeps_its_word() -> None:
    (found,) = dates("去年12月")
    assert (found.relative, found.year, found.month, found.day) == ("去年", None, 12, None)
    (found,) = dates("24日下午")
    assert (found.relative, found.year, found.month, found.day) == (None, None, None, 24)


def test_a_seam_ends_a_figure_but_not_a_date() -> None:
    assert spans("1311月25日", (2,)) == ["11月25日"]
    assert spans("2020年11月24日", (4, 5, 7, 8)) == ["2020年11月24日"]
    assert spans("1950—2020元旦", (9,)) == ["1950", "2020"]
    assert spans("2020年", (2,)) == []


def test_nothing_crosses_a_separator() -> None:
    assert spans("2020年\n11月24日") == ["2020年", "11月24日"]
    assert spans("2020\n年") == []
    assert whole("2019年11月24日\n至25日") == ["2019-11-24", "2020-11-25"]


def test_dates_beyond_the_calendar_are_not_completed() -> None:
    (tomorrow,) = dates("明天")
    assert complete(tomorrow, date.max) is None
    (month,) = dates("上月")
    assert complete(month, date(2020, 1, 31)) == "2019-12"
    (last,) = dates("上月")
    assert complete(last, date.min) is None
    (leap,) = dates("2月29日")
    assert [complete(leap, date(year, 3, 1)) for year in (2020, 2021)] == ["2020-02-29", None]
