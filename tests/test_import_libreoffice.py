"""A workbook that LibreOffice opened and saved comes back without a change but those made in it."""

import shutil
import subprocess
from decimal import Decimal

import pytest
from import_builders import edited, exported, imported, project, raw, shown, told
from import_projects import KINDS, TRAPS, Table, schema, spelled

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

TEXTS = [
    *TRAPS,
    " a ",
    "a\u00a0b",
    "甲\r\n乙",
    "甲\n乙",
    "\t",
    "　",
    "“好”",
    "𠮷田﨑",
    "=A1",
    "_x005F_x0041_",
    "it's",
    "",
]
RAWS = [
    *[TEXTS, ["7", "007", "-0", "12345678901234567"], ["1,689", "12,345,678"]],
    *[["0,1", "1,50", "1E3", "0,30000000000000004", "0,00001"], ["是", "否"]],
    *[["2020-11-24", "1893-12-26", "1900-02-28", "9999-12-31"], ["2020/11/24", "1899/12/31"]],
    *[["2020", "0987"], ["2020-01-02T03:04:05", "2020-01-02T23:59:59", "1893-12-26T00:00:00"]],
    *[["speech", "toast", "a-1", "a-2"], ["1", "2"]],
]


def nasty():
    """A project with everything that is hard to keep."""
    table = Table("all", {"id": KINDS[0], **{f"f{n}": kind for n, kind in enumerate(KINDS)}})
    for number in range(len(TEXTS)):
        cells = {f"f{n}": raws[number % len(raws)] for n, raws in enumerate(RAWS)}
        table.rows.append({"id": f"{number:03}", **cells})
    return table


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The project, and its workbook as LibreOffice saves it: untouched, and after edits."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    root, table = tmp_path_factory.mktemp("office"), nasty()
    folder = project(root / "p", {"all": spelled(table)}, {"all": schema(table)}, view=False)
    book = exported(folder, root / "out")

    def edit(book):
        book["all"]["C2"], book["all"]["E2"], book["all"]["K2"] = 8, Decimal("2.5"), "祝酒，短"
        book["all"]["B4"] = "改"

    files = [book, edited(book, edit, root / "out" / "edited.xlsx")]
    profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
    to = ["--convert-to", "xlsx", "--outdir", str(root / "saved")]
    command = [OFFICE, profile, "--headless", *to, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder, [root / "saved" / file.name for file in files]


def test_untouched_it_changes_nothing(saved):
    folder, (untouched, _) = saved
    before, done = raw(folder), imported(folder, untouched)
    assert not done.report.issues and not done.changed, told(done)
    assert raw(folder) == before


def test_edits_and_no_more_come_back(saved):
    folder, (_, changed) = saved
    done = imported(folder, changed, dry_run=True)
    assert done.report.valid, told(done)
    told_ = [(c.key, c.field, c.new) for t in done.changed for c in t.merged.changed]
    assert told_ == [
        *[(("000",), "f1", "8"), (("000",), "f3", "2.5"), (("000",), "f9", "toast")],
        (("002",), "f0", "改"),
    ], shown(done)
