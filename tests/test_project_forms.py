"""A project whose tables stand in parts, inline or packed: read whole, and refused where written."""

import csv
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from commands import command

import pipeline
from pipeline.project import Project
from pipeline.tidying import tidy

BASE = Path(__file__).resolve().parent / "examples" / "base"


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    return tmp_path / "tiny"


def declare(project: Path, name: str, **changes) -> None:
    file = project / "datapackage.yaml"
    descriptor = yaml.safe_load(file.read_text(encoding="utf-8"))
    (item,) = (item for item in descriptor["resources"] if item["name"] == name)
    item |= changes
    for key in [key for key, value in item.items() if value is None]:
        del item[key]
    file.write_text(yaml.safe_dump(descriptor, allow_unicode=True), encoding="utf-8")


def in_parts(project: Path) -> None:
    header, *rows = (project / "raw/people.csv").read_text(encoding="utf-8").splitlines(True)
    for number, row in enumerate(rows, 1):
        (project / f"raw/people-{number}.csv").write_text(header + row, encoding="utf-8")
    (project / "raw/people.csv").unlink()
    declare(project, "people", path=[f"raw/people-{n}.csv" for n in range(1, len(rows) + 1)])


def inline(project: Path) -> None:
    with (project / "raw/people.csv").open(encoding="utf-8", newline="") as file:
        rows = [[cell or None for cell in row] for row in csv.reader(file)]
    (project / "raw/people.csv").unlink()
    declare(project, "people", path=None, data=rows)


def packed(project: Path) -> None:
    content = (project / "raw/people.csv").read_bytes()
    (project / "raw/people.csv.gz").write_bytes(gzip.compress(content))
    (project / "raw/people.csv").unlink()
    declare(project, "people", path="raw/people.csv.gz")


FORMS = pytest.mark.parametrize("form", [in_parts, inline, packed])


def run(*words) -> tuple[int, str]:
    done = command(*words)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return done.returncode, said


@FORMS
def test_every_row_is_read_and_released(tiny, form):
    form(tiny)
    report = pipeline.validate(tiny)
    assert [issue.code for issue in report.issues] == []
    assert [table.rows for table in report.tables] == [3, 3]
    code, said = run("export", tiny)
    assert code == 0, said
    (release,) = (item for item in (tiny / "build").iterdir() if item.is_dir())
    released = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    assert released["resources"][0]["path"].endswith("people.csv")
    assert "data" not in released["resources"][0]
    code, said = run("diff", release, tiny)
    assert code == 0, said


def test_an_issue_names_its_part(tiny):
    in_parts(tiny)
    file = tiny / "raw/people-3.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("1961", "19x1"), encoding="utf-8")
    issues = pipeline.validate(tiny).issues
    places = [(i.path, i.part, i.line) for i in issues if i.resource == "people"]
    assert places and set(places) == {("raw/people-3.csv", 3, 2)}


def test_an_issue_points_into_inline_data(tiny):
    inline(tiny)
    file = tiny / "datapackage.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("'1961'", "'19x1'"), encoding="utf-8")
    (issue, *_) = [i for i in pipeline.validate(tiny).issues if i.resource == "people"]
    assert (issue.path, issue.pointer) == ("datapackage.yaml", "/resources/0/data/3/2")


@FORMS
def test_fmt_writes_plain_files_and_leaves_the_others(tiny, form):
    form(tiny)
    done = tidy(Project.find(tiny), write=False)
    assert not done.refused
    assert len(done.files) == {in_parts: 4, inline: 1, packed: 1}[form]
    assert list(done.left) == (["raw/people.csv.gz"] if form is packed else [])


def test_a_descriptor_that_is_named_is_data_and_says_so(tiny):
    code, said = run("validate", tiny / "datapackage.yaml")
    assert code == 0
    assert "read as data" in said


def test_what_models_print_is_no_part_of_the_report(tiny):
    file = tiny / "schemas/models.py"
    noise = "import os\nprint('by Python')\nos.write(1, b'past Python\\n')\n"
    file.write_text(file.read_text(encoding="utf-8") + noise, encoding="utf-8")
    words = [sys.executable, "-m", "pipeline", "validate", str(tiny), "--format", "json"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert json.loads(done.stdout)["valid"] is True
    assert b"by Python" in done.stderr and b"past Python" in done.stderr


def test_a_run_that_is_ended_leaves_no_scratch(tmp_path):
    scratch, file = tmp_path / "scratch", tmp_path / "t.csv"
    scratch.mkdir()
    rows = "".join(f'{n}, "a; b"\n' for n in range(400_000))
    file.write_text("id,note\n" + rows, encoding="utf-8")
    resource = {"name": "t", "path": "t.csv", "dialect": {"skipInitialSpace": True},
                "schema": {"fields": [{"name": "id"}, {"name": "note"}]}}  # fmt: skip
    target = tmp_path / "datapackage.json"
    target.write_text(json.dumps({"name": "x", "resources": [resource]}), encoding="utf-8")
    words = [sys.executable, "-m", "pipeline", "validate", str(target)]
    env = os.environ | {"TMPDIR": str(scratch)}
    with subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        until = time.monotonic() + 30
        while not list(scratch.rglob("*.csv")) and time.monotonic() < until and run.poll() is None:
            time.sleep(0.02)
        assert list(scratch.iterdir()), "it ended before it could be ended"
        run.send_signal(signal.SIGTERM)
        said = run.communicate(timeout=60)[1].decode("utf-8")
    assert run.returncode not in (0, 1)
    assert "Traceback" not in said
    assert not list(scratch.iterdir())
