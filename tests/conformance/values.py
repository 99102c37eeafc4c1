"""What the standard's text asks of values: each requirement with cells that keep and break it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Requirement:
    """One requirement. `says` puts it in our words.

    good, bad: cells of a table with the one field `v`, each judged in a table of its own.
    code: what a bad cell gives. schema: properties of the schema beside its field.
    """

    id: str
    says: str
    field: Mapping[str, Any]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    code: str = "type-error"
    schema: Mapping[str, Any] = field(default_factory=dict)

    @property
    def descriptor(self) -> dict[str, Any]:
        return {"fields": [{"name": "v", **self.field}], **self.schema}


@dataclass(frozen=True)
class Tables:
    """A requirement of whole tables: each is a schema, a header and rows.

    The bad one gives `code` in the rows `at`; 1 is the header.
    """

    id: str
    says: str
    good: tuple[Mapping[str, Any], list[str], list[list[str]]]
    bad: tuple[Mapping[str, Any], list[str], list[list[str]]]
    code: str
    at: tuple[int, ...]


def _of(id: str, says: str, kind: str, good: str, bad: str, **more: Any) -> Requirement:
    """A requirement of a type; cells are separated by `¦`."""
    return Requirement(id, says, {"type": kind, **more}, _cells(good), _cells(bad))


def _constraint(
    id: str, says: str, kind: str, good: str, bad: str, constraints: dict[str, Any], **more: Any
) -> Requirement:
    described = {"type": kind, "constraints": constraints, **more}
    return Requirement(id, says, described, _cells(good), _cells(bad), "constraint-error")


def _cells(text: str) -> tuple[str, ...]:
    return tuple(text.split("¦")) if text else ()


POINT = '{"type": "Point", "coordinates": [1, 2]}'
TOPOLOGY = '{"type": "Topology", "objects": {}, "arcs": []}'
PRICE = {"type": "object", "properties": {"value": {"type": "integer"}}}

TYPES = (
    _of("string-default", "any text is a string", "string", "x¦ ¦=1+1¦𠮷", ""),
    _of("string-email", "`email` is an e-mail address", "string",
        'a@example.org¦"a b"@example.org¦a@[127.0.0.1]', "a¦a@", format="email"),
    _of("string-uri", "`uri` is a URI", "string", "https://example.org/?a=1#b¦urn:x:1",
        "example.org¦http://a b", format="uri"),
    _of("string-binary", "`binary` is base64", "string", "aGVsbG8=", "aGVsbG8¦你好", format="binary"),
    _of("string-uuid", "`uuid` is a UUID", "string", "123e4567-e89b-12d3-a456-426614174000", "123e4567",
        format="uuid"),
    _of("number-decimal", "digits with a point, a sign and needless zeros at will", "number",
        "-1.23¦12678967.543233¦+100000.00¦210¦.5¦5.", "1,5¦.¦ 1¦1_0¦１"),
    _of("number-special", "NaN, INF and -INF in any case", "number", "NaN¦nan¦INF¦-inf", "infinity¦+INF"),
    _of("number-exponent", "E and digits, signed or not, may follow", "number", "1E5¦1e-5¦1.5E+3", "1E¦E5¦1e1.5"),
    _of("number-decimal-char", "`decimalChar` stands for the point", "number", "1,5", "1.5", decimalChar=","),
    _of("number-group-char", "`groupChar` groups digits", "number", "100,000¦1,000.5", "1,¦,1¦1,,0", groupChar=","),
    _of("number-bare", "text around a number is stripped where `bareNumber` is false", "number",
        "95%¦€95¦EUR 95", "EUR¦9 5", bareNumber=False),
    _of("number-not-bare", "by default no text stands around a number", "number", "95", "95%¦€95"),
    _of("integer", "a whole number", "integer", "0¦-1¦+1¦007", "1.0¦1e3¦x¦ 1"),
    _of("integer-group-char", "`groupChar` groups digits of integers too", "integer", "100,000", "1,¦1.000",
        groupChar=","),
    _of("integer-bare", "text around an integer is stripped where `bareNumber` is false", "integer",
        "95%¦EUR 95", "x¦9 5", bareNumber=False),
    _of("boolean-default", "true, True, TRUE, 1 and their contraries", "boolean",
        "true¦True¦TRUE¦1¦false¦False¦FALSE¦0", "tRUE¦yes¦2"),
    _of("boolean-values", "`trueValues` and `falseValues` replace the default spellings", "boolean",
        "是¦否", "true¦0", trueValues=["是"], falseValues=["否"]),
    _of("object", "a JSON object", "object", '{}¦{"a": [1]}¦{"a": 1e400}', '[]¦{¦1¦{"a": NaN}'),
    _of("array", "a JSON array", "array", '[]¦[1, {"a": 2}]', "{}¦[¦1, 2"),
    _of("list-default", "text items separated by commas", "list", "a,b¦a¦,", ""),
    _of("list-delimiter", "`delimiter` separates the items instead", "list", "1|2", "1,2", delimiter="|",
        itemType="integer"),
    *(
        _of(f"list-{kind}", f"every item is one {kind} in default form", "list", good, bad, itemType=kind)
        for kind, good, bad in (
            ("integer", "1,2", "1,x¦1, 2"),
            ("number", "1.5,NaN", "1.5,x"),
            ("boolean", "true,0", "yes"),
            ("date", "2024-01-26,2024-01-27", "26/01/2024"),
            ("time", "15:00:00", "15:00"),
            ("datetime", "2024-01-26T15:00:00", "2024-01-26"),
        )
    ),
    _of("datetime-default", "XML Schema's dateTime, with fraction and zone at will", "datetime",
        "2024-01-26T15:00:00¦2024-01-26T15:00:00.300-05:00¦2024-01-26T24:00:00Z",
        "2024-01-26¦2024-01-26 15:00:00¦2024-02-30T00:00:00¦2024-01-26T15:00"),
    _of("datetime-range", "years of any number of digits, also before the first, and any fraction of a second",
        "datetime", "12024-01-01T00:00:00¦-0001-01-01T00:00:00¦2024-01-26T15:00:00.1234567",
        "0000-01-01T00:00:00¦02024-01-01T00:00:00¦12023-02-29T00:00:00"),
    _of("datetime-pattern", "a pattern of strptime", "datetime", "12/11/2018 09:15:32", "2018-11-12T09:15:32",
        format="%d/%m/%Y %H:%M:%S"),
    _of("datetime-any", "anything that can be read as a date with a time", "datetime",
        "2024-01-26 15:00¦26 Jan 2024 15:00:00", "soon", format="any"),
    _of("date-default", "YYYY-MM-DD", "date", "2024-01-26¦2024-02-29", "2024-1-26¦20240126¦2023-02-29¦2024-01-26Z"),
    _of("date-pattern", "a pattern of strptime", "date", "26/01/2024", "2024-01-26", format="%d/%m/%Y"),
    _of("date-pattern-fmt", "the prefix `fmt:` of version 0 is dropped", "date", "26/01/2024", "2024-01-26",
        format="fmt:%d/%m/%Y"),
    _of("date-any", "anything that can be read as a date", "date", "2024-01-26¦26 January 2024", "soon", format="any"),
    _of("time-default", "hh:mm:ss", "time", "15:00:00", "15:00¦24:00:00¦15:00:00Z¦15:00:00.5¦3:00:00"),
    _of("time-pattern", "a pattern of strptime", "time", "15:00", "15:00:00", format="%H:%M"),
    _of("time-any", "anything that can be read as a time", "time", "15:00¦3 PM", "soon", format="any"),
    _of("year", "XML Schema's gYear", "year", "2024¦-0044¦12024¦2024Z¦2024+08:00", "24¦0000¦02024¦2024年"),
    _of("yearmonth", "XML Schema's gYearMonth", "yearmonth", "2024-01¦-0044-03¦2024-01Z", "2024-13¦2024-1¦2024/01"),
    _of("duration", "XML Schema's duration", "duration", "P1Y2M3DT4H5M6.7S¦-P1D¦PT36H¦P0Y",
        "P¦PT¦P1S¦P1W¦P1.5Y¦P-1Y¦P1YT"),
    _of("geopoint-default", "`lon, lat`, the space at will", "geopoint", "90.50, 45.50¦90.50,45.50",
        "90.50¦181,0¦0,91¦90.50;45.50¦x, y"),
    _of("geopoint-array", "a JSON array of two numbers", "geopoint", "[90.50, 45.50]",
        '[1]¦[1, 2, 3]¦["1", "2"]¦90.50, 45.50', format="array"),
    _of("geopoint-object", "a JSON object of the numbers `lon` and `lat`, and nothing else", "geopoint",
        '{"lon": 90.50, "lat": 45.50}', '{"lon": 1}¦{"lon": 1, "lat": "2"}¦{"lon": 1, "lat": 2, "x": 3}',
        format="object"),
    _of("geojson-default", "a GeoJSON object", "geojson", POINT, '{}¦[]¦{"type": "Point"}¦' + TOPOLOGY),
    _of("geojson-topojson", "a TopoJSON object", "geojson", TOPOLOGY, '{}¦{"type": "Topology"}', format="topojson"),
    _of("any", "anything, as it is", "any", "1¦apple¦{", ""),
    Requirement("type-absent", "a field without type takes anything", {}, ("1", "apple"), ()),
)  # fmt: skip

MISSING = (
    Requirement("missing-default", "only the empty text is missing by default", {"type": "integer"},
                ("",), ("NA", "-")),
    Requirement("missing-schema", "the schema says which texts are missing", {"type": "integer"},
                ("-", "NA"), ("",), schema={"missingValues": ["-", "NA"]}),
    Requirement("missing-objects", "missing values may be objects with a value",
                {"type": "integer"}, ("-99",), ("", "OMITTED"),
                schema={"missingValues": [{"value": "-99", "label": "OMITTED"}]}),
    Requirement("missing-none", "with an empty list nothing is missing", {"type": "integer"}, ("1",),
                ("",), schema={"missingValues": []}),
    Requirement("missing-field", "a field's missing values replace the schema's",
                {"type": "integer", "missingValues": ["-"]}, ("-",), ("", "NA"),
                schema={"missingValues": ["", "NA"]}),
    Requirement("missing-before-cast", "missing values are taken out before the text is read",
                {"type": "number", "missingValues": ["0"], "constraints": {"required": True}},
                ("0.0",), ("0",), "constraint-error"),
)  # fmt: skip

CONSTRAINTS = (
    _constraint("required", "a required field has a value", "string", "x", "", {"required": True}),
    Requirement("required-empty", "an empty cell is no value", {"constraints": {"required": True}}, ("x",), ("",),
                "constraint-error"),
    _constraint("min-length-string", "`minLength` counts characters", "string", "grape¦𠮷﨑甲乙丙", "plum¦𠮷", {"minLength": 5}),
    _constraint("max-length-string", "`maxLength` counts characters", "string", "apple¦𠮷", "grapefruit", {"maxLength": 5}),
    _constraint("min-length-array", "`minLength` counts items of arrays", "array", '[1, 2]', '["long"]', {"minLength": 2}),
    _constraint("max-length-array", "`maxLength` counts items of arrays", "array", '["long"]', "[1, 2]", {"maxLength": 1}),
    _constraint("min-length-object", "`minLength` counts properties of objects", "object", '{"a": 1}', "{}", {"minLength": 1}),
    _constraint("max-length-object", "`maxLength` counts properties of objects", "object", "{}", '{"a": 1}', {"maxLength": 0}),
    _constraint("min-length-list", "`minLength` counts items of lists", "list", "a,b", "long", {"minLength": 2}),
    _constraint("max-length-list", "`maxLength` counts items of lists", "list", "long", "a,b", {"maxLength": 1}),
    *(
        _constraint(f"{name}-{kind}".lower(), f"`{name}` of {kind}: {words}", kind, good, bad, {name: bound})
        for kind, low, bound, high in (
            ("integer", "99", 100, "101"),
            ("number", "0.0999999999", 0.1, "0.1000000001"),
            ("date", "2024-01-25", "2024-01-26", "2024-01-27"),
            ("time", "14:59:59", "15:00:00", "15:00:01"),
            ("datetime", "2024-01-26T15:59:59+01:00", "2024-01-26T15:00:00Z", "2024-01-26T15:00:00.1Z"),
            ("duration", "P27D", "P1M", "P32D"),
            ("year", "-2000", 2000, "12000"),
            ("yearmonth", "0999-12", "2024-01", "10000-01"),
        )
        for name, words, good, bad in (
            ("minimum", "not less", f"{bound}¦{high}", low),
            ("maximum", "not more", f"{bound}¦{low}", high),
            ("exclusiveMinimum", "more", high, f"{bound}¦{low}"),
            ("exclusiveMaximum", "less", low, f"{bound}¦{high}"),
        )
    ),
    _constraint("bounds-many-digits", "numbers are compared exactly, however many digits they have", "number",
                "100.0000000000000001¦1e400¦101", "100¦99.9999999999999999¦1e-400", {"exclusiveMinimum": 100}),
    _constraint("bounds-near-zero", "bounds are exact too", "number", "0.1¦1e-1", "0.09999999999999999999999¦1e-400",
                {"minimum": "0.1"}),
    _constraint("bounds-fraction", "seconds are compared exactly, however many digits they have", "datetime",
                "2024-01-26T15:00:00.1234567¦2024-01-26T15:00:00", "2024-01-26T15:00:00.1234568",
                {"maximum": "2024-01-26T15:00:00.1234567"}),
    _constraint("bound-as-text", "a bound may be spelled as the format asks", "date", "27/01/2024", "25/01/2024",
                {"minimum": "26/01/2024"}, format="%d/%m/%Y"),
    _constraint("json-schema-object", "objects keep their `jsonSchema`", "object", '{"value": 100}¦{}',
                '{"value": "bad"}', {"jsonSchema": PRICE}),
    _constraint("json-schema-decimal", "numbers of a `jsonSchema` are decimals, as they are written", "object",
                '{"a": 0.07}¦{"a": 19.99}', '{"a": 0.075}', {"jsonSchema": {"properties": {"a": {"multipleOf": 0.01}}}}),
    _constraint("json-schema-array", "arrays keep their `jsonSchema`", "array", "[1]", '["1"]',
                {"jsonSchema": {"items": {"type": "integer"}}}),
    _constraint("pattern-whole", "the whole value matches `pattern`", "string", "a¦abc", "1a¦ab1", {"pattern": "[a-z]+"}),
    _constraint("pattern-choice", "a choice at the top is held to the whole value too", "string", "a¦b", "ab¦xb",
                {"pattern": "a|b"}),
    _constraint("pattern-xml-schema", "patterns are XML Schema's", "string", "a-b¦_x", "1a",
                {"pattern": r"\i[\c-[:]]*"}),
    _constraint("enum-string", "the value is one of `enum`", "string", "apple", "Apple¦orange", {"enum": ["apple"]}),
    _constraint("enum-logical", "`enum` is compared by value, however it is spelled", "number", "1¦1.0¦2e0", "3",
                {"enum": [1, "2.00"]}),
    _constraint("enum-list", "lists have `enum` too", "list", "a,b", "b,a", {"enum": [["a", "b"]]}),
    _constraint("enum-object", "objects are equal whatever the order of names", "object", '{"b": 2, "a": 1.0}',
                '{"a": 1}', {"enum": [{"a": 1, "b": 2}]}),
    _constraint("enum-duration", "durations are equal by value", "duration", "P12M", "P365D", {"enum": ["P1Y"]}),
    _constraint("enum-boolean", "true is true in every spelling", "boolean", "TRUE¦1", "false", {"enum": [True]}),
    _constraint("enum-any", "values of any type are compared as they are; those of a CSV are texts", "any",
                "1¦x", "true¦2¦01", {"enum": [True, 2, "1", "x"]}),
    _constraint("all-constraints", "every constraint is applied", "integer", "5", "1¦9", {"minimum": 2, "maximum": 8}),
    _constraint("categories-values", "the value is one of `categories`", "string", "apple", "pear", {},
                categories=["apple", "orange"]),
    _constraint("categories-objects", "categories may be objects with a value; labels are no values", "integer",
                "0¦01", "2", {}, categories=[{"value": 0, "label": "apple"}, {"value": 1}]),
    _constraint("categories-and-enum", "`enum` narrows `categories`", "string", "a", "b", {"enum": ["a"]},
                categories=["a", "b"]),
)  # fmt: skip

AB = [{"name": "a"}, {"name": "b"}]


def _match(match: str, says: str, good: list[str], bad: list[str], code: str) -> Tables:
    schema = {"fields": AB, "fieldsMatch": match}
    return Tables(f"fields-match-{match}", says, (schema, good, []), (schema, bad, []), code, (1,))


def _keys(
    id: str, says: str, more: dict[str, Any], good: str, bad: str, code: str, at: tuple[int, ...]
) -> Tables:
    """Tables `a, b` whose rows are separated by `¦`."""
    schema = {"fields": AB, **more}
    rows = [[row.split(",") for row in text.split("¦")] for text in (good, bad)]
    return Tables(id, says, (schema, ["a", "b"], rows[0]), (schema, ["a", "b"], rows[1]), code, at)


def _self(fields: list[str], to: list[str], **more: str) -> dict[str, Any]:
    return {"foreignKeys": [{"fields": fields, "reference": {"fields": to, **more}}]}


TABLES = (
    _match("exact", "the same fields in the same order", ["a", "b"], ["b", "a"], "incorrect-label"),
    _match("equal", "the same fields in any order", ["b", "a"], ["a"], "missing-label"),
    _match("subset", "all fields, and others at will", ["x", "b", "a"], ["a", "x"], "missing-label"),
    _match("superset", "no fields but these, some may be absent", ["b"], ["b", "xyz"], "extra-label"),
    _match("partial", "at least one of the fields", ["x", "b"], ["x"], "missing-label"),
    Tables("fields-match-default", "`exact` is the default", ({"fields": AB}, ["a", "b"], []),
           ({"fields": AB}, ["a"], []), "missing-label", (1,)),
    _keys("primary-key-unique", "a primary key stands once", {"primaryKey": ["a", "b"]}, "1,1¦1,2", "1,1¦2,1¦1,1",
          "primary-key", (4,)),
    _keys("primary-key-null", "no part of a primary key is null", {"primaryKey": ["a", "b"]}, "1,1¦2,1", "1,¦,2¦3,3",
          "primary-key", (2, 3)),
    _keys("primary-key-text", "a key may be one name, as in version 1", {"primaryKey": "a"}, "1,1¦2,1", "1,1¦1,2",
          "primary-key", (3,)),
    _keys("unique", "values of a unique field stand once; nulls are no values",
          {"fields": [{"name": "a", "constraints": {"unique": True}}, {"name": "b"}]}, "1,x¦,x¦,x", "1,x¦1,y",
          "unique-error", (3,)),
    _keys("unique-logical", "uniqueness is of values, not of spellings",
          {"fields": [{"name": "a", "type": "number", "constraints": {"unique": True}}, {"name": "b"}]}, "1,x¦2,x",
          "1,x¦1.0,y", "unique-error", (3,)),
    _keys("unique-exact", "numbers are equal where their values are, however many digits they have",
          {"fields": [{"name": "a", "type": "number", "constraints": {"unique": True}}, {"name": "b"}]},
          "9007199254740993,x¦9007199254740992,x¦NaN,x¦1e400,x¦1e401,x",
          "0.1234567890123456789,x¦NaN,x¦1234567890123456789e-19,x", "unique-error", (4,)),
    _keys("unique-exact-time", "instants are equal where all their digits are",
          {"fields": [{"name": "a", "type": "datetime", "constraints": {"unique": True}}, {"name": "b"}]},
          "2024-01-26T15:00:00.1234561,x¦2024-01-26T15:00:00.1234562,x",
          "2024-01-26T15:00:00.1234561,x¦2024-01-26T15:00:00.12345610,x", "unique-error", (3,)),
    _keys("unique-zones", "an instant with a zone is not equal to one without",
          {"fields": [{"name": "a", "type": "datetime", "constraints": {"unique": True}}, {"name": "b"}]},
          "2024-01-26T15:00:00Z,x¦2024-01-26T15:00:00,x",
          "2024-01-26T15:00:00Z,x¦2024-01-26T16:00:00+01:00,x", "unique-error", (3,)),
    _keys("unique-keys", "each unique key stands once", {"uniqueKeys": [["a"], ["a", "b"]]}, "1,1¦2,1", "1,1¦1,2",
          "unique-error", (3,)),
    _keys("unique-keys-null", "rows with a null are left out of unique keys", {"uniqueKeys": [["a", "b"]]},
          "1,¦1,¦,2¦,2", "1,1¦1,¦1,1", "unique-error", (4,)),
    _keys("foreign-key-self", "a reference without resource is to its own table", _self(["b"], ["a"]), "1,1¦2,1",
          "1,1¦2,3", "foreign-key", (3,)),
    _keys("foreign-key-empty", "an empty name of a resource is its own table, as in version 1",
          _self(["b"], ["a"], resource=""), "1,1", "1,2", "foreign-key", (2,)),
    _keys("foreign-key-null", "a reference with a null is none", _self(["b"], ["a"]), "1,¦2,1", "1,¦2,3", "foreign-key", (3,)),
    _keys("foreign-key-composite", "several fields refer together", _self(["a", "b"], ["b", "a"]), "1,2¦2,1",
          "1,2¦2,2", "foreign-key", (2,)),
)  # fmt: skip

REQUIREMENTS = (*TYPES, *MISSING, *CONSTRAINTS)
