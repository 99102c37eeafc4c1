"""Lists, JSON, durations and places: values that SQL alone cannot judge."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_schema_builders import column, outcomes

from pipeline.descriptor import check_schema
from pipeline.table_schema import Schema, judged
from pipeline.table_schema.types import TYPES
from pipeline.table_schema.types.duration import DURATION, Duration, ordered
from pipeline.table_schema.types.json_text import NotJson, read, spelled


@pytest.mark.parametrize(
    ("item", "good", "values", "kind", "bad"),
    [
        ("string", ["a,b", "", "甲,"], [["a", "b"], [], ["甲", ""]], "VARCHAR[]", []),
        ("integer", ["1,02", "-3"], [[1, 2], [-3]], "BIGINT[]", ["1, 2", "1,,2", "1,", "a", "１"]),
        ("integer", ["9" * 30], [["9" * 30]], "VARCHAR[]", ["1.0"]),
        ("number", ["1.50,2"], [[1.5, 2]], "DECIMAL(38,10)[]", ["x", "1;2"]),
        ("number", ["NaN,1", "0.12345678901"], [["NaN", "1"], ["0.12345678901"]], "VARCHAR[]", []),
        ("boolean", ["true,0"], [[True, False]], "BOOLEAN[]", ["yes"]),
        ("date", ["2020-11-24"], None, "DATE[]", ["2020-11-24,2020-02-30", "24/11/2020"]),
        ("time", ["10:00:00"], None, "TIME[]", ["10:00"]),
        ("datetime", ["2020-11-24T10:00:00Z"], None, "TIMESTAMP[]", ["2020-11-24"]),
    ],
)
def test_items_of_lists(item, good, values, kind, bad):
    found = column("list", *good, *bad, itemType=item, missingValues=["NA"])
    assert [value for _, _, value in found.spots("type-error")] == bad
    assert found.kinds() == [kind]
    if values is not None:
        assert [value for (value,) in found.values()] == [*values, *[None] * len(bad)]


def test_a_delimiter_of_several_characters_and_the_item_that_is_wrong():
    found = column("list", "1||2", "1|2||x", itemType="integer", delimiter="||")
    assert found.values() == [([1, 2],), (None,)]
    assert [i.hint for i in found.of("type-error")] == [
        "item 1, `1|2`, is not a whole number: digits only, as 1689"
    ]


@pytest.mark.parametrize(
    ("kind", "constraints", "good", "bad"),
    [
        ("list", {"minLength": 2}, ["a,b", ","], ["a"]),
        ("list", {"maxLength": 1}, ["a", "长长长"], ["a,b"]),
        ("list", {"enum": ["a,b", ["c"]]}, ["a,b", "c"], ["b,a", "a"]),
        ("list", {"required": True}, ["a"], ["NA"]),
        ("array", {"minLength": 1}, ["[0]", "[[]]"], ["[]"]),
        ("array", {"maxLength": 1}, ["[]", '["长长长"]'], ["[1, 2]"]),
        ("object", {"minLength": 1, "maxLength": 1}, ['{"a": 1}'], ["{}", '{"a": 1, "b": 2}']),
        ("object", {"enum": ['{"a": 1}', {"b": 2, "c": 1.0}]}, ['{"a":1.0}', '{"c": 1, "b": 2}'],
         ['{"a": 2}']),
        ("array", {"enum": [[1, 2]]}, ["[1,2]", "[1.0, 2e0]"], ["[2, 1]"]),
        ("object", {"enum": ['{"a": 1e400}']}, ['{"a": 10e399}', '{"a": 1' + "0" * 400 + "}"],
         ['{"a": 1e401}', '{"a": -1e400}']),
        ("object", {"jsonSchema": {"properties": {"a": {"multipleOf": 0.01}}}},
         ['{"a": 0.07}', '{"a": 19.99}', '{"a": 1e400}', '{"a": 3}'], ['{"a": 0.075}']),
        ("array", {"jsonSchema": {"items": {"type": "integer"}}}, ["[1]", "[]"], ['["1"]']),
        ("duration", {"minimum": "P1M"}, ["P1M", "P31D", "P1Y"], ["P28D", "P30D", "-P1Y"]),
        ("duration", {"maximum": "P1M"}, ["P28D", "PT0S"], ["P29D", "P31D"]),
        ("duration", {"exclusiveMinimum": "PT24H"}, ["P1DT0.001S"], ["P1D"]),
        ("duration", {"exclusiveMaximum": "P12M"}, ["P11M"], ["P1Y"]),
        ("duration", {"enum": ["P1Y", "P1D"]}, ["P12M", "PT24H"], ["P365D"]),
        ("geopoint", {"enum": ["1, 2", "3,4"]}, ["1.0,2", "3, 4"], ["2,1"]),
        ("geojson", {"enum": [{"type": "Point", "coordinates": [1, 2]}]},
         ['{"coordinates": [1.0, 2], "type": "Point"}'], ['{"type": "Point", "coordinates": []}']),
    ],
)  # fmt: skip
def test_constraints(kind, constraints, good, bad):
    found = column(kind, *good, *bad, constraints=constraints, missingValues=["NA"])
    assert [value for _, _, value in found.spots("constraint-error")] == bad
    assert found.failing() == {"constraint-error"}


def test_lengths_say_what_they_count():
    said = [
        column(kind, cell, constraints={"minLength": 2}).of("constraint-error")[0].message
        for kind, cell in (("string", "a"), ("list", "a"), ("array", "[]"), ("object", "{}"))
    ]
    assert [message.rpartition(": ")[2] for message in said] == [
        "the value must be at least 2 characters (`minLength`)",
        "the value must be at least 2 items (`minLength`)",
        "the value must be at least 2 items (`minLength`)",
        "the value must be at least 2 properties (`minLength`)",
    ]


PRICE = {"type": "object", "properties": {"value": {"type": "integer"}}}


def test_a_json_schema_says_what_is_wrong_with_the_cell():
    cells = ['{"value": 100}', '{"value": "bad"}']
    found = column("object", *cells, constraints={"jsonSchema": PRICE})
    issue = found.of("constraint-error")[0]
    assert issue.row == 3
    assert issue.message.endswith(
        "is not right: 'bad' is not of type 'integer', at `value` (`jsonSchema`)"
    )


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "no-such-type"},
        {"$ref": "#/nowhere"},
        {"$ref": "#"},
        {"patternProperties": {"(": {}}},
        [],
    ],
)
def test_a_json_schema_that_cannot_be_used_is_one_issue_of_the_schema(schema):
    field = {"name": "v", "type": "object", "constraints": {"jsonSchema": schema}}
    [issue] = check_schema({"fields": [field]}, "s.json")
    assert (issue.pointer, issue.severity) == ("/fields/0/constraints/jsonSchema", "error")
    read, _ = Schema.from_descriptor({"fields": [field]})
    assert read.fields[0].constraints == {}


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "https://example.org/other.json"},
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}},
        {"properties": {"a": {"pattern": "^(?!x)"}}},
        {"patternProperties": {"(a)\\1": {}}},
    ],
)
def test_a_json_schema_that_is_not_tried_is_a_warning_and_not_called_wrong(schema):
    field = {"name": "v", "type": "object", "constraints": {"jsonSchema": schema}}
    [issue] = check_schema({"fields": [field]}, "s.json")
    assert (issue.pointer, issue.severity) == ("/fields/0/constraints/jsonSchema", "warning")
    assert "is not tried" in issue.message
    read, _ = Schema.from_descriptor({"fields": [field]})
    assert read.fields[0].constraints == {}


@pytest.mark.parametrize(
    ("format_", "good", "bad"),
    [
        ("array", ["[90.5, 45.5]", "[1,2]"], ["90.5, 45.5", "[1]", '["1", "2"]', "[1,2,3]",
                                              "[true, 1]", "[181, 0]"]),
        ("object", ['{"lon": 90.5, "lat": 45.5}'], ["[1, 2]", '{"lon": 1}', '{"lon": 1, "lat": "2"}',
                                                    '{"lon": 1, "lat": 2, "alt": 3}']),
    ],
)  # fmt: skip
def test_formats_of_geopoint(format_, good, bad):
    found = column("geopoint", *good, *bad, format=format_)
    assert [value for _, _, value in found.spots("type-error")] == bad
    assert found.values()[0] == ({"lon": 90.5, "lat": 45.5},)


def test_latitude_before_longitude_is_guessed():
    issue = column("geopoint", "36.05, 103.83").of("type-error")[0]
    assert issue.hint == "the longitude stands first, then the latitude: these two seem exchanged"


RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, None),
        ({"type": "LineString", "coordinates": [[0, 0]]}, "fewer than two positions"),
        ({"type": "MultiPoint", "coordinates": [[0, 0, 5]]}, None),
        ({"type": "Polygon", "coordinates": [RING]}, None),
        ({"type": "Polygon", "coordinates": [RING[:3]]}, "fewer than four positions"),
        ({"type": "Polygon", "coordinates": [[*RING[:3], [9, 9]]]}, "does not end where it begins"),
        ({"type": "MultiPolygon", "coordinates": [[RING]]}, None),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": []}]},
            None,
        ),
        ({"type": "GeometryCollection", "geometries": [{"type": "Feature"}]}, "is no type"),
        ({"type": "FeatureCollection", "features": []}, None),
        ({"type": "FeatureCollection", "features": [{"type": "Point"}]}, "is not a Feature"),
        ({"type": "FeatureCollection", "features": [], "geometry": None}, "has no `geometry`"),
        ({"type": "Point", "coordinates": [0, 0], "bbox": [0, 0, 1]}, "`bbox`"),
        ({"type": "Point", "coordinates": [True, 0]}, "not a position"),
        ({"type": "Feature", "geometry": None, "properties": {}, "id": 1, "title": "x"}, None),
        ({"type": "Feature", "geometry": None, "properties": {}, "id": None}, "`id`"),
    ],
)
def test_geojson(value, why):
    issues = column("geojson", json.dumps(value)).of("type-error")
    assert [bool(issue.hint and why in issue.hint) for issue in issues] == ([True] if why else [])


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ({"type": "Topology", "objects": {}, "arcs": []}, True),
        ({"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[0, -1]]}},
          "arcs": [[[0, 0], [1, 1]]], "transform": {"scale": [1, 1], "translate": [0, 0]}}, True),
        ({"type": "Topology", "objects": {"a": {"type": None}}, "arcs": []}, True),
        ({"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [0]}}, "arcs": []}, False),
        ({"type": "Topology", "objects": {}}, False),
        ({"type": "Topology", "objects": {}, "arcs": [], "transform": {"scale": [1]}}, False),
        ({"type": "FeatureCollection", "features": []}, False),
    ],
)  # fmt: skip
def test_topojson(value, good):
    assert (column("geojson", json.dumps(value), format="topojson").failing() == set()) == good


def test_keys_and_references_compare_values_not_spellings():
    key = {"fields": [{"name": "o", "type": "object"}], "primaryKey": ["o"]}
    link = {
        "fields": [{"name": "o", "type": "object"}],
        "foreignKeys": [{"fields": ["o"], "reference": {"resource": "p", "fields": ["o"]}}],
    }
    found = outcomes(
        {
            "p": (key, [['{"a": 1, "b": 2}'], ['{"b": 2.0, "a": 1}']], ["o"]),
            "c": (link, [['{"b":2,"a":1}'], ['{"a": 2}']], ["o"]),
        }
    )
    assert found.spots("primary-key", "p") == [(3, "o", '{"b": 2.0, "a": 1}')]
    assert found.spots("foreign-key", "c") == [(3, "o", '{"a": 2}')]


@pytest.mark.parametrize("kind", ["duration", "list", "geopoint", "geojson", "array"])
def test_unique_holds_for_every_type(kind):
    cell = {"duration": "P1Y", "list": "1,2", "geopoint": "1,2", "array": "[1]",
            "geojson": '{"type": "Point", "coordinates": [1, 2]}'}[kind]  # fmt: skip
    found = column(kind, cell, "", "", cell, constraints={"unique": True})
    assert [row for row, *_ in found.spots("unique-error")] == [5]


def test_cells_are_judged_in_batches_of_bounded_number_and_size(monkeypatch):
    monkeypatch.setattr(judged, "_BATCH", 3)
    monkeypatch.setattr(judged, "_BYTES", 12)
    cells = [*(f"[{n}]" for n in range(10)), '["a long one"]', "[", "[0]"]
    found = column("array", *cells)
    assert [value for _, _, value in found.spots("type-error")] == ["["]
    assert [value for (value,) in found.values()][:2] == ["[0]", "[1]"]


@pytest.mark.parametrize(
    ("kind", "more", "text", "cell"),
    [
        ("list", {"itemType": "number", "delimiter": ";"}, "1.50;02", "1.5;2"),
        ("list", {"itemType": "date"}, "2020-11-24,2020-11-25", "2020-11-24,2020-11-25"),
        ("list", {"itemType": "datetime"}, "2020-11-24T10:00:00Z", "2020-11-24T10:00:00"),
        ("list", {"itemType": "boolean"}, "1,False", "true,false"),
        ("geopoint", {}, "90.50,-45", "90.5, -45"),
        ("geopoint", {"format": "array"}, "[90.50,-45]", "[90.5, -45]"),
        ("geopoint", {"format": "object"}, '{"lon": 1.5, "lat": 2}', '{"lat":2.0,"lon":1.5}'),
        ("object", {}, '{"b": 1, "a": 2}', '{"a":2,"b":1}'),
        ("duration", {}, "P13M", "P1Y1M"),
    ],
)
def test_a_release_spells_values_as_their_fields_read_them(kind, more, text, cell):
    found = column(kind, text, **more)
    field = found.typed["t"].schema.fields[0]
    written = TYPES[kind].cell(field, found.values()[0][0])
    assert written == cell
    assert column(kind, written, **more).values() == found.values()


DURATIONS = st.builds(
    "{}P{}Y{}M{}DT{}H{}M{}S".format,
    st.sampled_from(["", "-"]),
    *[st.integers(0, 99)] * 5,
    st.decimals(0, 99, places=3),
)


@settings(max_examples=200, deadline=None)
@given(DURATIONS, DURATIONS)
def test_durations_have_one_spelling_and_a_partial_order(one, other):
    left, right = DURATION.parse(None, one), DURATION.parse(None, other)
    assert DURATION.parse(None, str(left)) == left
    assert not (ordered(left, "<", right) and ordered(left, ">", right))
    assert ordered(left, "<=", right) == ordered(right, ">=", left)
    if left.months == right.months:
        assert ordered(left, "<", right) == (left.seconds < right.seconds)
    if left == right:
        assert ordered(left, ">=", right)


def test_the_order_of_the_standards_examples():
    def at(text: str) -> Duration:
        return DURATION.parse(None, text)

    assert ordered(at("P1Y"), ">", at("P364D")) and ordered(at("P1Y"), "<", at("P367D"))
    assert not ordered(at("P1Y"), ">", at("P365D")) and not ordered(at("P1Y"), "<=", at("P365D"))
    assert ordered(at("P5M"), ">", at("P149D")) and ordered(at("P5M"), "<", at("P154D"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_json_has_one_spelling(value):
    text = spelled(read(json.dumps(value)))
    assert read(text) == value and spelled(read(json.dumps(value, indent=2))) == text
    text.encode()


@given(st.text(max_size=8))
def test_reading_json_raises_one_kind_of_error(text):
    try:
        read(text)
    except NotJson as error:
        assert str(error)
