"""A corpus: what spreadsheets and people do to a workbook, each with exactly what comes of it.

`python tests/test_import_mishaps.py` writes the expected texts; read them before committing.
"""

import sys
from pathlib import Path

import pytest
from import_builders import edited, exported, imported, project, raw, shown, told
from import_mishaps import MISHAPS

EXPECTED = Path(__file__).parent / "examples" / "import"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("tiny") / "p")
    return folder, exported(folder, folder.parent / "out")


def outcome(folder, file, name, to):
    return imported(folder, edited(file, MISHAPS[name], to / "edited.xlsx"), dry_run=True)


@pytest.mark.parametrize("name", MISHAPS)
def test_each_mishap_has_its_outcome(tiny, tmp_path, name):
    before = raw(tiny[0])
    done = outcome(*tiny, name, tmp_path)
    assert shown(done) == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    assert all(issue.address for issue in done.report.issues), told(done)
    assert all(issue.hint for issue in done.report.issues)
    assert raw(tiny[0]) == before


def test_no_expectation_is_left_over():
    assert {file.stem for file in EXPECTED.glob("*.txt")} == set(MISHAPS)


if __name__ == "__main__":
    import tempfile

    EXPECTED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        root = project(Path(scratch) / "p")
        book = exported(root, Path(scratch) / "out")
        for known in sys.argv[1:] or MISHAPS:
            found = shown(outcome(root, book, known, Path(scratch)))
            (EXPECTED / f"{known}.txt").write_text(found, encoding="utf-8")
