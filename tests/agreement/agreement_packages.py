"""Packages that hypothesis writes: schemas, dialects, good and bad cells, keys and references."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

Rows = list[list[str]]


@dataclass(frozen=True)
class Resource:
    """One table: its schema, header and rows, and how they are written."""

    name: str
    schema: dict[str, Any]
    labels: list[str]
    rows: Rows
    dialect: dict[str, str]

    def field(self, name: str) -> dict[str, Any]:
        return next((item for item in self.schema["fields"] if item["name"] == name), {})

    def cell(self, row: int, field: str) -> str | None:
        """The cell of a row as issues count them: 2 is the first after the header."""
        place = self.labels.index(field) if field in self.labels else None
        return None if place is None or row < 2 else self.rows[row - 2][place]

    def cells(self, field: str) -> list[str]:
        return [self.cell(row, field) or "" for row in range(2, len(self.rows) + 2)]

    def missing(self, field: str) -> list[str]:
        own = self.field(field).get("missingValues", self.schema.get("missingValues", [""]))
        return [item["value"] if isinstance(item, dict) else item for item in own]


@dataclass(frozen=True)
class Package:
    resources: list[Resource]

    def __getitem__(self, name: str) -> Resource:
        return next(resource for resource in self.resources if resource.name == name)

    def write(self, folder: Path) -> Path:
        described = [
            {"name": r.name, "path": f"{r.name}.csv", "dialect": r.dialect, "schema": r.schema}
            for r in self.resources
        ]
        for resource in self.resources:
            with (folder / f"{resource.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(
                    file,
                    delimiter=resource.dialect.get("delimiter", ","),
                    quotechar=resource.dialect.get("quoteChar", '"'),
                    quoting=csv.QUOTE_ALL,
                )
                writer.writerows([resource.labels, *resource.rows])
        path = folder / "datapackage.json"
        package = {"$schema": PROFILE, "name": "p", "resources": described}
        for name in (path.name, "datapackage.yaml"):  # JSON is YAML
            (folder / name).write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
        return path


POINT = '{"type": "Point", "coordinates": [1, 2]}'
CELLS: list[tuple[dict[str, Any], str]] = [
    ({"type": "string"}, "a|b|ab|𠮷|=1+1|１２| |a b|A|é"),
    ({"type": "string", "format": "email"}, "a@example.org|a.b@example.org|a|@b|a@|a b@example.org"),
    ({"type": "string", "format": "uri"}, "https://example.org/a?b=1#c|mailto:a@b|a|/a|1a:b|http://x y"),
    ({"type": "string", "format": "uuid"},
     "123e4567-e89b-12d3-a456-426614174000|123e4567e89b12d3a456426614174000|x"),
    ({"type": "string", "format": "binary"}, "aGVsbG8=|YQ==|YWJj|a|aGVsbG8|你"),
    ({"type": "integer"}, "0|1|-1|+1|007|99999999999999999999|1.0| 1|1_000|１２|x|1,000|1e3"),
    ({"type": "integer", "groupChar": ","}, "1,000|1000|1,|x|-1,000"),
    ({"type": "integer", "bareNumber": False}, "95%|EUR 95|-95|€-95|x|9 5|+5"),
    ({"type": "number"},
     "0|1|-1.23|.5|5.|1e3|1E-2|NaN|INF|-INF|inf|+INF|infinity|1_0| 1|1,5|x|１|0.1|1.10"),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, "1.000,5|,5|1,5|1.5,5.5|x|12"),
    ({"type": "number", "groupChar": ","}, "1,000.5|1,0,0|,1|1,|12"),
    ({"type": "number", "bareNumber": False}, "95%|€.5|1.5kg|kg|-€5|1 2|12"),
    ({"type": "boolean"}, "true|True|TRUE|1|false|0|tRUE|yes| true"),
    ({"type": "boolean", "trueValues": ["是"], "falseValues": ["否", "不"]}, "是|否|不|true|0"),
    ({"type": "object"}, '{}|{"a": 1}|{"a":1.0}|[]|{|{"a": NaN}|1|"x"'),
    ({"type": "array"}, '[]|[1, 2]|[1,2.0]|{}|[|[NaN]|x'),
    ({"type": "list"}, "a|a,b|,|b,a|长长"),
    ({"type": "list", "itemType": "integer", "delimiter": ";"}, "1|1;2|01;2|1; 2|1;;2|x|1,2"),
    ({"type": "list", "itemType": "date"}, "2020-01-01|2020-01-01,2020-02-30|2020-1-1"),
    ({"type": "list", "itemType": "boolean"}, "true,false|1,0|yes"),
    ({"type": "datetime"},
     "2020-11-24T15:00:00|2020-11-24T15:00:00Z|2020-11-24T15:00:00.5+08:00|2020-11-24 15:00:00"
     "|2020-11-24|2020-02-30T00:00:00|2020-11-24T24:00:00|2020-11-24T15:00|20201124T15:00:00"),
    ({"type": "datetime", "format": "%Y-%m-%d %H:%M"}, "2020-11-24 15:00|2020-11-24T15:00|x"),
    ({"type": "date"},
     "2020-11-24|2020-02-29|2019-02-29|2020-1-1|2020/11/24|20201124|２０２０-11-24| 2020-11-24|0000-01-01"),
    ({"type": "date", "format": "%d/%m/%Y"}, "24/11/2020|1/2/2020|11/24/2020|2020-11-24"),
    ({"type": "date", "format": "any"}, "2020-11-24|24 Nov 2020|soon|2020-02-30|2020"),
    ({"type": "time"}, "15:00:00|00:00:00|24:00:00|1:00:00|15:00|15:00:00.5|15:00:00Z|25:00:00"),
    ({"type": "time", "format": "%H:%M"}, "15:00|24:00|15:00:00"),
    ({"type": "year"}, "2020|0987|-0044|12020|2020Z|20|２０２０|x|0000|+202"),
    ({"type": "yearmonth"}, "2020-11|2020-13|2020-1|2020-11Z|-0044-03|2020/11|202011"),
    ({"type": "duration"},
     "P1Y|P1Y2M3DT4H5M6S|PT36H|P1D|PT24H|P12M|-P1D|P|P1S|PT|P1W|P1.5Y|PT1.5S|p1y|x|P1M1Y"),
    ({"type": "geopoint"}, "90.50, 45.50|90.50,45.50|181,0|0,91|1;2|1,2,3| 1,2|NaN,0|x"),
    ({"type": "geopoint", "format": "array"}, '[1, 2]|[1]|["1", "2"]|1,2|[true, 1]|[181, 0]'),
    ({"type": "geopoint", "format": "object"},
     '{"lon": 1, "lat": 2}|{"lon": 1}|[1, 2]|{"lon": 1, "lat": "2"}|{"lon": 1, "lat": 2, "x": 3}'),
    ({"type": "geojson"},
     POINT + '|{"type": "Point"}|{}|[]|x|{"type": "LineString", "coordinates": [[1, 2]]}'
     '|{"type": "Feature", "geometry": null, "properties": null}'),
    ({"type": "geojson", "format": "topojson"},
     '{"type": "Topology", "objects": {}, "arcs": []}|{"type": "Topology"}|{}|' + POINT),
    ({"type": "any"}, "1|a|{}| |x"),
    ({}, "1|a|x"),
]  # fmt: skip
"""Properties of a field, and cells for it, separated by `|`."""

CONSTRAINTS: dict[str, list[dict[str, Any]]] = {
    "string": [{"minLength": 2}, {"maxLength": 1}, {"pattern": "[a-z]+"}, {"enum": ["a", "b"]},
               {"pattern": "a|b"}, {"pattern": "^a$"}, {"pattern": r"\i\c*"}],
    "integer": [{"minimum": 1}, {"maximum": "1"}, {"exclusiveMinimum": 0}, {"enum": [1, "7"]}],
    "number": [{"minimum": 0.1}, {"maximum": 1}, {"exclusiveMaximum": 1}, {"enum": [1, 0.1]}],
    "boolean": [{"enum": [True]}],
    "object": [{"minLength": 1}, {"maxLength": 0}, {"enum": [{"a": 1}]},
               {"jsonSchema": {"required": ["a"]}}],
    "array": [{"minLength": 1}, {"maxLength": 1}, {"enum": ["[1, 2]"]},
              {"jsonSchema": {"items": {"type": "integer"}}}],
    "list": [{"minLength": 2}, {"maxLength": 1}, {"enum": ["a", "a,b"]}],
    "datetime": [{"minimum": "2020-11-24T15:00:00"}],
    "date": [{"minimum": "2020-03-01"}, {"exclusiveMaximum": "2020-11-24"}],
    "time": [{"maximum": "12:00:00"}],
    "year": [{"minimum": 2000}, {"enum": ["2020"]}],
    "yearmonth": [{"maximum": "2020-01"}, {"enum": ["2020-11"]}],
    "duration": [{"enum": ["P1Y"]}, {"minimum": "P1D"}],
    "geopoint": [{"enum": ["90.50,45.50"]}],
    "geojson": [{"enum": [POINT]}],
}  # fmt: skip
_MISSING = [None, None, None, [""], ["", "-"], [], [{"value": "-", "label": "none"}]]


@st.composite
def _fields(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A field without a name, and the cells that may stand in it."""
    properties, cells = draw(st.sampled_from(CELLS))
    field = dict(properties)
    kind = field.get("type", "any")
    plain = field.get("format", "default") == "default"
    choices = CONSTRAINTS.get(kind, []) if plain else []
    constraints = dict(draw(st.sampled_from([{}, {}, *choices])))
    for name in ("required", "unique"):
        if draw(st.integers(0, 5)) == 0:
            constraints[name] = True
    if constraints:
        field["constraints"] = constraints
    missing = draw(st.sampled_from(_MISSING))
    if missing is not None and draw(st.booleans()):
        field["missingValues"] = missing
    if kind in ("string", "integer") and draw(st.integers(0, 9)) == 0:
        field["categories"] = draw(st.sampled_from(
            [["a", "b"], [{"value": "a", "label": "A"}]] if kind == "string" else [[1, 7]]
        ))  # fmt: skip
    return field, [*cells.split("|"), "", "-"]


@st.composite
def _resources(draw: st.DrawFn, name: str) -> Resource:
    made = draw(st.lists(_fields(), min_size=1, max_size=4))
    fields = [{"name": f"f{n}", **field} for n, (field, _) in enumerate(made)]
    row = st.tuples(*(st.sampled_from(cells) for _, cells in made)).map(list)
    schema: dict[str, Any] = {"fields": fields}
    missing = draw(st.sampled_from(_MISSING))
    if missing is not None:
        schema["missingValues"] = missing
    names = [field["name"] for field in fields]
    fields.append({"name": "n", "type": "string"})  # no row is blank
    key = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    if draw(st.integers(0, 2)) == 0:
        schema["primaryKey"] = draw(key)
    if draw(st.integers(0, 5)) == 0:
        schema["uniqueKeys"] = [draw(key)]
    if draw(st.integers(0, 5)) == 0:
        pair = draw(st.tuples(st.sampled_from(names), st.sampled_from(names)))
        reference = {"fields": [pair[1]], **draw(st.sampled_from([{}, {"resource": ""}]))}
        schema["foreignKeys"] = [{"fields": [pair[0]], "reference": reference}]
    dialect = draw(st.sampled_from([{}, {}, {"delimiter": ";"}, {"delimiter": "\t"}, {"quoteChar": "'"}]))  # fmt: skip
    rows = draw(st.lists(row, max_size=6))
    numbered = [[*cells, f"n{number}"] for number, cells in enumerate(rows)]
    return Resource(name, schema, [*names, "n"], numbered, dialect)


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """One or two tables, of which the second may refer to the first."""
    first = draw(_resources("first"))
    if draw(st.booleans()):
        return Package([first])
    second = draw(_resources("second"))
    if draw(st.booleans()):
        size = draw(st.integers(1, min(len(first.labels) - 1, len(second.labels) - 1, 2)))
        reference = {"resource": "first", "fields": first.labels[:size]}
        second.schema["foreignKeys"] = [{"fields": second.labels[:size], "reference": reference}]
        for place in range(size):  # the same kind on both sides, or no reference ever holds
            second.schema["fields"][place] = dict(first.schema["fields"][place])
            pool = [*first.cells(first.labels[place]), "", "zz"]
            for row in second.rows:
                row[place] = draw(st.sampled_from(pool))
    return Package([first, second])


@st.composite
def headers(draw: st.DrawFn) -> Package:
    """One table of text whose header is not always the schema's."""
    names = ["id", "name", "born"]
    labels = draw(st.lists(st.sampled_from([*names, "x", ""]), min_size=1, max_size=4))
    match = draw(st.sampled_from([None, "exact", "equal", "subset", "superset", "partial"]))
    required = draw(st.sampled_from([*names, None, None]))
    fields = [
        {"name": name, "type": "string"}
        | ({"constraints": {"required": True}} if name == required else {})
        for name in names
    ]
    schema = {"fields": fields} | ({"fieldsMatch": match} if match else {})
    return Package([Resource("first", schema, labels, [["a"] * len(labels)], {})])
