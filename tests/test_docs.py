"""The pages: every example runs and prints what the page shows."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from ci_builders import ROOT, quiet, tool, unknown
from ci_builders import calls as calls_of

sys.path.insert(0, str(ROOT / "docs"))

import examples


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return examples.Book(tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("page", examples.pages(), ids=lambda page: page.name)
def test_a_page_shows_what_is_printed(page, book):
    assert examples.steady(book.played(page)) == examples.steady(page.read_text("utf-8"))


def test_a_page_that_shows_something_else_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo 1\n1\n$ false\n$ echo $?\n0\n```\n", "utf-8")
    made = examples.Book(tmp_path / "made")
    assert not examples.shows_truth(page, made)
    assert "$ false\n$ echo $?\n1\n" in made.played(page)


def test_times_and_sizes_may_differ():
    page = "valid in 0.3 s\n         256  CITATION.cff\n"
    assert examples.steady(page) == examples.steady("valid in 12.0 s\n       1,256  CITATION.cff\n")
    assert examples.steady(page) != examples.steady("valid in 3 rows\n         256  CITATION\n")


# the site


def navigation(part):
    for value in part.values() if isinstance(part, dict) else part:
        yield from [value] if isinstance(value, str) else navigation(value)


def test_the_navigation_lists_every_page():
    site = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    listed = list(navigation(site["nav"]))
    assert sorted(listed) == sorted(page.name for page in (ROOT / "docs").glob("*.md"))


def test_the_site_is_built_without_a_warning(tmp_path):
    program = tool("zensical")
    kept = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=kept)
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    quiet(program, "build", "--strict", cwd=tmp_path)
    pages = list((tmp_path / "build" / "site").glob("*.html"))
    assert {"index.html", "tutorial.html", "commands.html"} <= {page.name for page in pages}
    for page in pages:
        loaded = re.findall(
            r"<(?:script|link|img)[^>]+(?:src|href)=\"(https?:[^\"]+)", page.read_text()
        )
        assert not loaded, f"{page.name} needs the network"


@pytest.mark.parametrize("page", ["README.md", "DEVELOPERS.md"])
def test_links_from_outside_of_the_site_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text("utf-8"))
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_the_page_of_commands_names_what_there_is():
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for part in text.split("\n## ")[1:]:
        name = part.splitlines()[0]
        options = " ".join(re.findall(r"^- `(--[^` ]+)", part, re.MULTILINE))
        (call,) = calls_of(f"{name} {options}")
        assert (call.words, unknown(call)) == (tuple(name.split()[1:]), [])


def test_the_design_names_every_room():
    text = (ROOT / "docs" / "design.md").read_text("utf-8")
    rooms = [path for path in (ROOT / "src" / "pipeline").iterdir() if path.name[0] not in "_."]
    names = [f"{path.name}/" if path.is_dir() else path.name for path in rooms]
    assert [name for name in names if f"`{name}`" not in text and name != "py.typed"] == []


# completion


def test_the_tab_key_completes_after_the_documented_command(tmp_path):
    env = os.environ | {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    program = [sys.executable, "-c", "from pipeline.cli import app; app(prog_name='pipeline')"]

    def run(*words, **more):
        done = subprocess.run([*program, *words], env=env | more, capture_output=True, text=True)
        return done.stdout

    run("--install-completion", "bash")
    assert "complete_bash" in (tmp_path / ".bash_completions" / "pipeline.sh").read_text()
    asked = {"_PIPELINE_COMPLETE": "complete_bash", "COMP_CWORD": "1"}
    assert run(**asked, COMP_WORDS="pipeline val").split() == ["validate"]
    asked["COMP_CWORD"] = "2"
    assert "--fail-on" in run(**asked, COMP_WORDS="pipeline validate --f").split()


TINY = ROOT / "tests" / "examples" / "base"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("explain missing-c", ["missing-cell"]),
        ("validate --output ma", ["markdown="]),
        ("validate --output work", ["workbook="]),
        ("validate --format s", ["sarif"]),
        ("validate --fail-on w", ["warning"]),
        ("validate --lang z", ["zh"]),
        ("export --only par", ["parquet"]),
        ("diff --format m", ["markdown"]),
        ("verify --format j", ["json"]),
        ("release --bump mi", ["minor"]),
        ("omit --reason rep", ["repeat"]),
        ("adjudicate --decision both", ["both-stand"]),
        ("mutate --table ta", ["talks"]),
        ("find --table peo", ["people"]),
        ("import --table ta", ["talks"]),
        (f"mutate {TINY} --table ta", ["talks"]),
        (f"import x.csv --into {TINY} --table ta", ["talks"]),
    ],
)
@pytest.mark.parametrize("here", [TINY, ROOT.parents[-1]])
def test_the_tab_key_completes_values(words, wanted, here):
    asked = ["pipeline", *words.split()]
    program = [sys.executable, "-c", "from pipeline.cli import app; app(prog_name='pipeline')"]
    env = os.environ | {
        "_PIPELINE_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(asked),
        "COMP_CWORD": str(len(asked) - 1),
    }
    done = subprocess.run(program, env=env, cwd=here, capture_output=True, text=True, check=False)
    inside = here == TINY or str(TINY) in words or wanted not in (["talks"], ["people"])
    assert (done.stdout.split(), done.stderr) == (wanted if inside else [], "")
