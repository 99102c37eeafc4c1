import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from export_builders import F, column, release, rich, table
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import ExportError
from pipeline.export import export, workbook
from pipeline.export.workbook import cells, layout, limits, plan, titles


def opened(tmp_path, *tables, **more):
    """The workbook of a release, written, checked and loaded with openpyxl."""
    given_ = release(*tables, **more)
    workbook.write_all(given_, tmp_path, ())
    workbook.check(given_, tmp_path)
    return openpyxl.load_workbook(tmp_path / "demo.xlsx")


def refused(*tables):
    with pytest.raises(ExportError) as caught:
        limits.check(release(*tables))
    return str(caught.value)


def test_openpyxl_holds_no_file_that_it_could_not_close_on_a_full_disk(tmp_path, monkeypatch):
    save, given_ = openpyxl.Workbook.save, []
    monkeypatch.setattr(openpyxl.Workbook, "save", lambda b, f: (given_.append(f), save(b, f)))
    opened(tmp_path, *rich().tables)
    assert [type(item) for item in given_] == [BytesIO]


def test_tables_can_be_worked_in(tmp_path):
    book = opened(tmp_path, *rich().tables)
    seen = [s.title for s in book if s.sheet_state != "veryHidden"]
    assert seen == ["contents", "people", "links", "choices"]
    sheet = book["people"]
    found = sheet.tables["t_people"]
    assert (found.ref, found.autoFilter.ref) == ("A1:J6", "A1:J6")
    heads = [item.name.replace("_x000a_", "\n") for item in found.tableColumns]
    assert heads[:3] == ["Id *\nid", "Name\nname", "share"] == [c.value for c in sheet[1]][:3]
    assert sheet.freeze_panes == "B2"
    assert sheet["B1"].font.bold and sheet["B2"].alignment.wrap_text
    assert sheet["B2"].alignment.vertical == "top"
    assert book["links"].tables["t_links"].ref == "A1:B2"  # one empty row, as spreadsheets ask
    assert book["links"].sheet_properties.tabColor is not None
    assert book["choices"].sheet_state == "hidden"


def test_contents_lead_to_every_sheet(tmp_path):
    sheet = opened(tmp_path, *rich().tables)["contents"]
    words = {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"Demonstration", "示例数据", "1.0.0", "CC-BY-4.0", "2020-11-24"} <= words
    assert {"Everyone named.", "凡有名者，一人一条。", "People\n人物"} <= words
    links = {cell.value: cell.hyperlink for row in sheet.iter_rows() for cell in row}
    assert links["people"].location == "'people'!A1" and links["links"].location == "'links'!A1"
    (row,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "people")
    assert row[1] == 5


def test_notes_tell_what_a_field_is(tmp_path):
    sheet = opened(tmp_path, *rich().tables)["people"]
    assert sheet["B1"].comment.text == "Name · 姓名\nAs printed.\n照录。\n[string]"
    assert (
        sheet["A1"].comment.text
        == "Everyone named.\n凡有名者，一人一条。\n\nId · 编号\n[string, key 主键, required 必填]"
    )
    assert sheet["I1"].comment.text == "[string]\na: One, two · 甲、乙\nb: Three · 丙"
    with zipfile.ZipFile(tmp_path / "demo.xlsx") as file:
        drawing = file.read("xl/drawings/commentsDrawing1.vml").decode()
    heights = [int(found) for found in re.findall(r"height:(\d+)px", drawing)]
    assert len(heights) == 10 and all(30 <= height <= 560 for height in heights)


def test_a_note_lists_no_endless_categories(tmp_path):
    many = tuple((f"c{number}", "", "") for number in range(40))
    sheet = opened(tmp_path, column("string", "c1", categories=many))["t"]
    assert sheet["B1"].comment.text.endswith("c29\n… +10")


def test_drop_downs(tmp_path):
    many = tuple((f"code-{number:03}", "", "") for number in range(60))
    numbers = tuple((f"{10**9 + number}", "", "") for number in range(30))
    fields = [
        F(name="id"),
        F(name="short", categories=(("a", "A, too", ""), ("b", "B", ""))),
        F(name="comma", categories=(("x,y", "", ""), ("z", "", "")), required=True),
        F(name="many", categories=many),
        F(name="again", categories=many),
        F(name="quote", categories=(('"', "", ""),)),
        F(name="number", type="integer", categories=numbers),
    ]  # fmt: skip
    book = opened(tmp_path, table("t", fields))
    rules = {str(rule.sqref)[0]: rule for rule in book["t"].data_validations.dataValidation}
    assert str(rules["B"].sqref) == "B2:B1048576" and rules["B"].type == "list"
    assert {letter: rule.formula1 for letter, rule in rules.items()} == {
        "A": "SUMPRODUCT(--EXACT($A$2:$A$2000,A2))=1",
        "B": "choices!$A$1:$A$2",
        "C": "choices!$B$1:$B$2",
        "D": "choices!$C$1:$C$60",
        "E": "choices!$C$1:$C$60",
        "F": "choices!$D$1:$D$1",
        "G": "choices!$E$1:$E$30",
    }
    assert {rules[letter].errorStyle for letter in "BD"} == {"warning"}  # a code may be typed
    assert rules["B"].allow_blank and not rules["C"].allow_blank
    choices = book["choices"]
    assert [choices["B1"].value, choices["B2"].value, choices["B3"].value] == ["x,y", "z", None]
    assert (choices["C60"].value, choices["E1"].value) == ("code-059", "1000000000")


def test_text_is_never_a_formula(tmp_path):
    texts = ["=1+1", "+x", "@x", "-x", "#N/A", "007", "2020-11", "'x", "TRUE"]
    sheet = opened(tmp_path, column("string", *texts))["t"]
    for number, text in enumerate(texts, 2):
        cell = sheet.cell(number, 2)
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
        assert bool(cell.quotePrefix) is (text[0] in "=+@-'")
    assert sheet.column_dimensions["B"].number_format == "@"  # what is typed later, too


def test_values_keep_their_types(tmp_path):
    fields = [
        F(name="i", type="integer"), F(name="n", type="number"), F(name="b", type="boolean"),
        F(name="d", type="date"), F(name="t", type="datetime"), F(name="y", type="year"),
    ]  # fmt: skip
    row = (7, Decimal("0.10"), True, date(2020, 11, 24), datetime(2020, 1, 2, 3, 4, 5), 2020)
    sheet = opened(tmp_path, table("t", fields, [row]))["t"]
    assert [cell.value for cell in sheet[2]] == [
        7, 0.1, True, datetime(2020, 11, 24), datetime(2020, 1, 2, 3, 4, 5), 2020
    ]  # fmt: skip
    assert [cell.number_format for cell in sheet[2]] == [
        "0", "General", cells.BOOLEAN, "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "0"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "held", "shown"),
    [
        (123456789012345, 123456789012345, "0"),
        (1234567890123456, "1234567890123456", "@"),
        (12345678901234567890, "12345678901234567890", "@"),
        (10**20, 10**20, "0"),
        (Decimal("1234567.12345678"), Decimal("1234567.12345678"), "0.00000000"),
        (Decimal("0.00001"), Decimal("0.00001"), "0.00000"),
        (Decimal("1E-40"), Decimal("1E-40"), "General"),
        (0.1 + 0.2, "0.30000000000000004", "@"),
        (Decimal("1E+400"), f"1{'0' * 400}", "@"),
        (Decimal("NaN"), "NaN", "@"),
        (Decimal("0.000"), Decimal(0), "General"),
        (date(1900, 2, 28), "1900-02-28", "@"),
        (date(1900, 3, 1), date(1900, 3, 1), "yyyy-mm-dd"),
        (datetime(2020, 1, 1, 0, 0, 0, 1), "2020-01-01T00:00:00.000001", "@"),
        (None, None, "General"),
    ],
)
def test_what_a_cell_can_hold(value, held, shown):
    assert cells.held(value) == held and type(cells.held(value)) in (type(held), type(value))
    assert cells.format_of(cells.held(value), "number") == shown


TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: not cells.illegal(text)
)
VALUES = st.one_of(
    TEXT,
    st.text("_x0dDA \r\n", min_size=1),
    st.booleans(),
    st.integers(),
    st.decimals(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.datetimes(datetime(1900, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=40))
@example(
    [
        "_x000D_",
        "_x005F_x000D_",
        "\r",
        " ",
        "\t",
        "\n",
        "\u3000",
        "\u3000 ",
        "a ",
        " a",
        "\u2028",
        "𠮷﨑",
    ]
)
@example([1e-307, 9.99e307, 5e-324, -0.0, date(1900, 1, 1), datetime(9999, 12, 31, 23, 59, 59)])
def test_every_value_survives_the_workbook(tmp_path_factory, values):
    given_ = release(column("any", *values))
    limits.check(given_)
    root = tmp_path_factory.mktemp("book")
    workbook.write_all(given_, root, ())
    workbook.check(given_, root)


@pytest.mark.parametrize(
    ("wrote", "instead"),
    [("甲", "乙"), (1, 2), (1, "1"), (True, 1), (date(2020, 1, 1), date(2020, 1, 2)), (None, "x")],
)
def test_what_reads_back_otherwise_is_found(tmp_path, wrote, instead):
    workbook.write_all(release(column("any", "甲", wrote)), tmp_path, ())
    with pytest.raises(ExportError, match=r"row 3 .'r-2'., field `v`: .* reads back as"):
        workbook.check(release(column("any", "甲", instead)), tmp_path)


def test_lost_sheets_and_broken_files_are_found(tmp_path):
    workbook.write_all(release(column("any", 1)), tmp_path, ())
    with pytest.raises(ExportError, match=r"demo\.xlsx does not read back"):
        workbook.check(release(table("other", [F(name="id")])), tmp_path)
    with pytest.raises(ExportError, match="its header reads back"):
        workbook.check(release(table("t", [F(name="id")])), tmp_path)
    (tmp_path / "demo.xlsx").write_bytes(b"PK")
    with pytest.raises(ExportError, match=r"demo\.xlsx does not read back"):
        workbook.check(release(column("any", 1)), tmp_path)


def test_characters_that_no_workbook_holds(tmp_path):
    message = refused(column("string", "good", "a\x0bb"))
    assert message.startswith("table `t`, row 3 ('r-2'), field `v`: the character U+000B")
    assert "Remedy: remove it" in message
    with pytest.raises(ExportError, match=r"U\+0000"):
        export(release(column("string", "\0")), tmp_path / "build")
    assert not (tmp_path / "build").exists()
    assert "U+D800" in refused(column("string", "\ud800"))
    assert "U+FFFE" in refused(column("string", "\ufffe"))


def test_cells_that_are_too_long(tmp_path):
    longest = ["x" * 32767, "𠮷" * 16383 + "x", "\n" * 32767]
    opened(tmp_path, column("string", *longest[:2]))
    limits.check(release(column("string", *longest[:2])))
    message = refused(column("string", "x" * 32768))
    assert "row 2 ('r-1'), field `v`: the text has 32,768 characters" in message
    assert "has 32,768 characters" in refused(column("string", "𠮷" * 16384))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ([], "it has no fields"),
        ([F(name="id"), F(name="ID")], "'id' and 'ID' differ only"),
        ([F(name="a\nb")], r"'a\nb' cannot head a column"),
        ([F(name=" ")], "cannot head a column"),
        ([F(name="x" * 256)], "longer than 255"),
        ([F(name=f"f{number}") for number in range(16_385)], "16,385 fields"),
    ],
)
def test_headers_that_no_workbook_holds(fields, words):
    given_ = replace(table("t", [F(name="id")]), fields=tuple(fields))
    assert words in refused(given_)


def test_tables_that_are_too_long():
    assert "1,048,576 rows" in refused(replace(column("any"), rows=range(1_048_576)))


def test_control_characters_in_titles_do_no_harm(tmp_path):
    fields = [F(name="id", title="a\x00b")]
    book = opened(tmp_path, table("t", fields, title="x\x1fy"), title="d\x01")
    assert book["t"]["A1"].comment.text.startswith("a\ufffdb")


def test_names_of_sheets():
    long = "x" * 40
    assert titles.sheets(["people", "contents", "History", "a:b", long, long + "y", "People"]) == [
        "people", "contents_2", "History_2", "a_b", "x" * 31, f"{'x' * 29}_2", "People_2"
    ]  # fmt: skip
    assert titles.sheets(["𠮷" * 20]) == ["𠮷" * 15]


def test_names_of_tables():
    assert titles.tables(["a1", "A1", "list-entries", "list entries", "人物", "𠮷"]) == [
        "t_a1", "t_A1_2", "t_list_entries", "t_list_entries_2", "t_人物", "t__"
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1), max_size=20))
def test_names_are_unique_and_fit(names):
    for made, most in ((titles.sheets(names), 31), (titles.tables(names), 255)):
        assert len({name.casefold() for name in made}) == len(names)
        assert all(0 < len(name) <= most for name in made)


def test_awkward_names_make_a_sound_workbook(tmp_path):
    names = ["Contents", "choices", "o'clock", "人物", "x" * 40, "x" * 41, "t 1"]
    book = opened(tmp_path, *(table(name, [F(name="id")], [("a",)]) for name in names))
    displays = [name for sheet in book for name in sheet.tables]
    assert len(displays) == len(set(displays)) == len(names)
    locations = [cell.hyperlink.location for cell in book["contents"]["A"] if cell.hyperlink]
    assert "'o''clock'!A1" in locations


def test_widths_suit_chinese():
    assert layout.width("abc") == 3 and layout.width("中文𠮷") == 6
    assert layout.lines("中文\nab", 2) == 3
    plans_ = plan.plans(
        release(column("string", "短", "十个汉字十个汉字十个"), column("string", "长" * 500))
    )
    assert [layout.column_widths(item) for item in plans_] == [[10, 22], [10, 40]]


def test_rows_are_as_high_as_their_text_and_stay_free_to_grow(tmp_path):
    opened(tmp_path, column("string", "short", "two\nlines", "长" * 60), description="long " * 60)
    with zipfile.ZipFile(tmp_path / "demo.xlsx") as file:
        sheets = [file.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    rows = re.findall(r"<row [^>]*>", sheets[1])
    assert rows == [
        '<row r="1" ht="34">',
        '<row r="2">',
        '<row r="3" ht="34">',
        '<row r="4" ht="66">',
    ]
    assert "mergeCell " in sheets[0] and 'ht="34"' in sheets[0]
    assert all(re.search('<sheetFormatPr [^>]*defaultRowHeight="18"', item) for item in sheets)


def test_the_file_says_who_wrote_it_and_when(tmp_path):
    book = opened(tmp_path, column("any", 1))
    assert book.properties.created == book.properties.modified == datetime(2020, 11, 24, 8)
    assert (book.properties.title, book.properties.creator) == ("Demonstration", "某某某")
    with zipfile.ZipFile(tmp_path / "demo.xlsx") as file:
        assert file.namelist()[0] == "[Content_Types].xml"
        assert file.namelist()[1:] == sorted(file.namelist()[1:])
        assert {item.date_time for item in file.infolist()} == {(2020, 11, 24, 8, 0, 0)}
        assert b"openpyxl" not in file.read("docProps/app.xml").lower()
