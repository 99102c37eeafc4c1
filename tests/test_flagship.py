"""The flagship as its curators and consumers meet it: through the command, on its real data."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import command, ours

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT.parent / "shared" / "sources"


def run(*words, cwd=None, **environment):
    return command(*words, cwd=cwd, env=ours() | environment)


def report(folder, *words):
    done = run("validate", folder, "--format", "json", *words)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def flagship(tmp_path):
    for name in ("raw", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.yaml", tmp_path)
    return tmp_path


def rows(folder, table):
    with (folder / "raw" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rewrite(folder, table, change):
    """Rewrite a table row by row; `change` gives the row back, changed, or None to drop it."""
    kept = [change(dict(row)) for row in rows(folder, table)]
    header = list(rows(folder, table)[0])
    with (folder / "raw" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in kept if row is not None)


def edited(key, field, value):
    def change(row):
        if next(iter(row.values())) == key:
            assert row[field] != value
            row[field] = value
        return row

    return change


def test_the_flagship_is_valid_and_every_rule_saw_cases():
    code, found = report(ROOT)
    assert code == 0, found["issues"][:3]
    rules = {c["code"]: c for c in found["checks"] if c["layer"] == "rule"}
    files = {path.stem for path in (ROOT / "schemas" / "rules").glob("*.sql")}
    assert files <= set(rules)
    assert all(rules[name]["state"] == "passed" and rules[name]["evaluated"] for name in files)


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the source texts are not at hand")
def test_with_the_texts_every_passage_has_its_place():
    code, found = report(ROOT, "--sources", TEXTS)
    assert code == 0, found["issues"][:3]
    assert found["sources"] == "re-read"
    counts = {c["code"]: c["evaluated"] for c in found["checks"] if c["layer"] == "evidence"}
    assert counts["passage"] > 200
    assert counts["document-span"] == len(rows(ROOT, "document_spans"))
    assert counts["coverage"] > 600
    gated = [r for r in rows(ROOT, "coverage") if r["kind"] in ("arabic-numeral", "known-name")]
    assert len(gated) == 2 * len(rows(ROOT, "sources"))
    assert {row["unseen"] for row in gated} == {"0"}


def counted_twice():
    """Every total that several documents state, or that a roster counts."""
    claims = rows(ROOT, "claims")
    national = [c for c in claims if c["measure_id"] == "honourees" and c["place_id"] == "china"]
    qinghai = [c for c in claims if c["measure_id"] == "honourees" and c["place_id"] == "qinghai"]
    beijing = [
        c
        for c in claims
        if c["measure_id"] == "honourees"
        and c["event_id"] == "beijing-commendation-2020"
        and c["value"] in ("664", "484", "186")
    ]
    found = [c["claim_id"] for c in (*national, *qinghai, *beijing)]
    assert len(found) >= 4 + 2 + 6
    return found


@pytest.mark.parametrize("claim", counted_twice())
def test_one_digit_changed_in_a_total_is_caught_with_its_line(flagship, claim):
    value = next(c["value"] for c in rows(flagship, "claims") if c["claim_id"] == claim)
    other = value[:-1] + str((int(value[-1]) + 1) % 10)
    rewrite(flagship, "claims", edited(claim, "value", other))
    code, found = report(flagship)
    assert code == 1
    lines = {
        place["line"]
        for issue in found["issues"]
        for place in (issue, *issue["related"])
        if place["path"] == "raw/claims.csv"
    }
    expected = 2 + [c["claim_id"] for c in rows(flagship, "claims")].index(claim)
    assert expected in lines


@pytest.mark.parametrize("entry", [c["list_entry_id"] for c in rows(ROOT, "list_entries")][::7])
def test_a_dropped_roster_line_is_caught(flagship, entry):
    rewrite(flagship, "list_entries", lambda r: None if r["list_entry_id"] == entry else r)
    rewrite(flagship, "conferrals", lambda r: None if r["list_entry_id"] == entry else r)
    code, found = report(flagship)
    assert code == 1
    assert "rosters-as-stated" in {issue["code"] for issue in found["issues"]}


def test_a_post_left_out_is_caught(flagship):
    entry = rows(flagship, "list_entries")[0]["list_entry_id"]
    rewrite(flagship, "posts", lambda r: None if r["list_entry_id"] == entry else r)
    code, found = report(flagship)
    assert code == 1
    assert "posts-cover-offices" in {issue["code"] for issue in found["issues"]}


@pytest.mark.parametrize(
    ("table", "key", "name"),
    [
        ("organizations", "beijing-government", "北京市人民政俯"),
        ("organizations", "state-council", "中华人民共和国国务"),
        ("organizations", "beijing-finance-bureau", "北京市经财政局"),
        ("organizations", "acftu", "中华全国总工會"),
        ("people", "deng-xiaoping", "鄧小平"),
        ("places", "gangcha", "剛察县"),
        ("places", "great-hall-of-the-people", "人民大会"),
        ("things", "beijing-model-worker-wall", "“劳模墙”、劳动广厂"),
        ("honours", "beijing-model-worker", "北京市劳动模苑"),
    ],
)
def test_a_changed_name_is_told_at_its_record(flagship, table, key, name):
    rewrite(flagship, table, edited(key, "name", name))
    code, found = report(flagship)
    assert code == 1
    line = 2 + [next(iter(row.values())) for row in rows(flagship, table)].index(key)
    told = {
        issue["code"]
        for issue in found["issues"]
        if (issue["path"], issue["line"]) == (f"raw/{table}.csv", line)
    }
    assert told & {"bodies-spelt", "names-printed", "places-coded"}, found["issues"][:3]


def test_every_member_of_the_rosters_has_a_body_and_a_post(flagship):
    held = {
        r["list_entry_id"]
        for r in rows(flagship, "posts")
        if r["organization_id"] and r["organization_as_printed"] and r["post"]
    }
    assert {r["list_entry_id"] for r in rows(flagship, "list_entries")} <= held


def test_the_page_of_the_dataset_shows_the_data_of_today():
    command = [sys.executable, ROOT / "docs" / "generate.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("roster", [row["list_id"] for row in rows(ROOT, "lists")])
@pytest.mark.parametrize("whole", [True, False])
def test_a_deleted_roster_is_caught(flagship, roster, whole):
    gone = {r["list_entry_id"] for r in rows(flagship, "list_entries") if r["list_id"] == roster}
    rewrite(flagship, "list_entries", lambda r: None if r["list_id"] == roster else r)
    rewrite(flagship, "conferrals", lambda r: None if r["list_entry_id"] in gone else r)
    if whole:
        rewrite(flagship, "lists", lambda r: None if r["list_id"] == roster else r)
    code, found = report(flagship)
    assert code == 1
    assert "rosters-as-stated" in {issue["code"] for issue in found["issues"]}


def test_all_rosters_deleted_are_caught(flagship):
    gone = {r["list_entry_id"] for r in rows(flagship, "list_entries")}
    rewrite(flagship, "list_entries", lambda r: None)
    rewrite(flagship, "lists", lambda r: None)
    rewrite(flagship, "conferrals", lambda r: None if r["list_entry_id"] in gone else r)
    code, found = report(flagship)
    assert code == 1
    states = {c["code"]: c["state"] for c in found["checks"]}
    assert states["list-positions"] == "vacuous"
    assert states["rosters-as-stated"] == "failed"


@pytest.mark.parametrize(
    ("table", "field", "value", "code"),
    [
        ("list_entries", "person_id", "zong-bang", "foreign-key"),
        ("claims", "document_id", "no-such-document", "foreign-key"),
        ("claims", "comparator", "equals", "constraint-error"),
        ("documents", "kind", "Speech", "constraint-error"),
        ("list_entries", "gender", "女", "constraint-error"),
    ],
)
def test_a_reference_or_category_that_is_not_there_is_placed(flagship, table, field, value, code):
    key = next(iter(rows(flagship, table)[3].values()))
    rewrite(flagship, table, edited(key, field, value))
    status, found = report(flagship)
    assert status == 1
    issue = next(i for i in found["issues"] if i["code"] == code)
    assert (issue["path"], issue["line"], issue["field"], issue["value"]) == (
        f"raw/{table}.csv", 5, field, value
    )  # fmt: skip
    assert issue["hint"]


def test_an_id_used_twice_is_placed_at_its_second_use(flagship):
    first, second = rows(flagship, "people")[2:4]
    rewrite(flagship, "people", edited(second["person_id"], "person_id", first["person_id"]))
    code, found = report(flagship)
    assert code == 1
    issue = next(i for i in found["issues"] if i["code"] == "primary-key")
    assert (issue["line"], issue["related"][0]["line"]) == (5, 4)


def every_library_finds_the_same_rows(folder, data):
    """Each opens its own artefact of the flagship; JSON holds the values they are held to."""
    import sqlite3

    import duckdb
    import frictionless
    import openpyxl
    from jsonschema import Draft202012Validator

    counts = {name: len(records) for name, records in data.items()}
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid
    assert {task.name: task.stats["rows"] for task in report.tasks} == counts
    for kind in ("", ".events"):
        schema = json.loads((folder / f"laomo-2020{kind}.schema.json").read_bytes())
        Draft202012Validator(schema).validate(
            json.loads((folder / f"laomo-2020{kind}.json").read_bytes())
        )
    with sqlite3.connect(folder / "laomo-2020.sqlite") as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, records in data.items():
            assert [tuple(r.values()) for r in records] == base.execute(
                f'SELECT * FROM "{name}" ORDER BY rowid'
            ).fetchall()
        assert base.execute("SELECT person_id_label FROM conferrals_named").fetchone()[0]
    for name, records in data.items():
        read = duckdb.read_parquet(str(folder / f"parquet/{name}.parquet")).fetchall()
        assert [[str(v) for v in r.values()] for r in records] == [
            [str(v) if not isinstance(v, float) else f"{v:.15g}" for v in row] for row in read
        ]
    book = openpyxl.load_workbook(folder / "laomo-2020.xlsx", read_only=True)
    seen = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert seen == ["contents", *data]
    for name, records in data.items():
        found = book[name].iter_rows(min_row=2, values_only=True)
        keys = [row[0].partition(" · ")[0] for row in found if row[0]]  # some are references
        assert keys == [next(iter(r.values())) for r in records]


def test_the_export_reads_back(flagship, tmp_path):
    done = run("export", flagship)
    assert done.returncode == 0, done.stderr
    version = "laomo-2020-0.1.0"
    folder = flagship / "build" / version
    assert (folder / f"{version}.zip").is_file()
    data = json.loads((folder / "laomo-2020.json").read_text(encoding="utf-8"))["tables"]
    views = ["figures", "honourees", "variant_readings"]
    assert list(data)[:3] == views and all(data[name] for name in views)
    assert {name: len(records) for name, records in data.items() if name not in views} == {
        name: len(rows(flagship, name)) for name in data if name not in views
    }
    every_library_finds_the_same_rows(folder, data)
    assert [r["name"] for r in data["list_entries"]] == [
        r["name"] for r in rows(flagship, "list_entries")
    ]
    sums = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert sums.returncode == 0


def test_the_export_refuses_errors_and_leaves_the_old_release(flagship):
    assert run("export", flagship).returncode == 0
    before = {p: p.stat().st_mtime_ns for p in (flagship / "build").rglob("*")}
    rewrite(flagship, "claims", edited(rows(flagship, "claims")[0]["claim_id"], "unit", "people"))
    done = run("export", flagship)
    assert done.returncode == 1
    assert "No release was written" in done.stderr
    assert {p: p.stat().st_mtime_ns for p in (flagship / "build").rglob("*")} == before
