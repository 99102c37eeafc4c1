"""Reports and badges go over what an earlier run wrote, and over nothing else."""

import shutil

import pytest
from test_cli import BASE, run

from pipeline.cli.replacing import refuse_foreign
from pipeline.cli.reporting import WORKBOOK
from pipeline.cli.validate import Format
from pipeline.errors import PipelineError
from pipeline.render.badge import badge


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    return tmp_path / "tiny"


def held(folder):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.suffix in (".csv", ".yaml")}


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "--output", "json=raw/talks.csv"),
        ("validate", "--output", "text=raw/talks.csv"),
        ("validate", "--output", "workbook=datapackage.yaml"),
        ("validate", "--output", "html=schemas/talks.json"),
        ("validate", "--format", "json", "--output", "sarif=../tiny/datapackage.yaml"),
        ("mutate", "--budget", "1", "--badge", "raw/talks.csv"),
    ],
)
def test_no_file_of_the_package_is_replaced(tiny, words):
    (tiny / "schemas").mkdir(exist_ok=True)
    (tiny / "schemas" / "talks.json").write_text("{}\n", encoding="utf-8")
    before = held(tiny)
    code, out, err = run(*words, cwd=tiny)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "is there already and is no file that this option wrote" in err
    assert held(tiny) == before


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_report_is_written_over_that_of_an_earlier_run(tiny, tmp_path, lang):
    outputs = [x for f in (*Format, WORKBOOK) for x in ("--output", f"{f}={tmp_path / f}.xlsx")]
    talks = tiny / "raw" / "talks.csv"
    good = talks.read_bytes()
    for content in (good, good.replace(b"chen-mo", b"chen-mao"), good):
        talks.write_bytes(content)
        code, _, err = run("--lang", lang, "validate", tiny, *outputs)
        assert (code, err) == (int(content != good), "")


def test_a_badge_and_an_empty_file_may_be_replaced(tmp_path):
    file = tmp_path / "badge.svg"
    for held_before in ("", badge("changes noticed", "90 %", 0.9)):
        file.write_text(held_before, encoding="utf-8")
        refuse_foreign(file, "badge", "--badge")
    file.write_text("<svg/>", encoding="utf-8")
    with pytest.raises(PipelineError, match="no file that this option wrote"):
        refuse_foreign(file, "badge", "--badge")


def test_a_minus_is_no_file(tiny):
    code, _, err = run("validate", "--output", "json=-", cwd=tiny)
    assert code == 2
    assert "--format json" in err
