"""`pipeline anchor` and `pipeline validate` on a project on disk."""

import csv

import pytest
from evidence_builders import TEXT, World, claim
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import EvidenceError
from pipeline.flow import anchor, validate, write_schemas
from pipeline.project import Project
from pipeline.stages import Texts

MODELS = "from evidence_builders import MODELS as TABLES\n"


def silent(_):
    return None


DESCRIPTOR = """
$schema: https://datapackage.org/profiles/2.0/datapackage.json
name: trees
id: trees-of-a-test
licenses: [{name: CC0-1.0}]
"""


def project(folder, world=None, *, models=MODELS):
    """A world written to disk: its evidence is not there yet."""
    world = world or World()
    names = [table.name for table in world.parsed()]
    resources = "".join(
        f"  - {{name: {n}, path: raw/{n}.csv, schema: schemas/{n}.json}}\n" for n in names
    )
    (folder / "datapackage.yaml").write_text(f"{DESCRIPTOR}resources:\n{resources}")
    (folder / "schemas").mkdir()
    (folder / "schemas" / "models.py").write_text(models)
    (folder / "raw").mkdir()
    (folder / "texts").mkdir()
    (folder / "texts" / "paper.txt").write_bytes(world.text.encode())
    for table in world.parsed(evidence=False):
        write_table(folder, table)
    found = Project(folder)
    write_schemas(found)
    return found


def write_table(folder, table):
    names = [info.alias or name for name, info in table.model.model_fields.items()]
    with (folder / "raw" / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for record in table.records.values():
            values = [getattr(record, name) for name in table.model.model_fields]
            writer.writerow(["" if value is None else value for value in values])


def texts(folder):
    return Texts(given=folder / "texts")


def problems(report):
    return {(issue.code, issue.path, issue.line) for issue in report.issues}


def test_anchored_evidence_holds_with_and_without_the_texts(tmp_path):
    found = project(tmp_path)
    done = anchor(found, texts(tmp_path), partial=False, step=silent)
    assert (done.written, done.path, done.rows) == (True, "raw/evidence.csv", 21)
    again = (tmp_path / "raw" / "evidence.csv").read_bytes()
    anchor(found, texts(tmp_path), partial=False, step=silent)
    assert (tmp_path / "raw" / "evidence.csv").read_bytes() == again
    with_texts = validate(found, texts(tmp_path), step=silent)
    assert (problems(with_texts), with_texts.sources) == (set(), "re-read")
    without = validate(found, Texts(), step=silent)
    assert (problems(without), without.sources) == (set(), "attested")


def test_a_digit_changed_on_disk_is_placed_at_its_line(tmp_path):
    found = project(tmp_path)
    anchor(found, texts(tmp_path), partial=False, step=silent)
    file = tmp_path / "raw" / "claims.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",1689,", ",1698,"), encoding="utf-8")
    assert problems(validate(found, texts(tmp_path), step=silent)) == {
        ("missing-evidence", "raw/claims.csv", 2)
    }
    assert problems(validate(found, Texts(), step=silent)) == {
        ("stale-evidence", "raw/claims.csv", 2)
    }


def test_what_cannot_be_placed_is_listed_and_nothing_is_written(tmp_path):
    found = project(tmp_path, World().add("claims", claim("new", "植树三亩", "4", "mu")))
    done = anchor(found, texts(tmp_path), partial=False, step=silent)
    assert not done.written
    assert not (tmp_path / "raw" / "evidence.csv").exists()
    assert problems(done.report) == {("missing-evidence", "raw/claims.csv", 10)}
    done = anchor(found, texts(tmp_path), partial=True, step=silent)
    assert (done.written, done.rows) == (True, 21)


def test_the_old_evidence_does_not_stand_in_the_way_of_the_new(tmp_path):
    found = project(tmp_path)
    (tmp_path / "raw" / "evidence.csv").write_text("not,a\ntable")
    assert anchor(found, texts(tmp_path), partial=False, step=silent).report.valid


def test_without_the_texts_nothing_is_anchored(tmp_path):
    found = project(tmp_path)
    with pytest.raises(EvidenceError, match=r"not at hand.*--sources DIR"):
        anchor(found, Texts(), partial=True, step=silent)
    (tmp_path / "texts" / "paper.txt").write_bytes(f"{TEXT}。".encode())
    with pytest.raises(EvidenceError, match=r"paper\.txt.*SHA-256"):
        anchor(found, texts(tmp_path), partial=True, step=silent)
    (tmp_path / "texts" / "paper.txt").unlink()
    with pytest.raises(EvidenceError, match=r"paper\.txt"):
        anchor(found, texts(tmp_path), partial=True, step=silent)


def test_a_project_without_a_table_of_evidence_says_how_to_get_one(tmp_path):
    models = "from evidence_builders import MODELS\nTABLES = MODELS[:-1]\n"
    found = project(tmp_path, models=models)
    with pytest.raises(EvidenceError, match=r"provenance\.Evidence"):
        anchor(found, texts(tmp_path), partial=False, step=silent)


def test_the_command_says_how_it_went(tmp_path):
    project(tmp_path, World().add("claims", claim("new", "植树三亩", "4", "mu")))
    call = CliRunner()
    command = ["anchor", str(tmp_path), "--sources", str(tmp_path / "texts")]
    refused = call.invoke(app, command)
    assert refused.exit_code == 1
    assert "missing-evidence" in refused.output and "was not written" in refused.output
    partial = call.invoke(app, [*command, "--partial"])
    assert partial.exit_code == 1
    assert "wrote raw/evidence.csv: 21 rows" in partial.output


def test_evidence_that_is_gone_is_written_again(tmp_path):
    found = project(tmp_path)
    anchor(found, texts(tmp_path), partial=False, step=silent)
    (tmp_path / "raw" / "evidence.csv").unlink()
    (issue,) = validate(found, Texts(), step=silent).issues
    assert issue.code == "missing-file"
    assert "run `pipeline anchor`" in (issue.hint or "")


def test_the_command_tells_what_became_of_the_rows_that_were_there(tmp_path):
    found = project(tmp_path)
    anchor(found, texts(tmp_path), partial=False, step=silent)
    command = ["anchor", str(tmp_path), "--sources", str(tmp_path / "texts")]
    same = CliRunner().invoke(app, command)
    assert "against the rows before: 0 new, 0 changed, 0 dropped" in same.output
    file = tmp_path / "raw" / "claims.csv"
    head, first, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([head, *rest]), encoding="utf-8")
    fewer = CliRunner().invoke(app, command)
    key = first.partition(",")[0]
    dropped = [line for line in fewer.output.splitlines() if line.startswith("dropped: ")]
    assert dropped and all(f"claims / {key} / " in line for line in dropped)
    assert f"{len(dropped)} dropped" in fewer.output
