"""`pipeline init`: what a new user meets, from the empty folder to the release, by the command."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import typer.main
import yaml
from commands import command
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.errors import ProjectError
from pipeline.init import named, staged, write


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new")
    done = command("init", "demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "demo", done


@pytest.fixture
def project(made, tmp_path):
    folder = tmp_path / "demo"
    for name, data in content(made[0]).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_it_names_every_file_and_says_what_to_do_next(made):
    folder, done = made
    *wrote, last = done.stdout.splitlines()
    assert sorted(wrote) == sorted(f"wrote demo/{name}" for name in content(folder))
    assert last == "Next: cd demo && pipeline validate (README.md goes on from there)"
    assert done.stderr == ""


def test_it_is_sound_as_it_stands(project):
    for words in (["validate", "--fail-on", "info"], ["fmt", "--check"], ["schemas", "--check"]):
        done = command(*words, cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "demo 0.1.0 is valid in" in command("validate", cwd=project).stdout
    before = content(project)
    assert command("anchor", cwd=project).returncode == 0
    assert content(project) == before


def test_from_the_slip_to_its_repair_and_a_release(project):
    table = project / "raw" / "plantings.csv"
    right = table.read_text("utf-8")
    table.write_text(right.replace("pine,480,", "pine,481,"), "utf-8")
    done = command("validate", cwd=project)
    assert done.returncode == 1
    assert "raw/plantings.csv:2:56 error missing-evidence: `481` is not printed" in done.stdout
    assert "error parts-make-the-whole: qingliu-2025: expected 1260, found 1261" in done.stdout
    assert command("export", cwd=project).returncode == 1
    assert not (project / "build").exists() or not list((project / "build").glob("demo-*"))
    table.write_text(right, "utf-8")
    done = command("export", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    done = command("verify", "build/demo-0.1.0", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_the_text_the_data_are_attested(project):
    (project / "raw" / "sources" / "report.txt").unlink()
    done = command("validate", cwd=project)
    assert done.returncode == 0, done.stdout
    assert "attested" in done.stdout


def test_all_that_its_checks_let_pass_is_text_of_its_own(project):
    done = command("mutate", "--budget", "1000", "--format", "json", cwd=project)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["made"] == told["possible"]
    assert {f"{item['table']}.{item['field']}" for item in told["survivors"]} == {
        "documents.kind", "documents.title", "sources.kind", "sources.rights", "sources.title",
    }  # fmt: skip


def test_a_second_time_it_refuses_and_changes_nothing(project):
    before = content(project)
    done = command("init", project)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "holds files already (.gitattributes, .github, .gitignore, …)" in done.stderr
    assert content(project) == before


def test_a_file_and_an_impossible_name_are_refused(tmp_path):
    (tmp_path / "a.txt").write_text("mine")
    assert "is a file" in command("init", tmp_path / "a.txt").stderr
    done = command("init", tmp_path / "new", "--name", "Zwei Wörter")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--name Zwei Wörter: a dataset is named with a-z" in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_with_a_repository_in_it_is_taken(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / ".pipeline-init").mkdir()  # of a run that was killed
    (tmp_path / ".pipeline-init" / "half").write_text("")
    done = command("init", ".", "--name", "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Next: pipeline validate" in done.stdout
    assert not (tmp_path / ".pipeline-init").exists()
    assert (tmp_path / ".git" / "HEAD").exists()
    assert yaml.safe_load((tmp_path / "datapackage.yaml").read_text())["name"] == "mine"


@pytest.mark.parametrize("there", [True, False])
def test_where_it_fails_nothing_is_left(tmp_path, there):
    folder = tmp_path / "above" / "new"
    if there:
        folder.mkdir(parents=True)

    def fails():
        with staged(folder) as stage:
            (stage / "half").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert folder.exists() == there
    assert list((folder if there else tmp_path).iterdir()) == []


def test_where_a_file_cannot_be_put_in_place_the_others_go_again(tmp_path):
    def fails():
        with staged(tmp_path) as stage:
            (stage / "a").mkdir()
            (stage / "b").write_text("ours")
            (tmp_path / "b").mkdir()  # while we wrote, somebody else did too

    with pytest.raises(OSError):
        fails()
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize(
    ("folder", "name", "expected"),
    [("My Data!", None, "my-data"), ("植树", None, "my-dataset"), ("x", "a.b_c-1", "a.b_c-1")],
)
def test_a_dataset_is_named_after_its_folder(tmp_path, folder, name, expected):
    assert named(tmp_path / folder, name) == expected


@pytest.mark.parametrize("name", ["", "-a", "a--b", "A", "植树", "../a"])
def test_what_is_no_name_is_refused(tmp_path, name):
    with pytest.raises(ProjectError):
        named(tmp_path, name)


def test_the_same_words_give_the_same_bytes_and_no_brace_is_left(tmp_path):
    words = {"name": "n", "identifier": "0" * 36, "today": "2020-11-24"}
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write(folder, **words)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    for name in ("datapackage.yaml", "README.md", "raw/sources.csv"):
        assert b"{" not in content(tmp_path / "a")[name], name
    created = yaml.safe_load((tmp_path / "a" / "datapackage.yaml").read_text("utf-8"))["created"]
    assert created == "2020-11-24T00:00:00Z"


def test_in_chinese_its_readme_is_chinese_and_names_the_same_commands(tmp_path):
    done = CliRunner().invoke(app, ["--lang", "zh", "init", str(tmp_path / "demo")])
    text = (tmp_path / "demo" / "README.md").read_text("utf-8")
    english = (files("pipeline.init") / "files" / "README.md").read_text("utf-8")
    commands = [re.findall(r"^pipeline [a-z]+", page, re.MULTILINE) for page in (text, english)]
    assert done.exit_code == 0 and text.startswith("# demo\n\n用 `pipeline`")
    assert commands[0] == commands[1]
    room = files("pipeline.init") / "files"
    flows = [
        (tmp_path / "demo" / ".github" / "workflows" / "data.yml").read_text("utf-8"),
        (room / "data.yml").read_text("utf-8"),
    ]
    assert flows[0].startswith("# 关卡：") and flows[1].startswith("# The gate:")
    assert yaml.safe_load(flows[0]) == yaml.safe_load(flows[1])


@pytest.mark.parametrize("name", ["gitignore", "gitattributes"])
def test_in_chinese_what_git_reads_is_the_same_and_its_remarks_are_chinese(tmp_path, name):
    said = {}
    for chinese in (False, True):
        folder = tmp_path / str(chinese)
        write(folder, name="n", identifier="i", today="2020-11-24", chinese=chinese)
        said[chinese] = (folder / f".{name}").read_text("utf-8").splitlines()
    plain = [[line for line in said[which] if not line.startswith("#")] for which in said]
    assert plain[0] == plain[1] and len(said[True]) == len(said[False])
    remarks = [line for line in said[True] if re.search("[a-z]", line) and line.startswith("# ")]
    assert all(re.search("[\u4e00-\u9fff]", line) or line == "# /raw/sources/" for line in remarks)


def test_every_file_of_the_room_is_used(tmp_path):
    room = files("pipeline.init") / "files"
    held = [item.name for item in room.iterdir() if item.name != "__pycache__"]
    assert len(held) - 4 == len(write(tmp_path, name="n", identifier="i", today="2020-11-24"))
    assert not [name for name in held if name.startswith(".")]
    assert Path(pipeline.__file__).parent in Path(str(room)).parents


def test_the_workflow_may_do_no_more_than_read(project):
    text = (project / ".github" / "workflows" / "data.yml").read_text("utf-8")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {}
    (job,) = flow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert job["steps"][0]["with"]["persist-credentials"] is False
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", job["steps"][0]["uses"])


def test_its_readme_names_commands_that_exist(project):
    shell = re.search(r"```sh\n(.*?)```", (project / "README.md").read_text("utf-8"), re.DOTALL)
    commands = typer.main.get_command(app).commands
    for line in shell[1].splitlines():
        _, name, *words = line.split("#")[0].split()
        known = {option for item in commands[name].params for option in item.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_a_folder_that_looks_like_an_option_can_be_entered(tmp_path):
    done = command("init", "--", "-x", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Next: cd ./-x && pipeline validate" in done.stdout
