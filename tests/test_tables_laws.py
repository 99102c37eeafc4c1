"""Laws of reading: both ways agree, nothing is lost, places are right, garbage never raises."""

import csv
import io
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pipeline.dialect import Dialect
from pipeline.report import State
from pipeline.tables import read

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
    max_examples=150,
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


def reading(folder: Path, data: bytes, **options):
    file = folder / "t.csv"
    file.write_bytes(data)
    con = duckdb.connect()
    table, tallies = read(con, "t", file, path="raw/t.csv", scratch=folder, **options)
    rows = con.execute(f"SELECT * FROM {table.sql} ORDER BY _row").fetchall() if table else None
    return table, rows, {tally.code: tally for tally in tallies}


def failures(tallies):
    return {code: tally.failed for code, tally in tallies.items() if tally.failed}


def conserved(table, tallies):
    blank = tallies["blank-row"].failed
    return tallies["extra-cell"].evaluated == 1 + blank + table.rows + table.rejected


@pytest.mark.parametrize("never", [(), (10**9,)], ids=["plain", "normalised"])
@LAW
@given(grid=grids(), spelling=spellings(), mark=st.booleans())
@example(grid=[["a"], ["\r"]], spelling=("\r", ",", csv.QUOTE_ALL), mark=True)
def test_what_csv_writes_is_read(tmp_path, never, grid, spelling, mark):
    text = written(grid, *spelling)
    dialect = Dialect(delimiter=spelling[1], comment_rows=never)
    data = ("\ufeff" * mark + text).encode()
    table, rows, tallies = reading(tmp_path, data, dialect=dialect)
    assert failures(tallies) == ({"byte-order-mark": 1} if mark else {})
    assert table.labels == tuple(grid[0])
    assert rows == [(number, *cells) for number, cells in enumerate(grid[1:], 2)]


@LAW
@given(grid=grids(), spelling=spellings())
def test_places_point_at_the_cell(tmp_path, grid, spelling):
    text = written(grid, *spelling)
    table, _, _ = reading(tmp_path, text.encode(), dialect=Dialect(delimiter=spelling[1]))
    cells = {
        (row, column): cell
        for row, line in enumerate(grid, 1)
        for column, cell in zip(table.columns, line, strict=True)
    }
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", text))]
    found = table.places(cells)
    assert found.keys() == cells.keys()
    for key, (line, column) in found.items():
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
    table, rows, tallies = reading(tmp_path, text.encode())
    other, same, others = reading(tmp_path, text.encode(), dialect=NORMALISED)
    assert failures(tallies) == failures(others)
    assert rows == same
    if table and other:
        assert table.labels == other.labels
        assert conserved(table, tallies) and conserved(other, others)
        assert tallies["row-conservation"].state is State.PASSED


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
def test_garbage_never_raises(tmp_path, data, encoding):
    table, _, tallies = reading(tmp_path, data, encoding=encoding)
    assert table or failures(tallies)
    assert "row-conservation" not in failures(tallies)


@LAW
@given(text=MESSY, dialect=DIALECTS)
def test_no_dialect_loses_rows(tmp_path, text, dialect):
    table, rows, tallies = reading(tmp_path, text.encode(), dialect=dialect)
    assert "row-conservation" not in failures(tallies)
    if table:
        assert len(rows) == table.rows
        numbers = [row[0] for row in rows]
        assert numbers == sorted(set(numbers))
        for number, place in table.places([(number, None) for number in numbers]).items():
            assert place[0] >= 1, number


@LAW
@given(grid=grids(), encoding=st.sampled_from(["gb18030", "utf-16", "utf-16-be", "utf-32"]))
def test_other_encodings_read_the_same(tmp_path, grid, encoding):
    data = written(grid, "\r\n", ",", csv.QUOTE_MINIMAL).encode(encoding)
    _, rows, tallies = reading(tmp_path, data, encoding=encoding)
    assert failures(tallies) == {}
    assert rows == [(number, *cells) for number, cells in enumerate(grid[1:], 2)]
