"""Canonical raw files: idempotent, nothing lost, refused where they cannot be read whole."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from commands import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.canonical import Form, canonical

SCHEMA = {
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "n", "type": "integer"},
        {"name": "说明", "type": "string"},
    ],
    "primaryKey": "id",
}
FORM = Form.from_schema(SCHEMA, None, mark=False)
GOOD = 'id,n,说明\na,2,"一,二"\nb,10,𠮷野家 =1+1\n'


def form(file: Path, content: bytes, wanted: Form = FORM):
    file.write_bytes(content)
    return canonical(file, wanted, shown="raw/x.csv")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def test_a_canonical_file_stays(file):
    found = form(file, GOOD.encode())
    assert (found.content.decode(), found.changes, found.refused) == (GOOD, (), None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD.replace("\n", "\r\n"), "CR LF"),
        ("\ufeff" + GOOD, "byte order mark"),
        ('id,n,说明\nb,10,𠮷野家 =1+1\na,2,"一,二"\n', "rows are not in the order of id"),
        ('n,id,说明\n2,a,"一,二"\n10,b,𠮷野家 =1+1\n', "columns"),
        (GOOD.replace("=1+1", "=1+1 \u3000"), "1 cell"),
        (GOOD.replace("𠮷", "\u00a0 𠮷"), "1 cell"),
        (GOOD.replace("a,2", '"a","2"'), "quotes"),
        (GOOD.replace("\nb", "\n\nb"), "blank lines"),
        (GOOD.rstrip("\n"), "end of the last line"),
    ],
)
def test_what_differs_is_said_and_mended(file, content, said):
    found = form(file, content.encode())
    assert found.content.decode() == GOOD
    assert len(found.changes) == 1
    assert said in found.changes[0]


def test_numbers_sort_by_value_and_what_is_none_comes_last(file):
    by = Form.from_schema(SCHEMA, ["n", "id"], mark=False)
    found = form(file, "id,n,说明\nc,x,\nb,10,\na,9,\nd,９,\n".encode(), by)
    assert [line.split(",")[0] for line in found.content.decode().splitlines()] == [
        "id", "a", "b", "c", "d",
    ]  # fmt: skip


def test_rows_stay_where_the_project_asks_for_it(file):
    keep = Form.from_schema(SCHEMA, ["file"], mark=False)
    content = "id,n,说明\nb,1,\na,2,\n".encode()
    assert form(file, content, keep).content == content


def test_a_mark_is_written_where_the_project_asks_for_it(file):
    marked = Form.from_schema(SCHEMA, None, mark=True)
    found = form(file, GOOD.encode(), marked)
    assert found.content == b"\xef\xbb\xbf" + GOOD.encode()
    assert form(file, found.content, marked).changes == ()


def test_a_misspelt_header_stays_in_its_place(file):
    found = form(file, "id,m,说明\na,1,x\n".encode())
    assert found.changes == ()


def test_columns_that_the_schema_does_not_know_are_kept_last(file):
    found = form(file, "备注,id,n,说明\n留,a,1,x\n".encode())
    assert found.content.decode() == "id,n,说明,备注\na,1,x,留\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD.encode("gbk", "ignore"), "raw/x.csv:1"),
        (b"id,n\na,1,2\n", "raw/x.csv:2: 3 cells under 2 headers"),
        (b"id,n\na\n", "raw/x.csv:2: 1 cells under 2 headers"),
        (b'id,n\n"a,1\n', "raw/x.csv:2"),
        (b'id,n\n"a"b,1\n', "raw/x.csv:2"),
        (b"id,n\na\x00,1\n", "raw/x.csv:2"),
        (b"id,id\na,1\n", "one header"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_with_its_place(file, content, said):
    found = form(file, content)
    assert found.refused
    assert said in found.refused
    assert found.content == b""


cells = st.text(
    st.one_of(
        st.sampled_from(' ,"\n\r\t\u3000\ufeff=１𠮷﨑\u00a0;#'),
        st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
    ),
    max_size=6,
)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), max_size=8),
    ends=st.sampled_from(["\n", "\r\n"]),
    columns=st.permutations(["id", "n", "说明"]),
)
@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_is_lost_and_a_second_run_changes_nothing(file, rows, ends, columns):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ends, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows(rows)
    found = form(file, text.getvalue().encode())
    assert found.refused is None
    again = form(file, found.content)
    assert (again.content, again.changes) == (found.content, ())
    header, *after = csv.reader(io.StringIO(found.content.decode(), newline=""), strict=True)
    assert header == ["id", "n", "说明"]
    wanted = [
        tuple(dict(zip(columns, row, strict=True))[name].strip() for name in header) for row in rows
    ]
    assert Counter(map(tuple, after)) == Counter(wanted)


PROJECT = {
    "datapackage.yaml": "name: tiny\nversion: 1.0.0\nresources:\n"
    "  - {name: x, path: raw/x.csv, schema: schemas/x.json}\n"
    "  - {name: y, path: raw/y.csv, schema: schemas/x.json, dialect: {delimiter: ';'}}\n",
    "schemas/x.json": '{"fields": [{"name": "id"}, {"name": "n", "type": "integer"}], '
    '"primaryKey": "id"}',
    "raw/x.csv": "id,n\nb,1\na,2\n",
    "raw/y.csv": "id;n\nb;1\na;2\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in PROJECT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def run(*args: object) -> tuple[int, str, str]:
    done = command(*args)
    return done.returncode, done.stdout, done.stderr


def test_check_writes_nothing_and_fails_then_fmt_mends(project):
    code, out, err = run("fmt", "--check", project)
    assert code == 1
    assert "not canonical raw/x.csv: rows are not in the order of id" in out
    assert "left alone raw/y.csv" in out
    assert "Next: run pipeline fmt" in err
    assert (project / "raw/x.csv").read_text() == PROJECT["raw/x.csv"]
    assert run("fmt", project)[0] == 0
    assert (project / "raw/x.csv").read_text() == "id,n\na,2\nb,1\n"
    assert (project / "raw/y.csv").read_text() == PROJECT["raw/y.csv"]
    assert run("fmt", "--check", project)[0] == 0


def test_one_file_that_cannot_be_read_holds_all_back(project):
    (project / "raw/z.csv").write_bytes("id,n\n王,1\n".encode("gbk"))
    descriptor = project / "datapackage.yaml"
    more = "  - {name: z, path: raw/z.csv, schema: schemas/x.json}\n"
    descriptor.write_text(descriptor.read_text() + more)
    code, _, err = run("fmt", project)
    assert code == 1
    assert "raw/z.csv:2:1" in err
    assert (project / "raw/x.csv").read_text() == PROJECT["raw/x.csv"]


@pytest.mark.parametrize(
    "setting", ["layout: 1", "layout: {bom: 1}", "layout: {order: {x: 3}}", "layout: {colour: x}"]
)
def test_a_layout_that_cannot_be_meant_is_one_line(project, setting):
    descriptor = project / "datapackage.yaml"
    descriptor.write_text(descriptor.read_text() + f"x-pipeline:\n  {setting}\n")
    code, _, err = run("fmt", project)
    assert code == 2
    assert "x-pipeline.layout" in err
    assert "Traceback" not in err


def test_a_folder_that_is_not_there_is_not_taken_for_the_project_above(project):
    code, out, err = run("fmt", project / "nope")
    assert code == 2 and not out
    assert "there is no such file or folder" in err
    assert (project / "raw/x.csv").read_text() == PROJECT["raw/x.csv"]


def test_a_table_with_another_separator_is_left_alone(project):
    file = project / "raw" / "x.csv"
    file.write_bytes(file.read_bytes().replace(b",", b"\t"))
    before = file.read_bytes()
    code, _, err = run("fmt", project)
    assert code == 1 and "the header is one label where the schema has" in err
    assert file.read_bytes() == before


def test_an_empty_file_is_not_called_canonical(project):
    (project / "raw" / "x.csv").write_bytes(b"")
    for words in (("--check",), ()):
        code, out, err = run("fmt", *words, project)
        assert code == 1 and "canonical" not in out
        assert "raw/x.csv: the file is empty: give it its header" in err
    assert (project / "raw" / "x.csv").read_bytes() == b""
