"""Numerals of both scripts: `numeral` and `to_chinese`."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.values import numeral, to_chinese

WRITTEN = {
    0: "零",
    2: "二",
    10: "十",
    11: "十一",
    20: "二十",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
    111: "一百一十一",
    1_001: "一千零一",
    1_010: "一千零一十",
    10_000: "一万",
    100_000: "十万",
    110_010: "十一万零一十",
    1_000_500: "一百万零五百",
    12_0000_0000: "十二亿",
    1_0500_0000: "一亿零五百万",
    1_0011_0000: "一亿零一十一万",
    1_0000_0000_0000: "一万亿",
    3_0005_0000_0007: "三万零五亿零七",
}

SPARSE = st.text("00012359", min_size=1, max_size=16).map(int)
"""Numbers with many zeros inside, where writing them is hard."""

WHOLE = st.integers(0, 10**12) | SPARSE


@pytest.mark.parametrize(("number", "written"), WRITTEN.items())
def test_standard_writing(number: int, written: str) -> None:
    assert to_chinese(number) == written
    assert numeral(written) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("一百零两", 102),
        ("一亿零一千", 100001000),
        ("两千", 2000),
        ("两万五", 25000),
        ("二百三", 230),
        ("一千二", 1200),
        ("三亿五", 350000000),
        ("二百零三", 203),
        ("一百十五", 115),
        ("廿五", 25),
        ("卅", 30),
        ("二〇三五", 2035),
        ("二○二○", 2020),
        ("一九四九", 1949),
        ("零五", 5),
        ("三点五", "3.5"),
        ("零点零九", "0.09"),
        ("三点五亿", 350000000),
        ("壹拾贰万叁仟", 123000),
        ("伍佰", 500),
        ("兩萬", 20000),
        ("1689", 1689),
        ("１，６８９．５", "1689.5"),
        ("09", 9),
        ("1.5万", 15000),
        ("60亿", 6000000000),
        ("5千万", 50000000),
        ("1亿2000万", 120000000),
        ("3万5千", 35000),
        ("3万5000", 35000),
        ("3万5", 35000),
    ],
)
def test_other_writings(text: str, value: int | str) -> None:
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *["", "名", "三四", "十几", "几", "1万余", "一万余", "百", "万", "万亿", "半", "十两"],
        *["一万一两", "一百零", "零零五十", "三五十", "一亿亿", "点五", "三点", "八点五十"],
        *["1,68", "1,6890", "12,34", "1.2.3", ".5", "5.", "1 689", "3万50", "1亿20000万", "-1"],
        *["٣", "五百千", "千千万万", "百分之三", "1689人", "一万二三千", "十十", "一百两十"],
    ],
)
def test_what_has_no_exact_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        numeral(text)


@pytest.mark.parametrize("number", [-1, 10**16])
def test_only_numbers_that_can_be_written_are(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        to_chinese(number)


@given(WHOLE)
def test_what_is_written_in_chinese_is_read_back(number: int) -> None:
    assert numeral(to_chinese(number)) == number


@given(st.integers(10**12, 10**16 - 1) | SPARSE)
def test_large_numbers_are_read_back_too(number: int) -> None:
    assert numeral(to_chinese(number)) == number


@given(WHOLE)
def test_variants_of_chinese_writing_say_the_same(number: int) -> None:
    written = to_chinese(number)
    said = written
    for unit in "百千万亿":
        said = said.replace(f"二{unit}", f"两{unit}").replace(f"十两{unit}", f"十二{unit}")
    assert numeral(said) == number
    assert numeral(written.replace("零", "〇")) == number
    cheque = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    assert numeral(written.translate(cheque)) == number


@given(st.integers(1000, 9999))
def test_digits_in_a_row_are_positional(year: int) -> None:
    digits = "〇一二三四五六七八九"
    assert numeral("".join(digits[int(digit)] for digit in str(year))) == year


@given(st.integers(0), st.integers(0, 999))
def test_figures_are_exact_whatever_their_length(whole: int, part: int) -> None:
    wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
    for printed in (f"{whole}.{part:03}", f"{whole:,}.{part:03}"):
        assert numeral(printed) == numeral(printed.translate(wide)) == Decimal(f"{whole}.{part:03}")
    assert numeral(f"{whole}亿") == Decimal(f"{whole}00000000")


@given(st.text() | st.text("0123456789,.零一二两三十百千万亿点几"))
def test_a_text_is_a_numeral_or_a_value_error(text: str) -> None:
    try:
        assert numeral(text) >= 0
    except ValueError as error:
        assert "not a numeral" in str(error)
