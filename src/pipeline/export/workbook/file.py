"""The workbook as one file: written by openpyxl, packed by us, read back by calamine."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.xml.functions import tostring

from pipeline.export import compare
from pipeline.export.artefact import Artefact, create, measure, pack
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.values import Value
from pipeline.export.wording import authors
from pipeline.export.workbook import contents, sheet, titles
from pipeline.export.workbook.cells import legal, reads_as
from pipeline.export.workbook.choices import Choices

_FIRST = "[Content_Types].xml"
"""The member that readers expect first."""

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
"""Members of our own making: openpyxl stamps one with its clock, the other with its name."""


def path(release: Release) -> str:
    """Where the release keeps it."""
    return f"{release.name}.xlsx"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Save it, then pack its members again: sorted, stored, stamped with the release's time."""
    workbook = Workbook(write_only=True)
    raw = root / ".workbook"
    try:
        _fill(workbook, release)
        workbook.save(raw)
        workbook.properties.modified = release.moment.replace(tzinfo=None)
        ours = {_CORE: tostring(workbook.properties.to_tree()), _APP: _application()}
        with ZipFile(raw) as saved, create(root / path(release)) as file:
            pack(file, _members(saved, ours), release.moment)
    finally:
        _let_go(workbook)
        raw.unlink(missing_ok=True)
    return (measure(root, path(release)),)


def check(release: Release, root: Path) -> None:
    """Read every cell of every table with calamine and compare it, typed."""
    from python_calamine import CalamineError, CalamineWorkbook

    names = titles.sheets(table.name for table in release.tables)
    try:
        with CalamineWorkbook.from_path(root / path(release)) as read:
            for table, name in zip(release.tables, names, strict=True):
                _check(path(release), table, read.get_sheet_by_name(name).iter_rows())
    except CalamineError as error:
        compare.spoil(path(release), str(error))


def _check(artefact: str, table: ReleaseTable, read: Iterator[list[Any]]) -> None:
    compare.labels(artefact, table, next(read, []))
    compare.rows(artefact, table, read, _same)


def _same(value: Value, cell: object, _: ReleaseField) -> bool:
    return reads_as(value, cell)


def _fill(workbook: Workbook, release: Release) -> None:
    _describe(workbook, release)
    names = [table.name for table in release.tables]
    sheets = titles.sheets(names)
    contents.write(workbook, release, sheets)
    choices = Choices()
    for table, title, display in zip(release.tables, sheets, titles.tables(names), strict=True):
        sheet.write(workbook, table, title, display, choices)
    choices.write(workbook)


def _describe(workbook: Workbook, release: Release) -> None:
    about = workbook.properties
    about.title = legal(release.title or release.name)
    about.creator = legal(authors(release))
    about.description = legal(release.description or "") or None
    about.version = legal(release.version)
    about.created = release.moment.replace(tzinfo=None)


def _let_go(workbook: Workbook) -> None:
    """Close what openpyxl has open, or it complains on stderr long after a disk was full."""
    for sheet_ in workbook.worksheets:
        writer = getattr(sheet_, "_writer", None)
        for stream in (getattr(sheet_, "_rows", None), getattr(writer, "xf", None)):
            if stream is not None:
                with suppress(Exception):
                    stream.close()


def _application() -> bytes:
    """Who wrote it: only then does LibreOffice make rows as high as their wrapped text."""
    about = ExtendedProperties()
    about.Application, about.AppVersion = "evidence-pipeline", None
    return cast(bytes, tostring(about.to_tree()))


def _members(saved: ZipFile, ours: dict[str, bytes]) -> Iterator[tuple[str, IO[bytes], int]]:
    """All members, the first first, with ours in place of those that openpyxl made."""
    for name in sorted(saved.namelist(), key=lambda member: (member != _FIRST, member)):
        if name in ours:
            yield name, BytesIO(ours[name]), len(ours[name])
            continue
        with saved.open(name) as content:
            yield name, content, saved.getinfo(name).file_size
