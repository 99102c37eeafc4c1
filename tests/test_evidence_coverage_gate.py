"""The gate of coverage: what is an issue, what is stale, and what waits."""

import json

import pytest
from coverage_builders import Day, day, omission
from evidence_builders import World
from test_evidence_flow import project, silent, texts
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.covering import cover
from pipeline.errors import EvidenceError
from pipeline.evidence.index import Index
from pipeline.flow import anchor, validate, write_schemas
from pipeline.render import RENDERERS
from pipeline.render.coverage_page import page
from pipeline.render.run import Run
from pipeline.stages import Texts

LETTERS = omission("letters", "13", "大会收到13")
MODELS = """from evidence_builders import MODELS
from pipeline import provenance
TABLES = (*MODELS, provenance.Omission, provenance.Coverage)
"""


def said(found, code):
    return [(i.key, i.field, i.message) for i in found.issues(code)]


def test_an_unseen_numeral_is_placed_in_its_source():
    (issue,) = day().issues("coverage")
    assert (issue.path, issue.line, issue.column, issue.value) == ("paper.txt", 3, 10, "13")
    assert "【13】" in issue.message and "`day`" in issue.message
    assert issue.hint and "omissions" in issue.hint


def test_nothing_is_wrong_where_all_is_recorded_left_out_and_counted():
    found = day(omissions=[LETTERS]).counted()
    assert [str(t.state) for t in found.tallies().values()] == ["passed"] * 3
    assert all(t.evaluated for t in found.tallies().values())


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (omission("o", "14"), "exact", "does not stand in the text"),
        (omission("o", "13", "大会表彰了1689人"), "exact", "does not stand in the passage"),
        (omission("o", "13", source="magazine"), "source_id", "no source"),
        (omission("o", "13", "没有这句话", document=None), "at", "do not stand in the text"),
        (omission("o", "1689"), "exact", "is recorded"),
        (omission("o", "林树苗", "林树苗发言"), "exact", "is recorded"),
    ],
)
def test_an_omission_of_nothing_is_an_issue(row, field, words):
    ((key, at, message),) = said(day(omissions=[LETTERS, row]), "omission")
    assert (key, at) == ("o", field)
    assert words in message


def test_an_omission_of_what_is_not_counted_is_none():
    assert not day(omissions=[LETTERS, omission("o", "寄出的信")]).issues("omission")


def test_a_passage_without_place_is_told_once():
    found = day(omissions=[omission("o", "13", "没有这句话")])
    codes = [i.code for t in found.check()[1] for i in t.issues if i.key == "o"]
    assert codes == ["passage"]


def test_a_project_without_a_table_of_coverage_is_not_held_to_it():
    found = Day(World(), coverage=None)
    assert {t.because for t in found.tallies().values()} == {
        "the project keeps no table of coverage"
    }
    assert found.check()[0].survey is None


def test_without_the_texts_the_checks_wait():
    found = day().tallies(texts=False)
    assert {t.because for t in found.values()} == {"no source text is at hand"}


def test_counts_of_yesterday_are_stale():
    today = day(omissions=[LETTERS]).counted()
    older = [dict(row) for row in today.coverage]
    older[0]["anchored"] += 1
    found = Day(today.world, today.omissions, older)
    (issue,) = found.issues("stale-coverage")
    assert (issue.row, issue.field, issue.value) == (2, "anchored", "7")
    assert "now it is 6" in issue.message and "pipeline coverage" in issue.hint
    assert len(Day(today.world, today.omissions, older[1:]).issues("stale-coverage")) == 1
    older[0] = {**today.coverage[0], "coverage_id": "other"}
    assert len(Day(today.world, today.omissions, older).issues("stale-coverage")) == 2


def test_counts_wait_for_what_they_follow_from():
    today = day(omissions=[LETTERS]).counted()
    older = [{**row, "anchored": 99} for row in today.coverage]
    unseen = Day(today.world, (), older)
    assert {t.code for t in unseen.tallies().values() if t.issues} == {"coverage"}
    wrong = Day(today.world.edit("talks", "miao", at="林树茁发言"), today.omissions, older)
    assert wrong.issues("passage") and wrong.issues("stale-coverage") == []


def test_the_report_tells_what_is_covered(tmp_path):
    found = kept(tmp_path)
    CliRunner().invoke(app, ["coverage", str(tmp_path), "--sources", str(tmp_path / "texts")])
    report = validate(found, texts(tmp_path), step=silent)
    assert report.texts.read == ("paper.txt",) and report.texts.attested == ()
    said = RENDERERS["text"](report, Run())
    assert "coverage of arabic-numeral: 6 anchored, 1 omitted, 0 repeated, 0 unseen" in said
    told = json.loads(RENDERERS["json"](report, Run(1.0)))["texts"]
    assert told["coverage"]["arabic-numeral"]["anchored"] == 6
    without = validate(found, Texts(), step=silent)
    assert "sources: 1 attested: paper.txt" in RENDERERS["text"](without, Run())


def kept(folder):
    found = project(folder, models=MODELS)
    folder.joinpath("datapackage.yaml").open("a").write(
        "  - {name: omissions, path: raw/omissions.csv, schema: schemas/omissions.json}\n"
        "  - {name: coverage, path: raw/coverage.csv, schema: schemas/coverage.json}\n"
    )
    row = ",".join(value or "" for value in LETTERS.values())
    (folder / "raw" / "omissions.csv").write_text(f"{','.join(LETTERS)}\n{row}\n")
    write_schemas(found)
    anchor(found, texts(folder), partial=False, step=silent)
    return found


def test_the_command_writes_the_counts_that_validate_wants(tmp_path):
    found = kept(tmp_path)
    command = ["coverage", str(tmp_path), "--sources", str(tmp_path / "texts")]
    file = tmp_path / "build" / "page.html"
    done = CliRunner().invoke(app, [*command, "--html", str(file)])
    assert done.exit_code == 0, done.output
    assert "wrote raw/coverage.csv" in done.output
    assert "all recorded or left out" in done.output
    assert validate(found, texts(tmp_path), step=silent).valid
    before = (tmp_path / "raw" / "coverage.csv").read_bytes()
    assert CliRunner().invoke(app, command).exit_code == 0
    assert (tmp_path / "raw" / "coverage.csv").read_bytes() == before
    html = file.read_text(encoding="utf-8")
    assert 'lang="zh"' in html and "claims / all / value" in html
    assert "图例" in html and "按 n、p 键" in html
    assert "letters：背景" in html and "://" not in html


def test_the_command_shows_what_is_unseen_and_fails(tmp_path):
    kept(tmp_path)
    (tmp_path / "raw" / "omissions.csv").write_text(f"{','.join(LETTERS)}\n")
    command = ["coverage", str(tmp_path), "--sources", str(tmp_path / "texts")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    assert "! 3:10  arabic-numeral" in done.output
    assert "wrote raw/coverage.csv" in done.output, "the counts are true all the same"


@pytest.mark.parametrize(
    ("file", "refused"),
    [
        ("raw/page.html", True),
        ("page.html", True),
        ("build/trees-1.0.0/page.html", True),
        ("raw/sources/../page.html", True),
        ("raw/sources/paper.txt", True),
        ("build/page.html", False),
        ("raw/sources/page.HTML", False),
    ],
)
def test_the_page_does_not_stand_where_it_would_be_published(tmp_path, file, refused):
    kept(tmp_path)
    for folder in ("raw/sources", "build/trees-1.0.0"):
        (tmp_path / folder).mkdir(parents=True)
    command = ["coverage", str(tmp_path), "--sources", str(tmp_path / "texts"), "--html"]
    done = CliRunner().invoke(app, [*command, str(tmp_path / file)])
    assert (tmp_path / file).exists() is not refused
    if refused:
        assert isinstance(done.exception, EvidenceError)
        assert not (tmp_path / "raw" / "coverage.csv").exists()


def test_the_page_escapes_what_texts_and_records_say():
    text = World().text + "\n<script>alert('7')</script>&"
    note = omission("o", "7", "alert('7')", document=None)
    note["note"] = '"><b>'
    found = Day(World(text), [note])
    witness, _ = found.check(cover=True)
    html = page(witness.survey, witness.texts, Index.from_tables(found.tables()).sources)
    assert "<script>alert" not in html and "<b>" not in html
    assert "&lt;script&gt;alert" in html


def test_without_the_texts_nothing_is_told(tmp_path):
    with pytest.raises(EvidenceError, match=r"cannot tell.*--sources DIR"):
        cover(kept(tmp_path), Texts(), step=silent)
