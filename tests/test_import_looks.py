"""Numbers whose format shows something else: told as shown, or that it cannot be told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_builders import edited, exported, imported, project, raw, told

from pipeline.returning.grid import Cell, Kind
from pipeline.returning.look import misshown

ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def said(value, look):
    wrong = misshown(Cell(Kind.NUMBER, Decimal(value), look))
    return wrong and wrong.message


@pytest.mark.parametrize(
    ("value", "look"),
    [
        ("481", "General"),
        ("0.125", "general"),
        ("-481", "@"),
        ("-481", "G/通用格式"),
        ("-481", 'g/"通用格式"'),
        ("0.125", '[红色]G/"通用格式""棵"'),
        ("0.125", '[红色]G/通用格式"棵"'),
        ("481", "0"),
        ("7", "0000"),
        ("-12345.5", "#,##0.00"),
        ("0.5", "#.0"),
        ("-5", "0_);(0)"),
        ("-5", "#,##0;[Red]-#,##0"),
        ("-5", ACCOUNTS),
        ("5", ACCOUNTS),
        ("5", '"$"#,##0.00'),
        ("5", "[$¥-804]#,##0.00"),
        ("480", '0"棵"'),
        ("2020", 'General"年"'),
        ("480000", "0.0E+00"),
        ("0", "0%"),
        ("0", "0;-0;0;@"),
        ("12000", "[红色]0"),
    ],
)
def test_a_number_that_is_shown_as_it_is(value, look):
    assert said(value, look) is None


@pytest.mark.parametrize(
    ("value", "look", "shown"),
    [
        ("480.6", "0", "481"),
        ("-480.6", "#,##0", "-481"),
        ("12345", "0,", "12"),
        ("12345678", "0.0,,", "12.3"),
        ("481234", "0.00E+00", "4.81E+05"),
        ("999.9", "0.00E+00", "1.00E+03"),
        ("-0.000123", "0.0E+00", "-1.2E-04"),
        ("0.12", "0%", "12%"),
        ("0.125", "0%", "13%"),
        ("481", '"-"0', "-481"),
        ("481", "(0)", "-481"),
        ("-5", "0;0", "5"),
        ("-5", "0;[Red]0", "5"),
    ],
)
def test_a_number_that_is_shown_otherwise(value, look, shown):
    assert said(value, look) == f"the cell shows {shown} and holds {value}"


@pytest.mark.parametrize(
    ("value", "look"),
    [
        ("12345", '0!.0,"万"'),
        ("12345", '0\\.0,"万"'),
        ("480", '0"万"'),
        ("480", '0"千"'),
        ("480", "0万"),
        ("480", '0"k"'),
        ("481", '0"%"'),
        ("481", "0\\%"),
        ("0.5", "0%%"),
        ("481", '0"000"'),
        ("481", "0\\0"),
        ("481", "10"),
        ("481", "0 0"),
        ("481", '0"."0'),
        ("481", '"负"0'),
        ("481", "-(0)"),
        ("481", "0-"),
        ("-481", "-0"),
        ("481", ";;;"),
        ("-481", "0;"),
        ("0", "0;-0;"),
        ("0", "#,###"),
        ("481", '"481"'),
        ("481", '[>400]"many";0'),
        ("300", '[>400]"many";0'),
        ("3", '0;[<5]"few"'),
        ("481", "[DBNum1]General"),
        ("481", "0G/通用格式"),
        ("481", "G/标准"),
        ("481", 'g/"通用"'),
        ("481", "[h]"),
        ("0.5", "# ?/?"),
        ("481", "##0.0E+0"),
        ("481", "*00"),
        ("481", '0"'),
        ("481", "yyyy"),
    ],
)
def test_what_a_format_may_show_is_not_told(value, look):
    assert said(value, look) == (
        f"the cell may show something else than {value}, which it holds (format `{look}`)"
    )


@given(st.text('0#?.,%E+-;"!\\_*[]>4万@ ()', max_size=8), st.decimals(-999, 999, places=2))
def test_any_format_is_understood_or_refused(look, value):
    misshown(Cell(Kind.NUMBER, value, look))


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 5), st.booleans())
def test_plain_formats_show_what_python_shows(value, digits, grouped):
    look = ("#,##0" if grouped else "0") + "." * bool(digits) + "0" * digits
    there = Decimal(f"{value:.3f}") == round(value, digits)
    assert (said(value, look) is None) == there


FIELDS = [
    {"name": "id", "type": "string"},
    {"name": "trees", "type": "integer"},
    {"name": "open", "type": "boolean"},
]


@pytest.fixture
def made(tmp_path):
    schema = {"fields": FIELDS, "primaryKey": ["id"]}
    text = "id,trees,open\na1,480,true\nb2,360,false\nc3,,true\n"
    folder = project(tmp_path / "p", {"plots": text}, {"plots": schema}, view=False)
    return folder, exported(folder, tmp_path / "out")


def back(made, **cells):
    def edit(book):
        for at, (value, look) in cells.items():
            cell = book["plots"][at]
            cell.value, cell.number_format = value, look

    return imported(made[0], edited(made[1], edit))


def test_a_changed_number_is_refused_at_its_cell(made):
    before = raw(made[0])
    done = back(made, B2=(481, ";;;"), B4=(12345, '0!.0,"万"'), B3=(360, ";;;"))
    assert [(issue.address, issue.hint) for issue in done.report.issues] == [
        (at, "set its number format to General, look at the number, import again")
        for at in ("plots!B2", "plots!B4")  # B3 is as exported
    ]
    assert not done.written and raw(made[0]) == before


def test_untouched_cells_give_nothing(made):
    done = back(made, B2=(480, "0.00E+00"), B3=(360, ";;;"))
    assert not done.report.issues and not done.changed, told(done)


def test_a_new_row_is_looked_at_too(made):
    (issue,) = back(made, A5=("d4", "@"), B5=(481, '0"000"')).report.issues
    assert issue.address == "plots!B5"


def test_a_boolean_as_a_number_is_read_by_its_format(made):
    (issue,) = back(made, C2=(0, ";;;")).report.issues
    assert issue.address == "plots!C2"
    assert back(made, C3=(1, '"TRUE";"TRUE";"FALSE"')).written
