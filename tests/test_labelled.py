"""Records go by their key and by the name that readers know."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.naming import names

BASE = Path(__file__).parent / "examples" / "base"
LABELS = "x-pipeline: {{labels: {}}}\n"


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(BASE, tmp_path / "tiny")
    return tmp_path / "tiny"


def change(tiny, file, before, after):
    path = tiny / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="")


def declare(tiny, labels):
    with (tiny / "datapackage.yaml").open("a", encoding="utf-8") as file:
        file.write(LABELS.format(labels))


def told(tiny, format="json"):
    done = CliRunner().invoke(app, ["validate", str(tiny), "--format", format])
    return json.loads(done.stdout) if format == "json" else done.stdout


@pytest.mark.parametrize(
    ("labels", "said", "lang", "found"),
    [
        (("id", "title", "name"), None, None, ("name", "title")),
        (("id", "title", "name"), "title", None, ("title", "name")),
        (("id", "name_en", "name_zh"), None, None, ("name_zh", "name_en")),
        (("id", "name_en", "name"), None, "en", ("name_en", "name")),
        (("id", "name_en", "name"), None, "zh", ("name", "name_en")),
        (("id", "note"), None, None, ()),
    ],
)
def test_the_fields_that_may_name_a_record(labels, said, lang, found):
    assert names(labels, said, lang=lang) == found


def test_a_field_may_have_the_role_of_a_label():
    role = "https://www.w3.org/2004/02/skos/core#prefLabel"
    schema = {"fields": [{"name": "id"}, {"name": "word", "rdfType": role}, 7]}
    assert names(("id", "name", "word"), schema=schema) == ("word", "name")


def test_a_record_goes_by_its_name_in_every_report(tiny):
    change(tiny, "raw/people.csv", ",1950", ",about 1950")
    (issue,) = told(tiny)["issues"]
    assert (issue["key"], issue["label"]) == ("tian-ji", "𠮷田")
    for format in ("text", "markdown", "html", "junit", "sarif"):
        assert "people / tian-ji · 𠮷田 / born" in told(tiny, format), format


def test_a_place_that_an_issue_also_concerns_is_named_too(tiny):
    change(tiny, "raw/people.csv", "chen-mo", "ben")
    (issue, *_) = told(tiny)["issues"]
    assert issue["label"] == "陈墨"
    assert issue["related"][0]["label"] == "﨑本 花子"
    assert "raw/people.csv:3 / people / ben · 﨑本 花子 / person_id" in told(tiny, "text")


def test_a_declared_reference_names_by_the_record_that_it_refers_to(tiny):
    declare(tiny, "{talks: person_id}")
    change(tiny, "raw/talks.csv", ",2020-11-24,", ",2020/11/24,")
    assert told(tiny)["issues"][0]["label"] == "𠮷田"


def test_a_reference_that_leads_nowhere_names_nobody(tiny):
    declare(tiny, "{talks: person_id}")
    change(tiny, "raw/talks.csv", "tian-ji", "tianji")
    (issue,) = told(tiny)["issues"]
    assert issue["label"] is None


@pytest.mark.parametrize(
    ("said", "why"),
    [("𠮷田", "? a reference holds the key, not `name`"), ("tian-ji · 𠮷田", "?")],
)
def test_a_reference_by_the_name_of_a_record_means_that_record(tiny, said, why):
    change(tiny, "raw/talks.csv", ",tian-ji,", f",{said},")
    (issue,) = told(tiny)["issues"]
    assert issue["hint"] == f"did you mean `tian-ji`{why}"


def test_a_name_that_two_records_have_means_neither(tiny):
    change(tiny, "raw/people.csv", "陈墨", "𠮷田")
    change(tiny, "raw/talks.csv", ",tian-ji,", ",𠮷田,")
    (issue,) = told(tiny)["issues"]
    assert issue["hint"].startswith("correct it, or add the row")


def test_a_row_that_is_broken_has_no_name_and_nothing_else_goes_wrong(tiny):
    change(tiny, "raw/people.csv", "𠮷田", '"𠮷"田')
    assert [i["label"] for i in told(tiny)["issues"]] == [None]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("{peopel: name}", "did you mean `people`?"),
        ("{people: nmae}", "did you mean `name`?"),
        ("{people: x}", "it has `person_id`, `name`, `born`"),
        ("[name]", "as in labels: {people: name}"),
    ],
)
def test_a_label_that_cannot_be_meant_is_one_line(tiny, labels, said):
    declare(tiny, labels)
    done = CliRunner().invoke(app, ["validate", str(tiny)])
    assert done.exit_code != 0
    assert said in str(done.exception)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("t-2,ben,toast,2020-11-25,2,,false,=1+1", "t-2,ben", "t-2"),
        (
            "t-2,ben,toast,2020-11-25,2,,false,=1+1",
            "t-2,ben,toast,2020-11-25,2,5,false,=1+1,",
            "t-2",
        ),
        ("t-2,ben,toast,2020-11-25,2,,false,=1+1", ",ben", None),
        ("talk_id,person_id", "person_id,talk_id", None),
    ],
)
def test_a_row_with_other_cells_than_the_header_names_its_record(tiny, before, after, key):
    change(tiny, "raw/talks.csv", before, after)
    if key is None and "talk_id" in before:
        change(tiny, "raw/talks.csv", "t-2,ben", "t-2")
    found = [i["key"] for i in told(tiny)["issues"] if i["code"] in ("missing-cell", "extra-cell")]
    assert found == [key]
