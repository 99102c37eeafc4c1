"""What CI files call: their scripts, and in them every call of `pipeline` with its options."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
import typer.main
import yaml

from pipeline.cli import app

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"

_CALL = re.compile(r"(?:^|[\s\"'`(/])pipeline[\"']? +([a-z-][^\n;|&`]*)")
_OPTION = re.compile(r"(?<![\w-])(--?[a-zA-Z][a-zA-Z-]*)(?:[ =]\"?([a-z]+))?")
_ARRAY = re.compile(r"\b(\w+)\+?=\(([^)]*)\)")
_FENCE = re.compile(r"^```(?:sh|console|yaml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Call:
    """One call: the words up to the first option, and the options with the words after them."""

    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


def tool(name, package=None, how="pip install --editable '.[dev]'"):
    """The program of an installed distribution, wherever it was installed."""
    try:
        files = metadata.distribution(package or name).files or ()
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package or name} is not installed: {how}")
    return str(next(file for file in files if file.name == name).locate().resolve())


def quiet(*command, cwd=ROOT):
    """Run a linter that must have nothing to say."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def parsed(file: Path) -> dict:
    """A YAML file; the key `on` of workflows is read as true by YAML 1.1."""
    return yaml.safe_load(file.read_text("utf-8"))


def scripts(file: Path) -> list[str]:
    """What the steps of a workflow or of the action run."""
    data = parsed(file)
    jobs = data["jobs"].values() if "jobs" in data else [data["runs"]]
    return [step["run"] for job in jobs for step in job.get("steps", ()) if "run" in step]


def shown(page: Path) -> list[str]:
    """The fenced shell, console and YAML blocks of a page; of a console only what is typed."""
    blocks = _FENCE.findall(page.read_text("utf-8"))
    return ["\n".join(re.findall(r"^\$ (.*)", block, re.MULTILINE)) or block for block in blocks]


def calls(script: str) -> Iterator[Call]:
    """Every call of `pipeline` in a script, bash arrays filled in."""
    script = script.replace("\\\n", " ")
    arrays: dict[str, list[str]] = {}
    for name, inside in _ARRAY.findall(script):
        arrays.setdefault(name, []).append(inside)
    for name, inside in arrays.items():
        script = script.replace(f'"${{{name}[@]}}"', " ".join(inside))
    for line in script.splitlines():
        if not line.lstrip().startswith("#"):
            yield from (_call(text.split(" # ")[0]) for text in _CALL.findall(line))


def unknown(call: Call) -> list[str]:
    """What of a call the command line does not have."""
    command, words = typer.main.get_command(app), list(call.words)
    while hasattr(command, "commands") and words:
        name = words.pop(0)
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    known = {spelt for param in command.params for spelt in (*param.opts, *param.secondary_opts)}
    known |= {"--help", "-h"}
    return [option for option, _ in call.options if option not in known]


def _call(text: str) -> Call:
    head = re.split(r"\s(?=-|\"?\$|\$\{)", text, maxsplit=1)[0]
    words = tuple(word for word in head.split() if re.fullmatch(r"[a-z-]+", word))
    return Call(words if not text.startswith("-") else (), tuple(_OPTION.findall(text)))
