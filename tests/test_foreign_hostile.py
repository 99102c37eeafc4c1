"""Nasty files and descriptors: always a report, never a traceback, nothing outside is read."""

import gzip
import json
import stat
import zipfile

import pytest
from package_builders import ID, checked, codes, package, table, tally, zipped

from pipeline import foreign
from pipeline.package import Limits, open_target
from pipeline.report import State

ROWS = "id,name\n1,x\n"
SMALL = Limits(members=3, unpacked=1000, unsuspicious=100, ratio=10, nodes=1000, descriptor=5000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("datapackage.json", b""),
        ("datapackage.json", b"\xff\xfe{\x00}\x00"),
        ("datapackage.json", '{"name": "模范"}'.encode("gbk")),
        ("datapackage.json", b"{\0}"),
        ("datapackage.json", b"not json"),
        ("datapackage.json", b'{"name": NaN}'),
        ("datapackage.json", b'{"name": 1' + b"0" * 5000 + b"}"),
        ("datapackage.json", b"[" * 10_000),
        ("datapackage.json", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
        ("datapackage.json", b'{"a":' * 500 + b"1" + b"}" * 500),
        ("datapackage.yaml", b"[" * 10_000),
        ("datapackage.yaml", b"a: &a [*a]\n"),
        ("datapackage.yaml", b"? [a, b]\n: c\n"),
        ("datapackage.yaml", b"a: !!python/object/apply:os.system [ls]\n"),
        (
            "datapackage.yaml",
            b"a0: &a0 [x, x]\n"
            + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 40)),
        ),
    ],
)
def test_what_is_no_descriptor_is_one_issue(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    report = checked(tmp_path / name)
    assert len(report.issues) == 1
    assert report.issues[0].code in ("descriptor", "limit-reached")
    assert "\n" not in report.issues[0].message


def test_a_mark_before_the_descriptor_is_read_past(tmp_path):
    target = package(tmp_path, table(), files={"t.csv": ROWS})
    target.write_bytes(b"\xef\xbb\xbf" + target.read_bytes())
    assert checked(target).valid


@pytest.mark.parametrize(
    "resource",
    [
        None, 3, "x", [], {}, {"name": "x"}, {"name": "x", "path": 3}, {"name": "x", "path": []},
        {"name": "x", "path": [3]}, {"name": "x", "path": ""}, {"name": "x", "path": "\0.csv"},
        {"name": "x", "path": "a" * 5000 + ".csv"}, {"name": "x", "path": "x.csv", "data": []},
        {"name": "x", "path": "/etc/passwd"}, {"name": "x", "path": "../x.csv"},
        {"name": "x", "path": ["t.csv", "../x.csv"]}, {"name": "x", "path": ".x/y.csv"},
        {"name": "x", "path": "t.csv", "schema": "../s.json"},
        {"name": "x", "path": "t.csv", "dialect": "/etc/passwd"},
        {"name": "x", "path": "t.csv", "dialect": {"delimiter": 3}},
        {"name": "x", "path": "t.csv", "dialect": 3},
        {"name": "x", "path": "t.csv", "encoding": "no-such"},
        {"name": "x", "data": 3}, {"name": "x", "data": "id\n"}, {"name": "t", "path": "t.csv"},
        {"name": "x", "path": "file:///etc/passwd"}, {"name": "x", "path": "t.csv", "schema": {}},
        {"name": "x", "data": [["\ud800"], ["\ud800"]], "schema": {"fields": [{"name": "\ud800"}]}},
        {"name": "x", "path": "t.csv", "schema": {"fields": [{"name": "id", "constraints": {"pattern": "("}}]}},
        {"name": "x", "path": "t.csv", "schema": {"fields": [{"name": "id", "type": "date", "constraints": {"minimum": "q"}}]}},
        {"name": "x\ud800", "path": "t.csv", "schema": ID},
    ],
)  # fmt: skip
def test_a_bad_resource_leaves_the_rest_checked(tmp_path, resource):
    files = {"t.csv": ROWS + "q,x\n"}
    report = checked(package(tmp_path, table(), resource, files=files))
    assert "type-error" in codes(report)
    assert len(report.issues) >= 2 or resource == {"name": "x", "data": 3}


def test_links_out_of_the_package_are_refused(tmp_path):
    (tmp_path / "secret.csv").write_text(ROWS)
    (tmp_path / "secret.json").write_text(json.dumps(ID))
    target = package(tmp_path / "p", table(), table("u", schema="s.json"), files={"u.csv": ROWS})
    (tmp_path / "p" / "t.csv").symlink_to("../secret.csv")
    (tmp_path / "p" / "s.json").symlink_to("../secret.json")
    assert codes(checked(target)) == ["unsafe-path", "unsafe-path"]
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "datapackage.json").symlink_to(target)
    assert codes(checked(tmp_path / "q")) == ["unsafe-path"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfei\0d\0\n\0", "undeclared-encoding"),
        ("id,name\n1,模范\n".encode("gbk"), "encoding-error"),
        (b"id,name\n1,\0\n", "nul-byte"),
        (b"id,name\n1,x\r2,y\n", "mixed-line-ends"),
        (b"", "empty-file"),
        (b"\n\n\n", "empty-file"),
        (b'id,name\n1,"x\n', "quote-error"),
        (b"id,name\n1,2,3\n", "extra-cell"),
        (b"," * 20_000 + b"\n1,2\n", "limit-reached"),
        (b"id,name\n1," + b"x" * 50_000_000 + b"\n", "long-row"),
    ],
)
def test_nasty_tables(tmp_path, content, code):
    report = checked(package(tmp_path, table(), files={"t.csv": content}))
    assert code in codes(report)


@pytest.mark.parametrize("pattern", ["(a+)+", "(a{1,1500})+"])
@pytest.mark.parametrize("around", ["", " "])
def test_a_catastrophic_pattern_takes_no_time(tmp_path, pattern, around):
    """Nor does the hint, which tries the cell without the space around it."""
    fields = [{"name": "v", "type": "string", "constraints": {"pattern": pattern}}]
    files = {"t.csv": "v\n" + around + "a" * 5000 + "b\n"}
    assert codes(checked(package(tmp_path, table(schema={"fields": fields}), files=files))) == [
        "constraint-error"
    ]


def test_a_catastrophic_pattern_of_a_json_schema_takes_no_time(tmp_path):
    wanted = {"properties": {"a": {"pattern": "^(a+)+$"}}, "patternProperties": {"^(b+)+$": False}}
    fields = [{"name": "v", "type": "object", "constraints": {"jsonSchema": wanted}}]
    cells = [f'{{""a"": ""{"a" * 60}!""}}', f'{{""{"b" * 60}!"": 1}}', '{""a"": ""aa""}']
    files = {"t.csv": "v\n" + "".join(f'"{cell}"\n' for cell in cells)}
    report = checked(package(tmp_path, table(schema={"fields": fields}), files=files))
    assert [(i.code, i.row) for i in report.issues] == [("constraint-error", 2)]


@pytest.mark.parametrize(
    "wanted",
    [
        {"properties": {"a": {"pattern": "(?=a)"}}},
        {"$ref": "#/definitions/d30", "definitions": {"d0": {}} | {
            f"d{n}": {"allOf": [{"$ref": f"#/definitions/d{n - 1}"}] * 2} for n in range(1, 31)
        }},
    ],
)  # fmt: skip
def test_a_json_schema_that_takes_no_bounded_time_is_refused(tmp_path, wanted):
    fields = [{"name": "v", "type": "object", "constraints": {"jsonSchema": wanted}}]
    report = checked(
        package(tmp_path, table(schema={"fields": fields}), files={"t.csv": "v\n{}\n"})
    )
    assert codes(report) == ["schema-error"]


def test_a_cell_of_millions_of_lines_is_one_issue(tmp_path):
    content = b'id,name\n1,"' + b"x\n" * 6_000_000 + b'"\n2,y\n'
    assert codes(checked(package(tmp_path, table(), files={"t.csv": content}))) == ["long-row"]


def test_too_many_columns_are_one_issue(tmp_path):
    files = {"t.csv": "," * 20_000 + "\n1\n"}
    assert codes(checked(package(tmp_path, table(), files=files))) == ["limit-reached"]


def test_memory_that_does_not_suffice_is_one_issue(tmp_path, monkeypatch):
    monkeypatch.setattr(foreign, "MEMORY", "1MB")
    fields = [{"name": f"c{n}", "type": "integer"} for n in range(200)]
    rows = [",".join(field["name"] for field in fields)] + [",".join(["1"] * 200)] * 300
    files = {"t.csv": "\n".join(rows) + "\n"}
    report = checked(package(tmp_path, table(schema={"fields": fields}), files=files))
    assert codes(report) == ["limit-reached"]
    assert "`memory`" in report.issues[0].message


def test_references_in_a_circle(tmp_path):
    def to(other):
        return ID | {
            "foreignKeys": [{"fields": ["id"], "reference": {"resource": other, "fields": ["id"]}}]
        }

    files = {"a.csv": ROWS, "b.csv": "id,name\n1,y\n2,z\n"}
    report = checked(
        package(tmp_path, table("a", schema=to("b")), table("b", schema=to("a")), files=files)
    )
    assert codes(report) == ["foreign-key"]


def archive(tmp_path, **members):
    target = tmp_path / "p.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return target


def test_a_zip_that_is_none_or_holds_no_package(tmp_path):
    (tmp_path / "p.zip").write_bytes(b"PK\x03\x04 broken")
    assert codes(checked(tmp_path / "p.zip")) == ["descriptor"]
    assert codes(checked(archive(tmp_path, readme="x"))) == ["descriptor"]


def test_members_that_would_leave_the_folder_are_not_unpacked(tmp_path):
    target = zipped(
        package(tmp_path / "p", table(), files={"t.csv": ROWS}).parent, tmp_path / "p.zip"
    )
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "a") as made:
        made.writestr("../../evil.csv", ROWS)
        made.writestr("/tmp-evil.csv", ROWS)
        made.writestr(link, "/etc/passwd")
    report = checked(target)
    assert codes(report) == ["unsafe-path"] * 3
    assert report.tables[0].valid
    assert not list(tmp_path.rglob("evil.csv"))


@pytest.mark.parametrize(
    ("members", "limit"),
    [
        ({f"f{n}": "x" for n in range(5)}, "members"),
        ({"f": "x" * 1500}, "unpacked"),
        ({"f": "x" * 900}, "ratio"),
    ],
)
def test_a_limit_of_archives_is_one_issue_that_names_it(tmp_path, members, limit):
    small = Limits(members=3, unpacked=1000, unsuspicious=100, ratio=2)
    opened = open_target(archive(tmp_path, **members), None, tmp_path, small)
    (issue,) = (issue for t in opened.tallies for issue in t.issues)
    assert (opened.package, issue.code) == (None, "limit-reached")
    assert f"`{limit}`" in issue.message


def test_a_bomb_in_gzip_is_stopped(tmp_path):
    bomb = gzip.compress(b"a\n" * 60_000_000, 9)
    report = checked(package(tmp_path, table(path="t.csv.gz"), files={"t.csv.gz": bomb}))
    assert codes(report) == ["limit-reached"]
    assert tally(report, "type-error").state is State.SKIPPED


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    target = zipped(
        package(tmp_path / "p", table(), files={"t.csv": ROWS}).parent, tmp_path / "p.zip"
    )
    assert checked(target).valid
    assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.parametrize(
    "wrong", [b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80\x80\x80", b"\x80", b"\xe4\xbd"]
)
@pytest.mark.parametrize("place", [b"1,%b,z\n", b'1,"%b",z\n', b"1,x,%b\n", b'1,x,"%b"\n'])
def test_bytes_that_are_no_text_are_found_in_every_column(tmp_path, wrong, place):
    schema = ID | {"fieldsMatch": "subset"}
    content = b"id,name,extra\n" + place % wrong + b"2,y,z\n"
    report = checked(package(tmp_path, table(schema=schema), files={"t.csv": content}))
    assert codes(report) == ["encoding-error"]


def test_what_the_engine_reads_otherwise_is_read_with_care(tmp_path):
    rows = "".join(f'{n},"x\n{n}"\n' for n in range(2000))
    report = checked(package(tmp_path, table(), files={"t.csv": "id,name\n" + rows + "q,y\n"}))
    assert [(i.code, i.row, i.line) for i in report.issues] == [("type-error", 2002, 4002)]
