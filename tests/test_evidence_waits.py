"""What cannot be read is one issue: the evidence that rests on it waits, with and without texts."""

import pytest

from pipeline.flow import anchor, validate, write_schemas
from pipeline.init import write
from pipeline.project import Project
from pipeline.report import State
from pipeline.stages import Texts


def silent(_):
    return None


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "demo").mkdir()
    write(tmp_path / "demo", name="demo", identifier="urn:demo", today="2025-03-20")
    project = Project(tmp_path / "demo")
    write_schemas(project)
    anchor(project, Texts(), partial=False, step=silent)
    return tmp_path / "demo"


def change(folder, table, old, new):
    file = folder / "raw" / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def checked(folder, *, texts):
    if not texts:
        (folder / "raw" / "sources" / "report.txt").unlink()
    return validate(Project(folder), Texts(), step=silent)


@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize(
    ("table", "old", "new", "code"),
    [
        ("places", "kind", "knid", "incorrect-label"),
        ("places", "西村,village", "西村,vilage", "constraint-error"),
        ("places", "西村,village,qingliu", "西村,village", "missing-cell"),
        ("plantings", "east-village,,pine", "east-vilage,,pine", "foreign-key"),
    ],
)
def test_one_slip_is_one_issue(folder, table, old, new, code, texts):
    change(folder, table, old, new)
    report = checked(folder, texts=texts)
    assert [(issue.code, issue.resource) for issue in report.issues] == [(code, table)]
    waits = [check for check in report.checks if "can be trusted" in (check.because or "")]
    assert {check.layer.value for check in waits} == {"evidence", "rule"}
    assert all(check.state is State.SKIPPED for check in waits)


@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize(
    "table", ["plantings", "places", "documents", "document_spans", "evidence"]
)
@pytest.mark.parametrize("code", ["missing-file", "empty-file", "encoding-error"])
def test_a_table_that_cannot_be_read_is_one_issue(folder, table, code, texts):
    file = folder / "raw" / f"{table}.csv"
    if code == "missing-file":
        file.unlink()
    else:
        file.write_bytes(b"" if code == "empty-file" else "键,名\n一,青柳乡\n".encode("gbk"))
    report = checked(folder, texts=texts)
    assert [(issue.code, issue.resource) for issue in report.issues] == [(code, table)]
    if table == "plantings":
        waits = [check for check in report.checks if check.code == "evidence"]
        assert [check.because for check in waits] == ["waits until plantings can be trusted"]


@pytest.mark.parametrize(("texts", "code"), [(True, "evidence"), (False, "stale-evidence")])
def test_a_change_while_all_can_be_read_is_told(folder, texts, code):
    change(folder, "plantings", ",,pine,480", ",2025,pine,480")
    codes = {issue.code for issue in checked(folder, texts=texts).issues}
    assert codes & {code, "missing-evidence"}
