"""Mutation: slips, the draw, and through the command what the checks of a project let pass."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import islice
from random import Random

import pytest
from commands import command
from hypothesis import given
from hypothesis import strategies as st

from pipeline import flow, mutating
from pipeline.init import write
from pipeline.mutate import slips
from pipeline.mutate.mutant import Kind, Mutant, Mutation, Outcome
from pipeline.mutate.sites import Rows, draw, sites
from pipeline.project import Project
from pipeline.render import mutation
from pipeline.render.badge import badge
from pipeline.render.run import Run
from pipeline.stages import Texts
from pipeline.table_schema.schema import Schema

TEXT = st.text(alphabet="09aZé村𠮷。 ９-", max_size=12)


def differ(a, b):
    return sum(x != y for x, y in zip(a, b, strict=True))


@given(TEXT, st.integers())
def test_a_digit_slips_into_another_digit(text, seed):
    now = slips.digit(text, Random(seed))
    assert (now is None) == (not re.search("[0-9]", text))
    if now is not None:
        assert differ(text, now) == 1
        assert re.sub("[0-9]", "", now) == re.sub("[0-9]", "", text)


@given(TEXT, st.lists(TEXT), st.integers())
def test_a_letter_slips_into_another_of_its_kind(text, others, seed):
    now = slips.letter(text, slips.letters([text, *others]), Random(seed))
    assert (now is None) == (not any(map(str.isalpha, text)))
    if now is not None:
        assert differ(text, now) == 1
        (a, b) = next((a, b) for a, b in zip(text, now, strict=True) if a != b)
        assert (a.isupper(), a.islower()) == (b.isupper(), b.islower())


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from([4, 7, 10]), st.integers())
def test_a_date_is_moved_a_little_and_stays_as_precise(day, length, seed):
    was = day.isoformat()[:length]
    now = slips.day(was, Random(seed))
    assert now and now != was
    date.fromisoformat(now + "-01-01"[: 10 - length] if length < 10 else now)
    assert len(now) == length


@pytest.mark.parametrize("text", ["", "24.11.2020", "x", "20201"])
def test_what_is_no_date_does_not_slip(text):
    assert slips.day(text, Random(0)) is None


def schema(**more):
    fields = [
        {"name": "id", "type": "string"},
        {"name": "n", "type": "integer"},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "held_on", "type": "string"},
    ]
    return Schema.from_descriptor({"fields": fields, "primaryKey": ["id"], **more})[0]


def rows(*cells):
    labels = ("id", "n", "kind", "held_on")
    return {number: dict(zip(labels, row, strict=True)) for number, row in enumerate(cells, 2)}


def test_every_site_is_drawn_once_before_any_is_drawn_twice():
    table = Rows("t", schema(), rows(("x", "1", "a", "2020"), ("y", "22", "b", "2020-11")))
    found = list(sites(table))
    spots = [(site.field, site.kind) for site in found]
    assert spots == [
        ("n", Kind.DIGIT),
        ("kind", Kind.CATEGORY),
        ("held_on", Kind.DATE),
        (None, Kind.REMOVED),
        (None, Kind.DUPLICATED),
    ]
    drawn = list(draw(found, 7))
    assert len(drawn) == 10
    assert {mutant.spot for mutant in drawn[:5]} == {mutant.spot for mutant in drawn}
    assert list(islice(draw(found, 7), 3)) == drawn[:3]
    assert list(draw(found, 8)) != drawn


def test_a_row_that_is_repeated_gets_a_key_of_its_own():
    table = Rows("t", schema(), rows(("x", "1", "a", ""), ("x-2", "1", "a", "")))
    copies = [mutant for mutant in draw(list(sites(table)), 0) if mutant.kind is Kind.DUPLICATED]
    assert {mutant.now for mutant in copies} == {"x-3", "x-2-2"}


@pytest.fixture
def project(tmp_path):
    write(tmp_path, name="trees", identifier="x", today="2025-03-12")
    found = Project.find(tmp_path)
    flow.write_schemas(found)
    flow.anchor(found, Texts(), partial=False, step=quiet)
    return tmp_path


def quiet(_):
    return None


def mutate(folder, **more):
    given = {"seed": 0, "budget": 16, **more}
    return mutating.mutate(Project.find(folder), Texts(), step=quiet, **given)


def in_file(folder, mutant):
    """Make the change in the file itself."""
    file = folder / "raw" / f"{mutant.table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        head, *lines = csv.reader(stream)
    held = dict(enumerate(lines, 2))
    if mutant.again is not None:
        held[mutant.copy] = list(held[mutant.again])
    for row, label, text in mutant.cells:
        held[row][head.index(label)] = text
    if mutant.gone is not None:
        del held[mutant.gone]
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, *held.values()])


def test_what_the_bench_says_is_what_validate_says_of_the_changed_file(project):
    outcomes = mutate(project).outcomes
    assert {bool(outcome.codes) for outcome in outcomes} == {True, False}
    for outcome in outcomes:
        file = project / "raw" / f"{outcome.mutant.table}.csv"
        before = file.read_bytes()
        in_file(project, outcome.mutant)
        report = flow.validate(Project.find(project), Texts(), step=quiet)
        said = {issue.code for issue in report.issues}
        assert report.valid == (not outcome.codes), outcome
        assert said >= {*outcome.codes} or not outcome.codes, (outcome, said)
        file.write_bytes(before)


def test_what_no_text_and_no_rule_holds_is_drift_or_passes(project):
    with_rule = {o.mutant: o for o in mutate(project, budget=40, only=["plantings"]).outcomes}
    assert all(outcome.codes and not outcome.drift for outcome in with_rule.values())
    (project / "raw" / "sources" / "report.txt").unlink()
    (project / "schemas" / "rules" / "parts-make-the-whole.sql").unlink()
    found = mutate(project, budget=40, only=["plantings"])
    assert found.sources == "attested"
    assert {o.mutant for o in found.outcomes} == {*with_rule}
    assert found.drift > len(found.outcomes) / 2
    assert all(outcome.codes for outcome in found.outcomes)


def test_the_command_changes_no_file_and_says_the_same_twice(project):
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    first, second = (
        command("mutate", project, "--budget", 12, "--format", "json") for _ in range(2)
    )
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    told = json.loads(first.stdout)
    assert (told["mutation"], told["made"], told["seed"]) == (1, 12, 0)
    assert told["made"] == told["noticed"] + told["drift"] + len(told["survivors"])
    assert sum(item["made"] for item in told["fields"]) == 12
    assert sum(item["survived"] for item in told["fields"]) == len(told["survivors"])
    after = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    after = {path: data for path, data in after.items() if path.suffix != ".pyc"}
    assert {path: data for path, data in before.items() if path.suffix != ".pyc"} == after


def test_a_share_that_is_asked_for_and_a_badge(project, tmp_path):
    picture = tmp_path / "badge.svg"
    words = ("mutate", project, "--table", "sources", "--budget", 20)
    done = command(*words, "--min-share", 95, "--badge", picture)
    assert done.returncode == 1, done.stderr
    share = re.search(r"noticed: \d+ \((.+)\)", done.stdout)[1]
    assert ET.parse(picture).getroot().get("aria-label") == f"changes noticed: {share}"
    assert done.stderr == f"{share} of the changes were noticed; --min-share asks for 95 %\n"
    enough = command(*words, "--min-share", 1)
    assert (enough.returncode, enough.stderr) == (0, "")


def test_what_a_gate_asks_for_stands_in_the_json(project):
    words = ("mutate", project, "--table", "sources", "--budget", 20, "--format", "json")
    done = command(*words, "--min-share", 95)
    told = json.loads(done.stdout)
    assert (done.returncode, told["min_share"], told["enough"]) == (1, 0.95, False)
    told = json.loads(command(*words).stdout)
    assert (told["min_share"], told["enough"]) == (None, True)


def test_where_nothing_can_be_changed_no_share_is_enough():
    nothing = Mutation(name=None, version=None, seed=0, possible=0, sources="none")
    said = "nothing could be changed, so --min-share cannot find 99.5 % noticed"
    assert mutation.too_few(nothing, 0.995) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--table", "planting"), "--table planting: is no table of the package; did you mean"),
        (("--table", "evidence"), "--table evidence: is written by the tool"),
        (("--badge", "no/such/folder.svg", "--budget", "1"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_one_line(project, words, said):
    done = command("mutate", project, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_data_with_errors_are_refused(project):
    file = project / "raw" / "plantings.csv"
    file.write_text(file.read_text("utf-8").replace("pine,480", "pine,481"), "utf-8")
    done = command("mutate", project)
    assert done.returncode == 2
    assert "have errors as they are" in done.stderr


def outcome(*codes, **more):
    given = {"row": 2, "key": "k", "field": "n", "was": "1", "now": "2", **more}
    return Outcome(Mutant("t", Kind.DIGIT, **given), codes, "raw/t.csv", 2, 5)


def found(*outcomes):
    return Mutation("p", "1.0.0", 3, 9, "re-read", outcomes)


def test_the_text_tells_who_noticed_and_what_nobody_did():
    said = mutation.text(
        found(outcome("type-error"), outcome("evidence", "stale-coverage"), outcome()), Run("", 0)
    )
    assert said.splitlines()[:2] == [
        "3 changes of 9 possible, seed 3 (source texts re-read)",
        "noticed: 1 (33.3 %)",
    ]
    assert "noticed only as drift: 1\n" in said
    assert "  t.n  digit       1 of 3" in said
    assert "raw/t.csv:2:5 digit k: n 1 → 2" in said


@pytest.mark.parametrize(
    ("share", "said"), [(None, "nothing to change"), (1, "100 %"), (0.99999, "99.9 %"), (0, "0 %")]
)
def test_a_share_is_never_rounded_up(share, said):
    assert mutation.percent(share) == said


def test_nothing_to_change_is_no_failure_of_the_words():
    assert found().share is None
    assert "0 changes" in mutation.text(found(), Run("", 0))
    assert ET.fromstring(badge("<&>", mutation.percent(None), None)).get("role") == "img"
