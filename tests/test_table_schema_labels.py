"""Headers against fields: one issue for one cause, under every way of matching."""

import pytest
from table_schema_builders import outcome

CODES = ("blank-label", "duplicate-label", "incorrect-label", "missing-label", "extra-label")


def judged(labels, match="exact", names=("id", "name", "born")):
    descriptor = {"fields": [{"name": name} for name in names], "fieldsMatch": match}
    found = outcome(descriptor, [["x"] * len(labels)], labels)
    return [(issue.code, issue.value, issue.field) for code in CODES for issue in found.of(code)]


@pytest.mark.parametrize(
    ("match", "labels"),
    [
        ("exact", ["id", "name", "born"]),
        ("equal", ["born", "id", "name"]),
        ("subset", ["x", "born", "id", "name"]),
        ("superset", ["name", "id"]),
        ("superset", ["name"]),
        ("partial", ["x", "name"]),
        ("partial", ["", "name"]),
        ("subset", ["born", "id", "", "name"]),
    ],
)
def test_headers_that_fit(match, labels):
    assert judged(labels, match) == []


@pytest.mark.parametrize(
    ("label", "called"),
    [("id;name;born", "semicolons"), ('"id"\t"name"\t"born"', "tabs"), ("id|born", "bars")],
)
def test_a_file_that_separates_its_cells_otherwise_is_one_issue(label, called):
    found = outcome({"fields": [{"name": n} for n in ("id", "name", "born")]}, [["x"]], [label])
    (issue,) = [issue for code in CODES for issue in found.of(code)]
    assert issue.code == "incorrect-label" and f"cells by {called}, not commas" in issue.message


def test_whether_headers_or_columns_changed_places_is_left_to_who_knows():
    fields = {"fields": [{"name": name} for name in ("id", "name", "born")]}
    (issue,) = outcome(fields, [["x"] * 3], ["name", "id", "born"]).of("incorrect-label")
    assert issue.hint == (
        "if only the labels were exchanged, put them back as the schema has them: `id,name,born`; "
        "if whole columns were moved, put them in that order (in a project, `pipeline fmt "
        "--columns` does that)"
    )


@pytest.mark.parametrize(
    ("match", "labels", "expected"),
    [
        ("exact", ["name", "id", "born"], [("incorrect-label", "name", "id")]),
        ("exact", ["born", "id", "name"], [("incorrect-label", "born", "id")]),
        ("exact", ["id", "nmae", "born"], [("incorrect-label", "nmae", "name")]),
        ("exact", ["id", "Name ", "born"], [("incorrect-label", "Name ", "name")]),
        ("exact", ["id", "ｎａｍｅ", "born"], [("incorrect-label", "ｎａｍｅ", "name")]),
        ("exact", ["id", "zzz", "born"], [("incorrect-label", "zzz", "name")]),
        ("exact", ["id", "born"], [("missing-label", None, "name")]),
        ("exact", ["id", "zzz", "name", "born"], [("extra-label", "zzz", None)]),
        ("exact", ["id", "", "born"], [("blank-label", "", "name")]),
        ("exact", ["id", "name", "born", " "], [("blank-label", " ", None)]),
        ("exact", ["id", "id", "born"], [("duplicate-label", "id", "name")]),
        ("exact", ["id", "name", "born", "id"], [("duplicate-label", "id", None)]),
        ("equal", ["born", "nmae", "id"], [("incorrect-label", "nmae", "name")]),
        ("equal", ["born", "", "id"], [("blank-label", "", "name")]),
        ("equal", ["born", "id"], [("missing-label", None, "name")]),
        ("equal", ["born", "id", "name", "qqqq"], [("extra-label", "qqqq", None)]),
        ("subset", ["born", "id", "qqqq"], [("missing-label", None, "name")]),
        ("subset", ["born", "id", "nmae"], [("incorrect-label", "nmae", "name")]),
        ("superset", ["id", "qqqq"], [("extra-label", "qqqq", None)]),
        ("superset", ["id", "nmae"], [("incorrect-label", "nmae", "name")]),
        ("partial", ["x", "y"], [("missing-label", None, None)]),
    ],
)
def test_headers_that_do_not(match, labels, expected):
    assert judged(labels, match) == expected


def test_a_label_issue_is_placed_in_the_header():
    found = outcome({"fields": [{"name": "id"}, {"name": "name"}]}, [], ["id", "nmae"])
    issue = found.of("incorrect-label")[0]
    assert (issue.row, issue.line, issue.column) == (1, 1, 20)
    assert issue.message == "column 2 has the header `nmae`, expected `name`"
    assert issue.hint == "write `name`"


def test_cells_are_matched_by_name_and_an_absent_column_is_left_out():
    descriptor = {
        "fields": [
            {"name": "a", "type": "integer"},
            {"name": "b", "type": "string", "constraints": {"required": True}},
            {"name": "c", "type": "boolean"},
        ],
        "primaryKey": "b",
    }
    found = outcome(descriptor, [["1", "true"], ["x", "no"]], ["a", "c"])
    assert found.failing() == {"missing-label", "type-error"}
    assert found.spots("type-error") == [(3, "a", "x"), (3, "c", "no")]
    assert found.values() == [(1, None, True), (None, None, None)]
    assert found.tally("primary-key").because == "the header of t does not give `b`"
    assert not found.typed["t"].sound


def test_cells_of_exchanged_columns_are_not_judged():
    descriptor = {
        "fields": [{"name": "a", "type": "integer"}, {"name": "b"}, {"name": "c", "type": "year"}]
    }
    found = outcome(descriptor, [["x", "1", "20"]], ["b", "a", "c"])
    assert found.failing() == {"incorrect-label", "type-error"}
    assert found.spots("type-error") == [(2, "c", "20")]


def test_names_that_duckdb_confuses_and_version_1_duplicates_are_kept_apart():
    names = ["id", "ID", "_row", "id"]
    found = outcome({"fields": [{"name": name} for name in names]}, [["1", "2", "3", "4"]])
    assert found.failing() == set()
    assert found.values() == [("1", "2", "3", "4")]
    assert found.typed["t"].columns == ("id", "ID_2", "_row_2", "id_3")


@pytest.mark.parametrize("match", ["superset", "partial"])
@pytest.mark.parametrize(
    "more", [{"primaryKey": ["name"]}, {"constraints": {"required": True}}], ids=str
)
def test_a_field_that_may_not_be_null_needs_its_column_under_every_match(match, more):
    name = {"name": "name", "constraints": more.get("constraints", {})}
    descriptor = {"fields": [{"name": "id"}, name], "fieldsMatch": match}
    descriptor |= {key: value for key, value in more.items() if key != "constraints"}
    found = outcome(descriptor, [["x"]], ["id"])
    assert [issue.field for issue in found.of("missing-label")] == ["name"]
    assert found.failing() == {"missing-label"}


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_header_that_is_not_divided_is_one_issue(sign):
    found = outcome(
        {"fields": [{"name": "a", "type": "integer"}, {"name": "b"}]},
        [[f"1{sign}x"]],
        [f"a{sign}b"],
    )
    assert found.failing() == {"incorrect-label"}
    [issue] = found.of("incorrect-label")
    assert "one cell" in issue.message and "`delimiter`" in issue.hint


@pytest.mark.parametrize("labels", [["id", "spieces", "n"], ["id", "n", "spieces"]])
@pytest.mark.parametrize("match", ["exact", "equal", "subset"])
def test_a_misspelt_header_is_known_by_its_spelling_wherever_it_stands(labels, match):
    found = judged(labels, match, ("id", "species", "n"))
    assert ("incorrect-label", "spieces", "species") in found
    assert not {"missing-label", "extra-label"} & {code for code, _, _ in found}


def test_no_column_is_to_be_removed_while_a_field_is_missing():
    descriptor = {"fields": [{"name": n} for n in ("id", "a", "b")], "fieldsMatch": "equal"}
    found = outcome(descriptor, [["x", "y", "z"]], ["id", "qqqq", "www"])
    hints = [issue.hint for code in CODES for issue in found.of(code)]
    assert hints and not any("remove" in hint for hint in hints)
    assert "if it holds `a`, `b`, correct its header; else add the field to the schema" in hints


def test_a_header_that_was_deleted_is_one_issue():
    descriptor = {"fields": [{"name": n} for n in ("id", "name", "born")]}
    found = outcome(descriptor, [["p2", "李四", "1991"]], ["p1", "张伟", "1990"])
    (issue,) = [issue for code in CODES for issue in found.of(code)]
    assert issue.message.startswith("the first line is no header")
    assert issue.hint.endswith("id,name,born")
