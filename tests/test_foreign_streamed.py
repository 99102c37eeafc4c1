"""What the one pass over a stranger's table leaves to a second look, or need not look at."""

import pytest
from package_builders import checked, codes, package, table, tally

from pipeline import engine
from pipeline.table_schema.asked import Asked
from pipeline.table_schema.labels import Header
from pipeline.table_schema.quoteless import columns
from pipeline.table_schema.schema import Schema

LONG = "1" * 40


def one(tmp_path, field, *cells, **schema):
    """The report of a table with an id and one more column."""
    fields = [{"name": "id", "type": "integer"}, {"name": "v"} | field]
    rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells, 1))
    given = table(schema={"fields": fields} | schema)
    return checked(package(tmp_path, given, files={"t.csv": "id,v\n" + rows}))


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ({"type": "integer", "constraints": {"minimum": 5}}, LONG, f"-{LONG}"),
        ({"type": "number", "constraints": {"maximum": 5}}, f"-{LONG}.5", "1e400"),
        ({"type": "integer", "constraints": {"enum": [7, LONG]}}, f"+{LONG}", f"{LONG}1"),
        ({"type": "integer", "constraints": {"enum": [LONG]}}, LONG, "7"),
        ({"type": "number", "constraints": {"enum": ["1e400"]}}, "1e400", "7"),
        ({"type": "number", "constraints": {"minimum": "-1e400"}}, "7", "-1e401"),
        ({"type": "date", "constraints": {"minimum": "2020-01-01"}}, "2020-01-01", "2019-12-31"),
        ({"type": "year", "constraints": {"maximum": "2020"}}, "-2020", "2021"),
        (
            {"type": "datetime", "constraints": {"minimum": "2020-01-01T00:00:00"}},
            "12020-01-01T00:00:00",
            "-0001-01-01T00:00:00",
        ),
        (
            {"type": "datetime", "constraints": {"enum": ["12020-01-01T00:00:00"]}},
            "12020-01-01T00:00:00",
            "12020-01-01T00:00:01",
        ),
    ],
)
def test_values_beyond_the_engine_are_judged_all_the_same(tmp_path, field, good, bad):
    assert codes(one(tmp_path / "good", field, good)) == []
    report = one(tmp_path / "bad", field, good, bad)
    assert [(i.code, i.row, i.field) for i in report.issues] == [("constraint-error", 3, "v")]


@pytest.mark.parametrize(
    ("field", "quoteless"),
    [
        ({"type": "integer"}, True),
        ({"type": "integer", "bareNumber": False}, False),
        ({"type": "number", "groupChar": '"'}, False),
        ({"type": "date"}, True),
        ({"type": "date", "format": "any"}, False),
        ({"type": "date", "missingValues": ['"']}, False),
        ({"type": "boolean"}, True),
        ({"type": "boolean", "trueValues": ['"']}, False),
        ({"type": "string"}, False),
        ({"type": "string", "constraints": {"enum": ["a", "b"]}}, True),
        ({"type": "string", "constraints": {"enum": ["a", '"']}}, False),
        ({"type": "string", "constraints": {"pattern": "[a-z]+"}}, True),
        ({"type": "string", "constraints": {"pattern": ".+"}}, False),
        ({"type": "any"}, False),
    ],
)
def test_columns_that_hold_no_quote_where_all_is_sound(field, quoteless):
    schema, _ = Schema.from_descriptor({"fields": [{"name": "v"} | field]})
    assert set(columns(schema, Header({0: 3}, ()))) == ({3} if quoteless else set())


@pytest.mark.parametrize("cell", ['"say ""a, b"""', '"a"', '"x\ny"', '""'])
def test_quotes_beside_columns_that_hold_none_are_accounted_for(tmp_path, cell):
    note = {"name": "note", "type": "string"}
    fields = [{"name": "id", "type": "integer"}, {"name": "on", "type": "date"}, note]
    given = table(schema={"fields": fields})
    rows = f'id,on,note\n"1","2020-11-24",{cell}\n2,2020-11-24,\n'
    report = checked(package(tmp_path, given, files={"t.csv": rows}))
    assert (codes(report), report.tables[0].rows) == ([], 2)
    loose = rows.replace("2,2020-11-24,", '2,2020-11-24, "x"')
    report = checked(package(tmp_path, given, files={"t.csv": loose}))
    assert codes(report) == ["quote-error"]


def test_a_pass_that_takes_too_much_memory_is_followed_by_one_that_takes_less(
    tmp_path, monkeypatch
):
    def too_much(*_):
        raise engine.OutOfMemoryException("out of memory")

    monkeypatch.setattr(Asked, "run", too_much)
    key = {"primaryKey": ["id"]}
    assert codes(one(tmp_path / "good", {"type": "string"}, "a", "b", **key)) == []
    report = one(
        tmp_path / "bad", {"type": "string", "constraints": {"unique": True}}, "a", "a", **key
    )
    assert codes(report) == ["unique-error"]


@pytest.mark.parametrize("cells", [[], ["a", "", "b", ""], ["a", "", "a"]])
def test_keys_are_counted_after_the_pass_without_those_that_are_missing(tmp_path, cells):
    report = one(tmp_path, {"type": "string", "constraints": {"unique": True}}, *cells)
    assert codes(report) == ["unique-error"] * (cells.count("a") > 1)
    assert tally(report, "unique-error").evaluated == len([cell for cell in cells if cell])


@pytest.mark.parametrize(
    "pattern",
    [r"\p{L}{99}" * 20, r"[\p{L}\p{N}]{100}" * 9, r"\w{1,100}\W{1,100}" + r"\w{0,90}" * 5],
)
def test_a_short_pattern_that_is_too_much_for_the_engine_is_a_limit(tmp_path, pattern):
    report = one(tmp_path, {"type": "string", "constraints": {"pattern": pattern}}, "1", "")
    assert codes(report) == ["limit-reached"]


@pytest.mark.parametrize("place", [r"\p{L}", r"[\p{L}\p{N}]", r"\W", r"[^\p{L}]", r"\c"])
def test_a_hundred_places_for_a_character_are_not_too_many(tmp_path, place):
    limits = {"pattern": place + "{100}"}
    report = one(tmp_path, {"type": "string", "constraints": limits}, "1", "")
    assert [(i.code, i.row) for i in report.issues] == [("constraint-error", 2)]
