"""What `frictionless` says of the same package, held against what we say."""

import json
import subprocess
import sys

import pytest
from package_builders import ID, checked, package, table

from pipeline.keeping import READ
from pipeline.second_opinion import Spot, compare, render

ROWS = "id,name\n1,x\nq,y\n"


def test_both_find_the_same_cells(tmp_path):
    target = package(tmp_path, table(), files={"t.csv": ROWS})
    opinion = compare(checked(target), target)
    assert (opinion.agreed, opinion.ours, opinion.theirs) == (1, (), ())


def test_what_only_we_find_is_listed_with_the_reason(tmp_path):
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
    target = package(tmp_path, table(schema=schema), files={"t.csv": "a,b\n1,x\n,y\n"})
    opinion = compare(checked(target), target)
    assert opinion.ours == (Spot("t", 3, "", "primary-key"),)
    assert "allows a null in a primary key" in "\n".join(render(opinion))


def test_a_package_that_it_cannot_read_is_told_in_a_line_with_what_we_found(tmp_path):
    target = package(tmp_path, table(), {"name": 3}, files={"t.csv": ROWS})
    opinion = compare(checked(target), target)
    assert opinion.refused
    why, alone = render(opinion)
    assert why.endswith("a property of the descriptor is wrong)")
    assert "only us: type-error at t row 3" in alone


def test_more_errors_than_are_kept_are_compared_as_far_as_they_go(tmp_path):
    target = package(tmp_path, table(), files={"t.csv": "id,name\n" + "q,y\n" * (READ + 50)})
    opinion = compare(checked(target), target)
    assert (opinion.agreed, opinion.theirs, opinion.complete) == (READ, (), False)


def test_the_command_says_it_and_ends_as_it_would(tmp_path):
    (tmp_path / "t.csv").write_text("id,name\n1,x\n")
    target = package(tmp_path, table(schema=ID))
    words = [sys.executable, "-m", "pipeline", "validate", str(target), "--second-opinion"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"second opinion: frictionless agrees on 0, found 0 alone, and missed 0" in done.stdout


def asked(folder, field, cells, descriptor=None, **schema):
    said = table(schema={"fields": [{"name": "a"} | field]} | schema)
    target = package(folder, said, files={"t.csv": "a\n" + cells})
    if descriptor:
        target.write_text(json.dumps(json.loads(target.read_text()) | descriptor))
    return "\n".join(render(compare(checked(target), target)))


@pytest.mark.parametrize(
    ("field", "cells", "schema", "why"),
    [
        ({"type": "integer"}, "1\nNA\n", {"missingValues": ["NA"]}, "calls a row blank"),
        ({"type": "string", "format": "email"}, "a@b\n", {}, "a dot in the host"),
        ({"type": "string", "format": "uuid"}, "{123e4567-e89b-12d3-a456-426614174000}\n", {},
         "UUIDs in braces"),
    ],
)  # fmt: skip
def test_single_cells_are_explained(tmp_path, field, cells, schema, why):
    said = asked(tmp_path, field, cells, **schema)
    assert why in said and "not explained" not in said


@pytest.mark.parametrize(
    ("field", "descriptor", "why"),
    [
        ({"type": "string", "constraints": {"pattern": "("}}, {}, "no regular expression"),
        ({"type": "string", "format": "uri"}, {"created": "2020"}, "a property of the descriptor"),
    ],
)
def test_where_it_reads_nothing_the_reason_and_the_rest_are_told(tmp_path, field, descriptor, why):
    said = asked(tmp_path, field, "http://a b\n", descriptor)
    assert "could not read the package" in said and why in said
    assert ("only us: type-error at t row 2" in said) == ("format" in field)


def test_references_across_types_are_explained_by_their_types(tmp_path):
    parent = table("p", schema=ID)
    child = {"fields": [{"name": "k"}], "foreignKeys": [
        {"fields": ["k"], "reference": {"resource": "p", "fields": ["id"]}}]}  # fmt: skip
    child["fields"][0]["type"] = "string"
    files = {"p.csv": "id,name\n1,a\n", "c.csv": "k\n1\n"}
    target = package(tmp_path, parent, table("c", schema=child), files=files)
    report = checked(target)
    assert report.valid
    (why,) = compare(report, target).why.values()
    assert why is not None and "different types" in why


def test_instants_with_and_without_a_zone_need_no_explanation(tmp_path):
    schema = {"fields": [{"name": "v", "type": "datetime", "constraints": {"unique": True}}]}
    files = {"t.csv": "v\n2020-01-01T00:00:00\n2020-01-01T00:00:00Z\n"}
    target = package(tmp_path, table(schema=schema), files=files)
    opinion = compare(checked(target), target)
    assert (opinion.ours, opinion.theirs) == ((), ())
