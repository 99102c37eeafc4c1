"""Laws of reading: both ways agree, nothing is lost, places are right, garbage never raises."""

import csv
import io
import re

import duckdb
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from table_builders import reading

from pipeline.dialect import Dialect
from pipeline.report import State
from pipeline.tables.reader import read
from pipeline.tables.tokens import Tokens

NORMALISED = Dialect(comment_rows=(10**9,))
"""The ordinary dialect, but for a comment that is never there: it goes through the normaliser."""

SPECIAL = '",\n\r\t ;\\#|=1aé模𠮷﨑１\ufeff\u2028\x85\x1c'
CELL = st.text(
    st.one_of(
        st.sampled_from(SPECIAL),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=12,
)
LAW = settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def grids(draw):
    """A header and rows that each hold something."""
    width = draw(st.integers(1, 5))
    line = st.lists(CELL, min_size=width, max_size=width)
    header = draw(line)
    assume(not header[0].startswith("\ufeff"))
    return [header, *draw(st.lists(line.filter(any), max_size=8))]


@st.composite
def spellings(draw):
    """Line end, delimiter and quoting that `csv.writer` can write without loss."""
    end = draw(st.sampled_from(["\r\n", "\n", "\r"]))
    quoting = csv.QUOTE_ALL if end != "\r\n" else draw(st.sampled_from([0, csv.QUOTE_ALL]))
    return end, draw(st.sampled_from([",", ";", "\t"])), quoting


def written(grid, end, delimiter, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, delimiter=delimiter, quoting=quoting).writerows(grid)
    return out.getvalue()


@pytest.mark.parametrize("never", [(), (10**9,)], ids=["plain", "normalised"])
@LAW
@given(grid=grids(), spelling=spellings(), mark=st.booleans())
@example(grid=[["a"], ["\r"]], spelling=("\r", ",", csv.QUOTE_ALL), mark=True)
def test_what_csv_writes_is_read(tmp_path, never, grid, spelling, mark):
    text = written(grid, *spelling)
    dialect = Dialect(delimiter=spelling[1], comment_rows=never)
    data = ("\ufeff" * mark + text).encode()
    found = reading(tmp_path, data, dialect=dialect)
    assert found.failed == ({"byte-order-mark": 1} if mark else {})
    assert found.table.labels == tuple(grid[0])
    assert found.rows == [(number, *cells) for number, cells in enumerate(grid[1:], 2)]


@LAW
@given(grid=grids(), spelling=spellings())
def test_places_point_at_the_cell(tmp_path, grid, spelling):
    text = written(grid, *spelling)
    found = reading(tmp_path, text.encode(), dialect=Dialect(delimiter=spelling[1]))
    cells = {
        (row, column): cell
        for row, line in enumerate(grid, 1)
        for column, cell in zip(found.table.columns, line, strict=True)
    }
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", text))]
    places = found.table.places(cells)
    assert places.keys() == cells.keys()
    for key, (line, column) in places.items():
        rest = text[starts[line - 1] + column - 1 :]
        quoted = '"' + cells[key].replace('"', '""') + '"'
        assert rest.startswith(quoted if rest.startswith('"') else cells[key])


STRUCTURE = st.text(st.sampled_from('"",,\n\n\rab \0模'), max_size=60)


@LAW
@given(text=STRUCTURE)
@example(text='a,b\n"1""",2\n"3\n",\n')
@example(text="a,b\n1,2,\n3,\n4\n")
@example(text='a,b\n"x"y,1\n')
def test_both_ways_agree_on_any_text(tmp_path, text):
    found = reading(tmp_path, text.encode())
    other = reading(tmp_path, text.encode(), dialect=NORMALISED)
    assert found.failed == other.failed
    assert found.rows == other.rows
    if found.table and other.table:
        assert found.table.labels == other.table.labels
        assert found.conserved
        assert other.conserved
        assert found.tallies["row-conservation"].state is State.PASSED


QUOTED = st.lists(
    st.sampled_from(['1,2\n', '"1","2"\n', '"1\n2",3\n', '"a ""b""",c\n', '"a, ""b""",c\n', '5",6"\n', '5",6\n',
        '"a",6"\n', '""",""",1\n', '"1" ,2\n', ' "1",2\n', '""b,1\n', '\n', ',\n', '"",""\n', '1,2', '1,2\r\n',
        '"1\r\n2",3\r\n', '"1\n2",3\r\n', '1\r2,3\n', '"1\r2",3\n', '模,"""模"\n', '1,2,3\n', '1\n']),
    max_size=8,
).map("".join)  # fmt: skip


@LAW
@given(text=st.one_of(STRUCTURE, QUOTED), end=st.sampled_from(["\n", "\r\n"]))
def test_what_is_proven_is_what_care_reads(tmp_path, text, end):
    data = f"a,b{end}{text}".encode()
    with_care = reading(tmp_path, data, dialect=NORMALISED)
    con = duckdb.connect()
    options = {"path": "t.csv", "scratch": tmp_path, "trusting": True}
    table, _ = read(con, "t", tmp_path / "t.csv", **options)
    if table and table.unproven and table.unproven.given(con, table.sql, ["a", "b"]):
        assert not with_care.failed
        assert con.execute(f"SELECT * FROM {table.sql} ORDER BY _row").fetchall() == with_care.rows


def test_plain_files_are_proven_at_once(tmp_path):
    con = duckdb.connect()
    for text in ("1,2\n3,4\n", '"1, ""2""",3\n', '"say ""a""",1\n', "1,2", '"1\n2",3\n', "1,2\r\n"):
        end = "\r\n" if "\r" in text else "\n"
        (tmp_path / "t.csv").write_bytes(f"a,b{end}{text}".encode())
        table, _ = read(con, "t", tmp_path / "t.csv", path="t.csv", scratch=tmp_path, trusting=True)
        assert table.unproven.given(con, table.sql, ["a", "b"]), text


DIALECTS = st.builds(
    Dialect,
    delimiter=st.sampled_from([",", ";", "||", "\t", "，"]),
    quote_char=st.sampled_from(['"', "'", None]),
    double_quote=st.booleans(),
    escape_char=st.sampled_from([None, "\\", '"']),
    null_sequence=st.sampled_from([None, "\\N", "-"]),
    skip_initial_space=st.booleans(),
    header=st.booleans(),
    header_rows=st.sampled_from([(1,), (1, 2), (2,)]),
    comment_rows=st.sampled_from([(), (1,), (3,)]),
    comment_char=st.sampled_from([None, "#", "//"]),
    line_terminator=st.sampled_from(["\r\n", "\n", "|\n", "~"]),
)
ENCODINGS = st.sampled_from(
    ["utf-8", "UTF8", "gbk", "utf-16", "utf-16-le", "windows-1252", "ascii", "utf-7", "hex", "x"]
)
MESSY = st.text(st.sampled_from("\"'\\,,;|\t，#/~-N\n\n\rab 模\0"), max_size=60)


@LAW
@given(data=st.one_of(st.binary(max_size=80), MESSY.map(str.encode)), encoding=ENCODINGS)
@example(data=b"\0\0\0\xdc", encoding="utf-16")
@example(data=b"+2AA-,a", encoding="utf-7")
def test_garbage_never_raises(tmp_path, data, encoding):
    found = reading(tmp_path, data, encoding=encoding)
    assert found.table or found.failed
    assert "row-conservation" not in found.failed


@LAW
@given(text=MESSY, dialect=DIALECTS)
def test_no_dialect_loses_rows(tmp_path, text, dialect):
    found = reading(tmp_path, text.encode(), dialect=dialect)
    assert "row-conservation" not in found.failed
    if found.table:
        assert len(found.rows) == found.table.rows
        numbers = [row[0] for row in found.rows]
        assert numbers == sorted(set(numbers))
        for number, place in found.table.places([(number, None) for number in numbers]).items():
            assert place[0] >= 1, number


@LAW
@given(grid=grids(), encoding=st.sampled_from(["gb18030", "utf-16", "utf-16-be", "utf-32"]))
def test_other_encodings_read_the_same(tmp_path, grid, encoding):
    data = written(grid, "\r\n", ",", csv.QUOTE_MINIMAL).encode(encoding)
    found = reading(tmp_path, data, encoding=encoding)
    assert found.failed == {}
    assert found.rows == [(number, *cells) for number, cells in enumerate(grid[1:], 2)]


@LAW
@given(
    st.lists(st.lists(CELL.filter(lambda c: not set(c) & set("\r\n")), min_size=2, max_size=2)),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
    st.sets(st.integers(1, 12)),
    st.integers(1, 40),
)
def test_lines_found_by_their_bytes_are_those_that_reading_gives(
    tmp_path, monkeypatch, rows, end, mark, ended, wanted, chunk
):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows(rows)
    text = out.getvalue() if ended else out.getvalue().removesuffix(end)
    file = tmp_path / "t.csv"
    file.write_bytes(b"\xef\xbb\xbf" * mark + text.encode())
    monkeypatch.setattr("pipeline.tables.lines.CHUNK", chunk)
    tokens = Tokens(file, "utf-8", Dialect())
    read = {row.number: (row.line, row.text, row.flaw) for row in tokens.rows()}
    found = {row.number: (row.line, row.text, row.flaw) for row in tokens.lined(wanted)}
    assert found == {number: read[number] for number in wanted & read.keys()}
