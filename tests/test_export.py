import csv
import io
import json
import subprocess
import zipfile
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from hashlib import sha256

import pytest
from export_builders import F, column, release, rich, table
from hypothesis import given
from hypothesis import strategies as st

from pipeline import package
from pipeline.epoch import since_epoch
from pipeline.errors import ExportError, PipelineError
from pipeline.export import data, export, records, schemas, values
from pipeline.export.gather import moment

KINDS = (("id", "string"), ("n", "number"), ("b", "boolean"), ("y", "year"))


def written(tmp_path, *tables, **more):
    export(release(*tables, **more), tmp_path)
    return tmp_path / "demo-1.0.0"


def test_a_release_holds_every_artefact(tmp_path):
    artefacts = export(rich(), tmp_path)
    root = tmp_path / "demo-1.0.0"
    files = sorted(item.relative_to(root).as_posix() for item in root.rglob("*") if item.is_file())
    assert [item.path for item in artefacts] == files
    assert files == [
        "CITATION.cff", "DICTIONARY.md", "README.md", "RELEASE.json", "SHA256SUMS", "data/links.csv",
        "data/people.csv", "datapackage.json", "dataset.jsonld", "datasette.json",
        "demo-1.0.0.zip", "demo.json", "demo.schema.json", "demo.sqlite", "demo.xlsx",
        "parquet/links.parquet", "parquet/people.parquet", "ro-crate-metadata.json",
        "schemas/links.json", "schemas/people.json",
    ]  # fmt: skip
    for item in artefacts:
        content = (root / item.path).read_bytes()
        assert (item.bytes, item.sha256) == (len(content), sha256(content).hexdigest())
    assert sorted(item.name for item in tmp_path.iterdir()) == [".lock", "demo-1.0.0"]


def test_frictionless_finds_it_valid(tmp_path):
    import frictionless

    export(rich(), tmp_path)
    report = frictionless.validate(str(tmp_path / "demo-1.0.0" / "datapackage.json"))
    assert report.valid and [task.stats.get("rows") for task in report.tasks] == [5, None]


def test_the_descriptor_says_what_is_there(tmp_path):
    root = written(tmp_path, column("string", "甲"), keywords=("a",), more={"id": "x", "image": ""})
    read = json.loads((root / "datapackage.json").read_text("utf-8"))
    content = (root / "data/t.csv").read_bytes()
    assert list(read)[:2] == ["$schema", "name"] and list(read)[-1] == "resources"
    assert read["$schema"].endswith("/2.0/datapackage.json")
    assert (read["title_zh"], read["keywords"], read["id"]) == ("示例数据", ["a"], "x")
    assert "image" not in read and "sources" not in read  # nothing empty
    assert read["resources"] == [
        {
            "name": "t",
            "type": "table",
            "path": "data/t.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{sha256(content).hexdigest()}",
            "schema": "schemas/t.json",
        }
    ]


def test_csv_is_canonical(tmp_path):
    root = written(
        tmp_path,
        table(
            "t",
            [F(name=name, type=kind) for name, kind in KINDS],
            [
                ("=1+1", Decimal("0.10"), True, 44),
                ('a"b', Decimal("1E+3"), False, None),
                ("x,y", Decimal("-0.0"), None, 2020),
                ("𠮷\n﨑", 12345678901234567890, None, None),
            ],
        ),
    )  # fmt: skip
    assert (root / "data/t.csv").read_bytes().decode() == (
        "id,n,b,y\n"
        "=1+1,0.1,true,0044\n"
        '"a""b",1000,false,\n'
        '"x,y",0,,2020\n'
        '"𠮷\n﨑",12345678901234567890,,\n'
    )


def test_json_is_exact_and_one_record_a_line(tmp_path):
    values_ = (Decimal("0.10"), 12345678901234567890, Decimal("1E+30"), Decimal("NaN"), None)
    root = written(tmp_path, column("number", *values_), table("none", [F(name="id")]))
    text = (root / "demo.json").read_text("utf-8")
    assert '      {"id": "r-1", "v": 0.1},\n' in text
    assert '{"id": "r-2", "v": 12345678901234567890},\n' in text
    assert '{"id": "r-3", "v": 1000000000000000000000000000000},\n' in text
    assert '{"id": "r-4", "v": "NaN"},\n' in text
    read = json.loads(text)
    assert list(read) == ["package", "tables"]
    assert read["package"]["title_zh"] == "示例数据" and "示例" in text
    assert read["tables"]["t"][4] == {"id": "r-5", "v": None}
    assert read["tables"]["none"] == []


def test_a_release_without_tables_has_valid_json():
    assert json.loads("".join(records._lines(release())))["tables"] == {}


def test_schemas_forget_how_raw_data_were_spelled():
    raw = {
        "missingValues": ["", "-"],
        "fieldsMatch": "exact",
        "fields": [
            {"name": "a", "type": "number", "decimalChar": ",", "title_zh": "数"},
            {"name": "b", "type": "boolean", "trueValues": ["是"]},
            {"name": "c", "type": "date", "format": "%d.%m.%Y"},
            {"name": "d", "type": "string", "format": "email"},
        ],
    }
    fields = [F(name=name) for name in "abcd"]
    assert schemas.canonical(table("t", fields, schema=raw)) == {
        "$schema": schemas.PROFILE,
        "fields": [
            {"name": "a", "type": "number", "title_zh": "数"},
            {"name": "b", "type": "boolean"},
            {"name": "c", "type": "date"},
            {"name": "d", "type": "string", "format": "email"},
        ],
    }


def test_sums_and_archive_cover_all_other_files(tmp_path):
    export(rich(), tmp_path)
    root = tmp_path / "demo-1.0.0"
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=root, capture_output=True)
    assert done.returncode == 0 and done.stdout.count(b"OK") == 18
    with zipfile.ZipFile(root / "demo-1.0.0.zip") as archive:
        assert archive.namelist() == sorted(archive.namelist())
        for item in archive.infolist():
            assert item.date_time == (2020, 11, 24, 8, 0, 0)
            assert item.compress_type == zipfile.ZIP_STORED
            assert item.external_attr >> 16 == 0o100644
            assert archive.read(item) == (root / item.filename.split("/", 1)[1]).read_bytes()
        assert {name.split("/")[0] for name in archive.namelist()} == {"demo-1.0.0"}
        assert "demo-1.0.0/SHA256SUMS" in archive.namelist()


def test_readme_speaks_both_languages(tmp_path):
    export(rich(), tmp_path)
    text = (tmp_path / "demo-1.0.0" / "README.md").read_text("utf-8")
    assert "某某某 (2020). Demonstration (示例数据), version 1.0.0 [Data set]." in text
    assert "| `people` | 5 | People — Everyone named. |" in text
    assert "| `people` | 5 | 人物 — 凡有名者，一人一条。 |" in text
    assert text.index("## Beware") < text.index("## 注意")
    assert "sha256sum -c SHA256SUMS" in text and "CC-BY-4.0" in text


@pytest.mark.parametrize(
    ("tables", "more", "words"),
    [
        ((column("string", "甲"),), {"name": "../x"}, "'../x' cannot name a file"),
        ((column("string", "甲"),), {"version": ""}, "version '' cannot name a file"),
        ((table("a/b", [F(name="id")]),), {}, "'a/b' cannot name a file"),
        ((table("a", [F(name="id")]), table("A", [F(name="id")])), {}, "'A' occurs twice"),
        ((table("a", [F(name="id"), F(name="id")]),), {}, "field 'id' occurs twice"),
        ((column("string", ""),), {}, "row 2 ('r-1'), field `v`: the text is empty"),
    ],
)
def test_refused_before_anything_is_written(tmp_path, tables, more, words):
    with pytest.raises(ExportError) as caught:
        export(release(*tables, **more), tmp_path / "build")
    assert words in str(caught.value)
    assert not (tmp_path / "build").exists()


def test_frictionless_has_the_last_word(tmp_path):
    orphan = table("links", [F(name="id"), F(name="p", references=("t", "id"))], [("l-1", "r-9")])
    with pytest.raises(
        ExportError, match="frictionless finds the package invalid: table `links`: foreign-key"
    ):
        export(release(column("string", "甲"), orphan), tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == [".lock"]


def test_frictionless_needs_no_network(tmp_path, monkeypatch):
    import socket

    def refuse(*_):
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    export(rich(), tmp_path)


def test_frictionless_cannot_read(tmp_path):
    from pipeline.export import opinion

    (tmp_path / "datapackage.json").write_text("[")
    with pytest.raises(ExportError, match="frictionless"):
        opinion.ask(tmp_path / "datapackage.json")


@pytest.mark.parametrize(
    ("module", "path", "old", "new", "words"),
    [
        ("data", "data/people.csv", "=1+1", "=1+2", "data/people.csv .* table `people`, row 2 "),
        ("data", "data/people.csv", "true", "TRUE", "field `active`: True reads back as 'TRUE'"),
        ("data", "data/people.csv", "2020-11-24", "24.11.2020", "row 2 .*, field `born`"),
        ("data", "data/people.csv", "name", "Name", "its header reads back"),
        ("data", "data/people.csv", "p-5,,", "", "row 6 has"),
        ("data", "data/links.csv", "id,person\n", "id,person\na,b\n", "more than 0 rows"),
        ("data", "data/people.csv", 'x,y"\n', 'x,y"z\n', "expected after"),
        ("schemas", "schemas/people.json", "string", "any", "the schema is another"),
        ("descriptor", "datapackage.json", "Demonstration", "Demo", "it says something else"),
        ("records", "demo.json", '"share": 0.1,', '"share": 0.11,', "row 2 .*, field `share`"),
        ("records", "demo.json", '"active": true', '"active": 1', "field `active`"),
        ("records", "demo.json", '"package": {', '"package": {"x": 1, ', "`package` says"),
        ("records", "demo.json", '"links": []', '"links": [}', "demo.json does not read back"),
        ("records", "demo.json", '"links": []', '"link": []', "its tables are not"),
        ("readme", "README.md", "Beware", "Beware!", "README.md does not read back"),
        ("sums", "README.md", "Beware", "Beware!", "README.md .* digest"),
        ("archive", "README.md", "Beware", "Beware!", "`README.md` in it is another"),
    ],
)
def test_what_reads_back_otherwise_is_found(tmp_path, module, path, old, new, words):
    import importlib

    export(rich(), tmp_path)
    root = tmp_path / "demo-1.0.0"
    file = root / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(ExportError, match=words):
        importlib.import_module(f"pipeline.export.{module}").check(rich(), root)


def test_missing_rows_are_found(tmp_path):
    export(rich(), tmp_path)
    root = tmp_path / "demo-1.0.0"
    lines = (root / "data/people.csv").read_bytes().split(b"\np-3")
    (root / "data/people.csv").write_bytes(lines[0] + b"\n")
    with pytest.raises(ExportError, match="only 2 of 5 rows"):
        data.check(rich(), root)


def test_a_damaged_archive_is_found(tmp_path):
    from pipeline.export import archive

    export(rich(), tmp_path)
    root = tmp_path / "demo-1.0.0"
    (root / "demo-1.0.0.zip").write_bytes(b"PK")
    with pytest.raises(ExportError, match=r"demo-1\.0\.0\.zip does not read back"):
        archive.check(rich(), root)


def test_canonical_spelling():
    spelled = {
        "0.1": 0.1, "100": Decimal("1E+2"), "0": Decimal("-0.000"), "-1.5": Decimal("-1.50"),
        "0.00000001": 1e-8, "INF": float("inf"), "-INF": Decimal("-Infinity"), "true": True,
        "NaN": Decimal("-NaN"), "": None, "2020-01-02": date(2020, 1, 2), "03:04:05": time(3, 4, 5),
        "2020-01-02T03:04:05": datetime(2020, 1, 2, 3, 4, 5),
        "2020-01-02T03:04:06Z": datetime(2020, 1, 2, 3, 4, 6, tzinfo=UTC),
        "2020-01-02T03:04:07Z":
            datetime(2020, 1, 2, 11, 4, 7, tzinfo=timezone(timedelta(hours=8))),
    }  # fmt: skip
    for text, value in spelled.items():
        assert values.text(value) == text
    assert values.text(-44, "year") == "-0044"
    with pytest.raises(TypeError, match="timedelta"):
        values.text(timedelta(1))


def test_same_is_about_values_not_types():
    assert values.same(35, Decimal("35.0")) and values.same(0.1, Decimal("0.1"))
    assert values.same(float("nan"), Decimal("NaN"))
    assert not values.same(1, True) and not values.same("1", 1)
    assert not values.same(date(2020, 1, 1), datetime(2020, 1, 1)) and not values.same(None, "")


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(VALUES)
def test_every_value_survives_its_spelling(value):
    assert values.same(value, values.parse(values.text(value), value))


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_every_text_survives_csv(rows):
    lines = "".join(data._line(row) for row in rows)
    assert list(csv.reader(io.StringIO(lines, newline=""), strict=True)) == rows


@pytest.mark.parametrize(
    ("only", "words"),
    [
        (["sums"], "covers the artefacts chosen beside it"),
        (["archive"], "covers the artefacts chosen beside it"),
        (["changelog"], "release --bump auto"),
        (["documents", "data"], "nested"),
    ],
)
def test_an_artefact_that_would_be_empty_is_refused(tmp_path, only, words):
    with pytest.raises(ExportError, match=words):
        export(release(column("string", "a")), tmp_path, only)
    assert not list(tmp_path.glob("demo*"))


def test_an_archive_of_what_was_chosen(tmp_path):
    export(release(column("string", "a")), tmp_path, ["archive", "data"])
    with zipfile.ZipFile(tmp_path / "demo-1.0.0-only/demo-1.0.0.zip") as archive:
        assert "demo-1.0.0/data/t.csv" in archive.namelist()


@pytest.mark.parametrize(("epoch", "year"), [("0", 1970), ("1606176000", 2020), ("", 2024)])
def test_the_moment_of_a_release(tmp_path, epoch, year):
    text = '{"name": "a", "created": "2024-02-03T00:00:00Z", "resources": []}'
    (tmp_path / "datapackage.json").write_text(text)
    found, _ = package.read(tmp_path / "datapackage.json")
    assert moment(found, epoch).year == year


@pytest.mark.parametrize("epoch", ["-5", "１７", "1e9", " ", "12 3", "1.5", "\n", "9" * 30, "abc"])
def test_what_is_no_moment_is_said_on_one_line(epoch):
    with pytest.raises(PipelineError, match="unset it") as caught:
        since_epoch(epoch)
    assert "\n" not in str(caught.value)
