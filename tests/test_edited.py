"""What was changed since the last commit is told where errors may come from it."""

import shutil
import subprocess

import pytest
from commands import command

from pipeline.release.edited import Edit, Raw, edited

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

TABLE = Raw("trees", "raw/trees.csv", ("id",))
BEFORE = 'id,name,note\na,松,\nb,柏,"x\ny"\nc,杨,z\n'


def git(folder, *words):
    who = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "core.autocrlf=false")
    subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True)


def committed(folder, text):
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "raw" / "trees.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "as it was")


def edits(folder, text):
    (folder / "raw" / "trees.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return [*edited(folder, [TABLE])]


def test_cells_rows_and_what_is_gone_are_told_with_their_lines(tmp_path):
    committed(tmp_path, BEFORE)
    after = BEFORE.replace("柏", "栢").replace("c,杨,z", "d,杨,z")
    assert edits(tmp_path, after) == [
        Edit("trees", "raw/trees.csv", 3, "b", "name", "柏", "栢"),
        Edit("trees", "raw/trees.csv", 5, "d"),
        Edit("trees", "raw/trees.csv", None, "c"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        BEFORE,
        "﻿" + BEFORE,
        BEFORE.replace("\n", "\r\n").replace("x\r\n", "x\n"),
        "",
        b"\xff",
        'id\n"a',
    ],
    ids=["same", "a mark", "line ends", "empty", "not UTF-8", "an open quote"],
)
def test_where_no_cell_can_be_compared_or_differs_nothing_is_told(tmp_path, text):
    committed(tmp_path, BEFORE)
    assert edits(tmp_path, text) == []


def test_without_a_commit_nothing_is_told(tmp_path):
    (tmp_path / "raw").mkdir()
    assert edits(tmp_path, BEFORE) == []
    committed(tmp_path / "raw", BEFORE)
    assert edits(tmp_path, BEFORE) == []


@pytest.fixture
def project(tmp_path):
    command("init", tmp_path / "demo")
    committed(tmp_path / "demo", "")
    return tmp_path / "demo"


def change(project, file, old, new):
    path = project / "raw" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="\n")


def test_an_error_elsewhere_sends_to_the_change_first(project):
    change(project, "places.csv", "east-village,东村", "east-hamlet,东村")
    done = command("validate", project)
    assert done.returncode == 1
    assert "changed since the last commit:\n" in done.stdout
    assert "places.csv:2 places / east-hamlet: a new row\n" in done.stdout
    assert "places.csv places / east-village: the row was taken out\n" in done.stdout
    assert "Next: look first whether what was changed is right (" in done.stdout


def test_an_error_at_the_change_is_named_as_ever(project):
    change(project, "plantings.csv", "420", "421")
    done = command("validate", project)
    assert "plantings / west-2025 / trees: `420` → `421`" in done.stdout
    assert "look first" not in done.stdout
    assert "plantings.csv:5" in done.stdout.splitlines()[-1]


def test_a_valid_project_is_not_asked_what_was_changed(project):
    change(project, "plantings.csv", "cypress,420,", "cypress,420,柏")
    done = command("validate", project)
    assert done.returncode == 0
    assert "changed since" not in done.stdout


def test_it_is_told_in_chinese_too(project):
    change(project, "places.csv", "east-village,东村", "east-hamlet,东村")
    said = command("--lang", "zh", "validate", project).stdout
    assert "上次提交之后的改动：" in said and "新增的行" in said and "先看改动是否正确" in said


def test_an_edit_that_no_error_is_about_does_not_send_anybody_there(project):
    change(project, "plantings.csv", "pine,480,", "pine,481,")
    git(project, "commit", "-qam", "a slip")
    change(project, "plantings.csv", "poplar,360,", "poplar,360,好")
    done = command("validate", project)
    assert "south-2025 / note: `nothing` → `好`" in done.stdout
    assert "look first" not in done.stdout
    assert "plantings.csv:2" in done.stdout.splitlines()[-1]


def test_what_nobody_sees_in_a_key_is_shown(project):
    change(project, "places.csv", "east-village,东村", "east​-village,东村")
    said = command("validate", project).stdout
    line = next(line for line in said.splitlines() if line.endswith(": a new row"))
    assert "​" not in line


WITHIN = ("places.csv", "东村,village,qingliu", "东村,village,west-village")


def last(project):
    return command("validate", project).stdout.splitlines()[-1]


def test_an_edit_without_which_the_error_would_not_be_there_is_looked_at_first(project):
    change(project, *WITHIN)
    said = command("validate", project).stdout
    assert "plantings.csv:3:70 error parts-make-the-whole" in said
    assert "look first whether what was changed is right (" in last(project)
    assert "places.csv:2)" in last(project)


def test_of_edits_in_several_tables_only_those_that_matter_are_named(project):
    change(project, *WITHIN)
    change(project, "sources.csv", "CC0-1.0;", "CC0;")
    assert "places.csv:2)" in last(project)
    assert "sources.csv" not in last(project)


def test_an_error_that_was_there_before_the_edits_is_not_laid_to_them(project):
    change(project, *WITHIN)
    git(project, "commit", "-qam", "a slip")
    change(project, "plantings.csv", "poplar,360,", "poplar,360,好")
    change(project, "sources.csv", "CC0-1.0;", "CC0;")
    assert "look first" not in last(project)
    assert "plantings.csv:5:59" in last(project)


def test_an_error_of_a_cell_itself_is_not_laid_to_an_edit_elsewhere(project):
    change(project, "plantings.csv", "pine,480,", "pine,many,")
    git(project, "commit", "-qam", "a slip")
    change(project, *WITHIN)
    assert "look first" not in last(project)
    assert "plantings.csv:2:56" in last(project)


def test_a_row_that_was_taken_out_is_an_edit_as_well(project):
    change(
        project, "document_spans.csv", "report-1,planting-report,1", "report-1,planting-report,9"
    )
    assert "document_spans.csv:2)" in last(project)
    git(project, "checkout", "-q", ".")
    change(project, "places.csv", "west-village,西村,village,qingliu\n", "")
    assert "places.csv)" in last(project)


def test_where_a_record_is_named_its_edited_cells_are_too(project):
    change(project, "plantings.csv", "pine,480,", "pine,481,")
    (project / "raw" / "sources" / "report.txt").unlink()
    assert "plantings.csv:2 (trees) first" in last(project)


def test_of_many_edits_none_is_named_before_the_error(project):
    more = "".join(f"p-{n},地{n},township,\n" for n in range(11))
    change(project, *WITHIN)
    with (project / "raw" / "places.csv").open("a", encoding="utf-8") as file:
        file.write(more)
    assert "plantings.csv:5:59" in last(project)
