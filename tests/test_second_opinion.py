"""What `frictionless` says of the same package, held against what we say."""

import subprocess
import sys

from package_builders import ID, checked, package, table

from pipeline.second_opinion import KNOWN, Spot, compare, render

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
    assert KNOWN["primary-key", "us"] in "\n".join(render(opinion))


def test_a_package_that_it_cannot_read_is_told_in_a_line(tmp_path):
    target = package(tmp_path, table(), {"name": 3}, files={"t.csv": ROWS})
    opinion = compare(checked(target), target)
    assert opinion.refused
    assert len(list(render(opinion))) == 1


def test_more_errors_than_are_kept_are_compared_as_far_as_they_go(tmp_path):
    target = package(tmp_path, table(), files={"t.csv": "id,name\n" + "q,y\n" * 150})
    opinion = compare(checked(target), target)
    assert (opinion.agreed, opinion.theirs, opinion.complete) == (100, (), False)


def test_the_command_says_it_and_ends_as_it_would(tmp_path):
    (tmp_path / "t.csv").write_text("id,name\n1,x\n")
    target = package(tmp_path, table(schema=ID))
    words = [sys.executable, "-m", "pipeline", "validate", str(target), "--second-opinion"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"second opinion: frictionless agrees on 0, found 0 alone, and missed 0" in done.stdout
