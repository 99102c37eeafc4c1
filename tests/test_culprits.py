"""What is named first to mend is what a person wrote, and what was wrong."""

import pytest
from commands import command
from planting_builders import change, copy, text, told

SOUTH = "south-2025,planting-report,南村植杨树360棵,south-village,,poplar,360,\n"


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


def following(project, *words):
    return text(project, *words).splitlines()[-1].replace(str(project), "demo")


def test_a_reference_to_the_wrong_record_and_not_the_row_that_it_then_repeats(project):
    change(project, "plantings.csv", "480棵,east-village", "480棵,west-village")
    codes = [(i["code"], i["key"]) for i in told(project)]
    assert codes == [("missing-evidence", "east-2025"), ("unique-error", "west-2025")]
    assert "plantings.csv:2:37, then run" in following(project)


def test_a_row_that_repeats_is_itself_what_is_wrong_where_its_passage_says_so(project):
    change(project, "plantings.csv", "420棵,west-village", "420棵,east-village")
    assert "plantings.csv:5:11 first" in following(project)


@pytest.mark.parametrize("without_text", [False, True])
def test_a_row_that_is_gone_is_named_in_its_own_table(project, without_text):
    change(project, "plantings.csv", SOUTH, "")
    if without_text:
        (project / "raw" / "sources" / "report.txt").unlink()
    first = told(project)[0]
    assert (first["path"], first["key"]) == ("raw/plantings.csv", "south-2025")
    assert first["message"] == "there is no record `south-2025` in `plantings`, but evidence of it"
    assert first["hint"].startswith("was its row removed, or its key changed? If that is meant")
    assert following(project).endswith("plantings.csv; or, if it is meant, run pipeline anchor")


def test_a_key_that_was_changed_is_one_issue(project):
    change(project, "plantings.csv", "south-2025,", "south-2026,")
    (issue,) = told(project)
    assert (issue["path"], issue["line"], issue["field"]) == ("raw/plantings.csv", 4, "planting_id")
    assert "`south-2026` is printed where evidence has `south-2025`" in issue["message"]
    assert issue["hint"].endswith("else write `south-2025` again")


def test_a_value_that_was_taken_out_is_one_issue_at_its_cell(project):
    change(project, "plantings.csv", ",poplar,", ",,")
    (issue,) = told(project)
    assert (issue["line"], issue["field"]) == (4, "species")
    assert issue["message"] == "`species` has no value any more, but evidence"


def test_of_references_to_a_lost_record_those_that_people_wrote_come_first(project):
    change(project, "sources.csv", "report,report.txt", "other,report.txt")
    issues = told(project)
    assert [i["resource"] for i in issues[:3]] == ["document_spans", "document_spans", "evidence"]
    assert "mend `report` of `sources`" in following(project)


def test_an_unknown_record_may_be_misspelt_or_new(project):
    change(project, "plantings.csv", "360棵,south-village", "360棵,north-village")
    (issue,) = told(project)
    hint = "did you mean `south-village`? Else add the row to `places`, or, if that key, to which "
    assert issue["hint"] == hint + "nothing refers, was changed, write `north-village` there"


def test_where_nothing_refers_to_the_key_that_may_be_meant_it_may_be_what_was_changed(project):
    change(project, "places.csv", "east-village,", "east-vilage,")
    assert "write `east-village` there" in told(project)[0]["hint"]
    asked = "plantings.csv:2:37 or the key `east-vilage` in `places`; mend the other"
    assert following(project).endswith(asked)


def test_a_rule_that_finds_fewer_cases_is_not_itself_what_is_to_be_mended(project):
    file = project / "raw" / "plantings.csv"
    file.write_text("".join(file.read_text("utf-8").splitlines(keepends=True)[:1]), "utf-8")
    for name in ("anchor", "coverage"):
        command(name, str(project), "--lang", "en")
    asked = (
        "Next: see what parts-make-the-whole compares no longer: was a row or a value taken out?"
    )
    assert following(project) == asked


def test_a_key_to_which_others_refer_is_not_said_to_have_changed(project):
    change(project, "plantings.csv", "360棵,south-village", "360棵,southh-village")
    with (project / "raw" / "plantings.csv").open("a", encoding="utf-8") as file:
        file.write(SOUTH.replace("south-2025", "south-2026"))
    hint = next(i["hint"] for i in told(project) if i["code"] == "foreign-key")
    assert hint == "did you mean `south-village`? Else add the row that it means to `places`"


def test_a_text_of_which_only_line_ends_differ_is_not_said_to_be_another(project):
    report = project / "raw" / "sources" / "report.txt"
    report.write_bytes(report.read_bytes().replace(b"\n", b"\r\n"))
    (issue,) = told(project)
    assert issue["message"].endswith("has other line ends than were declared: CRLF for LF")
    assert "the digest is right" in issue["hint"]
    assert following(project).startswith("Next: do with the text `report.txt` what the arrow says")


@pytest.mark.parametrize("without_text", [False, True])
def test_of_a_change_that_is_only_stale_it_is_asked_whether_it_is_meant(project, without_text):
    change(project, "plantings.csv", ",南村植杨树360棵,", ",，南村植杨树360棵,")
    if without_text:
        (project / "raw" / "sources" / "report.txt").unlink()
    asked = "plantings.csv:4; if the change is meant, run pipeline anchor, else take it back"
    assert following(project).endswith(asked)


def test_what_the_tool_writes_it_is_asked_to_write_again(project):
    (project / "raw" / "evidence.csv").unlink()
    assert following(project) == "Next: pipeline anchor, then run pipeline validate again"
    (project / "raw" / "sources").rename(project / "texts")
    named = following(project, "--sources", str(project / "texts"))
    assert named.startswith("Next: pipeline anchor --sources demo/texts, then")
    assert "which writes the file again" in told(project)[0]["hint"]


def test_evidence_edited_by_hand_is_not_mended_by_hand(project):
    change(project, "evidence.csv", ",46-48,", ",46-99,")
    (project / "raw" / "sources" / "report.txt").unlink()
    assert following(project) == "Next: pipeline anchor, then run pipeline validate again"


def test_a_row_that_repeats_another_does_not_rest_on_the_evidence_of_that(project):
    twice = SOUTH.replace("south-2025", "south-2026")
    change(project, "plantings.csv", SOUTH, SOUTH.replace("360,", "360,好") + twice)
    said = text(project)
    assert "rest on" not in said
    assert "evidence.csv" not in following(project)


def test_nobody_is_sent_to_a_command_that_would_refuse(project):
    change(project, "plantings.csv", ",南村植杨树360棵,", ",，南村植杨树360棵,")
    change(project, "documents.csv", ",unknown,", ",unkown,")
    assert "anchor" not in following(project)


def test_a_pasted_line_of_totals_is_one_thing_to_mend(project):
    change(project, "plantings.csv", SOUTH, SOUTH + "Total,,,,,,1260,\n")
    said = text(project)
    assert "4 cells of one row: have they moved, or is the row no record (a total)?" in said
    assert "or, if it is a line of totals, remove the row" in said


def test_cells_that_moved_are_told_as_one_row(project):
    change(project, "plantings.csv", "east-village,,pine,480,", "east-village,pine,480,,")
    assert "3 cells of one row" in text(project) and text(project).count(" error ") == 1


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("pine,480", "pine,408", "did you mean `480`? Two digits have changed places"),
        ("2025-03-12,,1260", "3/12/25,,1260", "`2025-03-12` or `2025-12-03`? "),
        ("2025-03-12,,1260", "12/31/25,,1260", "did you mean `2025-12-31`? "),
        ("east-2025", "East_2025", "did you mean `east-2025`? small letters and hyphens"),
        (
            "qingliu-2025",
            "合计",
            "if it is a line of totals that a spreadsheet made, remove the row",
        ),
    ],
)
def test_what_was_probably_meant_is_said(project, before, after, hint):
    change(project, "plantings.csv", before, after)
    assert any((issue["hint"] or "").startswith(hint) for issue in told(project))
