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
MOVING = Form.from_schema(SCHEMA, None, mark=False, move=True)
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
        (GOOD.replace("\n", "\r"), "CR alone"),
        ("\ufeff" + GOOD, "byte order mark"),
        ('id,n,说明\nb,10,𠮷野家 =1+1\na,2,"一,二"\n', "rows are not in the order of id"),
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


def test_columns_move_only_where_that_is_asked_for(file):
    content = 'n,id,说明\n2,a,"一,二"\n10,b,𠮷野家 =1+1\n'.encode()
    found = form(file, content)
    assert (found.content, found.changes, found.refused) == (b"", (), None)
    assert found.held.startswith("raw/x.csv:1: the labels of the schema stand in another order")
    assert "`pipeline fmt --columns` puts them in order with their cells" in found.held
    assert found.held.endswith("put the labels back as the schema has them: `id,n,说明`")
    moved = form(file, content, MOVING)
    assert moved.content.decode() == GOOD and moved.held is None
    assert moved.changes == ("columns are not in the order of the schema",)


@pytest.mark.parametrize("match", ["equal", ["superset"], "subset", "partial"])
def test_columns_that_are_read_by_their_names_may_stand_anywhere(file, match):
    free = Form.from_schema({**SCHEMA, "fieldsMatch": match}, None, mark=False)
    found = form(file, "n,id,说明\n2,a,x\n".encode(), free)
    assert (found.changes, found.held, found.remark) == ((), None, None)


@pytest.mark.parametrize(
    ("header", "remark"),
    [
        ("id,m,说明", "the header has `m`, not of the schema, and lacks `n`"),
        ("id,n,说明,备注", "the header has `备注`, not of the schema"),
        ("备注,id,n,说明", "the header has `备注`, not of the schema"),
        ("id,说明", "the header lacks `n`"),
    ],
)
def test_a_header_that_does_not_fit_is_told_and_stays_in_its_place(file, header, remark):
    row = ",".join("x" for _ in header.split(","))
    found = form(file, f"{header}\n{row} \n".encode())
    assert (found.content.decode(), found.remark) == (f"{header}\n{row}\n", remark)


@pytest.mark.parametrize(
    ("match", "header", "fits"),
    [
        ("subset", "id,n,说明,备注", True),
        ("subset", "id,n", False),
        ("superset", "id,n", True),
        ("superset", "id,n,说明,备注", False),
        ("partial", "id,备注", True),
        ("equal", "id,n", False),
    ],
)
def test_labels_may_be_more_or_fewer_where_the_schema_says_so(file, match, header, fits):
    wanted = Form.from_schema({**SCHEMA, "fieldsMatch": match}, None, mark=False)
    assert (form(file, f"{header}\n".encode(), wanted).remark is None) is fits


def test_columns_that_the_schema_does_not_know_come_last_where_columns_move(file):
    found = form(file, "备注,id,n,说明\n留,a,1,x\n".encode(), MOVING)
    assert found.content.decode() == "id,n,说明,备注\na,1,x,留\n"
    assert form(file, "id,m,说明\na,1,x\n".encode(), MOVING).changes == ()


@pytest.mark.parametrize("content", [b"", b"\n", b"\n\n\n", b"\r\n\r\n", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_header_is_refused(file, content):
    assert "the file is empty" in form(file, content).refused


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
        (b"id,,\na,1,2\n", "2 columns have no header"),
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
    found = form(file, text.getvalue().encode(), MOVING)
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


def test_exchanged_labels_are_not_made_to_fit(project):
    file = project / "raw" / "x.csv"
    file.write_text("n,id\nb,1\na,2\n")
    other = project / "raw" / "w.csv"
    other.write_text("id,n\nb,1\na,2\n")
    descriptor = project / "datapackage.yaml"
    more = "  - {name: w, path: raw/w.csv, schema: schemas/x.json}\n"
    descriptor.write_text(descriptor.read_text() + more)
    code, out, err = run("fmt", "--check", project)
    assert code == 1 and "not touched: raw/x.csv:1:" in err and "are in canonical form" not in out
    code, out, err = run("fmt", project)
    assert code == 1 and "put the labels back as the schema has them: `id,n`" in err
    assert file.read_text() == "n,id\nb,1\na,2\n"
    assert "wrote raw/w.csv" in out and other.read_text() == "id,n\na,2\nb,1\n"
    assert run("fmt", "--columns", project)[0] == 0
    assert file.read_text() == "id,n\n1,b\n2,a\n"


def test_a_declared_table_that_is_not_there_is_no_success(project):
    (project / "raw" / "x.csv").unlink()
    for words in (("--check",), ()):
        code, out, err = run("fmt", *words, project)
        assert code == 1 and "are in canonical form" not in out
        assert "raw/x.csv: there is no such file; put it back" in err


def test_the_rest_of_the_form_is_written_though_a_label_is_wrong(project):
    file = project / "raw" / "x.csv"
    file.write_text("id,m \nb,1\na,2\n")
    code, out, err = run("--lang", "zh", "fmt", project)
    assert code == 1 and "已写入 raw/x.csv" in out
    assert "raw/x.csv:1：表头有模式中没有的 `m`，而缺少 `n`；详见 pipeline validate" in err
    assert "下一步：改正无法判断之处" in err
    assert file.read_text() == "id,m\na,2\nb,1\n"
    code, out, _ = run("fmt", "--check", project)
    assert code == 1 and not out.count("are in canonical form")
    file.write_text("n,id\nb,1\n")
    assert (
        "若只是表头互换了位置，请按模式把表头换回：`id,n`" in run("--lang", "zh", "fmt", project)[2]
    )


@pytest.mark.parametrize("mark", [False, True])
@pytest.mark.parametrize("marks", ["\ufeff\ufeff", "\ufeff\ufeff\ufeff", '\ufeff"\ufeffid",'])
def test_of_several_byte_order_marks_none_becomes_part_of_a_label(file, marks, mark):
    content = marks + (GOOD.removeprefix("id,") if marks.endswith(",") else GOOD)
    wanted = Form.from_schema(SCHEMA, None, mark=mark)
    found = form(file, content.encode(), wanted)
    assert found.content.decode() == "\ufeff" * mark + GOOD
    assert found.changes and found.remark is None


def test_a_link_stays_one_and_what_it_leads_to_is_written(project):
    link, target = project / "raw" / "x.csv", project / "raw" / "真.csv"
    link.rename(target)
    link.symlink_to(target.name)
    target.chmod(0o640)
    assert run("fmt", project)[0] == 0
    assert link.is_symlink() and target.read_text() == "id,n\na,2\nb,1\n"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_read_only_file_is_not_written_over(project):
    file = project / "raw" / "x.csv"
    file.chmod(0o444)
    code, out, err = run("fmt", project)
    assert code == 1 and "wrote" not in out
    assert "not touched: raw/x.csv: the file is read-only; make it writable first" in err
    assert file.read_text() == PROJECT["raw/x.csv"]
    file.chmod(0o644)
    assert run("fmt", project)[0] == 0
    file.chmod(0o444)
    assert run("fmt", project)[0] == 0


def test_a_link_out_of_the_project_is_not_called_canonical(project, tmp_path_factory):
    file = project / "raw" / "x.csv"
    outside = tmp_path_factory.mktemp("elsewhere") / "outside.csv"
    outside.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(outside)
    for words in (("--check",), ()):
        code, out, err = run("fmt", *words, project)
        assert code == 1 and "canonical form" not in out
        assert "cannot be used as it is declared; pipeline validate says why" in err
    assert outside.read_text() == PROJECT["raw/x.csv"]
