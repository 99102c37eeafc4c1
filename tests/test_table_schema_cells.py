"""Every check of cells, passing and failing, with exact row, field, value and likely cause."""

import pytest
from table_schema_builders import column, outcome, outcomes

from pipeline.keeping import READ

GOOD = {
    "string": ["x", " ", "=1+1", "𠮷﨑", "１２"],
    "integer": ["0", "-1", "+1", "007", "9" * 50],
    "number": ["1", "-1.23", "+100000.00", ".5", "5.", "1E5", "1e-5", "NaN", "inf", "-INF"],
    "boolean": ["true", "True", "TRUE", "1", "false", "0"],
    "date": ["2020-11-24", "2020-02-29", "0001-01-01", "9999-12-31"],
    "time": ["00:00:00", "23:59:59"],
    "datetime": [
        *("2020-11-24T15:00:00", "2020-11-24T15:00:00.3Z", "2020-11-24T24:00:00-05:00"),
        *("12024-01-01T00:00:00", "-0001-01-01T00:00:00", "-123456789-12-31T23:59:59.5+14:00"),
        *("9999-12-31T24:00:00", "0001-01-01T00:00:00+01:00", "2400-02-29T00:00:00.1234567"),
    ],
    "year": ["2020", "0987", "-0044", "12020", "2020Z", "2020+08:00"],
    "yearmonth": ["2020-11", "-0044-03", "2020-11Z"],
    "any": ["", " ", "anything", "=1+1"],
    "object": ["{}", ' {"a": [1, {"𠮷": null}]} ', '{"a": 1, "a": 2}'],
    "array": ["[]", '[1, "二", null]', "[[]]"],
    "list": ["a", "a,b", ",", " a , b ", ""],
    "duration": ["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S", "P0Y", "PT36H", "P400D"],
    "geopoint": ["90.50, 45.50", "90.50,45.50", "-180,90", "+1e1, -.5"],
    "geojson": [
        '{"type": "Point", "coordinates": [1, 2]}',
        '{"type": "Feature", "geometry": null, "properties": null}',
    ],
}
BAD = {
    "integer": ["1.0", " 3 ", "1_000", "1e5", "１２", "1,000", "", "=1+1", "0x1F", "１", "−5",
                "--1"],
    "number": ["1,5", ".", "1e", "1 000", " 1", "１.5", "+INF", "infinity", "1_0", "--1", "e5",
               "$1"],
    "boolean": ["yes", "tRUE", " true", "２", "１"],
    "date": ["2020-02-30", "2019-02-29", "2020-1-1", "2020/11/24", "0000-01-01", "20201124",
             "2020-11-24 ", "２０２０-11-24", "2020-11-24T00:00:00", "infinity", "12020-01-01"],
    "time": ["24:00:00", "1:00:00", "10:00", "10:60:00", "10:00:00.5", "10:00:00Z"],
    "datetime": ["2020-11-24 15:00:00", "2020-11-24", "2020-02-30T00:00:00",
                 "2020-11-24T24:00:01", "2020-11-24T15:00", "2020-11-24T15:00:00+15:00",
                 "2020-11-24T15:00:00+08", "0000-01-01T00:00:00", "02024-01-01T00:00:00",
                 "12023-02-29T00:00:00", "2023-02-29T00:00:00.1234567", "1" * 10 + "-01-01T00:00:00",
                 "-1-01-01T00:00:00", "12024-13-01T00:00:00"],
    "year": ["20", "020", "0000", "02020", "２０２０", "2020年", "+2020", "2020+15:00"],
    "yearmonth": ["2020-13", "2020-1", "2020/11", "202011", "0000-01", "2020-11-24"],
    "object": ["", "{", "[]", "null", '"{}"', "{'a': 1}", '{"a": NaN}', '{"a": 1e9999}', '{"a": 1,}',
               "[" * 100_000, '{"a": ' + "9" * 5000 + "}"],
    "array": ["[", "{}", "1", "[1, 2,]", "[Infinity]"],
    "duration": ["", "P", "PT", "P1YT", "P1S", "1Y", "P-1Y", "P1.5Y", "PT1.S", "p1y", "P1W", "P1M1Y",
                 "+P1Y", "P１Y", "PT1,5S", "P1Y ", "P" + "9" * 2000 + "Y"],
    "geopoint": ["", "90.50", "90.50;45.50", "90.50,  45.50", " 90.50,45.50", "90.50 ,45.50",
                 "90.50,45.50,3", "180.1,0", "0,90.1", "NaN,0", "９０,４５", "[1, 2]", "1e999,0"],
    "geojson": ["", "{}", "[]", "1", '{"type": "point", "coordinates": [1, 2]}',
                '{"type": "Point", "coordinates": [1]}', '{"type": "Point"}',
                '{"type": "Feature", "geometry": null}', '{"type": "Topology", "objects": {}}'],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "cells"), GOOD.items())
def test_good_cells(kind, cells):
    found = column(kind, *cells, missingValues=[])
    assert found.failing() == set() and found.bad() == []
    assert found.typed["t"].sound
    assert found.tally("type-error").evaluated == (0 if kind == "any" else len(cells))


@pytest.mark.parametrize(("kind", "cells"), BAD.items())
def test_bad_cells(kind, cells):
    found = column(kind, *cells, missingValues=[])
    expected = [(row, "v", cell) for row, cell in enumerate(cells, 2)]
    assert found.spots("type-error") == expected
    assert found.failing() == {"type-error"} and found.tally("type-error").failed == len(cells)
    assert found.values() == [(None,)] * len(cells)
    assert found.bad() == [row for row, _, _ in expected] and not found.typed["t"].sound


@pytest.mark.parametrize(
    ("format_", "good", "bad"),
    [
        (
            "email",
            [
                "a.b@example.org",
                "甲@例子.中国",
                "a+b@x",
                '"a b"@x.org',
                '"a\\"b"@x',
                "a@[127.0.0.1]",
            ],
            ["a", "@x", "a@", "a b@x", "a@x.", '"a"b"@x', '"a@x', "a@[]", "a@[::1", "a@[a b]"],
        ),
        (
            "uri",
            ["https://example.org/a?b=1#c", "mailto:a@b", "urn:x:1", "http://[::1]:80/", "a:"],
            ["example.org", "/a", "http://a b", "http://例子.中国", "http://x/%zz", "1a:b"],
        ),
        (
            "uuid",
            ["123e4567-E89B-12d3-a456-426614174000"],
            ["123e4567e89b12d3a456426614174000", "x"],
        ),
        ("binary", ["aGVsbG8=", "YQ==", "YWJj"], ["a", "aGVsbG8", "a=b=", "YWJj\n"]),
    ],
)
def test_formats_of_text(format_, good, bad):
    found = column("string", *good, *bad, format=format_)
    assert [value for _, _, value in found.spots("type-error")] == bad


def test_a_format_of_text_is_called_by_its_name():
    found = column("string", "a", format="email")
    assert found.of("type-error")[0].message == (
        "`a` in `v` is not an e-mail address, as name@example.org"
    )


@pytest.mark.parametrize(
    ("kind", "format_", "good", "bad"),
    [
        (
            "date",
            "%d/%m/%Y",
            ["24/11/2020", "1/2/2020"],
            ["11/24/2020", "２４/11/2020", "24/11/20"],
        ),
        ("date", "fmt:%Y%m%d", ["20201124"], ["2020-11-24"]),
        ("date", "any", ["2020-11-24", "2020年11月24日", "24 Nov 2020"], ["soon", "2020-02-30"]),
        ("time", "%H:%M", ["23:59"], ["24:00", "23:59:59"]),
        ("datetime", "%Y-%m-%d %H:%M", ["2020-11-24 15:00"], ["2020-11-24T15:00"]),
        ("datetime", "any", ["2020-11-24 15:00", "2020-11-24"], ["x"]),
    ],
)
def test_patterns_and_any_are_judged_in_python(kind, format_, good, bad):
    found = column(kind, *good, *bad, *good, format=format_)
    assert [value for _, _, value in found.spots("type-error")] == bad
    assert [value is None for (value,) in found.values()].count(True) == len(bad)


@pytest.mark.parametrize(
    ("kind", "options", "cells", "values", "bad"),
    [
        ("integer", {"groupChar": ","}, ["1,000", "1000", "-1,0"], [1000, 1000, -10],
         ["1,,0", ",1", "1,"]),
        ("integer", {"bareNumber": False}, ["95%", "EUR 95", "-€95", "€-95"], [95, 95, -95, -95],
         ["9 5", "x", "1.5kg"]),
        ("number", {"decimalChar": ",", "groupChar": "."}, ["1.000,5", ",5"], [1000.5, 0.5],
         ["1,000.5", "1.5.,2"]),
        ("number", {"bareNumber": False}, ["€.5", "1e3 kg", "Rs. 95"], [0.5, 1000, 95],
         ["kg", "1 2"]),
        ("boolean", {"trueValues": ["是"], "falseValues": ["否"]}, ["是", "否"], [True, False],
         ["true"]),
        ("boolean", {"trueValues": [], "falseValues": []}, [], [], ["true", "0"]),
    ],
)  # fmt: skip
def test_options_of_types(kind, options, cells, values, bad):
    found = column(kind, *cells, *bad, **options)
    assert [value for _, _, value in found.spots("type-error")] == bad
    assert [value for (value,) in found.values()][: len(cells)] == values


@pytest.mark.parametrize(
    ("kind", "constraints", "good", "bad"),
    [
        ("string", {"minLength": 2}, ["ab", "𠮷﨑"], ["a", "𠮷"]),
        ("string", {"maxLength": 1}, ["𠮷", "é"], ["ab", "e\u0301"]),
        ("integer", {"minimum": 2}, ["2", "9" * 50], ["1", "-" + "9" * 50]),
        ("integer", {"maximum": "9007199254740992"}, ["9007199254740992"], ["9007199254740993"]),
        ("integer", {"exclusiveMinimum": 0}, ["1"], ["0", "-0"]),
        ("integer", {"exclusiveMaximum": 10**40}, ["9" * 39], ["1" + "0" * 41]),
        ("number", {"minimum": 0.1}, ["0.1", "1e-1", "INF"], ["0.0999999999", "-INF", "NaN"]),
        ("number", {"maximum": 1}, ["1.0000000000", "-INF"], ["1.0000000001", "INF", "NaN"]),
        ("number", {"exclusiveMaximum": 1e30}, ["1e29"], ["1e30", "1e31"]),
        ("number", {"exclusiveMinimum": 100}, ["100.0000000000000001", "INF"], ["100.0", "-1e99"]),
        ("number", {"exclusiveMinimum": "0"}, ["1e-400", "1e-99999"], ["0e-400", "-1e-400"]),
        ("number", {"maximum": "1e2"}, ["100", "99." + "9" * 40], ["100.0000000000000001"]),
        ("number", {"minimum": "0.1"}, ["0.1", "0.1" + "0" * 30], ["0.09999999999999999999999"]),
        ("number", {"minimum": "1.00000000001"}, ["1.0000000001", "1.00000000001"], ["1", "-2"]),
        ("number", {"maximum": "-1.00000000001"}, ["-1.0000000001", "-1e30"], ["-1", "0", "1e30"]),
        ("number", {"maximum": "9" * 28 + ".99999999999"}, ["9" * 28], ["1" + "0" * 28]),
        ("number", {"minimum": "-INF"}, ["-INF", "-1e400", "3"], ["NaN"]),
        ("number", {"exclusiveMaximum": "INF"}, ["1e400", "-INF", "3"], ["INF", "NaN"]),
        ("number", {"enum": ["1e400", "0.1", "NaN"]}, ["10e399", "0.10", "nan"], ["1e401", "INF"]),
        ("number", {"enum": ["0.12345678901"]}, ["12345678901e-11"], ["0.12345678902", "0.1"]),
        ("date", {"minimum": "2020-01-01", "maximum": "2020-12-31"}, ["2020-01-01"],
         ["2019-12-31"]),
        ("date", {"minimum": "01/02/2020"}, ["01/02/2020"], ["31/01/2020"]),
        ("time", {"exclusiveMinimum": "10:00:00"}, ["10:00:01"], ["10:00:00"]),
        ("datetime", {"maximum": "2020-01-01T00:00:00Z"}, ["2020-01-01T01:00:00+01:00"],
         ["2020-01-01T00:00:00-01:00"]),
        ("datetime", {"maximum": "2020-01-01T00:00:00.1234567"},
         ["2020-01-01T00:00:00.1234567", "2020-01-01T00:00:00.12345669", "-0044-03-15T00:00:00"],
         ["2020-01-01T00:00:00.1234568", "2020-01-01T00:00:00.123457", "12020-01-01T00:00:00"]),
        ("datetime", {"exclusiveMinimum": "12024-01-01T00:00:00Z"},
         ["12024-01-01T00:00:00-01:00", "12024-01-01T00:00:00.0000001"],
         ["12024-01-01T00:00:00.0", "12024-01-01T00:00:00+01:00", "2024-01-01T00:00:00"]),
        ("datetime", {"minimum": "-0044-03-15T00:00:00"},
         ["-0044-03-15T00:00:00", "2024-01-01T00:00:00", "0001-01-01T00:00:00+01:00"],
         ["-0044-03-14T23:59:59.9999999", "-0045-03-15T00:00:00"]),
        ("datetime", {"enum": ["12024-01-01T00:00:00", "2024-01-01T00:00:00.5"]},
         ["12023-12-31T24:00:00", "2024-01-01T00:00:00.5000000000"], ["2024-01-01T00:00:00.5000001"]),
        ("year", {"minimum": 2000}, ["2000", "10000"], ["1999", "-2000"]),
        ("yearmonth", {"maximum": "2020-11"}, ["2020-11", "0999-12"], ["2020-12", "10000-01"]),
        ("string", {"pattern": "[a-z]+"}, ["abc"], ["abc1", "xABC", "abc\n"]),
        ("string", {"pattern": r"\d{1,1500}"}, ["1", "１２"], ["a", ""]),
        ("string", {"enum": ["a", "b"]}, ["a"], ["A", "c"]),
        ("integer", {"enum": [1, "2"]}, ["1", "01", "+2"], ["3", "9" * 45]),
        ("number", {"enum": [0.1, 1e40]}, ["0.10", "1e40"], ["0.2", "1e41"]),
        ("boolean", {"enum": [True]}, ["TRUE"], ["false"]),
        ("date", {"enum": ["2020-01-01"]}, ["2020-01-01"], ["2020-01-02"]),
        ("any", {"enum": ["1", "x"]}, ["1", "x"], ["01"]),
        ("any", {"enum": [True, False, [1, "x"]]}, [], ["true", "false", '[1, "x"]', "True", "1"]),
    ],
)  # fmt: skip
def test_constraints(kind, constraints, good, bad):
    format_ = "%d/%m/%Y" if constraints.get("minimum") == "01/02/2020" else "default"
    name = next(iter(constraints))
    found = column(kind, *good, *bad, constraints=constraints, format=format_, missingValues=["NA"])
    assert [value for _, _, value in found.spots("constraint-error")] == bad
    assert found.failing() == {"constraint-error"}
    assert found.bad() == list(range(2 + len(good), 2 + len(good) + len(bad)))
    assert all(name in i.message or name == "enum" for i in found.of("constraint-error"))
    assert all(value is not None for (value,) in found.values()), "only a bad type is NULL"


def test_required_and_missing_values_of_schema_and_field():
    fields = [
        {"name": "a", "type": "integer", "constraints": {"required": True}},
        {"name": "b", "type": "integer", "missingValues": ["-"], "constraints": {"required": True}},
        {"name": "c", "type": "integer"},
    ]
    descriptor = {"fields": fields, "missingValues": ["", "NA"]}
    found = outcome(descriptor, [["1", "2", "NA"], ["NA", "-", ""], ["", "NA", "-"]])
    assert found.spots("constraint-error") == [(3, "a", "NA"), (3, "b", "-"), (4, "a", "")]
    assert found.spots("type-error") == [(4, "b", "NA"), (4, "c", "-")]
    assert found.values() == [(1, 2, None), (None, None, None), (None, None, None)]
    assert found.of("constraint-error")[0].message == (
        "`a` is required and has no value (`NA` stands for none)"
    )


def test_without_missing_values_an_empty_cell_is_a_cell():
    found = column("integer", "", missingValues=[])
    assert found.spots("type-error") == [(2, "v", "")]
    assert found.of("type-error")[0].message.startswith("an empty cell in `v` is not")


def test_categories_and_a_label_in_place_of_its_value():
    values = [
        {"value": "presided", "label": "presided over", "label_zh": "主持"},
        {"value": "spoke"},
    ]
    found = column("string", "presided", "主持", "spok", "SPOKE", "zzz", categories=values)
    assert found.spots("constraint-error") == [
        (3, "v", "主持"), (4, "v", "spok"), (5, "v", "SPOKE"), (6, "v", "zzz"),
    ]  # fmt: skip
    assert [issue.hint for issue in found.of("constraint-error")] == [
        "write `presided`: the table holds values, not labels",
        "did you mean `spoke`?",
        "did you mean `spoke`? capitals matter here",
        "use one of them",
    ]


def test_categories_with_the_same_enum_are_one_cause():
    found = column("string", "x", categories=["a"], constraints={"enum": ["a"]})
    assert found.tally("constraint-error").failed == 1


def test_a_cell_with_a_type_error_is_not_judged_further():
    found = column("integer", "x", constraints={"minimum": 5, "enum": [7], "required": True})
    assert found.failing() == {"type-error"} and found.tally("constraint-error").failed == 0


@pytest.mark.parametrize(
    ("kind", "cell", "hint"),
    [
        ("integer", "２０２０",
         "did you mean `2020`? its characters are full-width or other variants"),
        ("integer", " 3", "did you mean `3`? there is a space around it"),
        ("integer", "3\u00a0", "did you mean `3`? there is a non-breaking space around it"),
        ("integer", "\u30003", "did you mean `3`? there is a full-width space around it"),
        ("integer", "\ufeff3", "did you mean `3`? there is an invisible character around it"),
        ("integer", "1,689", "did you mean `1689`? thousands are not separated here"),
        ("integer", "12.0", "did you mean `12`? spreadsheets add the `.0`"),
        ("integer", "2O2O", "did you mean `2020`? a letter stands for a digit"),
        ("integer", "−5", "did you mean `-5`? its minus is another dash"),
        ("integer", "=1+1", "this is a formula of a spreadsheet: write its value"),
        ("number", "1,5", "did you mean `1.5`? the decimal sign here is a point, not a comma"),
        ("date", "2020/11/4",
         "did you mean `2020-11-04`? dates are written YYYY-MM-DD; spreadsheets change them"),
        ("date", "2020年11月24日",
         "did you mean `2020-11-24`? dates are written YYYY-MM-DD; spreadsheets change them"),
        ("date", "2020-02-30", "there is no such day or hour: look the date up again"),
        ("datetime", "2020-11-24 15:00:00",
         "did you mean `2020-11-24T15:00:00`? date and time are joined by `T` here"),
        ("boolean", "tRUE", "did you mean `true`? capitals matter here"),
        ("year", "2020年", "did you mean `2020`? years are digits only"),
    ],
)  # fmt: skip
def test_hints_name_the_likely_cause(kind, cell, hint):
    assert [issue.hint for issue in column(kind, cell).of("type-error")] == [hint]


def test_issues_carry_key_and_place():
    descriptor = {
        "fields": [{"name": "a"}, {"name": "n", "type": "integer"}, {"name": "b"}],
        "primaryKey": ["a", "b"],
    }
    issue = outcome(descriptor, [["𠮷", "1", "y"], ["p", "x", "z"]]).of("type-error")[0]
    assert (issue.resource, issue.path, issue.row, issue.line, issue.column) == (
        "t", "raw/t.csv", 3, 3, 20,
    )  # fmt: skip
    assert (issue.field, issue.key, issue.value) == ("n", "p, z", "x")


def test_counts_are_exact_and_examples_capped_with_a_share_for_each_check():
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]
    rows = [["x", "1"]] * 5000 + [["1", "y"]]
    tally = outcome({"fields": fields}, rows).tally("type-error")
    assert (tally.failed, tally.evaluated, len(tally.issues)) == (5001, 10002, READ)
    assert tally.issues[-1].row == 5002 and tally.issues[-1].field == "b"


def test_every_check_speaks_also_of_an_empty_table():
    found = column("integer")
    assert {tally.state for tally in found.tallies} == {"passed"}
    assert found.values() == [] and found.kinds() == ["BIGINT"] and found.typed["t"].sound


def test_broken_structure_is_not_sound():
    found = outcomes({"t": ({"fields": [{"name": "a"}]}, [["1"]], ["a"])}, rejected={"t": 1})
    assert found.failing() == set() and not found.typed["t"].sound


def test_names_and_values_with_quotes_do_no_harm():
    name = "a\"b'; DROP TABLE x; --"
    field = {
        "name": name,
        "type": "string",
        "constraints": {"enum": ["it's", 'say "x"'], "pattern": "[^;]*"},
        "missingValues": ["'"],
    }
    found = outcome({"fields": [field]}, [["it's"], ["'"], ["x';"]])
    assert found.spots("constraint-error") == [(4, name, "x';"), (4, name, "x';")]


@pytest.mark.parametrize(
    ("cell", "meant"), [("廣東", "广东"), ("甘肅", "甘肃"), ("內蒙古", "内蒙古")]
)
def test_a_category_in_the_other_script(cell, meant):
    allowed = {"enum": ["广东", "北京", "甘肃", "内蒙古"]}
    found = outcome({"fields": [{"name": "省", "constraints": allowed}]}, [[cell]])
    assert [issue.hint for issue in found.of("constraint-error")] == [
        f"did you mean `{meant}`? simplified and traditional characters differ"
    ]


@pytest.mark.parametrize(
    ("field", "constraints", "cell", "told"),
    [
        ({"type": "geopoint", "format": "array"}, {"enum": [[1, 2]]}, "[3, 4]", "`[1, 2]`"),
        ({"type": "geopoint"}, {"enum": ["1, 2"]}, "3, 4", "`1, 2`"),
        (
            {"type": "date", "format": "%d/%m/%Y"},
            {"enum": ["02/01/2020"]},
            "03/01/2020",
            "`02/01/2020`",
        ),
        (
            {"type": "date", "format": "%d/%m/%Y"},
            {"minimum": "02/01/2020"},
            "01/01/2020",
            "02/01/2020",
        ),
        (
            {"type": "datetime"},
            {"enum": ["2020-01-01T00:00:00Z"]},
            "2020-01-01T00:00:00",
            "`2020-01-01T00:00:00Z`",
        ),
        ({"type": "number", "decimalChar": ","}, {"enum": [1.5]}, "2,5", "`1,5`"),
        (
            {"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]},
            {"enum": [True]},
            "否",
            "`是`",
        ),
        ({"type": "list", "delimiter": ";"}, {"enum": [["a", "b"]]}, "a", "`a;b`"),
    ],
)
def test_values_of_constraints_are_told_as_the_field_has_them(field, constraints, cell, told):
    kind, more = field["type"], {k: v for k, v in field.items() if k != "type"}
    (issue,) = column(kind, cell, constraints=constraints, **more).of("constraint-error")
    assert told in issue.message
