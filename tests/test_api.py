import shutil
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import ProjectError

BASE = Path(__file__).resolve().parent / "examples" / "base"


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_validate_gives_a_report(tiny):
    assert pipeline.validate(tiny).valid
    assert pipeline.validate(str(tiny / "raw")).valid


def test_load_gives_typed_records(tiny):
    tables = pipeline.load(tiny)
    assert [p.name for p in tables["people"]] == ["𠮷田", "﨑本 花子", "陈墨"]
    talk = tables["talks"][0]
    assert (str(talk.minutes), talk.listeners, talk.open, talk.held_on.isoformat()) == (
        "35.5", 1689, True, "2020-11-24"
    )  # fmt: skip
    assert talk.note == '说："好"，\n换行'


def test_load_refuses_tables_with_errors(tiny):
    (tiny / "raw" / "people.csv").write_text("person_id,name,born\nben,X,1950\n")
    with pytest.raises(ProjectError, match="have errors"):
        pipeline.load(tiny)
