"""Descriptors become schemas; everything wrong in one is said at once, under its pointer."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
from table_schema_builders import Outcome, table

from pipeline.descriptor import check_schema
from pipeline.descriptor.type_names import advice
from pipeline.issue import Severity
from pipeline.table_schema import Category, MissingValue, Schema
from pipeline.table_schema.check import check
from pipeline.table_schema.types import TYPES


def read(**descriptor):
    schema, left = Schema.from_descriptor(descriptor)
    issues = check_schema(descriptor, "schemas/t.json")
    assert left == [], "one place says what is wrong, another reads what is sound"
    return schema, [(issue.pointer, issue.severity.value) for issue in issues]


def of_field(**field):
    return read(fields=[{"name": "v", **field}])


def wrong(pointer):
    return [(f"/fields/0/{pointer}", "error")]


def test_everything_of_a_good_schema_is_read():
    schema, issues = read(
        **{"$schema": "https://datapackage.org/profiles/2.0/tableschema.json"},
        fields=[
            {"name": "id", "type": "integer", "title": "Id", "title_zh": "编号"},
            {
                "name": "kind",
                "type": "string",
                "categories": [{"value": "a", "label": "A", "label_zh": "甲"}, {"value": "b"}],
                "categoriesOrdered": True,
                "missingValues": ["-"],
                "constraints": {"enum": ["a"], "required": True},
            },
            {"name": "on", "type": "date", "constraints": {"minimum": "2020-01-01"}},
            {"name": "n", "type": "number", "decimalChar": ",", "constraints": {"maximum": 0.1}},
        ],
        primaryKey=["id"],
        uniqueKeys=[["kind", "on"]],
        foreignKeys=[{"fields": ["kind"], "reference": {"fields": ["id"]}}],
        missingValues=[{"value": "NA", "label": "not asked"}],
        fieldsMatch="subset",
        name="t",
    )
    assert issues == [] and schema
    identity, kind, on, number = schema.fields
    assert identity.custom == {"title_zh": "编号"} and identity.title == "Id"
    assert kind.categories == (Category("a", "A", {"label_zh": "甲"}), Category("b"))
    assert kind.categories_ordered is True
    assert kind.constraints == {"enum": ("a",), "required": True}
    assert on.constraints == {"minimum": date(2020, 1, 1)} and on.position == 2
    assert number.constraints == {"maximum": Decimal("0.1")}
    assert number.options.decimal_char == ","
    assert schema.primary_key == ("id",) and schema.unique_keys == (("kind", "on"),)
    assert schema.foreign_keys[0].resource is None
    assert schema.foreign_keys[0].reference_fields == ("id",)
    assert schema.missing_values == (MissingValue("NA", "not asked"),)
    assert schema.missing(kind) == ("-",) and schema.missing(on) == ("NA",)
    assert schema.fields_match == "subset" and schema.custom == {"name": "t"}


def test_defaults_are_the_standards():
    schema, issues = read(fields=[{"name": "v"}])
    assert schema and issues == []
    assert schema.fields[0].type == "any" and schema.fields_match == "exact"
    assert schema.missing(schema.fields[0]) == ("",)


@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ({"type": "strng"}, "type"),
        ({"type": 3}, "type"),
        ({"type": "string", "format": "url"}, "format"),
        ({"type": "date", "format": "dd/mm"}, "format"),
        ({"type": "date", "format": "%Q"}, "format"),
        ({"type": "date", "format": "%d %d"}, "format"),
        ({"type": "string", "constraints": []}, "constraints"),
        ({"type": "string", "constraints": {"minimum": 1}}, "constraints/minimum"),
        ({"type": "integer", "constraints": {"maxLength": 1}}, "constraints/maxLength"),
        ({"type": "integer", "constraints": {"minimum": "1.5"}}, "constraints/minimum"),
        ({"type": "integer", "constraints": {"minimum": True}}, "constraints/minimum"),
        ({"type": "number", "constraints": {"minimum": "NaN"}}, "constraints/minimum"),
        ({"type": "date", "constraints": {"maximum": "2020-02-30"}}, "constraints/maximum"),
        ({"type": "string", "constraints": {"pattern": "("}}, "constraints/pattern"),
        ({"type": "string", "constraints": {"minLength": -1}}, "constraints/minLength"),
        ({"type": "string", "constraints": {"required": "yes"}}, "constraints/required"),
        ({"type": "string", "constraints": {"enum": []}}, "constraints/enum"),
        ({"type": "string", "constraints": {"enum": [1]}}, "constraints/enum"),
        ({"type": "string", "constraints": {"requird": True}}, "constraints/requird"),
        ({"type": "string", "constraints": {"a/b": 1}}, "constraints/a~1b"),
        (
            {"type": "string", "categories": ["a"], "constraints": {"enum": ["b"]}},
            "constraints/enum",
        ),
        ({"type": "number", "categories": [1]}, "categories"),
        ({"type": "string", "categories": []}, "categories"),
        ({"type": "string", "categories": ["a", "a"]}, "categories"),
        ({"type": "integer", "categories": [1, "x"]}, "categories/1"),
        ({"type": "number", "decimalChar": ",", "groupChar": ","}, "groupChar"),
        ({"type": "number", "decimalChar": "1"}, "decimalChar"),
        ({"type": "boolean", "trueValues": "yes"}, "trueValues"),
        ({"type": "boolean", "trueValues": ["0"]}, "trueValues"),
        ({"type": "string", "missingValues": "-"}, "missingValues"),
        ({"type": "string", "missingValues": ["-", "-"]}, "missingValues"),
        ({"type": "list", "itemType": "list"}, "itemType"),
        ({"type": "string", "title": 1}, "title"),
    ],
)  # fmt: skip
def test_a_wrong_property_is_named_and_the_field_kept(field, pointer):
    schema, issues = of_field(**field)
    assert issues == wrong(pointer)
    assert schema and schema.fields[0].name == "v"


@pytest.mark.parametrize(
    "field",
    [
        {"type": "date", "format": "dd/mm/yyyy", "constraints": {"minimum": "01/01/2020"}},
        {"type": "number", "decimalChar": 1},
        {"type": "number", "groupChar": ".", "constraints": {"enum": [1]}},
        {"type": "integer", "bareNumber": "false"},
        {"type": "boolean", "trueValues": "yes"},
        {"type": "boolean", "trueValues": ["x", 1]},
        {"type": "list", "delimiter": "", "itemType": "integer"},
        {"type": "strng", "constraints": {"enum": ["a"]}},
        {"type": 3, "constraints": {"enum": ["a"]}},
        {"type": "string", "categories": ["a", "a"]},
        {"type": "string", "categories": ["a", 1]},
        {"type": "string", "categories": ["x", "y"], "constraints": {"enum": ["a"]}},
        {"type": "string", "constraints": {"pattern": "("}},
    ],
)
def test_what_is_wrong_in_the_schema_is_not_said_of_every_cell(field):
    descriptor = {"fields": [{"name": "v", "missingValues": [], **field}]}
    assert any(issue.severity is Severity.ERROR for issue in check_schema(descriptor, "t.json"))
    assert judged(descriptor, "x", "y", "x").failing() == set()


@pytest.mark.parametrize("given", ["NA", ["NA", -99], [-99, {"value": "NA"}], {"value": "NA"}])
def test_missing_values_are_read_as_they_are_surely_meant(given):
    descriptor = {"fields": [{"name": "v", "type": "integer"}], "missingValues": given}
    assert check_schema(descriptor, "t.json")
    cells = ["1", "NA", "-99"] if isinstance(given, list) else ["1", "NA"]
    assert judged(descriptor, *cells).failing() == set()
    assert judged(descriptor, "1", "x").failing() == {"type-error"}


def judged(descriptor, *cells):
    con = duckdb.connect()
    read = {"t": Schema.from_descriptor(descriptor)[0]}
    typed, tallies = check(con, {"t": table(con, "t", ["v"], [[cell] for cell in cells])}, read)
    return Outcome(con, typed, tallies)


@pytest.mark.parametrize(
    ("rest", "pointer"),
    [
        ({"primaryKey": ["id"]}, "/primaryKey"),
        ({"primaryKey": ["v", "v"]}, "/primaryKey"),
        ({"primaryKey": 1}, "/primaryKey"),
        ({"uniqueKeys": []}, "/uniqueKeys"),
        ({"uniqueKeys": [["v"], ["x"]]}, "/uniqueKeys/1"),
        ({"foreignKeys": {}}, "/foreignKeys"),
        ({"foreignKeys": [{"fields": ["v"]}]}, "/foreignKeys/0"),
        (
            {"foreignKeys": [{"fields": ["x"], "reference": {"fields": ["v"]}}]},
            "/foreignKeys/0/fields",
        ),
        (
            {"foreignKeys": [{"fields": ["v"], "reference": {"fields": ["x"]}}]},
            "/foreignKeys/0/reference/fields",
        ),
        (
            {
                "foreignKeys": [
                    {"fields": ["v"], "reference": {"resource": "o", "fields": ["a", "b"]}}
                ]
            },
            "/foreignKeys/0/reference/fields",
        ),
        ({"fieldsMatch": "loose"}, "/fieldsMatch"),
        ({"missingValues": [1]}, "/missingValues"),
    ],
)
def test_wrong_keys_are_left_out(rest, pointer):
    schema, issues = read(fields=[{"name": "v"}], **rest)
    assert issues == [(pointer, "error")]
    assert schema and not schema.primary_key and not schema.foreign_keys


def test_everything_wrong_is_said_at_once():
    schema, issues = read(
        fields=[
            {"type": "string"},
            {"name": "a", "type": "nope", "constraints": {"minimum": 1}},
            {"name": "a"},
            7,
        ],
        primaryKey="z",
    )
    assert schema and [field.name for field in schema.fields] == ["a", "a"]
    assert schema.fields_match == "partial", "a field dropped must not become an extra label"
    assert issues == [
        ("/fields/0", "error"),
        ("/fields/1/type", "error"),  # and nothing of its bound, which may be right
        ("/fields/2/name", "warning"),
        ("/fields/3", "error"),
        ("/primaryKey", "warning"),
        ("/primaryKey", "error"),
    ]


@pytest.mark.parametrize("fields", [None, [], "x", [{}], [1]])
def test_without_any_field_there_is_no_schema(fields):
    schema, issues = read(fields=fields)
    assert schema is None and issues


@pytest.mark.parametrize(
    ("pattern", "severities"),
    [
        ("^a.*$", []),
        ("(?:a)", [Severity.ERROR]),
        ("a{2,3}?", [Severity.ERROR]),
        (r"\$", [Severity.ERROR]),
        ("a{1000000}", [Severity.WARNING]),
    ],
)
def test_patterns_that_others_write(pattern, severities):
    given = {"fields": [{"name": "v", "type": "string", "constraints": {"pattern": pattern}}]}
    schema, issues = Schema.from_descriptor(given)[0], check_schema(given, "t.json")
    assert [issue.severity for issue in issues] == severities
    large = Severity.WARNING in severities
    assert schema and schema.fields[0].constraints == ({} if large else {"pattern": pattern})
    assert all(("is not tried" in issue.message) == large for issue in issues)


def test_misspelt_type_and_constraint_get_a_suggestion():
    issues = check_schema(
        {"fields": [{"name": "v", "type": "strng", "constraints": {"requird": True}}]}, "t.json"
    )
    assert [issue.hint for issue in issues] == [
        "did you mean `string`?",
        "did you mean `required`?",
    ]


def test_deprecated_spellings_are_understood():
    schema, issues = of_field(type="date", format="fmt:%d/%m/%Y")
    assert issues == [] and schema and schema.fields[0].format == "%d/%m/%Y"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("text", "string"), ("varchar(20)", "string"), ("decimal", "number"), ("double", "number"),
     ("bigint", "integer"), ("int", "integer"), ("timestamp", "datetime"), ("dict", "object"),
     ("tuple", "array` or `list"), ("bool", "boolean"), ("Integer", "integer"),
     ("interger", "integer"), ("date-time", "datetime"), ("currency", None), ("blob", None)],
)  # fmt: skip
def test_a_word_that_is_no_type_gets_advice_that_helps(name, meant):
    hint = advice(name)
    assert hint == (f"did you mean `{meant}`?" if meant else f"the types are {', '.join(TYPES)}")
