"""What waits is told: once, with its cause, also beside what failed; never as passed."""

import json

import pytest
from package_builders import ID, checked, codes, package, table, tally

from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.report import State

ROWS = "id,name\n1,x\n2,y\n"


def keys(*names):
    return [{"fields": ["id"], "reference": {"resource": n, "fields": ["id"]}} for n in names]


def told(report):
    said = RENDERERS["text"](report, Run()).splitlines()
    return [line.removeprefix("skipped ") for line in said if line.startswith("skipped")]


def test_where_nothing_waits_nothing_is_told(tmp_path):
    child = table("c", schema=ID | {"foreignKeys": keys("p")})
    report = checked(package(tmp_path, table("p"), child, files={"p.csv": ROWS, "c.csv": ROWS}))
    assert (codes(report), told(report)) == ([], [])


def test_each_waiting_table_and_reference_is_told_once_with_its_cause(tmp_path):
    child = table("c", schema=ID | {"foreignKeys": keys("p", "q", "o")})
    other = table("c2", schema=ID | {"foreignKeys": keys("p")})
    files = {"o.csv": ROWS, "c.csv": ROWS + "3,z\n", "c2.csv": ROWS, "q.csv": b"id,name\n1,\xff\n"}
    report = checked(package(tmp_path, *map(table, "pqo"), child, other, files=files))
    assert codes(report) == ["encoding-error", "foreign-key", "missing-file"]
    assert sorted(told(report)) == [
        "all checks of table `p`: the file cannot be opened",
        "all checks of table `q`: the file cannot be decoded",
        "foreign-key: references of `c2` by `id` to `p`: "
        "table p could not be read, or has no schema",
        "foreign-key: references of `c` by `id` to `p`: "
        "table p could not be read, or has no schema",
        "foreign-key: references of `c` by `id` to `q`: "
        "table q could not be read, or has no schema",
    ]
    for code in ("type-error", "blank-row"):
        assert tally(report, code).state is State.SKIPPED


def test_a_missing_part_is_told_as_a_part(tmp_path):
    report = checked(package(tmp_path, table(path=["a.csv", "b.csv"]), files={"a.csv": ROWS}))
    assert codes(report) == ["missing-file"]
    assert told(report) == [
        "all checks of part 2 of table `t`: the file cannot be opened",
        "all checks of the cells of table `t`: it could not be read",
    ]


def test_an_entry_that_cannot_be_used_leaves_its_table_out(tmp_path):
    report = checked(package(tmp_path, table(dialect={"header": 1}), files={"t.csv": ROWS}))
    said = "all checks of table `t`: what the descriptor says of it cannot be used"
    assert (codes(report), told(report)) == (["dialect-error"], [said])


@pytest.mark.parametrize("header", ["name,id", "id,nom", "id;name"])
def test_columns_that_the_header_does_not_give_are_not_passed(tmp_path, header):
    fields = [{**f, "constraints": {"required": True}} for f in ID["fields"]]
    schema = {"fields": fields, "primaryKey": ["id"]}
    lines = header + "\n" + "1,x\n".replace(",", ";" if ";" in header else ",")
    report = checked(package(tmp_path, table(schema=schema), files={"t.csv": lines}))
    assert codes(report) == ["incorrect-label"]
    causes = [line.partition(": ")[2] for line in told(report)]
    assert len(set(causes)) == len(causes) <= 2
    for code in ("type-error", "constraint-error"):
        assert "does not give" in (tally(report, code).because or "")
        assert tally(report, code).state is State.SKIPPED


@pytest.mark.parametrize(
    ("field", "code", "place"),
    [
        ({"constraints": {"minimum": "x"}}, "constraint-error", "fields/0/constraints/minimum"),
        ({"type": "string", "constraints": {"pattern": "("}}, "constraint-error",
         "fields/0/constraints/pattern"),
        ({"constraints": {"unique": "yes"}}, "unique-error", "fields/0/constraints/unique"),
        ({"type": "year", "format": "%Y"}, "type-error", "fields/0/format"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_schema_is_not_passed(tmp_path, field, code, place):
    schema = {"fields": [ID["fields"][0] | field]}
    for given in (schema, "s.json"):
        files = {"t.csv": "id\n2020\n", "s.json": json.dumps(schema)}
        report = checked(package(tmp_path, table(schema=given), files=files))
        assert codes(report) == ["schema-error"]
        assert tally(report, code).state is State.SKIPPED
        assert f"{code}: `{place}` in the schema of `t` is not as it should be" in told(report)


def test_a_constraint_that_is_sound_is_applied_beside_one_that_is_not(tmp_path):
    field = ID["fields"][0] | {"constraints": {"minimum": "x", "maximum": 1}}
    target = package(tmp_path, table(schema={"fields": [field]}), files={"t.csv": "id\n1\n2\n"})
    report = checked(target)
    assert codes(report) == ["constraint-error", "schema-error"]
    assert tally(report, "constraint-error").state is State.FAILED
    assert any("minimum" in line for line in told(report))
