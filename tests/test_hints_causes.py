"""What spreadsheets, input methods and merges do to a file is named as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from package_builders import checked, package, table
from planting_builders import change, copy, told
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.table_schema.chinese_numbers import digits
from pipeline.table_schema.hints import likely
from pipeline.tables.ragged import hint


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


EAST = "east-2025,planting-report,东村植油松480棵,east-village,,pine,480,"
EMPTY = "write the value; where there is none, leave the cell empty"
FAULT = "this is how a spreadsheet says that it has no value: write the value"
SCRIPT = "simplified and traditional characters differ"


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("pine,480", "pine,N/A", EMPTY),
        ("pine,480", "pine,无", EMPTY),
        ("pine,480", "pine,#REF!", FAULT),
        ("pine,480", "pine,#N/A", FAULT),
        ("pine,480", "pine,########", FAULT),
        ("pine,480", "pine,四百八十", "did you mean `480`? numbers are written in digits"),
        ("pine,480", "pine,“480”", "did you mean `480`? there are quotation marks around it"),
        ("480,", "四百八,", "write digits with `.` before the fraction"),
        ("2025-03-12", "45728.0", "did you mean `2025-03-12`? spreadsheets count days; dates are"),
        ("2025-03-12", "Mar-25", "a month, `2025-03`, or a day of a year that is lost, `25 Mar`?"),
        ("2025-03-12", "12-Mar", "a month, `2012-03`, or a day of a year that is lost, `12 Mar`?"),
        ("2025-03-12", "25-3-12", "`2025-03-12` or `2012-03-25`? dates are written YYYY-MM-DD"),
        (",pine,", ",油鬆,", f"write `pine`: the table holds values, and {SCRIPT}"),
        (",pine,", ",油松,", "write `pine`: the table holds values, not labels"),
        (",east-village,", ",東村,", "did you mean `east-village`? a reference holds the key"),
        (",east-village,", ",“east-village”,", "did you mean `east-village`? there are quotation"),
        (",,1260,", ",,1260,5,", "Is `1260,5` one number? Then write it with a point: `1260.5`; e"),
        (EAST, EAST.replace(",", "，"), "Its cells are separated by the full-width comma `，`:"),
        (",480,\n", ",480\n", "Add what is missing; a cell that is empty still needs its delim"),
        (",480,\n", ",480,,\n", "Put a cell that holds the delimiter in quotes, or delete what"),
    ],
)
def test_a_likely_cause_is_told_beside_its_cell(project, before, after, hint):
    change(project, "plantings.csv", before, after)
    (issue,) = (i for i in told(project) if (i["hint"] or "").startswith(hint))
    assert issue["path"] == "raw/plantings.csv"


@pytest.mark.parametrize(
    ("parted", "said"),
    [
        ("1,260", "without the comma, `1260`, where it parts thousands, or with a point, `1.260`"),
        ("-12,500", "without the comma, `-12500`, where it parts thousands, or with a point"),
        ("1,260.5", "Then write it without the comma: `1260.5`; else delete"),
        ("1260,5", "Then write it with a point: `1260.5`; else delete"),
        ("0,500", "Then write it with a point: `0.500`; else delete"),
        ("1260,500", "Then write it with a point: `1260.500`; else delete"),
        ("480,0", "Then write it with a point, `480.0`, or as a whole number, `480`; else delete"),
        ("480,5.5", "Put a cell that holds the delimiter in quotes"),
    ],
)
def test_a_number_that_its_comma_parted_is_told_how_it_is_written(parted, said):
    assert said in hint(["pine", *parted.split(","), ""], 3, ",")


def test_only_a_comma_parts_a_number():
    assert hint(["pine", "480", "5"], 2, ";").startswith("Put a cell that holds the delimiter")


def test_a_header_of_full_width_commas_is_told_as_such(project):
    change(project, "places.csv", "place_id,name,kind,within_id", "place_id，name，kind，within_id")
    said = "separates its cells by full-width commas, not commas"
    assert any(said in issue["message"] for issue in told(project))


def test_the_marks_of_a_merge_are_told_once(project):
    change(project, "plantings.csv", "east-2025,", "<<<<<<< HEAD\neast-2025,")
    change(project, "plantings.csv", "south-2025,", "=======\n>>>>>>> theirs\nsouth-2025,")
    (issue,) = told(project)
    assert issue["message"].startswith("`<<<<<<< HEAD` marks two versions of the file")
    assert (issue["line"], issue["code"]) == (2, "missing-cell")


def test_names_in_another_script_than_the_text_are_told_as_such(project):
    change(project, "places.csv", ",东村,", ",東村,")
    assert told(project)[0]["hint"].startswith(SCRIPT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("四百八十", "480"),
        ("十二", "12"),
        ("一千零五", "1005"),
        ("两万三千", "23000"),
        ("一亿二千万", "120000000"),
        ("二〇二〇", "2020"),
        ("三百五", None),
        ("百十", None),
        ("十几", None),
        ("480", None),
        ("万", None),
    ],
)
def test_chinese_figures_are_said_in_digits_where_there_is_one_reading(text, found):
    assert digits(text) == found


@given(st.text("零〇一二三九十百千万亿两", max_size=8))
def test_whatever_is_no_number_is_none(text):
    found = digits(text)
    assert found is None or found.isdecimal()


def test_a_number_that_a_spreadsheet_shortened_is_to_be_looked_up():
    hint = "did you mean `480`? spreadsheets shorten numbers so: look it up"
    assert likely("4.8E+02", str.isdecimal) == hint


def test_a_misspelt_header_is_told_where_fmt_leaves_it(project):
    change(project, "plantings.csv", ",species,", ",specise,")
    done = CliRunner().invoke(app, ["fmt", "--check", str(project)])
    said = "raw/plantings.csv:1: the header has `specise`, not of the schema, and lacks `species`"
    assert said in done.output
    assert done.exit_code == 1


def test_a_header_in_the_middle_of_a_file_is_recognised(tmp_path):
    files = {"t.csv": "id,name\n1,x\nid,name\n2,y\n"}
    (issue,) = checked(package(tmp_path, table(), files=files)).issues
    assert (issue.row, issue.field) == (3, "id")
    assert issue.hint.endswith("if the row repeats the header, remove it")


def test_a_point_that_parts_thousands_is_named(project):
    change(project, "plantings.csv", ",,1260,", ",,1.260,")
    hint = next(i["hint"] for i in told(project) if i["code"] == "missing-evidence")
    assert hint.endswith(
        "if the point parts thousands, write `1260`; thousands are not separated here"
    )
    change(project, "plantings.csv", ",,1.260,", ",,1.261,")
    hint = next(i["hint"] for i in told(project) if i["code"] == "missing-evidence")
    assert "thousands" not in hint
