"""A record whose name was changed is what is told, not the records that cite it."""

import pytest
from commands import command
from planting_builders import change, copy, told
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.declare import columns
from pipeline.provenance import Reading


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("东村", "東村", 2, "simplified and traditional characters differ: write `东村` again"),
        ("东村", "东", 2, "write `东村` again"),
        ("青柳乡", "青柳", 3, "write `青柳乡` again"),
        ("东村", "北屯", 2, "write `东村` again"),
    ],
)
def test_a_changed_name_is_one_issue_at_the_name(project, old, new, line, cause):
    change(project, "places.csv", f",{old},", f",{new},")
    (issue,) = told(project)
    assert (issue["code"], issue["path"], issue["line"]) == ("evidence", "raw/places.csv", line)
    assert f"evidence cites `{old}`" in issue["message"] and issue["hint"].startswith(cause)
    assert {place["resource"] for place in issue["related"]} == {"plantings"}


def test_it_is_not_anchored_away(project):
    before = (project / "raw" / "evidence.csv").read_bytes()
    change(project, "places.csv", ",东村,", ",東村,")
    done = command("anchor", project)
    assert done.returncode == 1 and "evidence cites `东村` for `east-village`" in done.stdout
    assert (project / "raw" / "evidence.csv").read_bytes() == before


def test_where_another_record_goes_by_the_words_the_reference_is_wrong(project):
    change(project, "plantings.csv", "480棵,east-village", "480棵,west-village")
    assert not any("is called" in issue["message"] for issue in told(project))


def test_a_record_whose_other_evidence_stands_was_not_renamed(project):
    """Its village is another now, and the old one is gone: the reference is what changed."""
    change(project, "places.csv", "east-village,东村,village,qingliu\n", "")
    change(project, "plantings.csv", "480棵,east-village", "480棵,west-village")
    assert not any("is called" in issue["message"] for issue in told(project))


def test_two_names_that_were_exchanged_are_told_as_such(project):
    file = project / "raw" / "places.csv"
    text = file.read_text("utf-8").replace("东村", "?").replace("西村", "东村").replace("?", "西村")
    file.write_text(text, encoding="utf-8")
    found = told(project)
    assert [(i["path"], i["key"]) for i in found] == [
        ("raw/places.csv", "east-village"), ("raw/places.csv", "west-village")
    ]  # fmt: skip
    assert all("were the two exchanged?" in issue["hint"] for issue in found)


@pytest.mark.parametrize(("new", "said"), [("東村", "cites `东村`"), ("北屯", "cites other words")])
def test_without_the_text_the_digest_tells(project, new, said):
    (project / "raw" / "sources" / "report.txt").unlink()
    change(project, "places.csv", ",东村,", f",{new},")
    (issue,) = [i for i in told(project) if i["code"] != "source-text"]
    assert (issue["code"], issue["path"], issue["line"]) == ("stale-evidence", "raw/places.csv", 2)
    assert said in issue["message"]


def test_what_can_be_derived_leaves_what_was_cited(project):
    before = (project / "raw" / "evidence.csv").read_bytes()
    change(project, "places.csv", ",东村,", ",東村,")
    assert command("anchor", project, "--partial").returncode == 1
    assert b"plantings-east-2025-place-id" in (project / "raw" / "evidence.csv").read_bytes()
    assert "is called `東村` now" in told(project)[0]["message"]
    change(project, "places.csv", ",東村,", ",东村,")
    assert command("anchor", project).returncode == 0
    assert (project / "raw" / "evidence.csv").read_bytes() == before


def test_a_hint_that_speaks_of_readings_says_how_to_begin_them(project):
    change(project, "places.csv", ",东村,", ",東村,")
    (issue,) = told(project)
    begin = "(there is no table `readings` yet: add provenance.Reading to TABLES in models.py"
    assert begin in issue["hint"]
    models = project / "schemas" / "models.py"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace("TABLES = (", "TABLES = (provenance.Reading,"), encoding="utf-8")
    descriptor = project / "datapackage.yaml"
    resource = "  - {name: readings, path: raw/readings.csv, schema: schemas/readings.json}\n"
    said = descriptor.read_text(encoding="utf-8")
    more = said.replace("resources:\n", f"resources:\n{resource}")
    descriptor.write_text(more, encoding="utf-8")
    names = ",".join(columns(Reading))
    (project / "raw" / "readings.csv").write_text(f"{names}\n", encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["schemas", str(project)]).exit_code == 0
    (issue,) = told(project)
    assert "`readings`" in issue["hint"] and "no table" not in issue["hint"]
