"""Packages of somebody else's: parts, inline rows, packed files, digests, and what is not read."""

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile

import pytest
from commands import command
from package_builders import ID, checked, codes, found, package, table, tally, zipped

import pipeline
from pipeline.errors import ProjectError
from pipeline.issue import Severity
from pipeline.report import State

ROWS = "id,name\n1,劳模\n2,𠮷\n"
KEYED = ID | {"primaryKey": ["id"]}


def test_descriptor_folder_zip_and_table_are_the_same_package(tmp_path):
    target = package(tmp_path / "p", table(), files={"t.csv": ROWS})
    archive = zipped(tmp_path / "p", tmp_path / "p.zip")
    nested = zipped(tmp_path / "p", tmp_path / "n.zip", under="inner/")
    for name in (target, target.parent, archive, nested):
        report = checked(name)
        assert (report.valid, codes(report), report.tables[0].rows) == (True, [], 2)
    assert checked(tmp_path / "p" / "t.csv").tables[0].rows == 2


def test_a_single_table_with_its_schema(tmp_path):
    (tmp_path / "t.tsv").write_text("id\tname\n1\tx\nq\ty\n")
    (tmp_path / "s.json").write_text(json.dumps(ID))
    report = checked(tmp_path / "t.tsv", tmp_path / "s.json")
    assert found(report) == [("type-error", "t", 3, "id")]
    assert checked(tmp_path / "t.tsv").valid


@pytest.mark.parametrize("name", ["none.csv", "x.pdf"])
def test_what_is_nothing_to_check_is_one_clear_line(tmp_path, name):
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    with pytest.raises(ProjectError):
        checked(tmp_path / name)


def test_code_of_a_foreign_package_is_never_run(tmp_path):
    trap = tmp_path / "ran"
    files = {"t.csv": ROWS, "schemas/models.py": f"open({str(trap)!r}, 'w'); TABLES = ()"}
    target = package(tmp_path / "p", table(), files=files)
    for name in (target, target.parent, zipped(tmp_path / "p", tmp_path / "p.zip")):
        assert pipeline.validate(name).valid
    target.rename(tmp_path / "p" / "datapackage.yaml")
    assert pipeline.validate(tmp_path / "p" / "datapackage.yaml").valid
    assert not trap.exists()


def test_schemas_and_dialects_on_the_network_are_told_and_the_rest_is_checked(tmp_path):
    far = "https://example.org/far.json"
    files = {"t.csv": ROWS + "3\n", "u.csv": "x\n"}
    tables = [table(schema=far), table("u", path="u.csv", dialect=far)]
    report = checked(package(tmp_path, *tables, files=files))
    assert {(i.code, i.resource, i.severity.value) for i in report.issues} == {
        ("missing-schema", "t", "warning"),
        ("missing-cell", "t", "error"),
        ("unchecked-resource", "u", "warning"),
    }
    assert all(far in i.message for i in report.issues if i.severity is Severity.WARNING)


def test_parts_have_their_own_header_and_issues_name_them(tmp_path):
    files = {"a.csv": "id,name\n1,x\n2,y\n", "b.csv": 'id,name\n3,"x\nx"\n1,y\nq,z\n'}
    target = package(tmp_path, table(path=["a.csv", "b.csv"], schema=KEYED), files=files)
    report = checked(target)
    assert [(i.code, i.path, i.part, i.row, i.line) for i in report.issues] == [
        ("type-error", "b.csv", 2, 6, 5),
        ("primary-key", "b.csv", 2, 5, 4),
    ]
    assert report.issues[1].related[0].path == "a.csv"
    assert report.issues[1].related[0].line == 2
    assert report.tables[0].rows == 5


def test_a_part_with_another_header_is_one_issue(tmp_path):
    files = {"a.csv": ROWS, "b.csv": "name,id\nx,1\ny,2\n"}
    report = checked(package(tmp_path, table(path=["a.csv", "b.csv"]), files=files))
    assert [(i.code, i.path, i.part) for i in report.issues] == [("incorrect-label", "b.csv", 2)]
    assert not report.tables[0].valid


def test_structure_in_a_part_is_placed_in_it(tmp_path):
    files = {"a.csv": ROWS, "b.csv": "id,name\n3\n"}
    (issue,) = checked(package(tmp_path, table(path=["a.csv", "b.csv"]), files=files)).issues
    assert (issue.code, issue.path, issue.part, issue.line) == ("missing-cell", "b.csv", 2, 2)


@pytest.mark.parametrize(
    ("data", "rows", "issues"),
    [
        ([["id", "name"], [1, "x"], [2, None]], 2, []),
        ([{"id": 1, "name": "x"}, {"name": "y", "id": 2.0}], 2, []),
        ([["id", "name"], ["1", "x"]], 1, []),
        ([["id", "name"], [1.5, "x"]], 1, [("type-error", 2, "/resources/0/data/1/0")]),
        ([["id", "name"], [1, 5]], 1, [("type-error", 2, "/resources/0/data/1/1")]),
        ([["id", "name"], [True, "x"]], 1, [("type-error", 2, "/resources/0/data/1/0")]),
        ([["id", "name"], [[1], "x"]], 1, [("type-error", 2, "/resources/0/data/1/0")]),
        ([{"id": "q", "name": "x"}], 1, [("type-error", 2, "/resources/0/data/0/id")]),
        ([["id", "name"], [1]], 1, [("missing-cell", 2, "/resources/0/data/1")]),
        ([["id", "name"], [1, "x", 2]], 1, [("extra-cell", 2, "/resources/0/data/1")]),
        ([["id", "name"], [None, None], [1, "x"]], 1, [("blank-row", 2, "/resources/0/data/1")]),
        ([["id", "name"], 3], None, [("source-error", None, "/resources/0/data")]),
        ({"id": 1}, None, [("source-error", None, "/resources/0/data")]),
        ([], None, [("empty-file", None, "/resources/0/data")]),
    ],
)
def test_inline_json_is_judged_by_its_types(tmp_path, data, rows, issues):
    target = package(tmp_path, {"name": "t", "data": data, "schema": ID})
    report = checked(target)
    assert [(i.code, i.row, i.pointer) for i in report.issues] == issues
    assert report.tables[0].rows == rows


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("number", 1.5, True), ("number", 10**20, True), ("boolean", True, True),
        ("boolean", 1, False), ("year", 2020, True), ("any", {"a": 1}, True),
        ("date", "2020-11-24", True), ("date", 20201124, False), ("boolean", "true", True),
    ],
)  # fmt: skip
def test_native_values_and_their_types(tmp_path, kind, value, good):
    schema = {"fields": [{"name": "v", "type": kind}]}
    assert (
        checked(package(tmp_path, {"name": "t", "data": [["v"], [value]], "schema": schema})).valid
        is good
    )


def test_inline_numbers_follow_the_options_of_their_field(tmp_path):
    schema = {"fields": [{"name": "v", "type": "number", "decimalChar": ","}]}
    assert checked(package(tmp_path, {"name": "t", "data": [["v"], [1.5]], "schema": schema})).valid


def test_inline_csv_is_read_as_a_file(tmp_path):
    target = package(tmp_path, table(path=None, data="id,name\n1,x\nq,y\n", format="csv") | {})
    descriptor = json.loads(target.read_text())
    del descriptor["resources"][0]["path"]
    target.write_text(json.dumps(descriptor))
    (issue,) = checked(target).issues
    assert (issue.code, issue.row, issue.line, issue.pointer) == (
        "type-error",
        3,
        1,
        "/resources/0/data",
    )


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv.zip"])
def test_packed_tables(tmp_path, name):
    target = package(tmp_path, table(path=name))
    if name.endswith("gz"):
        (tmp_path / name).write_bytes(gzip.compress(ROWS.encode()))
    else:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("t.csv", ROWS)
    assert (checked(target).valid, checked(target).tables[0].rows) == (True, 2)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:25])
    assert codes(checked(target)) == ["compression-error"]


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_bytes_and_hash(tmp_path, algorithm):
    digest = hashlib.new(algorithm, ROWS.encode()).hexdigest()
    prefix = "" if algorithm == "md5" else f"{algorithm}:"
    good = table(bytes=len(ROWS.encode()), hash=prefix + digest)
    assert checked(package(tmp_path, good, files={"t.csv": ROWS})).valid
    flipped = ("1" if digest[0] == "0" else "0") + digest[1:]
    report = checked(package(tmp_path, table(bytes=1, hash=prefix + flipped)))
    assert codes(report) == ["byte-count", "hash-count"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("abc", "descriptor"),
        ("crc:00000000", "hash-count"),
        ("sha256:00", "descriptor"),
        (5, "descriptor"),
    ],
)
def test_a_hash_that_is_none(tmp_path, given, code):
    report = checked(package(tmp_path, table(hash=given), files={"t.csv": ROWS}))
    assert codes(report) == [code]


@pytest.mark.parametrize(
    "resource",
    [
        {"name": "x", "path": "x.xlsx"},
        {"name": "x", "path": "x.csv", "format": "parquet"},
        {"name": "x", "path": "https://example.org/x.csv"},
        {"name": "x", "path": "x.json"},
    ],
)
def test_what_is_not_read_is_one_warning_and_the_rest_is_checked(tmp_path, resource):
    files = {"t.csv": "id,name\nq,x\n", "x.xlsx": "", "x.csv": "", "x.json": ""}
    keyed = ID | {
        "foreignKeys": [{"fields": ["id"], "reference": {"resource": "x", "fields": ["id"]}}]
    }
    report = checked(package(tmp_path, resource, table(schema=keyed), files=files))
    assert codes(report) == ["type-error", "unchecked-resource"]
    assert report.count(Severity.WARNING) == 1
    assert tally(report, "foreign-key").state is State.SKIPPED
    assert not report.tables[0].valid


def test_a_broken_resource_disables_only_what_rests_on_it(tmp_path):
    child = ID | {
        "foreignKeys": [{"fields": ["id"], "reference": {"resource": "gone", "fields": ["id"]}}]
    }
    report = checked(
        package(tmp_path, table("gone"), table("t", schema=child), table("u"),
                files={"t.csv": ROWS, "u.csv": "id,name\nq,x\n"})
    )  # fmt: skip
    assert codes(report) == ["missing-file", "type-error"]
    assert "gone" in (tally(report, "foreign-key").because or "")


def test_a_swapped_header_is_one_issue(tmp_path):
    assert codes(checked(package(tmp_path, table(), files={"t.csv": "name,id\nx,1\ny,2\n"}))) == [
        "incorrect-label"
    ]


def test_without_a_header_fields_go_by_their_order(tmp_path):
    files = {"t.csv": "1,x\nq,y\n"}
    report = checked(package(tmp_path, table(dialect={"header": False}), files=files))
    assert found(report) == [("type-error", "t", 2, "id")]


def test_dialect_and_schema_by_path(tmp_path):
    files = {"t.csv": "id;name\n1;x\n", "d.json": '{"delimiter": ";"}', "s.json": json.dumps(ID)}
    assert checked(package(tmp_path, table(dialect="d.json", schema="s.json"), files=files)).valid
    assert codes(checked(package(tmp_path, table(dialect="none.json")))) == ["descriptor"]


def run(*words):
    done = command(*words)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def test_limit_caps_what_is_shown_and_no_count(tmp_path):
    files = {"t.csv": "id,name\n" + "q,x\n" * 250}
    target = package(tmp_path, table(), files=files)
    code, out, _ = run("validate", target, "--limit", 3)
    assert (code, out.count("t.csv:") - out.count("Next")) == (1, 3)
    assert "(×3+)" in out
    assert "247 more" in out and "250 errors" in out


def test_the_command_ends_as_it_should(tmp_path):
    target = package(tmp_path / "p", table(), files={"t.csv": ROWS})
    assert run("validate", target)[0] == 0
    assert run("validate", target.parent)[0] == 0
    assert run("validate", tmp_path / "none.json")[0] == 2
    assert run("validate", target, "--schema", "x.json")[0] == 2
    (tmp_path / "bad.json").write_text("{")
    assert run("validate", tmp_path / "bad.json")[0] == 1


def test_rows_keep_their_numbers_however_many_threads_copy_them(tmp_path):
    """So many that the engine divides them; one in ten thousand is wrong, or stands twice."""
    wrong = range(5_000, 400_000, 10_000)
    lines = [f"{n},{'x' if n in wrong else 'name'}" for n in range(400_000)]
    lines[399_999] = lines[123_456]
    constrained = {
        "fields": [
            ID["fields"][0],
            {"name": "name", "type": "string", "constraints": {"minLength": 2}},
        ]
    }
    schema = constrained | {"primaryKey": ["id"]}
    files = {"t.csv": "id,name\n" + "\n".join(lines) + "\n"}
    report = checked(package(tmp_path, table(schema=schema), files=files))
    assert found(report) == [
        *(("constraint-error", "t", n + 2, "name") for n in wrong),
        ("primary-key", "t", 400_001, "id"),
    ]
    assert [issue.line for issue in report.issues] == [issue.row for issue in report.issues]
    assert report.issues[-1].related[0].row == 123_458


def test_a_wrong_row_counts_the_same_wherever_it_stands(tmp_path):
    """The first pass ends at a row that is amiss; what others say must be the same without it."""
    limited = {
        "fields": [ID["fields"][0], {"name": "n", "type": "integer", "constraints": {"maximum": 9}}]
    }
    schema = limited | {"primaryKey": ["id"]}
    said = []
    for wrong in (0, 4_998, 9_999):
        rows = [f"{n},{10 if n == wrong else '' if n % 3 else 1}" for n in range(10_000)]
        folder = tmp_path / str(wrong)
        folder.mkdir()
        report = checked(
            package(folder, table(schema=schema), files={"t.csv": "id,n\n" + "\n".join(rows)})
        )
        assert found(report) == [("constraint-error", "t", wrong + 2, "n")]
        said.append({item.code: item.evaluated for item in report.checks})
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("kind", ["integer", "number"])
def test_what_is_referred_to_may_be_a_number_of_any_size(tmp_path, kind):
    """Also where it is no key, and more than the engine's numbers hold."""
    numbered = {"fields": [{"name": "k", "type": kind}]}
    reference = {"fields": ["k"], "reference": {"resource": "a", "fields": ["k"]}}
    files = {"a.csv": f"k\n{'9' * 45}\n1\n", "b.csv": f"k\n{'9' * 45}\n1\n2\n{'9' * 44}\n"}
    resources = (
        table("a", schema=numbered),
        table("b", schema=numbered | {"foreignKeys": [reference]}),
    )
    report = checked(package(tmp_path, *resources, files=files))
    assert found(report) == [("foreign-key", "b", 4, "k"), ("foreign-key", "b", 5, "k")]


def test_a_reference_by_name_is_told_the_key(tmp_path):
    keyed = {"fields": [{"name": "k", "type": "string"}, {"name": "name", "type": "string"}]}
    reference = {"fields": ["who"], "reference": {"resource": "k", "fields": ["k"]}}
    referring = {"fields": [{"name": "who", "type": "string"}], "foreignKeys": [reference]}
    files = {"k.csv": "k,name\nka,安君\nkb,王\n", "s.csv": "who\nka\n安君\n李\n"}
    resources = table("k", schema=keyed | {"primaryKey": ["k"]}), table("s", schema=referring)
    report = checked(package(tmp_path, *resources, files=files))
    hints = {issue.value: issue.hint for issue in report.issues}
    assert "`ka`" in hints["安君"]
    assert "add the row" in hints["李"]


@pytest.mark.parametrize("data", [{"a": 1}, [1, 2], [], [[1], {"a": 1}]])
def test_inline_json_that_claims_no_table_is_only_unchecked(tmp_path, data):
    report = checked(package(tmp_path, {"name": "a", "data": data}))
    assert (codes(report), report.valid) == (["unchecked-resource"], True)
    report = checked(package(tmp_path, {"name": "a", "data": data, "schema": ID}))
    assert not report.valid


@pytest.mark.parametrize("given", ["blake3:af1349b9", "crc32:00000000"])
def test_a_digest_that_is_not_known_is_a_warning(tmp_path, given):
    report = checked(package(tmp_path, table(hash=given), files={"t.csv": ROWS}))
    assert [(i.code, i.severity) for i in report.issues] == [("hash-count", Severity.WARNING)]
    assert report.valid


def test_version_1_may_hide_files_and_version_2_not(tmp_path):
    target = package(tmp_path, table(path=".d/t.csv"), files={".d/t.csv": ROWS})
    assert codes(checked(target)) == ["unsafe-path"]
    said = json.loads(target.read_text())
    del said["$schema"]
    target.write_text(json.dumps(said | {"profile": "data-package"}))
    assert (codes(checked(target)), checked(target).tables[0].rows) == ([], 2)


@pytest.mark.parametrize(
    ("name", "text", "code", "said", "place"),
    [
        ("datapackage.json", '{"name": "a",\n  "id": }', "descriptor", "not JSON: Exp", (2, 9)),
        ("datapackage.yaml", "name: a\nid: [b", "descriptor", "not YAML: ", (2, 7)),
        ("datapackage.json", "[]", "descriptor", "holds no JSON object", (None, None)),
        ("datapackage.json", "null", "descriptor", "holds no JSON object", (None, None)),
        ("datapackage.yaml", "- a", "descriptor", "holds no mapping", (None, None)),
        ("datapackage.json", f'{{"a": {"9" * 9_999}}}', "limit-reached", "limit `digits`", (1, 7)),
        ("datapackage.yaml", f"a: {'9' * 9_999}", "limit-reached", "limit `digits`", (None, None)),
    ],
)  # fmt: skip
def test_what_is_no_descriptor_is_one_issue_with_its_place(tmp_path, name, text, code, said, place):
    (tmp_path / name).write_text(text)
    (issue,) = checked(tmp_path / name).issues
    assert (issue.code, issue.path, issue.pointer) == (code, name, "")
    assert said in issue.message and (issue.line, issue.column) == place


def test_a_schema_that_cannot_be_read_is_placed_and_no_command_is_named(tmp_path):
    files = {"t.csv": ROWS, "s.json": '{"fields":\n [}'}
    (issue,) = checked(package(tmp_path, table(schema="s.json"), files=files)).issues
    assert (issue.code, issue.path, issue.line, issue.column) == ("missing-schema", "s.json", 2, 3)
    (issue,) = checked(package(tmp_path, table(schema="none.json"))).issues
    assert (issue.path, issue.pointer) == ("datapackage.json", "/resources/0/schema")
    assert "pipeline" not in (issue.hint or "")


def test_a_fault_of_the_descriptor_is_placed_in_it(tmp_path):
    resources = [
        table(path=["a.csv", "none.csv"]),
        table("h", hash="0" * 32),
        table("e", encoding="国标"),
        table("u", path="u.xlsx", bytes=1),
    ]
    files = {"a.csv": ROWS, "h.csv": ROWS, "e.csv": ROWS}
    target = package(tmp_path, *resources, files=files)
    said = json.dumps(json.loads(target.read_text()), indent=1)
    target.write_text(said)
    lines = said.splitlines()
    found = {i.pointer: i for i in checked(target).issues if i.severity is Severity.ERROR}
    assert {pointer: issue.code for pointer, issue in found.items()} == {
        "/resources/0/path/1": "missing-file",
        "/resources/1/hash": "hash-count",
        "/resources/2/encoding": "encoding-error",
        "/resources/3/path": "missing-file",
    }
    assert {issue.path for issue in found.values()} == {"datapackage.json"}
    assert "none.csv" in lines[(found["/resources/0/path/1"].line or 0) - 1]
    assert "hash" in lines[(found["/resources/1/hash"].line or 0) - 1]
    assert "encoding" in lines[(found["/resources/2/encoding"].line or 0) - 1]


def test_a_schema_beside_a_single_table_is_named_once(tmp_path):
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "t.csv").write_text("id\n1\n")
    schema = {"fields": [{"name": "id", "type": "integer", "constraints": {"minimum": "x"}}]}
    for place in ("q/s.json", "s.json"):
        (tmp_path / place).write_text(json.dumps(schema))
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "validate", "q/t.csv", "--schema", place],
            capture_output=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert done.stdout.decode().startswith(f"{place}:1:")


@pytest.mark.parametrize(
    ("text", "dialect", "expected"),
    [
        ("id,name\n1,x\ry\n2,z\n", {}, ["mixed-line-ends"]),
        ("id,name\n1\r,x\n2,z\n", {}, ["mixed-line-ends"]),
        ("id,name\n1,x\\\ny\n2,z\n", {"escapeChar": "\\"}, ["quote-error"]),
        ("id,name\r1,x\r2\r", {}, ["missing-cell"]),
        ("id,name\n1,x\ry,z,w\n", {}, ["extra-cell", "mixed-line-ends"]),
    ],
)
def test_a_row_that_a_sign_tears_in_two_is_one_issue(tmp_path, text, dialect, expected):
    report = checked(package(tmp_path, table(dialect=dialect), files={"t.csv": text.encode()}))
    assert codes(report) == expected


def test_what_a_mac_adds_to_an_archive_is_no_table(tmp_path):
    for extra, expected in (("__MACOSX/._t.csv", []), ("u.csv", ["compression-error"])):
        with zipfile.ZipFile(tmp_path / "t.csv.zip", "w") as archive:
            archive.writestr("t.csv", ROWS)
            archive.writestr(extra, "x")
        assert codes(checked(package(tmp_path, table(path="t.csv.zip")))) == expected


def test_a_path_that_ends_as_a_folder_does_is_none_of_a_file(tmp_path):
    report = checked(package(tmp_path, table(path="t.csv/"), files={"t.csv": ROWS}))
    assert [(i.code, i.pointer) for i in report.issues] == [("descriptor", "/resources/0/path")]


@pytest.mark.parametrize(("given", "expected"), [(False, []), (True, ["incorrect-label"])])
def test_an_older_dialect_may_let_the_case_of_labels_be(tmp_path, given, expected):
    dialect = {"caseSensitiveHeader": given}
    files = {"t.csv": "ID,Name\n1,x\n"}
    found = codes(checked(package(tmp_path, table(dialect=dialect), files=files)))
    assert sorted(set(found)) == expected
    if not given:
        wrong = checked(
            package(tmp_path, table(dialect=dialect), files={"t.csv": "ID,Name\nq,x\n"})
        )
        (issue,) = wrong.issues
        assert (issue.code, issue.field, issue.line, issue.column) == ("type-error", "id", 2, 1)


def test_fields_of_one_name_are_found_again_by_their_place(tmp_path):
    field = {"name": "id", "type": "integer"}
    schema = {"fields": [field, {"name": "x"}, field | {"constraints": {"maximum": 5}}]}
    rows = [["id", "x", "id"], [9, "x", 1], [1, "x", 9]]
    text = "".join(",".join(map(str, row)) + "\n" for row in rows)
    target = package(tmp_path / "p", table(schema=schema), files={"t.csv": text})
    (issue,) = tally(checked(target), "constraint-error").issues
    assert (issue.line, issue.column, issue.value) == (3, 5, "9")
    inline = package(tmp_path / "i", {"name": "t", "data": rows, "schema": schema}, files={})
    (issue,) = tally(checked(inline), "constraint-error").issues
    assert (issue.pointer, issue.value) == ("/resources/0/data/2/2", "9")


def test_inline_values_of_any_type_are_compared_as_they_are(tmp_path):
    fields = [{"name": "v", "constraints": {"enum": [1, True, "2", {"a": 1}], "unique": True}}]
    good = [["v"], [1], [True], ["2"], [{"a": 1}]]
    bad = [["v"], ["1"], ["true"], [2], ["1"]]
    resource = {"name": "t", "schema": {"fields": fields}}
    assert checked(package(tmp_path / "g", resource | {"data": good})).valid
    report = checked(package(tmp_path / "b", resource | {"data": bad}))
    assert [i.row for i in tally(report, "constraint-error").issues] == [2, 3, 4, 5]
    assert "without quotation marks" in (tally(report, "constraint-error").issues[0].hint or "")
    assert [i.row for i in tally(report, "unique-error").issues] == [5]


def test_cells_of_an_inline_text_are_shown_with_their_line(tmp_path):
    text = 'id,name\n1,"a\nb"\nx,c\n1,d\n'
    resource = {"name": "t", "schema": KEYED, "format": "csv", "data": text}
    report = checked(package(tmp_path, resource))
    (wrong,) = tally(report, "type-error").issues
    assert wrong.message.startswith("Line 4 of the inline text: `x` in `id`")
    assert (wrong.value, wrong.pointer, wrong.line) == ("x", "/resources/0/data", 1)
    (twice,) = tally(report, "primary-key").issues
    assert twice.message.startswith("Line 5 of the inline text: `1` in `id`")


def test_issues_of_inline_rows_have_a_line_of_the_descriptor(tmp_path):
    rows = [{"id": 1, "name": "a"}, {"id": "x", "name": "b", "more": 1}]
    target = package(tmp_path, {"name": "t", "schema": ID, "data": rows})
    target.write_text(json.dumps(json.loads(target.read_text()), indent=1))
    lines = target.read_text().splitlines()
    found = {issue.code: issue for issue in checked(target).issues}
    assert found["type-error"].pointer == "/resources/0/data/1/id"
    assert lines[found["type-error"].line - 1].strip() == '"id": "x",'
    assert found["extra-label"].pointer == "/resources/0/data/1/more"
    assert lines[found["extra-label"].line - 1].strip() == '"more": 1'


def test_what_is_not_checked_has_a_line_of_the_descriptor(tmp_path):
    target = package(tmp_path, {"name": "x", "path": "x.pdf"}, files={"x.pdf": "x"})
    (issue,) = tally(checked(target), "unchecked-resource").issues
    assert issue.line == 1 and issue.column is not None


def test_what_is_wrong_in_a_file_of_a_dialect_is_told_once(tmp_path):
    files = {"d.json": '{"header": "x"}', "t.csv": ROWS, "u.csv": ROWS}
    target = package(tmp_path, *(table(n, dialect="d.json") for n in "tu"), files=files)
    report = checked(target)
    assert codes(report) == ["dialect-error"]
    assert sum(check.failed for check in report.checks) == 1


def test_what_is_wrong_in_a_schema_that_tables_share_is_told_once(tmp_path):
    files = {
        "s.json": '{"fields": [{"name": "id", "type": "int"}]}',
        "t.csv": "id\n",
        "u.csv": "id\n",
    }
    target = package(tmp_path, *(table(n, schema="s.json") for n in "tu"), files=files)
    report = checked(target)
    assert codes(report) == ["schema-error"]
    assert sum(check.failed for check in report.checks) == 1
    told = [check.because for check in report.checks if check.because]
    assert [any(f"schema of `{name}`" in because for because in told) for name in "tu"] == [
        True
    ] * 2


def test_a_key_that_stands_twice_is_told_with_its_line_and_the_rest_is_checked(tmp_path):
    target = package(tmp_path, table(), files={"t.csv": ROWS + "x,y\n"})
    target.write_text(
        target.read_text().replace('{"$schema"', '{\n"title": "a",\n"title": "b",\n"$schema"')
    )
    report = checked(target)
    assert codes(report) == ["descriptor", "type-error"]
    (twice,) = [issue for issue in report.issues if issue.code == "descriptor"]
    assert (twice.severity, twice.pointer, twice.line) == (Severity.WARNING, "/title", 3)


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "9" * 5000])
def test_what_is_no_json_has_its_line(tmp_path, value):
    target = tmp_path / "datapackage.json"
    target.write_text(f'{{\n"a": "NaN",\n "b": {value}\n}}')
    (issue,) = checked(target).issues
    assert (issue.line, issue.column) == (3, 7)
