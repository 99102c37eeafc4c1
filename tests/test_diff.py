import json
from pathlib import Path

import pytest
from commands import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from release_builders import FIELDS, package, redirects

from pipeline.errors import ReleaseError
from pipeline.release import constraints
from pipeline.release.dataset import opened
from pipeline.release.version import Bump
from pipeline.releasing import diff

ROWS = [
    ("p-1", "甲", "35.0", "7", "true", "2020-11-24", "2020-11-24T15:00:00"),
    ("p-2", "𠮷田﨑", "0.5", "", "false", "", ""),
    ("p-3", "丙", "", "-5", "", "1949-10-01", ""),
]


def compared(tmp_path, old, new):
    """The changes between two packages, each given as arguments of `package`."""
    for name, (cells, more) in (("old", old), ("new", new)):
        package(tmp_path / name, cells, **more)
    found = diff(str(tmp_path / "old"), str(tmp_path / "new"), None, step=lambda _: None)
    return found, [(c.bump.word, c.kind, c.table, c.field, c.count) for c in found.changes]


def of(rows=ROWS, **more):
    return rows, more


def field(number, **more):
    return [{**item, **more} if n == number else item for n, item in enumerate(FIELDS)]


def test_the_same_spelled_otherwise_is_no_difference(tmp_path):
    other = [
        ("p-2", "𠮷田﨑", ".50", "", "0", "", ""),
        *ROWS[2:],
        (*ROWS[0][:2], "3.5E1", "007", "1", *ROWS[0][5:]),
    ]
    found, changes = compared(tmp_path, of(), of(other))
    assert (found.bump, changes) == (Bump.NONE, [])


def test_values_rows_and_their_keys(tmp_path):
    new = [(*ROWS[0][:2], "36", *ROWS[0][3:]), ROWS[1], ("p-4", "丁", "", "", "", "", "")]
    found, changes = compared(tmp_path, of(), of(new))
    assert changes == [
        ("major", "rows-removed", "people", None, 1),
        ("minor", "rows-added", "people", None, 1),
        ("patch", "values-changed", "people", "share", 1),
    ]
    assert [(e.key, e.old, e.new) for e in found.changes[2].examples] == [("p-1", "35", "36")]
    assert found.because.kind == "rows-removed"


@pytest.mark.parametrize(
    ("rows", "led", "expected"),
    [
        (ROWS[:2], [("people", "p-3", "p-1")], [("minor", "rows-redirected", 1)]),
        (ROWS[:2], [("people", "p-3", "")], [("minor", "rows-redirected", 1)]),
        (ROWS[:2], [("people", "p-3", "nobody")], [("major", "rows-removed", 1)]),
        (ROWS[:2], [("other", "p-3", "p-1")], [("major", "rows-removed", 1)]),
        (ROWS[:2], [("people", "p-3", "p-9"), ("people", "p-9", "p-2")], [("minor", "rows-redirected", 1)]),
        ([*ROWS[:2], ("p-9", *ROWS[2][1:])], [("people", "p-3", "p-9")], [("minor", "rows-redirected", 1)]),
        ([*ROWS[:2], ("p-9", "丁", *ROWS[2][2:])], [("people", "p-3", "p-9")],
         [("minor", "rows-redirected", 1), ("patch", "values-changed", 1)]),
        ([*ROWS, ("p-9", "丁", "", "", "", "", "")], [("people", "p-9", "p-1")], [("major", "id-reused", 1)]),
    ],
)  # fmt: skip
def test_identifiers_lead_on(tmp_path, rows, led, expected):
    old, new = of(others=[redirects()]), of(rows, others=[redirects(*led)])
    _, changes = compared(tmp_path, old, new)
    found = [(bump, kind, n) for bump, kind, table, _, n in changes if table == "people"]
    assert found == expected


def test_an_identifier_given_up_before_is_not_used_again(tmp_path):
    led = redirects(("people", "p-9", "p-1"))
    new = [*ROWS, ("p-9", "丁", "", "", "", "", "")]
    _, changes = compared(tmp_path, of(others=[led]), of(new, others=[led]))
    assert changes == [("major", "id-reused", "people", None, 1)]


def test_rows_without_a_key_are_a_multiset(tmp_path):
    old = [ROWS[0], ROWS[0], ROWS[1]]
    assert compared(tmp_path, of(old, key=()), of([ROWS[1], ROWS[0], ROWS[0]], key=()))[1] == []
    assert [c[:2] for c in compared(tmp_path, of(old, key=()), of(old[1:], key=()))[1]] == [
        ("major", "rows-removed")
    ]
    assert [c[:2] for c in compared(tmp_path, of(old, key=()), of([*old, ROWS[0]], key=()))[1]] == [
        ("minor", "rows-added")
    ]
    assert [
        c[:2] for c in compared(tmp_path, of(old, key=()), of([*old[:2], ROWS[2]], key=()))[1]
    ] == [("patch", "values-changed")]


def words(**given):
    return {"constraints": given}


CODES = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]

SHAPES = [
    (1, words(), words(required=True), "major"),
    (1, words(required=True), words(), "minor"),
    (1, words(required=False), words(), None),
    (1, words(), words(unique=True), "major"),
    (1, words(unique=True), words(), "minor"),
    (1, words(minLength=1), words(minLength=2), "major"),
    (1, words(minLength=2), words(minLength=1), "minor"),
    (1, words(maxLength=2), words(maxLength=1), "major"),
    (1, words(maxLength=1), words(maxLength=2), "minor"),
    (1, words(pattern="a"), words(pattern="b"), "major"),
    (1, words(), words(pattern="b"), "major"),
    (1, words(pattern="a"), words(), "minor"),
    (1, words(enum=["a", "b"]), words(enum=["a"]), "major"),
    (1, words(enum=["a"]), words(enum=["b", "a"]), "minor"),
    (1, words(enum=["a", "b"]), words(enum=["b", "a"]), None),
    (1, words(), words(enum=["a"]), "major"),
    (1, words(enum=["a"]), words(), "minor"),
    (3, words(minimum=1), words(minimum=2), "major"),
    (3, words(minimum="2"), words(minimum=1), "minor"),
    (3, words(maximum=2), words(maximum=1), "major"),
    (3, words(maximum=1), words(maximum=2), "minor"),
    (3, words(exclusiveMinimum=1), words(exclusiveMinimum=2), "major"),
    (3, words(exclusiveMinimum=2), words(exclusiveMinimum=1), "minor"),
    (3, words(exclusiveMaximum=2), words(exclusiveMaximum=1), "major"),
    (3, words(exclusiveMaximum=1), words(exclusiveMaximum=2), "minor"),
    (2, words(minimum=1), words(minimum=1.0), None),
    (5, words(minimum="2020-01-01"), words(minimum="2020-01-02"), "major"),
    (1, {}, {"format": "uri"}, "major"),
    (1, {"format": "uri"}, {}, "minor"),
    (1, {"format": "uri"}, {"format": "email"}, "major"),
    (1, {}, {"type": "any"}, "major"),
    (3, {}, {"type": "number"}, "major"),
    (1, {}, {"title": "Name"}, "patch"),
    (1, {}, {"description_zh": "照录。"}, "patch"),
    (1, {"categories": CODES}, {"categories": CODES[:1]}, "major"),
    (1, {"categories": CODES[:1]}, {"categories": CODES}, "minor"),
    (1, {}, {"categories": CODES}, "major"),
    (1, {"categories": CODES}, {}, "minor"),
    (1, {"categories": CODES}, {"categories": [{"value": "a", "label": "Ah"}, CODES[1]]}, "patch"),
    (1, {}, {"missingValues": ["", "-"]}, None),
    (2, {}, {"decimalChar": ","}, None),
    (5, {}, {"format": "%d.%m.%Y"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("number", "old", "new", "bump"), SHAPES)
def test_every_change_of_a_field_has_its_class(tmp_path, number, old, new, bump):
    found, changes = compared(
        tmp_path, of([], fields=field(number, **old)), of([], fields=field(number, **new))
    )
    assert (found.bump.word, len(changes)) == (bump or "none", 1 if bump else 0), changes
    digests = []
    for name in ("old", "new"):
        with opened(tmp_path / name) as data:
            digests.append(data.digest())
    assert (digests[0] == digests[1]) is (bump is None)


def test_no_constraint_of_the_standard_is_forgotten():
    from pipeline.table_schema.constraints import CONSTRAINTS

    assert set(constraints.JUDGES) == set(CONSTRAINTS)


@pytest.mark.parametrize(
    ("old", "new", "kind", "bump"),
    [
        (of(), of([r[:6] for r in ROWS], fields=FIELDS[:6]), "field-removed", "major"),
        (of([r[:6] for r in ROWS], fields=FIELDS[:6]), of(), "field-added", "major"),
        (of([]), of([], fields=[FIELDS[0], FIELDS[2], FIELDS[1], *FIELDS[3:]]), "fields-reordered", "major"),
        (of(), of(key=("id", "name")), "key-changed", "major"),
        (of(), of(schema={"uniqueKeys": [["name"]]}), "constraint-tightened", "major"),
        (of(schema={"uniqueKeys": [["name"]]}), of(), "constraint-loosened", "minor"),
        (of(), of(schema={"foreignKeys": [{"fields": ["name"], "reference": {"resource": "", "fields": ["id"]}}]}),
         "constraint-tightened", "major"),
        (of(), of(others=[redirects()]), "table-added", "minor"),
        (of(others=[redirects()]), of(), "table-removed", "major"),
        (of(), of(title="People of note"), "metadata-changed", "patch"),
        (of(version="1.0.0", created="2020-01-01"), of(version="2.0.0", created="2021-01-01"), None, "none"),
    ],
)  # fmt: skip
def test_every_change_of_a_table_has_its_class(tmp_path, old, new, kind, bump):
    found, changes = compared(tmp_path, old, new)
    assert (found.bump.word, [c[1] for c in changes]) == (bump, [kind] if kind else [])


def test_a_column_that_no_schema_declares_is_a_change_all_the_same(tmp_path):
    package(tmp_path / "old", ROWS)
    file = package(tmp_path / "new", ROWS) / "people.csv"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("".join(f"{line},附注\n" for line in lines), "utf-8")
    for old, new, kind in (("old", "new", "field-added"), ("new", "old", "field-removed")):
        found = diff(str(tmp_path / old), str(tmp_path / new), None, step=lambda _: None)
        assert [(c.kind, c.field, c.bump) for c in found.changes] == [(kind, "附注", Bump.MAJOR)]


def test_what_the_tool_writes_asks_for_a_patch_only(tmp_path):
    from pipeline.declare import columns as names
    from pipeline.provenance import Coverage

    fields = [{"name": name, "type": "string"} for name in names(Coverage)]
    one = ("coverage", fields, [["a"] * len(fields)], (fields[0]["name"],))
    none = ("coverage", fields, [], (fields[0]["name"],))
    assert compared(tmp_path, of(others=[one]), of(others=[none]))[0].bump is Bump.PATCH
    assert compared(tmp_path, of(others=[one]), of())[0].bump is Bump.PATCH


CELLS = st.tuples(
    st.text("甲a ,\"\n\u3000１=", max_size=4), st.sampled_from(["", "1", "1.0", "2.50", "1e2"]),
    st.sampled_from(["", "7", "007", "-1"]),
)  # fmt: skip
TABLES = st.dictionaries(st.sampled_from("abcdef"), CELLS, max_size=5)


def rows(table, reverse=False):
    listed = [(key, *cells, "", "", "") for key, cells in table.items()]
    return listed[::-1] if reverse else listed


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TABLES, TABLES)
def test_laws(tmp_path, one, other):
    assert compared(tmp_path, of(rows(one)), of(rows(one, True)))[1] == []
    there, back = (
        compared(tmp_path, of(rows(a)), of(rows(b)))[0] for a, b in ((one, other), (other, one))
    )
    keys = lambda found, kind: {e.key for c in found.changes if c.kind == kind for e in c.examples}  # noqa: E731
    assert keys(there, "rows-added") == keys(back, "rows-removed") == set(other) - set(one)
    assert keys(there, "values-changed") == keys(back, "values-changed")
    digests = []
    for name in ("old", "new"):
        with opened(tmp_path / name) as data:
            digests.append(data.digest())
    assert (digests[0] == digests[1]) is (there.changes == ())


def test_a_table_that_cannot_be_read_stops_with_its_name(tmp_path):
    package(tmp_path / "old", ROWS)
    package(tmp_path / "new", [("p-1", "甲", "many", "", "", "", "")])
    with pytest.raises(ReleaseError, match=r"people\.csv.*pipeline validate"):
        diff(str(tmp_path / "old"), str(tmp_path / "new"), None, step=lambda _: None)
    (tmp_path / "new" / "people.csv").unlink()
    with pytest.raises(ReleaseError, match="`people` cannot be read"):
        diff(str(tmp_path / "old"), str(tmp_path / "new"), None, step=lambda _: None)


def test_the_command_speaks_three_formats(tmp_path):
    package(tmp_path / "old", ROWS, version="1.2.3")
    package(tmp_path / "new", ROWS[:2], version="1.2.3")
    said = {}
    for form in ("text", "json", "markdown"):
        done = command("diff", "old", "new", "--format", form, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        said[form] = done.stdout
    assert "p-3" in said["text"] and "so at least 2.0.0" in said["text"]
    assert json.loads(said["json"])["bump"] == "major"
    assert "## `people`" in said["markdown"]
    done = command("diff", "old", "nowhere", cwd=tmp_path)
    assert done.returncode == 2 and "nowhere" in done.stderr and "Traceback" not in done.stderr
    assert Path(tmp_path / "old").is_dir()
