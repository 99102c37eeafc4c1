import json

import pytest

from pipeline.errors import ModelsError, ProjectError
from pipeline.package import inside, read
from pipeline.project import Project, Settings, load_models

SCHEMA = {"fields": [{"name": "id", "type": "string"}], "primaryKey": ["id"]}


def descriptor(**changes):
    base = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tiny",
        "id": "urn:uuid:8b7d6f0e-3f0e-4a57-9d0c-2f6f4f0c7a11",
        "licenses": [{"name": "CC0-1.0"}],
        "version": "1.0.0",
        "resources": [{"name": "people", "path": "raw/people.csv", "schema": SCHEMA}],
    }
    return {key: value for key, value in (base | changes).items() if value is not None}


def issues(tmp_path, **changes):
    file = tmp_path / "datapackage.json"
    file.write_text(json.dumps(descriptor(**changes), ensure_ascii=False), encoding="utf-8")
    package, tallies = read(file)
    return package, [issue for t in tallies for issue in t.issues]


def resource(**changes):
    return {"name": "people", "path": "raw/people.csv", "schema": SCHEMA} | changes


def test_a_sound_descriptor_gives_its_resources(tmp_path):
    package, found = issues(tmp_path)
    assert found == []
    assert (package.name, package.version) == ("tiny", "1.0.0")
    assert [(r.name, r.paths) for r in package.resources] == [("people", ("raw/people.csv",))]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": "Tiny Set"}, "/name"),
        ({"version": "1.0"}, "/version"),
        ({"version": 1.0}, "/version"),
        ({"licenses": [{"title": "Mine"}]}, "/licenses/0"),
        ({"licenses": "CC-BY"}, "/licenses"),
        ({"contributors": [{"title": 3}]}, "/contributors/0/title"),
        ({"keywords": ["劳模", 2020]}, "/keywords/1"),
        ({"resources": []}, "/resources"),
        ({"resources": None}, "/resources"),
        ({"resources": [{"path": "a.csv"}]}, "/resources/0/name"),
        ({"resources": [resource(), resource()]}, "/resources/1/name"),
        ({"resources": [{"name": "people"}]}, "/resources/0/path"),
    ],
)
def test_wrong_properties_are_issues_with_a_pointer(tmp_path, changes, pointer):
    _, found = issues(tmp_path, **changes)
    assert [(i.code, i.pointer) for i in found] == [("descriptor", pointer)]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../x.csv",
        "raw/../../x.csv",
        ".git/x",
        "C:/x.csv",
        "a\\b.csv",
        "https://example.org/x.csv",
    ],
)
def test_paths_that_leave_the_package_are_refused_and_the_rest_goes_on(tmp_path, path):
    package, found = issues(tmp_path, resources=[resource(path=path), resource(name="others")])
    assert [(i.code, i.pointer, i.value) for i in found] == [
        ("unsafe-path", "/resources/0/path", path)
    ]
    assert [r.name for r in package.resources] == ["others"]


def test_a_link_to_itself_is_refused(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "people.csv").symlink_to("people.csv")
    _, found = issues(tmp_path)
    assert [(i.code, i.pointer) for i in found] in (
        [("unsafe-path", "/resources/0/path")],
        [],  # newer Pythons resolve it; the table then has no file
    )


def test_a_key_given_twice_is_refused(tmp_path):
    file = tmp_path / "datapackage.yaml"
    file.write_text("name: tiny\nname: other\n")
    with pytest.raises(ProjectError, match=r":2:1: .*stands twice"):
        read(file)


def test_a_dialect_is_honoured(tmp_path):
    dialect = {"delimiter": ";", "headerRows": [2], "commentChar": "#", "csvddfVersion": "1.0"}
    package, found = issues(tmp_path, resources=[resource(dialect=dialect)])
    assert found == []
    spelt = package.resources[0].dialect
    assert (spelt.delimiter, spelt.header_rows, spelt.comment_char) == (";", (2,), "#")


@pytest.mark.parametrize(
    "dialect",
    [{"delimiter": ""}, {"header": "yes"}, {"headerRows": [0]}, {"quoteChar": "''"}],
)
def test_a_wrong_dialect_is_an_issue(tmp_path, dialect):
    _, found = issues(tmp_path, resources=[resource(dialect=dialect)])
    assert [i.code for i in found] == ["dialect-error"]
    assert found[0].pointer.startswith("/resources/0/dialect/")


def test_a_link_out_of_the_package_is_refused(tmp_path):
    root = tmp_path / "package"
    root.mkdir()
    (tmp_path / "outside.csv").write_text("id\n")
    (root / "link.csv").symlink_to(tmp_path / "outside.csv")
    (root / "inner.csv").write_text("id\n")
    (root / "good.csv").symlink_to(root / "inner.csv")
    assert "link" in (inside(root, "link.csv") or "")
    assert inside(root, "good.csv") is None


@pytest.mark.parametrize(
    ("schema", "said"),
    [("schemas/none.json", "no file"), ("bad.json", "not JSON"), ("list.json", "no JSON object")],
)
def test_a_schema_that_cannot_be_read_disables_its_table_only(tmp_path, schema, said):
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "list.json").write_text("[]")
    package, found = issues(tmp_path, resources=[resource(schema=schema), resource(name="others")])
    assert [i.code for i in found] == ["missing-schema"]
    assert said in found[0].message
    assert package.resources[0].schema is None
    assert package.resources[1].schema == SCHEMA


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("datapackage.yaml", "name: [tiny", ":1:"),
        ("datapackage.yaml", "a: b: c", "not YAML"),
        ("datapackage.yaml", "- a\n- b", "no mapping"),
        ("datapackage.yaml", "", "no mapping"),
        ("datapackage.json", "{", "not JSON"),
        ("datapackage.json", "[" * 100_000, "not JSON|too deeply"),
    ],
)
def test_what_is_no_descriptor_stops_with_one_line(tmp_path, name, text, said):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(ProjectError, match=said) as caught:
        read(file)
    assert "\n" not in str(caught.value)


def test_dates_in_yaml_stay_text(tmp_path):
    file = tmp_path / "datapackage.yaml"
    file.write_text(
        "name: tiny\ncreated: 2020-11-24T00:00:00Z\nresources: [{name: a, path: a.csv}]"
    )
    assert read(file)[0].descriptor["created"] == "2020-11-24T00:00:00Z"


def test_a_project_is_found_from_a_folder_below(tmp_path):
    (tmp_path / "datapackage.yaml").write_text("name: tiny")
    (tmp_path / "raw").mkdir()
    assert Project.find(tmp_path / "raw").root == tmp_path


def test_no_project_is_one_clear_line(tmp_path):
    with pytest.raises(ProjectError, match="no project here"):
        Project.find(tmp_path)


@pytest.mark.parametrize("given", [{"rule": "x"}, {"rules": 3}, ["rules"]])
def test_unknown_settings_are_refused(given):
    with pytest.raises(ProjectError, match="x-pipeline"):
        Settings.from_descriptor({"x-pipeline": given})


MODEL = """
from typing import ClassVar
from pipeline.declare import Record, Table, key, ref
class Person(Record):
    TABLE: ClassVar[Table] = Table("people", "People", "人物", "All.", "全部。")
    person_id: str = key("Person", "人物", "Id.", "标识。")
    {field}
TABLES = {tables}
"""


def models(tmp_path, text):
    file = tmp_path / "models.py"
    file.write_text(text, encoding="utf-8")
    return load_models(file)


def test_models_are_listed_by_table(tmp_path):
    assert list(models(tmp_path, MODEL.format(field="", tables="(Person,)"))) == ["people"]
    assert load_models(tmp_path / "none.py") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nothing_of_this_name", r"models.py:1: .*ModuleNotFoundError"),
        ("def f(:", r"models.py:1: .*SyntaxError"),
        ("1 / 0", r"models.py:1: .*ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("x = 1", "no TABLES"),
        ("TABLES = (int,)", "no Record"),
        (MODEL.format(field="name: str = 'x'", tables="(Person,)"), "not declared"),
        (MODEL.format(field="", tables="(Person, Person)"), "two records"),
        (
            MODEL.format(field="x: str = ref('none', 'X', 'X', 'X', 'X')", tables="(Person,)"),
            "no table in TABLES",
        ),
    ],
)
def test_models_that_do_not_work_stop_with_one_line(tmp_path, text, said):
    with pytest.raises(ModelsError, match=said) as caught:
        models(tmp_path, text)
    assert "\n" not in str(caught.value)
