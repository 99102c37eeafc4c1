"""Reading files under every property of a Table Dialect."""

import pytest
from table_builders import reading

from pipeline.dialect import Dialect
from pipeline.tables.tokens import Tokens


@pytest.mark.parametrize(
    ("dialect", "text", "rows"),
    [
        ({"delimiter": ";"}, 'a;b\n"1;";2,0\n', [(2, "1;", "2,0")]),
        ({"delimiter": "\t"}, "a\tb\n1\t\n", [(2, "1", "")]),
        ({"delimiter": "|"}, "a|b\n1|2\n", [(2, "1", "2")]),
        ({"delimiter": "||"}, 'a||b\n1|||2\n"||"||3\n', [(2, "1", "|2"), (3, "||", "3")]),
        ({"delimiter": "，"}, "a，b\n模，范\n", [(2, "模", "范")]),
        ({"quote_char": "'"}, "a,b\n'1,''x''',\"2\n", [(2, "1,'x'", '"2')]),
        ({"quote_char": None}, 'a,b\n"1,2"\n', [(2, '"1', '2"')]),
        ({"double_quote": False}, 'a,b\n"1","x,y"\n', [(2, "1", "x,y")]),
        ({"escape_char": "\\"}, 'a,b\n"1\\"",x\\,y\n', [(2, '1"', "x,y")]),
        ({"escape_char": "\\"}, 'a,b\n"1\\\n""2",\\\\\n', [(2, '1\n"2', "\\")]),
        ({"escape_char": '"'}, 'a,b\n"1""",2\n', [(2, '1"', "2")]),
        ({"quote_char": None, "escape_char": "\\"}, 'a,b\n1\\,",2\n', [(2, '1,"', "2")]),
        ({"null_sequence": "-"}, 'a,b\n-,"-"\n--,1\n', [(2, "", "-"), (3, "--", "1")]),
        ({"null_sequence": "\\N", "escape_char": "\\"}, "a,b\n\\N,x\n", [(2, "", "x")]),
        (
            {"skip_initial_space": True},
            'a, b\n1,  "2, 3"\n  4, 5 \n',
            [(2, "1", "2, 3"), (3, "4", "5 ")],
        ),
        ({"comment_char": "#"}, '# "x\na,b\n1,2\n#3,4\n"#5",6\n', [(3, "1", "2"), (5, "#5", "6")]),
        ({"comment_char": "//"}, "a,b\n// no\n/1,2\n", [(3, "/1", "2")]),
        ({"comment_rows": (1, 3)}, "x\na,b\nx,y,z\n1,2\n", [(4, "1", "2")]),
        ({"header_rows": (3,)}, 'Title "of"\n\na,b\n1,2\n', [(4, "1", "2")]),
        ({"line_terminator": "\n"}, "a,b\r\n1,2\r\n", [(2, "1", "2")]),
        ({"line_terminator": "~"}, "a,b~1,x\ny~", [(2, "1", "x\ny")]),
        ({"line_terminator": "|~"}, "a,b|~1,x|y|~", [(2, "1", "x|y")]),
    ],
)
def test_a_dialect_is_followed(tmp_path, dialect, text, rows):
    found = reading(tmp_path, text, dialect=Dialect(**dialect))
    assert found.failed == {}
    assert found.table.labels == ("a", "b")
    assert found.rows == rows


def test_without_a_header_fields_are_numbered_and_rows_count_from_one(tmp_path):
    found = reading(tmp_path, "1,2\n3,4\n5\n", dialect=Dialect(header=False))
    assert found.table.labels == ("field1", "field2")
    assert found.rows == [(1, "1", "2"), (2, "3", "4")]
    assert found.failed == {"missing-cell": 1}
    assert reading(tmp_path, "", dialect=Dialect(header=False)).failed == {"empty-file": 1}


def test_several_header_rows_are_joined(tmp_path):
    text = "kind,,age\nname,note,age\nx,,1\n"
    dialect = Dialect(header_rows=(1, 2), header_join="/")
    found = reading(tmp_path, text, dialect=dialect)
    assert found.table.labels == ("kind/name", "note", "age")
    assert found.rows == [(3, "x", "", "1")]


def test_a_header_row_that_is_not_there(tmp_path):
    found = reading(tmp_path, "a,b\n1,2\n", dialect=Dialect(header_rows=(5,)))
    assert found.table is None
    assert "ends before its header" in found.issue.message


@pytest.mark.parametrize(
    ("dialect", "row", "place"),
    [
        ({"escape_char": "\\"}, "1,2\\", (2, 2, 4)),
        ({"double_quote": False}, '"1""2",3', (2, 2, 4)),
        ({"quote_char": "'"}, "1,o'clock", (2, 2, 4)),
        ({"skip_initial_space": True}, '1, "2"3', (2, 2, 7)),
        ({"delimiter": "||"}, '1||"2"|', (2, 2, 7)),
    ],
)
def test_a_slip_is_placed_in_any_dialect(tmp_path, dialect, row, place):
    sign = dialect.get("delimiter", ",")
    found = reading(tmp_path, f"a{sign}b\n{row}\n", dialect=Dialect(**dialect))
    assert found.failed == {"quote-error": 1}
    assert (found.issue.row, found.issue.line, found.issue.column) == place


def test_a_title_that_swallows_the_header_is_told(tmp_path):
    found = reading(tmp_path, '"Title\na,b\n1,2\n', dialect=Dialect(header_rows=(2,)))
    assert found.failed == {"quote-error": 1}
    assert found.issue.line == 1


def test_places_after_spaces_escapes_and_long_delimiters(tmp_path):
    dialect = Dialect(delimiter="||", escape_char="\\", skip_initial_space=True)
    found = reading(tmp_path, 'a||b||c\n1\\||| "x\n||"||模\n', dialect=dialect)
    assert found.rows == [(2, "1|", "x\n||", "模")]
    cells = {(2, "a"): (2, 1), (2, "b"): (2, 7), (2, "c"): (3, 6)}
    assert found.table.places(cells) == cells


def test_a_header_of_no_rows_is_refused():
    with pytest.raises(ValueError, match="must name a row"):
        Dialect.from_descriptor({"headerRows": []})
    assert not Dialect.from_descriptor({"header": False, "headerRows": []}).header


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id;1;x;", (1, 6)),
        ("id;\n1;\nx;", (3, 1)),
        ('id;"a\nb";x;', (2, 4)),
        ("id;\r\n1;2;x;", (2, 5)),
    ],
)
def test_rows_that_another_sign_ends_have_physical_places(tmp_path, text, place):
    file = tmp_path / "t.csv"
    file.write_bytes(text.encode())
    tokens = Tokens(file, "utf-8", Dialect(line_terminator=";"))
    *_, last = tokens.rows()
    assert tokens.position(last, last.text.index("x")) == place


def test_a_quote_that_never_closes_is_placed_where_another_sign_ends_rows(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text('id;1;\n2;"x;3;')
    *_, last = Tokens(file, "utf-8", Dialect(line_terminator=";")).rows()
    assert last.flaw and (last.flaw.line, last.flaw.column) == (2, 3)
