"""What a spreadsheet by itself makes of a text is told from what people write."""

import pytest

from pipeline.returning.remade import remade, rounded


@pytest.mark.parametrize(
    ("base", "said", "why"),
    [
        ("1e5", "1.00E+05", "a number"),
        ("1e5", "100000", "a number"),
        ("1.50", "1.5", "a number"),
        ("1,689", "1689", "a number"),
        ("110101199003070000", "1.10101E+17", "rounded"),
        ("1234567890.123456789", "1234567890", "rounded"),
        ("0.000123456789", "0.000123457", "rounded"),
        ("2020-11-24", "2020/11/24", "a date"),
        ("2020-11-24", "24-Nov-20", "a date"),
        ("2020-11-24", "11/24/2020", "a date"),
        ("2020-11-24", "44159", "a date"),
        ("2020-11", "Nov-20", "a date"),
        ("2020-11", "2020年11月", "a date"),
        ("3-4", "4-Mar", "a date"),
        ("3-4", "3月4日", "a date"),
        ("3/4", "2026/3/4", "a date"),
        ("11月24日", "24-Nov", "a date"),
        ("3:4", "3:04:00", "a time"),
        ("true", "TRUE", "a boolean"),
        ("=1+1", "2", "a formula"),
    ],
)
def test_what_spreadsheets_make_is_named(base, said, why):
    assert why in remade(said, base).message
    assert base in remade(said, base).hint


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("2020/11/24", "2020-11-24"),
        ("2020-11-24", "2020年11月24日"),
        ("2020-11-24", "2020/11/25"),
        ("11月24日", "2020年11月24日"),
        ("3/4", "4/3"),
        ("03/04/2020", "04/03/2020"),
        ("7", "007"),
        ("5", "5.00"),
        ("12345", "12346"),
        ("0.5", "1"),
        ("1", "TRUE"),
        ("一二", "一三"),
        ("", "1.00E+05"),
        ("99-99", "99-Jan"),
    ],
)
def test_what_people_write_is_not(base, said):
    assert remade(said, base) is None


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("1234567890123450000", True),  # cut
        ("1234567890123460000", True),  # rounded
        ("1234567890123456800", True),  # a binary fraction, written out
        ("1.23457E+18", True),
        ("1234567890123456788", False),
        ("1234567890123456789", False),
        ("5", False),
    ],
)
def test_a_number_with_fewer_digits(said, lost):
    assert bool(rounded(said, "1234567890123456789")) is lost
