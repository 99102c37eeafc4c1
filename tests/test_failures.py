"""Failing rows one can work with: `pipeline validate --failures DIR`, through the command."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from commands import command
from planting_builders import change, copy

from pipeline.cli.failures import write_failures
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import READ
from pipeline.render.failures import INDEX, files, index
from pipeline.report import Report, RowTexts, tally

BASE = Path(__file__).parent / "examples" / "base"
TALKS = "talk_id,person_id,kind,held_on,minutes,listeners,open,note\n"


@pytest.fixture
def project(tmp_path):
    return Path(shutil.copytree(BASE, tmp_path / "project"))


def talks(project, *rows):
    (project / "raw" / "talks.csv").write_text(TALKS + "\n".join(rows) + "\n", "utf-8")


def read(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_check_gets_the_full_rows_with_code_message_and_place(project, tmp_path):
    talks(
        project,
        't-1,chenmo,speech,2020-11-24,,１６８９,,"说：""好""，\n换行"',
        "t-2,ben,toast,2020-11-25,2,,false,=1+1",
        "t-3,nobody,speech,2020-12-22,,804,,=1+1𠮷",
    )
    out = tmp_path / "out"
    done = command("validate", project, "--failures", out)
    assert done.returncode == 1, done.stderr
    names = sorted(file.name for file in out.iterdir())
    assert names == ["foreign-key.talks.csv", "index.csv", "type-error.talks.csv"]
    first, second = read(out / "foreign-key.talks.csv")
    assert first["listeners"] == "１６８９"
    assert first["note"] == '说："好"，\n换行'
    assert second["note"] == "=1+1𠮷"  # as it stands: what is mended here can go back
    assert (first["_code"], first["_field"], first["_key"]) == ("foreign-key", "person_id", "t-1")
    assert (first["_path"], first["_line"], second["_line"]) == ("raw/talks.csv", "2", "5")
    assert "chenmo" in first["_message"]
    assert "chen-mo" in first["_hint"]
    listed = {row["check"]: row for row in read(out / INDEX)}
    assert listed["foreign-key"]["rows"] == listed["foreign-key"]["found_by_check"] == "2"
    assert not (out / INDEX).read_bytes().startswith(b"\xef\xbb\xbf")


def test_rows_that_are_ragged_or_broken_are_there_as_they_stand(project, tmp_path):
    talks(
        project, "t-1,ben,toast", "t-2,ben,toast,2020-11-25,2,,false,a,b,c", 't-3,b"en,toast,,,,,'
    )
    out = tmp_path / "out"
    command("validate", project, "--failures", out)
    (short,) = read(out / "missing-cell.talks.csv")
    assert (short["talk_id"], short["kind"], short["held_on"]) == ("t-1", "toast", "")
    (long,) = read(out / "extra-cell.talks.csv")
    assert (long["note"], long["_beyond_1"], long["_beyond_2"]) == ("a", "b", "c")
    (broken,) = read(out / "quote-error.talks.csv")
    assert broken["talk_id"] == 't-3,b"en,toast,,,,,'


def test_nothing_of_an_earlier_run_is_left(project, tmp_path):
    out = tmp_path / "out"
    talks(project, "t-1,nobody,speech,2020-11-24,,,,")
    assert command("validate", project, "--failures", out).returncode == 1
    talks(project, "t-1,ben,speech,24.11.2020,,,,")
    assert command("validate", project, "--failures", out).returncode == 1
    assert sorted(f.name for f in out.iterdir()) == ["index.csv", "type-error.talks.csv"]
    shutil.copy(BASE / "raw" / "talks.csv", project / "raw" / "talks.csv")
    done = command("validate", project, "--failures", out)
    assert done.returncode == 0, done.stdout
    assert [f.name for f in out.iterdir()] == [INDEX]
    assert read(out / INDEX) == []
    assert "no row fails" in done.stderr


@pytest.mark.parametrize("strange", ["notes.txt", "index.csv"])
def test_a_folder_with_files_of_others_is_refused_and_left_alone(project, tmp_path, strange):
    out = tmp_path / "out"
    out.mkdir()
    (out / strange).write_text("file,ours\n../project/raw/talks.csv,1\n", "utf-8")
    done = command("validate", project, "--failures", out)
    assert done.returncode == 2
    assert "name an empty or a new one" in done.stderr
    assert [f.name for f in out.iterdir()] == [strange]
    assert (project / "raw" / "talks.csv").exists()


def test_more_rows_than_people_read_are_written_all(project, tmp_path):
    talks(project, *(f"t-{n},nobody,speech,2020-01-01,,,," for n in range(1, READ + 51)))
    out = tmp_path / "out"
    done = command("validate", project, "--failures", out)
    assert "a table" not in done.stderr
    assert "foreign-key: 50 more, not shown" in done.stdout
    assert len(read(out / "foreign-key.talks.csv")) == READ + 50
    listed = {row["check"]: row for row in read(out / INDEX)}["foreign-key"]
    assert listed["found_by_check"] == listed["kept_of_check"] == str(READ + 50)


def test_rows_that_are_only_counted_are_told(tmp_path, capsys):
    many = [issue(row=n) for n in range(READ + 50)]
    found = Report.from_tallies(
        [tally("foreign-key", Layer.TABLE, many)], name="p", version=None, tables=()
    )
    write_failures(tmp_path / "out", found)
    assert f"foreign-key: the first {READ} of {READ + 50} a table" in capsys.readouterr().err


@pytest.mark.parametrize("marked", [True, False])
def test_the_files_have_a_mark_where_the_project_has_one(project, tmp_path, marked):
    talks(project, "t-3,nobody,speech,2020-12-22,,804,,植树")
    if marked:
        with (project / "datapackage.yaml").open("a", encoding="utf-8") as file:
            file.write("\nx-pipeline: {layout: {bom: true}}\n")
    out = tmp_path / "out"
    for _ in range(2):  # the second run knows the folder again
        assert command("validate", project, "--failures", out).returncode == 1
    assert len([*out.iterdir()]) == 2
    for file in out.iterdir():
        assert file.read_bytes().startswith(b"\xef\xbb\xbf") is marked
    row = next(csv.DictReader((out / "foreign-key.talks.csv").open(encoding="utf-8-sig")))
    assert (row["_line"], row["_column"], row["_field"]) == ("2", "5", "person_id")


def test_a_package_of_somebody_else_has_its_failing_rows_too(tmp_path):
    fields = [{"name": "id", "type": "integer"}, {"name": "_code", "type": "string"}]
    package = {
        "name": "theirs",
        "resources": [{"name": "t", "path": "t.csv", "schema": {"fields": fields}}],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    (tmp_path / "t.csv").write_text("id,_code\n1,a\nzwei,b\n", "utf-8")
    out = tmp_path / "out"
    done = command("validate", tmp_path / "datapackage.json", "--failures", out)
    assert done.returncode == 1, done.stderr
    (row,) = read(out / "type-error.t.csv")
    assert (row["id"], row["_code"], row["__code"]) == ("zwei", "b", "type-error")


def issue(**more):
    given = {"code": "near", "layer": Layer.RULE, "severity": Severity.ERROR, "message": "differ"}
    return Issue(**given, **more)


def test_a_case_of_a_rule_brings_all_the_rows_that_it_is_about():
    related = (Place("a", "raw/a.csv", 2, 2, "x"), Place("b", "raw/b.csv", 3, 3, "y", column=4))
    found = issue(
        resource="a", path="raw/a.csv", row=2, line=2, column=70, key="x", related=related
    )
    rows = {"a": RowTexts(("id",), {2: ("x",)}), "b": RowTexts(("id", "n"), {3: ("y", "1")})}
    report = Report("p", None, (), (tally("near", Layer.RULE, [found]),), rows=rows)
    made = {file.name: file.text.splitlines() for file in files(report)}
    assert set(made) == {"near.a.csv", "near.b.csv"}
    assert made["near.b.csv"][1].startswith("y,1,near,differ,")
    assert made["near.b.csv"][1].endswith(",raw/b.csv,3,4,,y")
    assert len(made["near.a.csv"]) == 2


def test_each_row_has_the_column_of_its_own_cell(tmp_path):
    project = copy(tmp_path)
    change(project, "plantings.csv", "480", "481")
    out = tmp_path / "out"
    command("validate", project, "--failures", out)
    (file,) = out.glob("parts-make-the-whole.*.csv")
    lines = (project / "raw" / "plantings.csv").read_text(encoding="utf-8").splitlines()
    rows = read(file)
    assert len(rows) > 1
    for row in rows:
        at = int(row["_column"])
        assert lines[int(row["_line"]) - 1][at - 1 :].startswith(row[row["_field"]])


@pytest.mark.parametrize("table", ["../../etc", "a/b", "a\\b", "CON", "表", "x" * 300, "a\nb"])
def test_whatever_a_table_is_called_its_file_stays_in_the_folder(table):
    twice = [issue(resource=table, row=2), issue(resource=table.swapcase(), row=3)]
    report = Report("p", None, (), (tally("near", Layer.RULE, twice),))
    names = [file.name for file in files(report)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(Path(name).name == name and len(name) < 120 and name.isascii() for name in names)
    assert index(files(report)).splitlines()[1].startswith(names[0])
