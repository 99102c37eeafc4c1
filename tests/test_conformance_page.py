"""docs/conformance.md is what the cases give; run this file to write it anew."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))

import pytest
from conformance.judging import ours_holds
from conformance.page import PAGE, STATED, page
from conformance.trials import requirements

ALL = requirements()


@pytest.fixture(scope="module")
def written():
    return page()


def test_names_are_unique_and_cases_are_there():
    names = [item.id for item in ALL]
    assert len(set(names)) == len(names)
    for item in ALL:
        assert any(trial.good for trial in item.trials), item.id


def test_we_judge_as_the_text_asks(written):
    assert "**not yet**" not in written, [item.id for item in ALL if not ours_holds(item)]


def test_every_difference_has_a_reason(written):
    lines = [line for line in written.splitlines() if line.endswith((": |", ":  |"))]
    assert lines == []


def test_the_page_is_up_to_date(written):
    stated = PAGE.read_text(encoding="utf-8")
    if STATED not in stated:
        pytest.skip(f"the page was written with another frictionless than {STATED}")
    assert stated == written, "run python tests/test_conformance_page.py"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
