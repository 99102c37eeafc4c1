"""Each folder in examples/ is the base project with some files changed, and what that must give.

`expected.txt` holds a line an issue: place, severity, code, field, value. To add a case, add a
folder with the changed files (`delete.txt` lists files to take away), run
`python tests/test_examples.py` to fill in expected.txt, and read it before committing it.
"""

import shutil
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.project import Project
from pipeline.report import Report
from pipeline.stages import Texts

EXAMPLES = Path(__file__).resolve().parent / "examples"
CASES = sorted(p for kind in ("valid", "invalid") for p in (EXAMPLES / kind).iterdir())


def build(case: Path, folder: Path) -> Path:
    shutil.copytree(EXAMPLES / "base", folder, dirs_exist_ok=True)
    shutil.copytree(case, folder, dirs_exist_ok=True)
    listed = folder / "delete.txt"
    for name in listed.read_text().split() if listed.is_file() else ():
        (folder / name).unlink()
    return folder


def validate(folder: Path) -> Report:
    return flow.validate(Project(folder), Texts(), step=lambda _: None)


def listed(report: Report) -> str:
    lines = []
    for i in report.issues:
        numbers = "".join(f":{n}" for n in (i.line, i.column) if n is not None)
        place = f"{i.path}{numbers}{'#' + i.pointer if i.pointer else ''}"
        value = "" if i.value is None else f" {i.value!r}"
        lines.append(f"{place} {i.severity} {i.code} {i.field or '-'}{value}\n")
    return "".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_example(case, tmp_path):
    report = validate(build(case, tmp_path))
    assert listed(report) == (case / "expected.txt").read_text(encoding="utf-8")
    assert report.valid == (case.parent.name == "valid")
    for issue in report.issues:
        assert issue.message
        assert issue.hint, f"{issue.code} says nothing of what to do"


def test_the_base_is_sound(tmp_path):
    shutil.copytree(EXAMPLES / "base", tmp_path, dirs_exist_ok=True)
    assert listed(validate(tmp_path)) == ""


if __name__ == "__main__":
    import tempfile

    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            text = listed(validate(build(case, Path(folder))))
        (case / "expected.txt").write_text(text, encoding="utf-8", newline="\n")
        print(f"{case.parent.name}/{case.name}\n{text}")
