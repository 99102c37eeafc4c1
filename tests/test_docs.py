"""The pages: every example runs and prints what the page shows."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import examples  # noqa: E402


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return examples.Book(tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("page", examples.pages(), ids=lambda page: page.name)
def test_a_page_shows_what_is_printed(page, book):
    assert examples.steady(book.played(page)) == examples.steady(page.read_text("utf-8"))
