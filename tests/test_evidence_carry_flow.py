"""`pipeline anchor --from OLD --to NEW` on a project on disk."""

import pytest
from evidence_builders import TEXT
from test_evidence_flow import problems, project, silent, texts
from typer.testing import CliRunner

from pipeline.carrying import carry
from pipeline.cli import app
from pipeline.errors import EvidenceError
from pipeline.flow import anchor, validate


def corrected(folder, new):
    """An anchored project, its text and a corrected one beside it."""
    found = project(folder)
    anchor(found, texts(folder), partial=False, step=silent)
    old, other = folder / "texts" / "paper.txt", folder / "new.txt"
    other.write_bytes(new.encode())
    return found, old, other


def raw(folder):
    return {file.name: file.read_bytes() for file in (folder / "raw").iterdir()}


def test_a_corrected_text_is_declared_and_its_evidence_holds(tmp_path):
    found, old, new = corrected(tmp_path, f"第一版\r\n{TEXT}")
    before = raw(tmp_path)
    done = carry(found, texts(tmp_path), old, new, partial=False, step=silent)
    assert done.written == ("raw/sources.csv", "raw/evidence.csv")
    changed = {name for name, content in raw(tmp_path).items() if content != before[name]}
    assert changed == {"sources.csv", "evidence.csv"}
    assert problems(validate(found, texts(tmp_path), step=silent)) == {
        ("source-text", "raw/sources.csv", 2)
    }
    new.replace(old)
    report = validate(found, texts(tmp_path), step=silent)
    assert (problems(report), report.sources) == (set(), "re-read")
    carried = raw(tmp_path)["evidence.csv"]
    anchor(found, texts(tmp_path), partial=False, step=silent)
    assert raw(tmp_path)["evidence.csv"] == carried


def test_nothing_is_written_where_something_was_edited(tmp_path):
    found, old, new = corrected(tmp_path, TEXT.replace("1689人", "16890人"))
    before = raw(tmp_path)
    done = carry(found, texts(tmp_path), old, new, partial=False, step=silent)
    assert (done.written, raw(tmp_path)) == ((), before)
    done = carry(found, texts(tmp_path), old, new, partial=True, step=silent)
    assert done.written == ("raw/sources.csv", "raw/evidence.csv")
    new.replace(old)
    asked = {issue.key for issue in validate(found, texts(tmp_path), step=silent).issues}
    assert asked == {"all"}


def test_another_text_than_the_declared_one_is_refused(tmp_path):
    found, old, new = corrected(tmp_path, f"。{TEXT}")
    with pytest.raises(EvidenceError, match=r"no text that `sources` declares"):
        carry(found, texts(tmp_path), new, old, partial=True, step=silent)
    with pytest.raises(EvidenceError, match="the same text"):
        carry(found, texts(tmp_path), old, old, partial=True, step=silent)
    new.write_bytes("植树".encode("gbk"))
    with pytest.raises(EvidenceError, match="not UTF-8"):
        carry(found, texts(tmp_path), old, new, partial=True, step=silent)


def test_a_project_with_errors_is_not_carried(tmp_path):
    found, old, new = corrected(tmp_path, f"。{TEXT}")
    (tmp_path / "raw" / "people.csv").write_text("person_id\nlin\n")
    with pytest.raises(EvidenceError, match="tables have errors"):
        carry(found, texts(tmp_path), old, new, partial=True, step=silent)


def test_a_changed_text_names_the_command(tmp_path):
    found, old, _ = corrected(tmp_path, TEXT)
    old.write_bytes(f"。{TEXT}".encode())
    [issue] = validate(found, texts(tmp_path), step=silent).issues
    assert "pipeline anchor --from OLD --to NEW" in issue.hint
    with pytest.raises(EvidenceError, match="--from OLD --to NEW"):
        anchor(found, texts(tmp_path), partial=False, step=silent)


def test_the_command_lists_what_was_edited_and_what_to_do(tmp_path):
    _, old, new = corrected(tmp_path, TEXT.replace("𠮷田一郎先生", "𠮷田·一郎先生"))
    command = ["anchor", str(tmp_path), "--from", str(old), "--to", str(new)]
    command += ["--sources", str(tmp_path / "texts")]
    refused = CliRunner().invoke(app, command)
    assert refused.exit_code == 1
    assert "evidence: 19 carried, 0 re-wrapped, 1 edited" in refused.output
    assert "talks, row 3 (jitian), person_id: `𠮷田一郎` → `𠮷田·一郎`" in refused.output
    assert "nothing was written" in refused.output
    partial = CliRunner().invoke(app, [*command, "--partial"])
    assert partial.exit_code == 1 and "wrote raw/evidence.csv" in partial.output
    alone = CliRunner().invoke(app, command[:4])
    assert isinstance(alone.exception, Exception)


def test_the_command_says_what_comes_next(tmp_path):
    _, old, new = corrected(tmp_path, f"第一版\n{TEXT}")
    command = ["anchor", str(tmp_path), "--from", str(old), "--to", str(new)]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0
    assert "as paper.txt" in done.output


def test_what_was_edited_is_mended_and_anchored(tmp_path):
    found, old, new = corrected(tmp_path, TEXT.replace("表彰了1689人", "表彰了1698人"))
    command = ["anchor", str(tmp_path), "--from", str(old), "--to", str(new)]
    refused = CliRunner().invoke(app, command)
    assert "Run it again with --partial" in refused.output
    done = CliRunner().invoke(app, [*command, "--partial"])
    assert "1. put " in done.output and "2. mend what is listed" in done.output
    assert "3. pipeline anchor\n  4. pipeline validate\n" in done.output
    new.replace(old)
    claims = tmp_path / "raw" / "claims.csv"
    rows = claims.read_text(encoding="utf-8")
    rows = rows.replace("表彰了1689人", "表彰了1698人").replace(",1689,", ",1698,")
    claims.write_text(rows, encoding="utf-8")
    again = ["anchor", str(tmp_path), "--sources", str(tmp_path / "texts")]
    assert CliRunner().invoke(app, again).exit_code == 0
    assert problems(validate(found, texts(tmp_path), step=silent)) == set()
