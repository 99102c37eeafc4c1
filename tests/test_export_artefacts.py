"""Each kind of artefact, opened by a library that did not write it."""

import importlib
import json
import re
import sqlite3
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml
from export_builders import F, column, release, rich, table
from jsonschema import Draft202012Validator

from pipeline.errors import ExportError
from pipeline.export import Nested, build, export, readme

ROOT = Path(__file__).resolve().parent.parent


def nested():
    events = table("events", [F(name="id"), F(name="name")], [("e-1", "表彰"), ("e-2", "座谈")])
    lists = table(
        "lists", [F(name="id"), F(name="event_id", references=("events", "id"))],
        [("l-1", "e-1"), ("l-2", None)],
    )  # fmt: skip
    return release(
        events,
        lists,
        nested=Nested(by="events", under={"events": ("lists",)}, labels={"events": "name"}),
    )


def written(tmp_path, given, only=()):
    export(given, tmp_path, only)
    return tmp_path / f"demo-1.0.0{'-only' if only else ''}"


def test_documents_nest_and_name(tmp_path):
    root = written(tmp_path, nested())
    read = json.loads((root / "demo.events.json").read_bytes())
    inner = {"id": "l-1", "event_id": "e-1", "event_id_label": "表彰"}
    assert read["events"] == [
        {"id": "e-1", "name": "表彰", "lists": [inner]},
        {"id": "e-2", "name": "座谈", "lists": []},
    ]
    schema = json.loads((root / "demo.events.schema.json").read_bytes())
    Draft202012Validator(schema).validate(read)
    read["events"][0]["lists"][0]["event_id"] = 7
    assert not Draft202012Validator(schema).is_valid(read)


def test_the_database_is_typed_and_linked(tmp_path):
    root = written(tmp_path, nested())
    with sqlite3.connect(root / "demo.sqlite") as base:
        assert base.execute("SELECT * FROM lists_named").fetchall() == [
            ("l-1", "e-1", "表彰"), ("l-2", None, None),
        ]  # fmt: skip
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            base.execute("INSERT INTO lists VALUES ('l-3', 'e-9')")
        indexes = [row[1] for row in base.execute("PRAGMA index_list(lists)")]
        assert "lists_event_id" in indexes


def test_numbers_that_no_double_holds_are_text_in_the_database(tmp_path):
    exact = Decimal("0.12345678901234567890123")
    root = written(tmp_path, release(column("number", exact, Decimal(3))))
    with sqlite3.connect(root / "demo.sqlite") as base:
        assert base.execute("SELECT v FROM t").fetchall() == [(str(exact).rstrip("0"),), ("3",)]
    read = duckdb.read_parquet(str(root / "parquet/t.parquet"))
    assert str(read.types[1]).startswith("DECIMAL") and read.fetchall()[0][1] == exact


def test_parquet_has_types(tmp_path):
    root = written(tmp_path, rich())
    read = duckdb.read_parquet(str(root / "parquet/people.parquet"))
    types = dict(zip(read.columns, map(str, read.types), strict=True))
    assert types["active"] == "BOOLEAN" and types["born"] == "DATE" and types["seen"] == "TIMESTAMP"
    assert read.fetchall()[1][5] == date(1893, 12, 26)


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    import openpyxl

    traps = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "'=1", '=HYPERLINK("x")']
    root = written(tmp_path, release(column("string", *traps)))
    sheet = openpyxl.load_workbook(root / "demo.xlsx")["t"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(traps)
    assert all(cell.quotePrefix for cell in cells)
    assert (
        "=1+1" in (root / "data/t.csv").read_text()
        and "becomes a formula" in (root / "README.md").read_text()
    )


def test_one_metadata_for_all_descriptions(tmp_path):
    root = written(tmp_path, replace(rich(), report={"valid": True}, changelog="# 1.0.0\n"))
    cff = yaml.safe_load((root / "CITATION.cff").read_bytes())
    crate = json.loads((root / "ro-crate-metadata.json").read_bytes())
    entities = {item["@id"]: item for item in crate["@graph"]}
    dataset = json.loads((root / "dataset.jsonld").read_bytes())
    about = entities["./"]
    assert {cff["title"], about["name"], dataset["name"]} == {"Demonstration"}
    assert {cff["date-released"], about["datePublished"], dataset["datePublished"]} == {
        "2020-11-24"
    }
    assert (cff["cff-version"], cff["license"]) == ("1.2.0", "CC-BY-4.0")
    assert cff["authors"] == [{"name": "某某某"}] and dataset["creator"][0]["name"] == "某某某"
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    for key in ("license", "author", "hasPart"):
        assert about[key] and all(item["@id"] in entities for item in about[key])
    assert {"report.json", "CHANGELOG.md", "demo.sqlite"} <= set(entities)


def test_only_what_is_chosen_and_never_over_a_whole_release(tmp_path):
    whole = written(tmp_path, rich())
    part = written(tmp_path, rich(), ["sqlite"])
    assert sorted(item.name for item in part.iterdir()) == ["SHA256SUMS", "demo.sqlite"]
    assert (whole / "demo.xlsx").is_file()
    part = written(tmp_path, rich(), ["descriptor", "readme"])
    assert (part / "data/people.csv").is_file() and "demo.xlsx" not in (
        part / "README.md"
    ).read_text()
    with pytest.raises(ExportError, match="no artefact `excel`; --only takes data, "):
        export(rich(), tmp_path, ["excel"])
    full = replace(nested(), report={"report": 1}, changelog="# Changelog\n")
    for writer in build.WRITERS:
        if writer.name not in ("sums", "archive"):  # these cover what is chosen beside them
            export(full, tmp_path, [writer.name])


@pytest.mark.parametrize(
    ("module", "path", "change"),
    [
        ("database", "demo.sqlite", "UPDATE lists SET event_id = 'e-2' WHERE id = 'l-1'"),
        ("database", "demo.sqlite", "UPDATE lists SET event_id = 'e-9' WHERE id = 'l-1'"),
        ("database", "demo.sqlite", "DELETE FROM lists"),
        ("documents", "demo.events.json", ("座谈", "座談")),
        ("documents", "demo.events.json", ('"id": "e-2"', '"id": "e-3"')),
        ("citation", "CITATION.cff", ("Demonstration", "Demo")),
        ("dictionary", "DICTIONARY.md", ("events", "event")),
        ("json_schemas", "demo.schema.json", ('"string"', '"integer"')),
    ],
)
def test_what_reads_back_otherwise_is_found(tmp_path, module, path, change):
    root = written(tmp_path, nested())
    if isinstance(change, str):
        with sqlite3.connect(root / path) as base:
            base.execute(change)
    else:
        text = (root / path).read_text("utf-8")
        assert change[0] in text
        (root / path).write_text(text.replace(*change), "utf-8")
    with pytest.raises(ExportError, match="does not read back"):
        importlib.import_module(f"pipeline.export.{module}").check(nested(), root)


def test_parquet_that_reads_back_otherwise_is_found(tmp_path):
    from pipeline.export import parquet

    root = written(tmp_path, nested())
    (root / "parquet/lists.parquet").write_bytes((root / "parquet/events.parquet").read_bytes())
    with pytest.raises(ExportError, match="header reads back"):
        parquet.check(nested(), root)


def test_the_lines_of_the_readme_run(tmp_path, monkeypatch):
    root = written(tmp_path, rich())
    monkeypatch.chdir(root)
    lines = {name: code for name, _, code in readme.usage(rich())}
    assert list(lines) == ["pandas", "R", "DuckDB", "Datasette"]
    assert all(len(code) == 3 for code in lines.values())
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines["pandas"])], capture_output=True, text=True
    )
    assert done.returncode == 0 and "p-1" in done.stdout, done.stderr
    with duckdb.connect() as con:
        assert len(con.execute("\n".join(lines["DuckDB"])).fetchall()) == 5
    described = json.loads((root / "datasette.json").read_bytes())["databases"]["demo"]["tables"]
    assert described["people"]["facets"] == ["kind", "rank"]
    assert described["people"]["columns"]["name"] == "As printed. · 照录。"


def test_the_constraints_lock_what_the_program_needs():
    listed = [
        line for line in (ROOT / "constraints.txt").read_text().splitlines() if line[0] != "#"
    ]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in listed)
    pinned = {line.split("==")[0] for line in listed}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[<>=!\[ ]", item)[0].lower() for item in project["dependencies"]}
    assert needed <= pinned
