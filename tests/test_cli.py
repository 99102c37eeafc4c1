"""Commands through their real entry point: what they print, and how they end."""

import json
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from commands import command, ours

BASE = Path(__file__).resolve().parent / "examples" / "base"


def run(*words, cwd=None, **environment):
    done = command(*words, cwd=cwd, env=ours() | environment)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    return tmp_path / "tiny"


def test_a_valid_project_exits_0_on_one_screen(tiny):
    code, out, err = run("validate", tiny)
    assert (code, err) == (0, "")
    assert "tiny 1.0.0 is valid" in out
    assert len(out.splitlines()) <= 24
    assert "\x1b" not in out


def test_the_project_is_found_from_within(tiny):
    assert run("validate", cwd=tiny / "raw")[0] == 0


def test_json_follows_its_schema(tiny):
    code, out, _ = run("validate", tiny, "--format", "json")
    schema = json.loads(files("pipeline.render").joinpath("report-1.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(out))
    assert code == 0


def test_reports_are_written_beside_the_text(tiny, tmp_path):
    target = tmp_path / "report.json"
    code, out, _ = run("validate", tiny, "--output", f"json={target}")
    assert code == 0
    assert "is valid" in out
    assert json.loads(target.read_text(encoding="utf-8"))["valid"] is True


def test_wrong_data_exit_1_with_place_and_remedy(tiny):
    talks = tiny / "raw" / "talks.csv"
    talks.write_text(talks.read_text(encoding="utf-8").replace("t-3,chen-mo", "t-3,chen-mao"),
                     encoding="utf-8")  # fmt: skip
    code, out, err = run("validate", cwd=tiny)
    assert (code, err) == (1, "")
    assert out.startswith("raw/talks.csv:5:5 error foreign-key: ")
    assert "chen-mo" in out.split("→")[1]


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_the_threshold_is_chosen(tiny, threshold, code):
    people = tiny / "raw" / "people.csv"
    people.write_bytes(b"\xef\xbb\xbf" + people.read_bytes())
    assert run("validate", tiny, "--fail-on", threshold)[0] == code


def line(err):
    assert err.startswith("pipeline: ")
    assert err.count("\n") == 1
    return err


def test_no_project_here(tmp_path):
    code, out, err = run("validate", tmp_path)
    assert (code, out) == (2, "")
    assert "no project here" in line(err)


@pytest.mark.parametrize("command", ["validate", "export", "schemas"])
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("datapackage.yaml", "name: [", "datapackage.yaml:"),
        ("schemas/models.py", "import no_such_module", "models.py:1: does not import"),
        ("schemas/models.py", "def (", "models.py:1: does not import"),
    ],
)
def test_a_project_that_cannot_be_read_is_one_line(tiny, command, name, text, said):
    (tiny / name).write_text(text)
    code, out, err = run(command, tiny)
    assert (code, out) == (2, "")
    assert said in line(err)
    assert not (tiny / "build").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--sources", "nowhere"),
        ("--output", "json"),
        ("--output", "pdf=x.pdf"),
        ("--output", "json=/no/such/folder/x.json"),
        ("--format", "pdf"),
        ("--no-such-option",),
    ],
)
def test_wrong_options_exit_2(tiny, words):
    code, _, err = run("validate", tiny, *words)
    assert code == 2
    assert err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["json=/no/such/folder/x.json"], "there is no folder /no/such/folder; make it first"),
        (["workbook=/no/such/folder/x.xlsx"], "there is no folder"),
        (["html=."], "it is a folder; name a file in it"),
        (["json=datapackage.yaml/x.json"], "there is no folder datapackage.yaml"),
        (["markdwon=x.md"], "did you mean markdown=x.md?"),
        (["pdf=x.pdf"], "FORMAT one of text, json"),
        (["json="], "write FORMAT=PATH"),
        (["json=x", "html=x"], "two reports go to the same file, x"),
    ],
)
def test_an_output_that_cannot_be_written_is_found_before_anything_is_checked(tiny, given, said):
    (tiny / "schemas" / "models.py").write_text("raise SystemExit('the check began')")
    words = [word for item in given for word in ("--output", item)]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "validate", ".", *words],
        cwd=tiny, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert said in line(done.stderr)
    assert not list(tiny.glob("x*"))


def test_output_survives_a_terminal_without_chinese(tiny):
    people = tiny / "raw" / "people.csv"
    people.write_text("person_id,name,born\nben,𠮷,1950\n", encoding="utf-8")
    code, out, _ = run("validate", tiny, PYTHONIOENCODING="ascii")
    assert code == 1
    assert "\\U00020bb7" in out


def test_schemas_are_compiled_and_drift_is_shown(tiny):
    assert run("schemas", tiny, "--check")[0] == 0
    models = tiny / "schemas" / "models.py"
    models.write_text(models.read_text(encoding="utf-8").replace("maximum=600", "maximum=60"),
                      encoding="utf-8")  # fmt: skip
    code, out, _ = run("schemas", tiny, "--check")
    assert code == 1
    assert '+        "maximum": 60' in out
    code, out, _ = run("schemas", tiny)
    assert (code, out) == (0, "wrote schemas/talks.json\n")
    assert run("schemas", tiny, "--check")[0] == 0


def test_export_writes_where_it_is_told(tiny, tmp_path):
    code, out, _ = run("export", tiny, "--build", tmp_path / "out")
    assert code == 0
    assert (tmp_path / "out" / "tiny-1.0.0" / "tiny-1.0.0.zip").is_file()
    assert "tiny-1.0.0.zip" in out


@pytest.mark.parametrize("missing", ["version", "created"])
def test_export_says_what_a_release_needs(tiny, missing):
    file = tiny / "datapackage.yaml"
    kept = [x for x in file.read_text().splitlines() if not x.startswith(missing)]
    file.write_text("\n".join(kept))
    code, _, err = run("export", tiny)
    assert code == 2
    assert missing in line(err)


def test_the_release_date_can_be_given(tiny):
    assert run("export", tiny, SOURCE_DATE_EPOCH="1700000000")[0] == 0
    code, _, err = run("export", tiny, SOURCE_DATE_EPOCH="yesterday")
    assert code == 2
    assert "SOURCE_DATE_EPOCH" in line(err)


def unreleasable(tiny):
    _, out, _ = run("validate", tiny, "--format", "json")
    found = json.loads(out)
    state = next(c["state"] for c in found["checks"] if c["code"] == "unreleasable")
    return found["valid"], state, [i for i in found["issues"] if i["code"] == "unreleasable"]


@pytest.mark.parametrize("under", ["{talks: [nowhere]}", "{nowhere: [talks]}"])
def test_documents_of_no_table_are_told_in_words(tiny, under):
    with (tiny / "datapackage.yaml").open("a", encoding="utf-8") as file:
        file.write(f"x-pipeline:\n  nested: {{by: talks, under: {under}}}\n")
    _, _, (issue,) = unreleasable(tiny)
    assert "the table `nowhere`, which the package does not have" in issue["message"]
    code, _, err = run("export", tiny)
    assert code == 2 and "`nowhere`" in line(err)


def test_what_would_stop_an_export_is_told_by_validate(tiny):
    assert unreleasable(tiny) == (True, "passed", [])
    file = tiny / "datapackage.yaml"
    text = file.read_text()
    file.write_text("\n".join(x for x in text.splitlines() if not x.startswith("created")))
    valid, state, (issue,) = unreleasable(tiny)
    assert (valid, state, issue["pointer"]) == (True, "failed", "/created")
    assert issue["severity"] == "warning" and "is missing" in issue["message"]
    file.write_text(text)
    talks = tiny / "raw/talks.csv"
    told = talks.read_text("utf-8")
    for cell, words in (("长" * 32_768, "32,768 characters"), ("a\x07b", "U+0007")):
        talks.write_text(told.replace("=1+1", cell), "utf-8")
        valid, state, (issue,) = unreleasable(tiny)
        assert (valid, state, issue["field"], issue["row"]) == (True, "failed", "note", 3)
        assert words in issue["message"] and issue["hint"]
        assert issue["key"] == "t-2"


def test_an_empty_release_date_is_none(tiny):
    assert run("export", tiny, SOURCE_DATE_EPOCH="")[0] == 0
    stamp = json.loads((tiny / "build/tiny-1.0.0/RELEASE.json").read_text())
    assert stamp["created"][:4] != "1970"


def test_a_reader_who_leaves_early_changes_nothing(tiny):
    words = f'"{sys.executable}" -m pipeline export "{tiny}" | head -1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", words], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tiny / "build" / "tiny-1.0.0").is_dir()


def test_models_that_the_descriptor_names_must_be_there(tiny):
    with (tiny / "datapackage.yaml").open("a") as file:
        file.write("x-pipeline:\n  models: schemas/models.py\n")
    assert run("validate", tiny)[0] == 0
    (tiny / "schemas" / "models.py").unlink()
    code, _, err = run("validate", tiny)
    assert code == 2
    assert "no record and no evidence can be checked" in line(err)


def test_an_interrupt_ends_with_130_and_one_line(tiny):
    reached = tiny / "reached"
    models = tiny / "schemas" / "models.py"
    text = models.read_text(encoding="utf-8")
    stop = f"__import__('pathlib').Path({str(reached)!r}).touch(); __import__('time').sleep(60)"
    speech = '"""Toasts are short and private."""'
    before = {file: file.read_bytes() for file in (tiny / "raw").iterdir()}
    for where in (text + stop + "\n", text.replace(speech, f"{speech}\n        {stop}")):
        models.write_text(where, encoding="utf-8")
        assert interrupted(["validate", str(tiny)], reached) == (
            130, "", "pipeline: interrupted; nothing was left half-written\n"
        )  # fmt: skip
        reached.unlink()
    assert {file: file.read_bytes() for file in (tiny / "raw").iterdir()} == before


def interrupted(words, reached):
    """Code, output and errors of a command that is interrupted when it has made a file."""
    command = [sys.executable, "-m", "pipeline", *words]
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)  # as at a terminal
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heed
    ) as child:
        patience = time.monotonic() + 30
        while not reached.exists() and time.monotonic() < patience:
            time.sleep(0.02)
        assert reached.exists(), "the command never got there"
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
    return child.returncode, out.decode(), err.decode()


def test_codes_are_explained(tiny):
    assert "foreign-key" in run("explain")[1]
    assert "→" in run("explain", "foreign-key")[1]
    code, _, err = run("explain", "no-such-code")
    assert code == 2
    assert "no-such-code" in line(err)
    assert "did you mean missing-evidence?" in line(run("explain", "missing-evidense")[2])


def test_rules_are_listed_in_their_project(tiny):
    assert "\nRules of this project:\nlisteners-agree " in run("explain", cwd=tiny)[1]
    assert "Rules of this project" not in run("explain", cwd=tiny.parent)[1]


def test_rules_are_explained_in_their_project(tiny):
    code, out, _ = run("explain", "listeners-agree", cwd=tiny / "raw")
    assert code == 0
    assert "schemas/rules/listeners-agree.sql" in out
    assert "did you mean listeners-agree?" in line(run("explain", "listener-agrees", cwd=tiny)[2])
    code, _, err = run("explain", "listeners-agree", cwd=tiny.parent)
    assert code == 2
    assert "no rule of a project here" in line(err)
    (tiny / "schemas" / "rules" / "listeners-agree.sql").write_text("SELECT 1", encoding="utf-8")
    assert "listeners-agree.sql" in line(run("explain", "listeners-agree", cwd=tiny)[2])


@pytest.mark.parametrize(
    ("here", "target", "seen"),
    [
        (".", ".", "raw/talks.csv"),
        ("..", "tiny", "tiny/raw/talks.csv"),
        ("..", "tiny/raw", "tiny/raw/talks.csv"),
        ("raw", ".", "../raw/talks.csv"),
        ("../side", "../tiny", "../tiny/raw/talks.csv"),
    ],
)
def test_places_can_be_opened_from_where_one_stands(tiny, here, target, seen):
    (tiny.parent / "side").mkdir()
    talks = tiny / "raw" / "talks.csv"
    text = talks.read_text(encoding="utf-8")
    talks.write_text(text.replace("t-3,chen-mo", "t-3,chen-mao"), encoding="utf-8")
    _, out, _ = run("validate", target, cwd=tiny / here)
    place = out.split(":")[0]
    assert place == seen
    assert (tiny / here / place).is_file()
    _, out, _ = run("validate", target, "--format", "github", cwd=tiny / here)
    assert "file=.." not in out


@pytest.mark.parametrize("words", [("--lang", "fr"), ("--fail-on", "bogus")])
def test_a_choice_that_is_none_is_told_in_plain_words(tiny, words):
    code, _, err = run("validate", tiny, *words)
    assert code == 2
    assert f"Invalid value for '{words[0]}': '{words[1]}' is not one of " in err
