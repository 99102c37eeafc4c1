"""Reading files: every structural check, passing and failing, with its place."""

import os
from dataclasses import replace

import duckdb
import pytest
from table_builders import reading

from pipeline import checks
from pipeline.dialect import Dialect
from pipeline.issue import Layer, Severity
from pipeline.keeping import READ
from pipeline.report import State
from pipeline.tables import lines
from pipeline.tables.findings import FILE_CHECKS, ROW_CHECKS
from pipeline.tables.reader import read

SOUND = 'name,n\n𠮷﨑,１\n=1+1,"2"\n'


def spot(issue):
    return issue.row, issue.line, issue.column


def test_a_sound_file_passes_every_check(tmp_path):
    found = reading(tmp_path, SOUND)
    assert found.rows == [(2, "𠮷﨑", "１"), (3, "=1+1", "2")]
    assert [tally.code for tally in found.tallies.values()] == [
        "missing-file",
        *FILE_CHECKS,
        *ROW_CHECKS,
    ]
    assert {tally.state for tally in found.tallies.values()} == {State.PASSED}
    assert found.tallies["quote-error"].evaluated == 3
    assert found.tallies["byte-order-mark"].severity is Severity.INFO


def test_a_file_that_is_not_there_may_be_the_one_beside_it(tmp_path):
    (tmp_path / "places.csv").write_text("a\n")
    for name, said in (("place.csv", "There is `raw/places.csv`"), ("x.csv", "Restore the file")):
        with duckdb.connect() as con:
            _, tallies = read(con, "t", tmp_path / name, path=f"raw/{name}", scratch=tmp_path)
        assert tallies[0].issues[0].hint.startswith(said)


def test_every_code_is_in_the_closed_list():
    for code in (*FILE_CHECKS, *ROW_CHECKS):
        assert checks.find(code).layer is (
            Layer.PACKAGE if code == "limit-reached" else Layer.TABLE
        )
    assert checks.find("missing-file").layer is Layer.PACKAGE


def test_a_sound_file_is_not_copied(tmp_path):
    found = reading(tmp_path, SOUND)
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]
    assert "t.csv" in found.table.sql


@pytest.mark.parametrize("dialect", [Dialect(), Dialect(comment_rows=(99,))])
def test_cells_come_unchanged_and_empty_ones_are_not_null(tmp_path, dialect):
    cells = ["NULL", " x ", '"x" ', "", "\\N", "NaN", "#", "'", "a\nb", "a\r\nb", "a,b", "é"]
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    bare = "NULL, x ,,\\N,NaN,#,',é,-,-,-,"
    header = ",".join(f"c{n}" for n in range(12))
    found = reading(tmp_path, f"{header}\n{quoted}\n{bare}\n", dialect=dialect)
    assert found.rows == [(2, *cells), (3, *bare.split(","))]


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    for text in ("a,b", "a,b\n", 'a,"b\nc"\n'):
        found = reading(tmp_path, text)
        assert (found.rows, found.table.rows, found.failed) == ([], 0, {})


@pytest.mark.parametrize(("text", "said"), [("", "is empty"), ("\n\n", "nothing but blank lines")])
def test_an_empty_file(tmp_path, text, said):
    found = reading(tmp_path, text)
    assert found.table is None
    assert found.issue.code == "empty-file"
    assert said in found.issue.message


def test_a_missing_file_a_folder_and_no_ordinary_file(tmp_path):
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    for name in ("gone", "folder", "pipe", "n" * 5000, "nul\0"):
        con = duckdb.connect()
        table, tallies = read(con, "t", tmp_path / name, path=name[:9], scratch=tmp_path)
        assert table is None
        assert tallies[0].code == "missing-file"
        assert tallies[0].layer is Layer.PACKAGE
        assert tallies[0].failed == 1
        assert {tally.state for tally in tallies[1:]} == {State.SKIPPED}


def test_a_byte_order_mark_is_noted_and_not_in_the_label(tmp_path):
    for data in (b"\xef\xbb\xbf" + SOUND.encode(), b'\xef\xbb\xbf"name",n\n1,2\n'):
        found = reading(tmp_path, data)
        assert found.failed == {"byte-order-mark": 1}
        assert found.issue.severity is Severity.INFO
        assert found.table.labels == ("name", "n")


@pytest.mark.parametrize(
    ("data", "said", "place"),
    [
        ("姓名,n\n模范,1\n".encode("gbk"), "GB18030", (1, 1)),
        ("n,name\n1,模范和劳动者\n".encode("gb18030"), "GB18030", (2, 4)),
        ("n,name\n1,café\n2,naïve\n".encode("cp1252"), "Windows-1252", (2, 6)),
        ("n,name\n1,x\n".encode("utf-16"), "UTF-16", (1, 1)),
        ("n,name\n1,x\n".encode("utf-16-le"), "UTF-16", (1, 2)),
        ("n,name\n1,模\n2,".encode() + b"\xe6\xa8\n", "damaged", (3, 3)),
        ("n,name\n1,模".encode()[:-1], "middle of a character", (2, 3)),
        (b"PK\x03\x04\x14\x00\xff\xff", "Excel", (1, 7)),
        (b"n\r\n\r\n1\xff", "Windows-1252", (3, 2)),
    ],
)
def test_what_is_not_utf_8_is_placed_and_guessed(tmp_path, data, said, place):
    found = reading(tmp_path, data)
    assert found.table is None
    issue = found.issue
    assert issue.code == "encoding-error"
    assert said in issue.message
    assert (issue.line, issue.column) == place
    assert found.tallies["quote-error"].state is State.SKIPPED


def test_a_wrong_byte_far_into_a_file_is_placed(tmp_path):
    line = "模范,1\n"
    many = 2 * lines.CHUNK // len(line.encode())
    found = reading(tmp_path, f"名,n\n{line * many}模".encode() + b"\xff\n")
    assert (found.issue.line, found.issue.column) == (many + 2, 2)


def test_declared_encodings(tmp_path):
    for encoding in ("gbk", "GB2312", "gb18030"):
        found = reading(tmp_path, "名\n模范\n朱镕基\n".encode("gb18030"), encoding=encoding)
        assert found.rows == [(2, "模范"), (3, "朱镕基")]
    assert reading(tmp_path, "a\né\n".encode("cp1252"), encoding="cp1252").rows == [(2, "é")]
    assert "UTF-8" in reading(tmp_path, "a\n模\n", encoding="ascii").issue.message
    for unknown in ("klingon", "hex", "", "a\0"):
        found = reading(tmp_path, SOUND, encoding=unknown)
        assert "not known" in found.issue.message


def test_nul_rejects_its_row(tmp_path):
    found = reading(tmp_path, b"a,b\n1,2\n3,x\0y\n5,6\n")
    assert found.rows == [(2, "1", "2"), (4, "5", "6")]
    assert found.table.rejected == 1
    assert spot(found.issue) == (3, 3, 4)
    assert "\0" not in found.issue.value


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_kind_of_line_end_will_do(tmp_path, end):
    found = reading(tmp_path, f'a,b{end}1,"x\r\ny\nz"{end}3,4{end}')
    assert found.failed == {}
    assert found.rows == [(2, "1", "x\r\ny\nz"), (3, "3", "4")]


def test_mixed_line_ends_name_the_first_that_differs(tmp_path):
    found = reading(tmp_path, 'a,b\r\n1,"x\ny"\r\n3,4\n5,6\n')
    assert found.failed == {"mixed-line-ends": 1}
    assert found.issue.line == 4
    assert "2 lines" in found.issue.message
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ('1,"x"y', (3, 3, 6), "follows the closing quote"),
        ('1,"x" ', (3, 3, 6), "follows the closing quote"),
        ('"x\ny"z,2', (3, 4, 3), "begins on line 3"),
        ('1,5" pipe', (3, 3, 4), "inside a cell that is not in quotes"),
        ('1, "x"', (3, 3, 4), "inside a cell that is not in quotes"),
    ],
)
def test_a_quote_error_rejects_its_row_and_reading_goes_on(tmp_path, row, place, said):
    found = reading(tmp_path, f"a,b\n1,2\n{row}\n5,6\n")
    assert found.failed == {"quote-error": 1}
    assert spot(found.issue) == place
    assert said in found.issue.message
    assert [cells[1:] for cells in found.rows] == [("1", "2"), ("5", "6")]
    assert found.conserved


def test_a_quote_that_never_closes_is_reported_once_where_it_opens(tmp_path):
    found = reading(tmp_path, 'a,b\n1,2\n"x\ny","open\n5,6\n7,8\n')
    assert found.failed == {"quote-error": 1}
    assert spot(found.issue) == (3, 4, 4)
    assert "4 lines" in found.issue.message
    assert found.table.rejected == 4
    assert found.conserved


def test_blank_rows(tmp_path):
    found = reading(tmp_path, 'a,b\n1,2\n\n,\n"",\n   \n3,4\n')
    assert found.failed == {"blank-row": 4}
    assert [spot(issue) for issue in found.tallies["blank-row"].issues] == [
        (row, row, 1) for row in (3, 4, 5, 6)
    ]
    assert found.rows == [(2, "1", "2"), (7, "3", "4")]
    assert found.tallies["blank-row"].issues[0].hint == "Delete the line."


def test_the_last_row_may_be_blank_and_unterminated(tmp_path):
    assert reading(tmp_path, "a,b\r\n1,2\r\n,").failed == {"blank-row": 1}


def test_ragged_rows_say_what_was_expected(tmp_path):
    found = reading(tmp_path, 'a,b,c\n1,2,3\n1,"模\n2"\n1,2,3,\n1,2,3,4,5\n')
    assert found.failed == {"missing-cell": 1, "extra-cell": 2}
    (missing,), extra = (found.tallies[code].issues for code in ("missing-cell", "extra-cell"))
    assert "2 cells where 3 cells" in missing.message
    assert spot(missing) == (3, 4, 3)
    assert [spot(issue) for issue in extra] == [(4, 5, 7), (5, 6, 7)]
    assert found.rows == [(2, "1", "2", "3")]
    assert found.table.rejected == 3


@pytest.mark.parametrize("cut", ["x,树\n苗,3\n", "x,树苗\n,3\n", "x,树苗\n3\n", "x\n树苗,3"])
def test_a_row_that_a_line_break_parted_is_to_be_joined(tmp_path, cut):
    found = reading(tmp_path, f"a,b,c\n1,2,3\n{cut}")
    issues = found.tallies["missing-cell"].issues
    assert [issue.line for issue in issues] == [3, 4]
    assert all("join them" in issue.hint for issue in issues)


@pytest.mark.parametrize("body", ["1,2\n1,2\n1,2\n", "1,2\n1,2,3\n3\n", "1,2\n", "1\n1\n4,5,6\n"])
def test_rows_that_lack_cells_and_make_no_row_are_to_be_filled(tmp_path, body):
    issues = reading(tmp_path, f"a,b,c\n{body}").tallies["missing-cell"].issues
    assert issues and all("Add what is missing" in issue.hint for issue in issues)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("1,2,3x,y,z", "put it back"),
        ("1,2,3,x,y,z", "put it back"),
        ("1,2,x,y", "delete what is surplus"),
    ],
)
def test_a_row_as_long_as_two_has_perhaps_lost_its_line_break(tmp_path, line, hint):
    assert hint in reading(tmp_path, f"a,b,c\n{line}\n").issue.hint


def test_rows_that_are_too_long_do_not_take_others_with_them(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.tables.lines.LONG_ROW", 100)
    monkeypatch.setattr("pipeline.tables.tokens.LONG_ROW", 100)
    monkeypatch.setattr("pipeline.tables.scan.LONG_ROW", 100)
    quoted = '"' + "x\n" * 60 + '",2'
    found = reading(tmp_path, f"a,b\n1,2\n{'x' * 300},2\n{quoted}\n3,4\n")
    assert found.failed == {"long-row": 2}
    assert [issue.line for issue in found.tallies["long-row"].issues] == [3, 4]
    assert found.rows == [(2, "1", "2"), (2 + 1 + 1 + 61, "3", "4")]
    assert len(found.tallies["long-row"].issues[0].value) == 80


def test_rows_longer_than_duckdb_takes_by_default(tmp_path):
    long = "模" * 1_000_000
    for dialect in (Dialect(), Dialect(comment_rows=(99,))):
        found = reading(tmp_path, f"a,b\n1,{long}\n3,4\n", dialect=dialect)
        assert found.rows == [(2, "1", long), (3, "3", "4")]


def test_a_broken_header_leaves_no_table_and_one_issue(tmp_path):
    found = reading(tmp_path, 'a,b"\n1,2\n3\n')
    assert found.table is None
    assert found.failed == {"quote-error": 1}
    assert spot(found.issue) == (1, 1, 4)


def test_counts_are_exact_and_examples_capped(tmp_path):
    found = reading(tmp_path, "a,b\n" + "1\n" * (READ + 50))
    assert found.tallies["missing-cell"].failed == READ + 50
    assert len(found.tallies["missing-cell"].issues) == READ
    assert found.table.rejected == READ + 50


def test_labels_are_as_read_and_columns_can_be_named(tmp_path):
    found = reading(tmp_path, "a,a,,A,_row, ,a (2),it's\n1,2,3,4,5,6,7,8\n")
    assert found.table.labels == ("a", "a", "", "A", "_row", " ", "a (2)", "it's")
    assert found.table.columns == (
        *("a", "a (3)", "field 3", "A (4)", "_row (2)", "field 6", "a (2)", "it's"),
    )
    assert found.rows == [(2, *"12345678")]


def test_files_whose_names_are_patterns(tmp_path):
    (tmp_path / "t1.csv").write_text("a\nother\n")
    for name in ("t[1].csv", "t*.csv", "t?.csv", "it's.csv", "k=1.csv", "t.csv.gz", "{t}.csv"):
        assert reading(tmp_path, "a\nmine\n", name=name).rows == [(2, "mine")]


def test_line_ends_are_not_guessed_from_inside_quotes(tmp_path):
    for text in ('"a\rb",c\n1,2\n', '"a\r\nb",c\n1,2\n', '"a\nb",c\r\n1,2\r\n'):
        assert reading(tmp_path, text).rows == [(2, "1", "2")]


def test_places(tmp_path):
    text = '\ufeffname,"no,te",x\r\n𠮷﨑,"line\r\ntwo",5\r\n1,2\r\n劳动,"",\r\n'
    table = reading(tmp_path, text).table
    cells = [(1, "no,te"), (2, "name"), (2, "no,te"), (2, "x"), (2, None), (4, "x")]
    asked = [*cells, (3, None), (3, "x"), (2, "unknown"), (99, "x")]
    assert table.places(asked) == {
        (1, "no,te"): (1, 6),
        (2, "name"): (2, 1),
        (2, "no,te"): (2, 4),
        (2, "x"): (3, 6),
        (2, None): (2, None),
        (4, "x"): (5, 7),
        (3, None): (4, None),
        (3, "x"): (4, None),
        (2, "unknown"): (2, None),
    }


def test_places_of_a_file_that_is_gone_are_not_known(tmp_path):
    table = reading(tmp_path, SOUND).table
    (tmp_path / "t.csv").unlink()
    assert table.places([(2, "name")]) == {}


def test_what_duckdb_loses_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.tables.proof.Proof.given", lambda *_: False)
    monkeypatch.setattr("pipeline.tables.load.count", lambda con, sql: 1)
    found = reading(tmp_path, SOUND)
    assert found.table is None
    assert found.failed == {"row-conservation": 1}
    assert "1 were read back" in found.issue.message
    monkeypatch.setattr("pipeline.tables.load.count", lambda con, sql: "broken")
    assert "broken" in reading(tmp_path, SOUND).issue.message


def test_the_same_name_twice_does_not_mix_up_copies(tmp_path):
    first = reading(tmp_path, "a,b\n1\n2,3\n").table
    second = replace(reading(tmp_path, "a,b\n1\n4,5\n").table, name="other")
    con = duckdb.connect()
    rows = [con.execute(f"FROM {table.sql}").fetchall() for table in (first, second)]
    assert rows == [[(3, "2", "3")], [(3, "4", "5")]]
