"""Files that are no workbook we can read, or a damaged one: what is said, and the remedy."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from import_builders import exported, imported, project

from pipeline.errors import ImportingError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
SAVE = "save it as `Excel workbook"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("tiny") / "p")
    return folder, exported(folder, folder.parent / "out").read_bytes()


def packed(**members):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def instead(book, name, content):
    """The workbook with another member."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(file, "w") as new:
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def bomb(book):
    return instead(book, "xl/worksheets/sheet1.xml", b" " * (300 << 20))


def laughs(book):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    words = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]><workbook>&a9;</workbook>'
    return instead(book, "xl/workbook.xml", words)


def far(book):
    opened, file = openpyxl.load_workbook(BytesIO(book)), BytesIO()
    opened["items"]["XFD1048576"] = "x"
    opened.save(file)
    return file.getvalue()


FILES = {
    "empty": (lambda _: b"", "it is empty; save it again"),
    "ods": (lambda _: packed(mimetype="x", content_xml="x"), f"OpenDocument file.*; {SAVE}"),
    "xls": (lambda _: OLE, f"of an old kind.*; {SAVE}"),
    "password": (
        lambda _: OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password; save it without a password",
    ),
    "xlsb": (lambda _: packed(**{"xl__workbook.bin": "x"}), f"binary workbook.*; {SAVE}"),
    "docx": (lambda _: packed(word__document_xml="x"), "a text document of Word; give the"),
    "zip": (lambda _: packed(notes="x"), "no workbook; unpack it"),
    "strict": (
        lambda _: packed(xl__workbook_xml="http://purl.oclc.org/ooxml/spreadsheetml/main"),
        "`Strict Open XML` workbook; .*, without `Strict`",
    ),
    "csv": (lambda _: "编号,姓名\n1,安君\n".encode(), "text and no workbook; .*--table NAME"),
    "gbk": (lambda _: "编号,姓名\n1,安君\n".encode("gbk"), "text and no workbook"),
    "utf-16": (lambda _: "编号,姓名\n".encode("utf-16"), "text and no workbook"),
    "web": (lambda _: b"<html><table><tr><td>1", "a web page, whatever its name says"),
    "xml": (lambda _: b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', f"an XML file.*; {SAVE}"),
    "picture": (lambda _: b"\x89PNG\r\n\0\0", "no workbook, whatever its name says"),
    "truncated": (lambda book: book[: len(book) // 2], "damaged or cut off; copy it again"),
    "damaged": (lambda book: instead(book, "xl/workbook.xml", "<"), "damaged or cut off"),
    "bomb": (bomb, "would unpack to 30[0-9] MB from"),
    "laughs": (laughs, "damaged or cut off"),
    "far": (far, "sheet `items` reaches to XFD1048576.*; delete the columns and rows"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_workbook_is_named_with_the_remedy(tiny, tmp_path, name):
    make, words = FILES[name]
    file = tmp_path / "given.xlsx"
    file.write_bytes(make(tiny[1]))
    with pytest.raises(ImportingError, match=words) as told:
        imported(tiny[0], file)
    assert "\n" not in str(told.value) and str(told.value).startswith(f"{file}: ")


def test_a_workbook_given_for_csv(tiny, tmp_path):
    file = tmp_path / "items.csv"
    file.write_bytes(tiny[1])
    with pytest.raises(ImportingError, match="a workbook and no text; import it without --table"):
        imported(tiny[0], file, table="items")


def test_a_stray_cell_in_the_last_row_is_told_and_no_more(tiny, tmp_path):
    opened, file = openpyxl.load_workbook(BytesIO(tiny[1])), tmp_path / "far.xlsx"
    opened["items"]["K70000"] = " "
    opened.save(file)
    done = imported(tiny[0], file, dry_run=True)
    assert [issue.address for issue in done.report.issues] == ["items!K1"]
