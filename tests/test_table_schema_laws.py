"""Laws: SQL judges every cell as a plain reading of the standard in Python does."""

import operator
import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from table_schema_builders import column

from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import TYPES, instants

TRAPS = [
    *[
        "",
        " 3 ",
        "3\u00a0",
        "1_000",
        "１２",
        "𠮷",
        "﨑",
        "=1+1",
        "1e5",
        "+1",
        "-0",
        "1.",
        ".5",
        ".",
    ],
    *["NaN", "inf", "-INF", "1,000", "0x10", "2020-02-30", "2020-1-1", "0000-01-01", "2020-02-29"],
    *["9" * 40, "-" + "9" * 38, "1" * 29 + ".1", "1E-400", "1\n", "null", "2020-01-01 "],
]
CELLS = st.lists(
    st.sampled_from(TRAPS)
    | st.text("0123456789+-.eE１_, ", max_size=12)
    | st.text("abc𠮷﨑é\u0301\n", max_size=6)
    | st.dates().map(str)
    | st.integers().map(str)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    min_size=1,
    max_size=12,
)
QUICK = settings(max_examples=40, deadline=None)


def wrong(found, code="type-error"):
    return {row for row, _, _ in found.spots(code)}


def expected(cells, good):
    return {row for row, cell in enumerate(cells, 2) if cell and not good(cell)}


def is_integer(cell):
    return re.fullmatch("[+-]?[0-9]+", cell) is not None


def is_number(cell):
    if cell.lower() in ("nan", "inf", "-inf"):
        return True
    return re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?", cell) is not None


def is_date(cell):
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return False
    year, month, day = (int(part) for part in cell.split("-"))
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@QUICK
@given(CELLS)
def test_integers(cells):
    found = column("integer", *cells)
    assert wrong(found) == expected(cells, is_integer)
    read = [None if value is None else int(value) for (value,) in found.values()]
    assert read == [int(cell) if is_integer(cell) else None for cell in cells]


@QUICK
@given(CELLS)
def test_numbers(cells):
    found = column("number", *cells)
    assert wrong(found) == expected(cells, is_number)
    exact = found.kinds() == ["DECIMAL(38,10)"]
    for cell, (value,) in zip(cells, found.values(), strict=True):
        if not is_number(cell):
            assert value is None
        elif exact:
            assert value == Decimal(cell)
        else:
            assert str(value) == str(float(cell))


@QUICK
@given(CELLS)
def test_dates(cells):
    found = column("date", *cells)
    assert wrong(found) == expected(cells, is_date)
    assert [value and value.isoformat() for (value,) in found.values()] == [
        cell if is_date(cell) else None for cell in cells
    ]


@QUICK
@given(CELLS, st.integers(0, 8), st.integers(0, 8))
def test_lengths_count_code_points(cells, least, most):
    found = column("string", *cells, constraints={"minLength": least})
    assert wrong(found, "constraint-error") == expected(cells, lambda cell: len(cell) >= least)
    found = column("string", *cells, constraints={"maxLength": most})
    assert wrong(found, "constraint-error") == expected(cells, lambda cell: len(cell) <= most)


@QUICK
@given(
    CELLS, st.sampled_from(["[0-9]+", "[^a]*", "(a|b)?c*", "𠮷|﨑", "[0-9]{4}-[0-9]{2}-[0-9]{2}"])
)
def test_patterns_match_the_whole_value(cells, pattern):
    found = column("string", *cells, constraints={"pattern": pattern})
    good = re.compile(pattern)
    assert wrong(found, "constraint-error") == expected(
        cells, lambda cell: good.fullmatch(cell) is not None
    )


@QUICK
@given(
    st.lists(st.decimals(-(10**20), 10**20, places=6), min_size=1), st.decimals(-100, 100, places=2)
)
def test_bounds_of_numbers_are_exact(numbers, bound):
    cells = [str(number) for number in numbers]
    found = column("number", *cells, constraints={"minimum": str(bound)})
    assert wrong(found, "constraint-error") == expected(cells, lambda c: Decimal(c) >= bound)


NUMBERS = st.from_regex(r"[+-]?([0-9]{1,3}|0{0,2}[0-9]{20,45})(\.[0-9]{0,30})?", fullmatch=True)
POWERS = st.sampled_from(["", "e0", "E-3", "e+12", "e-45", "e400", "e-1500", "e2000"])
WIDE = st.builds(str.__add__, NUMBERS, POWERS) | st.sampled_from(["INF", "-inf"])


@QUICK
@given(
    st.lists(WIDE | st.just("NaN"), min_size=1, max_size=8),
    WIDE,
    st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
)
def test_any_number_is_compared_exactly(cells, bound, name):
    found = column("number", *cells, constraints={name: bound})
    compare = {"minimum": "ge", "maximum": "le"}.get(name, "gt" if "Min" in name else "lt")
    good = getattr(operator, compare)
    kept = {cell for cell in cells if cell != "NaN" and good(Decimal(cell), Decimal(bound))}
    assert wrong(found, "constraint-error") == expected(cells, lambda cell: cell in kept)


@QUICK
@given(st.lists(WIDE, min_size=1, max_size=8), st.lists(WIDE, min_size=1, max_size=3))
def test_any_number_is_equal_exactly_where_its_value_is(cells, allowed):
    found = column("number", *cells, constraints={"unique": True, "enum": allowed})
    values = [Decimal(cell) for cell in cells]
    again = {row for row, value in enumerate(values, 2) if value in values[: row - 2]}
    assert wrong(found, "unique-error") == again
    known = {Decimal(item) for item in allowed}
    assert wrong(found, "constraint-error") == expected(cells, lambda c: Decimal(c) in known)


YEARS = st.sampled_from([-123456789, -401, -4, -1, 1, 4, 1900, 2000, 9999, 10000, 999999999])
INSTANTS = st.builds(
    lambda year, day, clock, rest, zone: (
        f"{'-' if year < 0 else ''}{abs(year):04}-{day:%m-%d}T{clock}{rest}{zone}"
    ),
    YEARS,
    st.dates(date(2001, 1, 1), date(2001, 12, 31)) | st.just(date(2000, 2, 29)),
    st.sampled_from(["00:00:00", "23:59:59", "12:30:01"]),
    st.sampled_from(["", ".5", ".50", ".123456", ".1234567", ".12345670", ".1234568"]),
    st.sampled_from(["", "Z", "+14:00", "-14:00", "+00:30"]),
)


@QUICK
@given(st.lists(INSTANTS, min_size=1, max_size=8), INSTANTS)
def test_instants_of_any_year_are_compared_exactly(cells, bound):
    field = Field("v", "datetime")
    read = {cell: TYPES["datetime"].parse(field, cell) for cell in (*cells, bound)}
    assume(read[bound] is not None)
    spelled = {cell: value and instants.spelled(value) for cell, value in read.items()}
    found = column("datetime", *cells, constraints={"minimum": bound, "unique": True})
    assert wrong(found) == expected(cells, lambda cell: read[cell] is not None)
    told = [None if v is None else str(v).replace(" ", "T") for (v,) in found.values()]
    assert [v and (v.rstrip("0").rstrip(".") if "." in v else v) for v in told] == [
        spelled[cell] for cell in cells
    ]
    sound = [cell for cell in cells if read[cell] is not None]
    assert wrong(found, "constraint-error") == expected(
        cells, lambda cell: cell not in sound or order(read[cell]) >= order(read[bound])
    )
    same = [read[cell] and (spelled[cell], instants.zoned(read[cell])) for cell in cells]
    again = {row for row, one in enumerate(same, 2) if one in same[: row - 2]}
    assert wrong(found, "unique-error") == {row for row in again if cells[row - 2] in sound}


def order(value):
    """Seconds from a fixed day, exactly; of a bound, an instant without a zone is one in UTC."""
    if isinstance(value, datetime):
        years_before = 1_000_000_000 // 400 * 146_097 * 86_400
        ahead = value.replace(tzinfo=None) - datetime(2000, 1, 1)
        era = 5 * 146_097 * 86_400
        whole = ahead.days * 86_400 + ahead.seconds
        return years_before + era + whole + Fraction(ahead.microseconds, 10**6)
    return value.seconds + Fraction(f"0.{value.fraction or 0}")


@QUICK
@given(st.lists(st.sampled_from(["1", "01", "2", "", "3"]), max_size=8))
def test_unique_is_what_a_set_says(cells):
    found = column("integer", *cells, constraints={"unique": True})
    seen, again = set(), set()
    for row, cell in enumerate(cells, 2):
        if cell and int(cell) in seen:
            again.add(row)
        seen.add(int(cell) if cell else None)
    assert wrong(found, "unique-error") == again


@QUICK
@given(CELLS)
def test_rows_are_bad_exactly_where_a_cell_is(cells):
    found = column("integer", *cells, constraints={"required": True, "maximum": 5})
    told = {issue.row for tally in found.tallies for issue in tally.issues}
    assert set(found.bad()) == told
