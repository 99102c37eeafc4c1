"""Rows that a curator adds without an id get the one of their model's rule, by the command."""

import importlib
import subprocess
import sys

import openpyxl
import pytest
from test_flagship import ROOT, flagship, rewrite, rows, run  # noqa: F401
from test_import_libreoffice import OFFICE

from pipeline.declare import NUMBER

KEPT = {
    "ListEntry": 0.0,  # of the printed list that several of the lists are parts of
    "Place": 0.0, "Organization": 0.0, "Person": 0.0, "Thing": 0.0, "Event": 0.0, "List": 0.0,
    "Claim": 0.0, "Source": 0.0, "Variant": 0.0, "Omission": 0.0, "Evidence": 0.0, "Coverage": 0.0,
    "DocumentSpan": 0.8, "Definition": 0.8, "EventReport": 0.5, "DistinctPeople": 0.5, "Participation": 0.7, "Honour": 0.6, "Measure": 0.6,
}  # fmt: skip
"""Model → the share of ids, at least, that its rule would give; 0 where there is no rule."""


@pytest.fixture
def models():
    sys.path.insert(0, str(ROOT))
    try:
        yield importlib.import_module("schemas.models").TABLES
    finally:
        sys.path.remove(str(ROOT))
        for name in [name for name in sys.modules if name.partition(".")[0] == "schemas"]:
            del sys.modules[name]


def add(book, sheet, **cells):
    """Write the cells into the row under the last of the sheet; its number."""
    named = {cell.value.rpartition("\n")[2]: cell.column for cell in book[sheet][1]}
    row = 2
    while any(cell.value is not None for cell in book[sheet][row]):
        row += 1
    for name, value in cells.items():
        book[sheet].cell(row, named[name]).value = value
    return row


def as_libreoffice_saves_it(file):
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    to = file.parent / "saved"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    words = ["--headless", "--convert-to", "xlsx", "--outdir", str(to), str(file)]
    subprocess.run([OFFICE, profile, *words], check=True, capture_output=True, timeout=300)
    return to / file.name


def test_the_rules_are_those_of_the_ids_that_are_there(models):
    for model in models:
        known = rows(ROOT, model.TABLE.name)
        key = next(iter(known[0]))
        made = [(row[key], model.propose_key({**row, key: ""})) for row in known]
        same = sum(
            proposed is not None and old.startswith(proposed.removesuffix(NUMBER))
            for old, proposed in made
        )
        assert same / len(made) >= KEPT.get(model.__name__, 0.9), model


@pytest.mark.parametrize("saved_by", ["openpyxl", "LibreOffice"])
def test_a_row_without_an_id_in_the_flagship(flagship, saved_by):  # noqa: F811
    """A record that is needed is taken out of raw/, and comes back by the workbook."""
    first, *others = rows(ROOT, "distinct_people")
    key, *cells = first
    rewrite(flagship, "distinct_people", lambda row: None if row == first else row)
    file = flagship / "draft.xlsx"
    assert run("validate", flagship, "--output", f"workbook={file}", "--lang", "zh").returncode == 1
    book = openpyxl.load_workbook(file)
    added = add(book, "distinct_people", **{name: first[name] for name in cells})
    book.save(file)
    if saved_by == "LibreOffice":
        file = as_libreoffice_saves_it(file)
    done = run("import", file, "--into", flagship)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert f"distinct_people!A{added} info import-row" in done.stdout
    assert rows(flagship, "distinct_people") == [*others, first]
    assert first[key] == "caibao-and-zhabao"
    assert run("validate", flagship).returncode == 0


def test_a_row_without_an_id_in_a_new_project(tmp_path):
    folder = tmp_path / "trees"
    assert run("init", folder).returncode == 0
    file = tmp_path / "trees.xlsx"
    run("validate", folder, "--output", f"workbook={file}")
    book = openpyxl.load_workbook(file)
    known = rows(folder, "plantings")[1]
    more = {"at": known["at"], "document_id": known["document_id"], "trees": 1260}
    added = add(book, "plantings", place_id="east-village", **more)
    book["plantings"].cell(2, 1).value, book["plantings"].cell(2, 2).value = None, "other"
    book.save(file)
    done = run("import", file, "--into", folder, "--dry-run")
    assert f"plantings!A{added} info import-row: the row has no id" in done.stdout
    assert "it gets `east-village-in-planting-report`" in done.stdout


def test_an_id_that_a_row_below_has_is_not_proposed(tmp_path):
    folder = tmp_path / "trees"
    run("init", folder)
    file = tmp_path / "trees.xlsx"
    run("validate", folder, "--output", f"workbook={file}")
    book = openpyxl.load_workbook(file)
    more = {"at": "x", "document_id": "planting-report", "trees": 1, "place_id": "east-village"}
    add(book, "plantings", **more)
    add(book, "plantings", planting_id="east-village-in-planting-report", **more)
    book.save(file)
    done = run("import", file, "--into", folder, "--dry-run")
    assert "it gets `east-village-in-planting-report-2`" in done.stdout


def test_a_rule_that_fails_is_named(tmp_path):
    folder = tmp_path / "trees"
    run("init", folder)
    models = folder / "schemas" / "models.py"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace('slug(cells["place_id"]', 'slug(cells["place"]'), "utf-8")
    file = tmp_path / "trees.xlsx"
    run("validate", folder, "--output", f"workbook={file}")
    book = openpyxl.load_workbook(file)
    add(book, "plantings", place_id="east-village", at="x", document_id="planting-report", trees=1)
    book.save(file)
    done = run("import", file, "--into", folder)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "propose_key of the model Planting fails: KeyError: 'place'" in done.stderr
