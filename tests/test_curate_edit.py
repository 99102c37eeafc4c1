"""One record more or another, under every dialect, and not a byte of the others changed."""

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.curate.edit import appended, cells_of, replaced
from pipeline.dialect import Dialect
from pipeline.errors import CurateError
from pipeline.tables.reader import read

DIALECTS = (
    Dialect(),
    Dialect(delimiter=";"),
    Dialect(delimiter="\t", quote_char="'"),
    Dialect(escape_char="\\", double_quote=False),
    Dialect(skip_initial_space=True, null_sequence="-"),
    Dialect(comment_char="#", delimiter="||"),
)
CELLS = st.fixed_dictionaries(
    {
        "name": st.text("林𠮷 ,;'\"|\\-#\t\r\na", max_size=8),
        "note": st.text("a\"',;|\\ ", max_size=6),
    }
)


PLAIN = DIALECTS[0]


def table(folder, text, dialect=PLAIN, encoding="utf-8"):
    file = folder / "t.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    with duckdb.connect() as con:
        found, _ = read(
            con, "t", file, path="raw/t.csv", dialect=dialect, encoding=encoding, scratch=folder
        )
    assert found is not None
    return found


def lines(dialect, *rows):
    return "".join(dialect.delimiter.join(row) + "\r\n" for row in rows)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(DIALECTS), CELLS)
def test_what_is_written_reads_back(tmp_path, dialect, cells):
    cells = {"id": "b", **cells}
    before = lines(dialect, ("id", "name", "note"), ("a", "x", "y"))
    old = table(tmp_path, before, dialect)
    content, row, line = appended(old, cells)
    assert content.decode().startswith(before)
    assert (row, line) == (3, 3)
    assert cells_of(table(tmp_path, content, dialect), 3) == cells
    content, _, _ = replaced(table(tmp_path, before + before, dialect), 2, cells)
    text = content.decode()
    assert text.startswith(lines(dialect, ("id", "name", "note")))
    assert text.endswith("\r\n" + before)
    assert cells_of(table(tmp_path, content, dialect), 2) == cells


def test_cells_that_are_not_named_stay(tmp_path):
    old = table(tmp_path, 'id,name,note\na,"x, y",z\nb,,\n')
    assert replaced(old, 2, {"note": "w"})[0].decode() == 'id,name,note\na,"x, y",w\nb,,\n'


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_kept(tmp_path, encoding):
    old = table(tmp_path, "id,name\na,林\n", encoding=encoding)
    content, _, _ = appended(old, {"id": "b", "name": "𠮷"})
    assert content.decode(encoding) == "id,name\na,林\nb,𠮷\n"


def test_what_an_encoding_cannot_write_is_refused(tmp_path):
    old = table(tmp_path, "id,name\na,é\n", encoding="cp1252")
    with pytest.raises(CurateError, match="`林` cannot be written"):
        appended(old, {"id": "b", "name": "林"})


def test_what_a_dialect_cannot_quote_is_refused(tmp_path):
    old = table(tmp_path, "id,name\na,x\n", Dialect(quote_char=None))
    with pytest.raises(CurateError, match="no way to quote"):
        appended(old, {"id": "b", "name": "x,y"})


def test_a_broken_file_is_not_touched(tmp_path):
    old = table(tmp_path, 'id,name\na,x\nb,"y" z\n')
    with pytest.raises(CurateError, match=r"raw/t\.csv:3"):
        appended(old, {"id": "c", "name": "x"})
