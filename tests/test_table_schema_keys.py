"""Primary, unique and foreign keys: simple, composite, self-referring, missing, misspelt."""

import pytest
from table_schema_builders import outcome, outcomes

from pipeline.keeping import READ

ID = {"name": "id", "type": "integer"}


def keyed(*fields, **more):
    return {"fields": [{"name": n, "type": t} for n, t in fields], **more}


def test_keys_that_are_unique():
    found = outcome(keyed(("a", "integer"), ("b", "string"), primaryKey=["a", "b"]),
                    [["1", "x"], ["1", "y"], ["2", "x"]])  # fmt: skip
    assert found.failing() == set() and found.typed["t"].sound
    assert found.tally("primary-key").evaluated == 3


def test_a_repeated_key_points_to_the_first():
    found = outcome(keyed(("id", "integer"), primaryKey="id"), [["1"], ["2"], ["01"], ["+1"]])
    assert found.spots("primary-key") == [(4, "id", "01"), (5, "id", "+1")]
    issue = found.of("primary-key")[0]
    assert issue.message == "`01` in `id` already is the key of row 2"
    place = issue.related[0]
    assert (place.resource, place.path, place.row, place.line, place.key, place.field) == (
        "t", "raw/t.csv", 2, 2, "1", "id",
    )  # fmt: skip
    assert found.tally("primary-key").failed == 2 and not found.typed["t"].sound
    assert found.bad() == [], "no single cell is wrong"


def test_a_repeated_composite_key():
    found = outcome(keyed(("a", "integer"), ("b", "string"), primaryKey=["b", "a"]),
                    [["1", "𠮷"], ["2", "x"], ["01", "𠮷"]])  # fmt: skip
    assert found.spots("primary-key") == [(4, "b", "𠮷, 01")]


def test_every_part_of_the_primary_key_has_a_value():
    fields = [{**ID, "constraints": {"required": True}}, {"name": "b"}]
    found = outcome({"fields": fields, "primaryKey": ["id", "b"]}, [["", "x"], ["", ""], ["1", ""]])
    assert found.spots("primary-key") == [(2, "id", ""), (3, "id", ""), (3, "b", ""), (4, "b", "")]
    assert found.failing() == {"primary-key"} and found.bad() == [2, 3, 4]


def test_a_bad_cell_in_a_key_is_one_issue():
    found = outcome(keyed(("id", "integer"), primaryKey="id"), [["x"], ["x"], ["1"]])
    assert found.failing() == {"type-error"}


def test_unique_fields_and_keys_with_missing_parts_apart():
    fields = [{"name": "a", "type": "date", "constraints": {"unique": True}}, {"name": "b"}]
    rows = [["2020-01-01", "x"], ["", "x"], ["", ""], ["2020-01-01", "y"], ["", "x"]]
    found = outcome({"fields": fields, "uniqueKeys": [["a", "b"], ["b"]]}, rows)
    assert found.spots("unique-error") == [
        (3, "b", "x"), (5, "a", "2020-01-01"), (6, "b", "x"),
    ]  # fmt: skip
    assert found.tally("unique-error").evaluated == 2 + 2 + 4


def test_a_key_that_is_declared_twice_is_one_cause():
    fields = [{**ID, "constraints": {"unique": True}}]
    found = outcome({"fields": fields, "primaryKey": "id", "uniqueKeys": [["id"]]}, [["1"], ["1"]])
    assert found.failing() == {"primary-key"} and found.tally("unique-error").failed == 0


@pytest.mark.parametrize(
    ("kind", "cells", "repeated"),
    [
        ("number", ["0.10", "0.1", "1e-1", "1", "1.0", "NaN", "nan"], 4),
        ("number", ["0.10", "0.1", "1e-1", "1", "1.0"], 3),
        ("number", ["9007199254740993", "9007199254740992", "NaN", "9007199254740993.0"], 1),
        (
            "number",
            ["0.1234567890123456789", "0.1234567890123456788", "1234567890123456789e-19"],
            1,
        ),
        ("number", ["0.1234567890123456789", "1234567890123456789e-19", "-INF", "INF", "-inf"], 2),
        ("number", ["1" * 39, "1" * 38 + "2", "1e400", "1e401", "10e399", "-1e400", "1e-400"], 1),
        ("number", ["1e5000", "1e5001", "10e4999", "0e99", "-0", "1e-5000", "NaN"], 2),
        ("integer", ["9" * 45, "0" + "9" * 45, "8" * 45, "-0", "0"], 2),
        ("boolean", ["true", "1", "false"], 1),
        ("datetime", ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00"], 1),
        (
            "datetime",
            [
                *("2020-01-01T00:00:00.1234561Z", "2020-01-01T00:00:00.1234562"),
                *("2020-01-01T01:00:00.12345610+01:00", "2020-01-01T00:00:00.123456"),
            ],
            1,
        ),
        (
            "datetime",
            [
                "-0044-03-15T00:00:00",
                "-0044-03-14T24:00:00",
                "12024-01-01T00:00:00",
                "2024-01-01T00:00:00",
            ],
            1,
        ),
        ("string", ["a", "A", " a", "﨑", "崎"], 0),
        ("yearmonth", ["2020-01", "2020-01Z"], 1),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_unique_means_logical_values(kind, cells, repeated, stream):
    field = {"name": "v", "type": kind, "constraints": {"unique": True}}
    rows = [[cell] for cell in cells]
    found = outcomes({"t": ({"fields": [field]}, rows, ["v"])}, stream=stream)
    assert found.tally("unique-error").failed == repeated


def refer(child_rows, parent_rows, *, kinds=("integer", "integer"), rejected=None, labels=("id",)):
    child = keyed(("ref", kinds[0]), foreignKeys=[
        {"fields": "ref", "reference": {"resource": "people", "fields": "id"}}
    ])  # fmt: skip
    parent = keyed(("id", kinds[1]), primaryKey="id")
    given = {"t": (child, child_rows, ["ref"]), "people": (parent, parent_rows, list(labels))}
    return outcomes(given, rejected)


def test_references_that_are_found():
    found = refer([["1"], ["01"], [""], ["+2"]], [["1"], ["02"]])
    assert found.failing() == set() and found.tally("foreign-key").evaluated == 3


def test_references_that_dangle():
    found = refer([["1"], ["3"], [""], ["x"]], [["1"]])
    assert found.spots("foreign-key") == [(3, "ref", "3")]
    assert found.spots("type-error") == [(5, "ref", "x")]
    assert found.of("foreign-key")[0].message == (
        "`3` in `ref` is not the `id` of any row of `people`"
    )
    assert not found.typed["t"].sound and found.typed["people"].sound


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        (
            "p-wang-lin",
            "did you mean `p-wang-lan`? Else add the row to `people`, or, if that key, to "
            "which nothing refers, was changed, write `p-wang-lin` there",
        ),
        (" p-wang-lan", "did you mean `p-wang-lan`? there is a space around it"),
        ("P-WANG-LAN", "did you mean `p-wang-lan`? capitals matter here"),
        (
            "ｐ-wang-lan",
            "did you mean `p-wang-lan`? its characters are full-width or other variants",
        ),
        ("zzz", "correct it, or add the row that it means to `people`"),
    ],
)
def test_a_key_that_is_nearly_right(cell, hint):
    found = refer([[cell]], [["p-wang-lan"], ["p-zhao"]], kinds=("string", "string"))
    assert [issue.hint for issue in found.of("foreign-key")] == [hint]


@pytest.mark.parametrize(
    ("cell", "key", "hint"),
    [
        ("張偉", "张伟", "did you mean `张伟`? simplified and traditional characters differ"),
        ("青柳乡", "青柳鄉", "did you mean `青柳鄉`? simplified and traditional characters differ"),
        ("A1", "Ａ1", "`people` has `Ａ1`: it has full-width characters; write `A1` there"),
        ("east", "east ", "`people` has `east␣`: there is a space around it; write `east` there"),
        (
            "安君",
            "安君\u200b",
            "`people` has `安君\\u{200b}`: there is an invisible character around it; write `安君` there",
        ),
        ("east-vilage", "east-village ", "correct it, or add the row that it means to `people`"),
    ],
)
def test_a_twin_of_a_key_and_a_key_that_is_itself_flawed(cell, key, hint):
    found = refer([[cell]], [[key], ["p-zhao"]], kinds=("string", "string"))
    assert [issue.hint for issue in found.of("foreign-key")] == [hint]


@pytest.mark.parametrize(
    ("cell", "keys", "hint"),
    [
        ("7", ["007", "8"], "did you mean `007`? spreadsheets take leading zeros off"),
        (
            "007",
            ["7", "8"],
            "`people` has `7`; if a spreadsheet took its zeros off, put them back there",
        ),
        ("7", ["007", "07"], "correct it, or add the row that it means to `people`"),
    ],
)
def test_zeros_that_a_spreadsheet_took_off(cell, keys, hint):
    found = refer([[cell]], [[key] for key in keys], kinds=("string", "string"))
    assert [issue.hint for issue in found.of("foreign-key")] == [hint]


@pytest.mark.parametrize(
    ("kinds", "child", "parent"),
    [
        (("string", "integer"), ["1", "01"], ["1"]),
        (("number", "integer"), ["1.0", "2"], ["1"]),
        (("integer", "number"), ["1", "2"], ["1e0", "1e30"]),
        (("number", "number"), ["0.5", "2"], ["0.50", "1e30"]),
        (("number", "number"), ["10e29", "1e31"], ["0.50", "1e30"]),
        (("integer", "number"), ["9" * 45, "9" * 44 + "8"], ["9" * 45 + ".0"]),
        (
            ("number", "number"),
            ["9007199254740992", "9007199254740993"],
            ["NaN", "9007199254740992"],
        ),
        (
            ("datetime", "datetime"),
            ["2020-01-01T00:00:00.50", "2020-01-01T00:00:00"],
            ["2020-01-01T00:00:00.5", "12020-01-01T00:00:00"],
        ),
        (("any", "date"), ["2020-01-01", "2020-1-1"], ["2020-01-01"]),
    ],
)
def test_types_that_differ_are_compared_as_canonical_text(kinds, child, parent):
    found = refer([[cell] for cell in child], [[cell] for cell in parent], kinds=kinds)
    assert [value for _, _, value in found.spots("foreign-key")] == [child[1]]


def test_a_table_may_refer_to_itself_and_by_several_fields():
    descriptor = keyed(
        ("a", "string"), ("b", "integer"), ("pa", "string"), ("pb", "integer"),
        primaryKey=["a", "b"],
        foreignKeys=[{"fields": ["pa", "pb"], "reference": {"fields": ["a", "b"]}}],
    )  # fmt: skip
    rows = [["x", "1", "", ""], ["x", "2", "x", "01"], ["y", "1", "y", ""], ["y", "2", "z", "1"]]
    found = outcome(descriptor, rows)
    assert found.spots("foreign-key") == [(5, "pa", "z, 1")]
    assert found.of("foreign-key")[0].key == "y, 2"
    assert found.tally("foreign-key").evaluated == 2


@pytest.mark.parametrize(
    ("parent", "rejected", "labels", "because"),
    [
        ([["1"]], {"people": 1}, ["id"], "people has rows whose structure is broken"),
        ([["1"]], None, ["idd"], "the header of people is not as its schema says"),
        ([["１"]], None, ["id"], "people has cells in id that are not of their type"),
    ],
)
def test_references_wait_for_a_broken_target(parent, rejected, labels, because):
    found = refer([["1"]], parent, rejected=rejected, labels=labels)
    tally = found.tally("foreign-key")
    reason = f"references of `t` by `ref` to `people`: {because}"
    assert (tally.state, tally.failed, tally.because) == ("skipped", 0, reason)


def test_references_wait_for_a_missing_table_but_not_for_one_that_never_was():
    descriptor = keyed(("ref", "string"), foreignKeys=[
        {"fields": "ref", "reference": {"resource": "peple", "fields": "id"}},
        {"fields": "ref", "reference": {"resource": "events", "fields": "id"}},
        {"fields": "ref", "reference": {"resource": "people", "fields": "idd"}},
    ])  # fmt: skip
    people = (keyed(("id", "string")), [["x"]], ["id"])
    given = {"t": (descriptor, [["x"], ["y"]], ["ref"]), "people": people}
    found = outcomes(given, known=["events"])
    issues = found.of("foreign-key")
    assert [(issue.pointer, issue.row) for issue in issues] == [
        ("/foreignKeys/0/reference/resource", None),
        ("/foreignKeys/2/reference/fields", None),
    ]
    assert issues[0].hint == "did you mean `people`?"
    tally = found.tally("foreign-key")
    assert tally.failed == 2
    why = "table events could not be read, or has no schema"
    assert tally.because == f"references of `t` by `ref` to `events`: {why}"


def test_thousands_of_dangling_references_are_counted_and_few_shown():
    found = refer([[str(n)] for n in range(3000)], [["0"]])
    tally = found.tally("foreign-key")
    assert (tally.failed, len(tally.issues), tally.evaluated) == (2999, READ, 3000)


def test_fields_of_one_name_are_told_apart_by_their_place():
    fields = [ID, {"name": "x"}, {**ID, "constraints": {"maximum": 5, "unique": True}}]
    rows = [["9", "x", "1"], ["9", "y", "7"], ["q", "z", "r"], ["8", "", "1"]]
    found = outcome({"fields": fields, "uniqueKeys": [["x", "id"]]}, rows)
    assert found.spots("type-error") == [(4, "id", "q"), (4, "id", "r")]
    assert [issue.column for issue in found.of("type-error")] == [10, 30]
    assert found.tally("type-error").failed == 2
    assert [(i.row, i.column, i.value) for i in found.of("constraint-error")] == [(3, 30, "7")]
    assert found.spots("unique-error") == [(5, "id", "1")]
    assert found.of("unique-error")[0].column == 30


def test_keys_mean_the_first_field_of_a_name():
    reference = {"fields": "id", "reference": {"resource": "", "fields": "id"}}
    schema = {"fields": [ID, ID], "primaryKey": "id", "foreignKeys": [reference]}
    assert outcome(schema, [["1", "2"], ["2", "2"]]).failing() == set()
    assert outcome(schema, [["1", "2"], ["1", "3"]]).failing() == {"primary-key"}


NAIVE, UTC, AHEAD = "2020-01-01T00:00:00", "2020-01-01T00:00:00Z", "2020-01-01T08:00:00+08:00"
WHEN = {"name": "v", "type": "datetime"}


def test_instants_with_and_without_a_zone_are_never_equal():
    unique = {"fields": [WHEN | {"constraints": {"unique": True}}]}
    for stream in (False, True):
        given = {"t": (unique, [[NAIVE], [UTC]], ["v"])}
        assert outcomes(given, stream=stream).failing() == set()
        given = {"t": (unique, [[UTC], [AHEAD], [NAIVE], [NAIVE + ".0"]], ["v"])}
        assert [s[0] for s in outcomes(given, stream=stream).spots("unique-error")] == [3, 5]


@pytest.mark.parametrize("far", ["", ".1234567"])
def test_enum_tells_instants_with_a_zone_from_those_without(far):
    cells = [[NAIVE + far], [UTC.replace("Z", far + "Z")], [AHEAD.replace("+", far + "+")]]
    naive = {"fields": [WHEN | {"constraints": {"enum": [NAIVE + far]}}]}
    zoned = {"fields": [WHEN | {"constraints": {"enum": [UTC.replace("Z", far + "Z")]}}]}
    assert [spot[0] for spot in outcome(naive, cells).spots("constraint-error")] == [3, 4]
    assert [spot[0] for spot in outcome(zoned, cells).spots("constraint-error")] == [2]


@pytest.mark.parametrize("stream", [False, True])
def test_a_reference_tells_instants_with_a_zone_from_those_without(stream):
    parent = {"fields": [WHEN], "primaryKey": ["v"]}
    child = {"fields": [WHEN], "foreignKeys": [
        {"fields": ["v"], "reference": {"resource": "p", "fields": ["v"]}}]}  # fmt: skip
    for there, found in ((NAIVE, [3, 4]), (UTC, [2])):
        tables = {"p": (parent, [[there]], ["v"]),
                  "c": (child, [[NAIVE], [UTC], [AHEAD]], ["v"])}  # fmt: skip
        spots = outcomes(tables, stream=stream).spots("foreign-key", "c")
        assert [spot[0] for spot in spots] == found
