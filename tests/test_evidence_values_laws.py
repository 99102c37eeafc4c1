"""Laws of `quantities` and `dates`: exact offsets, order, whole numbers, any text at all."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.evidence.values import complete, dates, quantities, to_chinese

PLAIN = st.text("模范先进工作者劳动集体会议表彰青海京，。“”（《", max_size=12)
"""Text in which nothing is a numeral and nothing makes another word of one."""

SIGNS = (
    "0123456789０９.,，．:：∶%％‰—-－～~/、。\n\f（）()第首半几数余多来上成以下左右约近超过至少不"
    "零〇○一二两三四五六七八九十百千万亿廿卅壹贰拾点分之年月日号天今昨去本次前后个名人届等奖级世纪"
    "从到至和AZ\ue000\ue001 "
)
ANY = st.text() | st.text(SIGNS) | st.text("0123456789.,，") | st.text("一二三十百千万亿几两点零")
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@given(PLAIN, st.integers(0, 10**12), PLAIN, st.booleans(), st.booleans())
def test_figures_are_found_once_and_whole(
    before: str, number: int, after: str, grouped: bool, wide: bool
) -> None:
    printed = f"{number:,}" if grouped else str(number)
    printed = printed.translate(WIDE) if wide else printed
    (found,) = quantities(f"{before}{printed}名{after}")
    assert (found.start, found.end) == (len(before), len(before) + len(printed))
    assert found.value == number
    assert found.unit == f"名{after}"[:4]


@given(PLAIN, st.integers(1, 10**12), PLAIN)
def test_chinese_numerals_are_found_once_and_whole(before: str, number: int, after: str) -> None:
    printed = to_chinese(number)
    (found,) = quantities(f"{before}{printed}名{after}")
    assert (found.start, found.end) == (len(before), len(before) + len(printed))
    assert found.value == number
    assert (found.ordinal, found.script) == (False, "chinese")


@given(PLAIN, st.dates(date(1000, 1, 1), date(2999, 12, 31)), PLAIN)
def test_dates_are_found_once_and_whole(before: str, day: date, after: str) -> None:
    printed = f"{day.year}年{day.month}月{day.day}日"
    (found,) = dates(f"{before}{printed}{after}")
    assert (found.start, found.end) == (len(before), len(before) + len(printed))
    assert complete(found, date(2020, 11, 24)) == day.isoformat()
    assert quantities(f"{before}{printed}{after}") == []


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_yesterday_is_the_day_before(today: date) -> None:
    (found,) = dates("昨天")
    assert complete(found, today) == (today - timedelta(days=1)).isoformat()


@given(ANY, st.sets(st.integers(-2, 60)))
@example("1:2:3", {2})
@example("3万" * 9 + "5", set())
@example("百万分之" + "9" * 99, set())
@example("一" * 99, set())
def test_any_text_is_read_in_order_within_its_ends(text: str, seams: set[int]) -> None:
    end = 0
    for quantity in quantities(text, seams):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.tail[1] if quantity.tail else quantity.end
        assert quantity.start < end <= len(text)
        assert "\n" not in text[quantity.start : end]
        assert len(quantity.unit) <= 4 or quantity.unit[0] == "∶"
    end = 0
    for printed in dates(text, seams):
        assert end <= printed.start < printed.end <= len(text)
        complete(printed, date(2020, 2, 29))
        end = printed.part_span[1] if printed.part_span else printed.end
        assert end <= len(text)


@given(st.text(SIGNS.translate({ord(sign): None for sign in ":：∶"})), st.sets(st.integers(1, 60)))
def test_every_figure_stands_in_one_quantity_or_date(text: str, seams: set[int]) -> None:
    covered = [0] * len(text)
    for start, end in spans(text, seams):
        for at in range(start, end):
            covered[at] += 1
    figures = [at for at, sign in enumerate(text) if sign in "0123456789０９"]
    assert all(covered[at] == 1 for at in figures)
    assert max(covered, default=0) <= 1


@given(st.text(SIGNS), st.sets(st.integers(1, 60)))
def test_no_quantity_is_cut_out_of_a_longer_figure(text: str, seams: set[int]) -> None:
    for span in spans(text, seams):
        for at in span:
            if 0 < at < len(text) and at not in seams:
                assert not (is_figure(text[at - 1]) and is_figure(text[at]))


def spans(text: str, seams: set[int]) -> list[tuple[int, int]]:
    counted = [(found.start, found.end) for found in quantities(text, seams)]
    return counted + [(found.start, found.end) for found in dates(text, seams)]


def is_figure(sign: str) -> bool:
    return sign in "0123456789０９"


@pytest.mark.parametrize(
    "sign",
    ["一", "1", "1,111,", "1.", "几十", "约", "1、", "1月", "三点", "3万", "第一", "壹", "至"],
)
def test_time_grows_with_length(sign: str) -> None:
    text = sign * (30_000 // len(sign))
    started = time.process_time()
    quantities(text)
    dates(text)
    assert time.process_time() - started < 5
