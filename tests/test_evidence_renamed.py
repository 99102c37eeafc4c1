"""A record whose name was changed is what is told, not the records that cite it."""

import pytest
from commands import command
from planting_builders import change, copy, told


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
