"""The workbook as one file: written by openpyxl, packed by us, read back by calamine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.xml.functions import tostring

from pipeline.errors import ExportError
from pipeline.export import compare
from pipeline.export.artefact import Artefact, create, folder, measure, pack
from pipeline.export.release import Release, ReleaseField
from pipeline.export.values import Value
from pipeline.export.wording import authors
from pipeline.export.workbook import base, contents, issues, sheet
from pipeline.export.workbook.cells import legal, reads_as
from pipeline.export.workbook.choices import Choices
from pipeline.export.workbook.plan import Plan, plans
from pipeline.export.workbook.spelling import field_of
from pipeline.language import Lang

_FIRST = "[Content_Types].xml"
"""The member that readers expect first."""

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
"""Members of our own making: openpyxl stamps one with its clock, the other with its name."""

_END = b"</sheetData>"
"""Before it the rows of a sheet end."""


def path(release: Release) -> str:
    """Where the release keeps it."""
    return f"{release.name}.xlsx"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Save it, then pack its members again: sorted, stored, stamped with the release's time."""
    workbook = Workbook(write_only=True)
    bodies = root / ".sheets"
    folder(bodies)
    raw = BytesIO()  # small: the rows are files; on a full disk openpyxl would not close its file
    try:
        rows = _fill(workbook, release, bodies)
        workbook.save(raw)
        workbook.properties.modified = release.moment.replace(tzinfo=None)
        ours = {_CORE: tostring(workbook.properties.to_tree()), _APP: _application()}
        with ZipFile(raw) as saved, create(root / path(release)) as file:
            pack(file, _members(saved, ours, rows), release.moment)
    finally:
        _let_go(workbook)
        shutil.rmtree(bodies, ignore_errors=True)
    return (measure(root, path(release)),)


def check(release: Release, root: Path) -> None:
    """Read every cell of every table with calamine and compare it, typed."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(root / path(release)) as read:
            for plan in plans(release):
                _check(path(release), plan, read.get_sheet_by_name(plan.title).iter_rows())
    except CalamineError as error:
        compare.spoil(path(release), str(error))


def _check(artefact: str, plan: Plan, read: Iterator[list[Any]]) -> None:
    if plan.absent:  # which stands beside the table
        read = (row[: len(plan.table.fields)] for row in read)
    compare.labels(artefact, plan.table, [field_of(str(head)) for head in next(read, [])])
    others = (replace(plan, lang=lang) for lang in Lang if lang is not plan.lang)
    spellers = [
        dict(zip(plan.table.labels, each.spellers(), strict=True)) for each in (plan, *others)
    ]

    def same(value: Value, cell: object, field: ReleaseField) -> bool:
        """Read in either language: a release does not say in which its workbook was written."""
        said = (speller(value) if (speller := each[field.name]) else value for each in spellers)
        return any(reads_as(words, cell) for words in said)

    compare.rows(artefact, plan.table, read, same)


def _fill(workbook: Workbook, release: Release, bodies: Path) -> dict[str, Path]:
    """Fill all but the rows of tables, which go to files of their own: member → its rows."""
    _describe(workbook, release)
    listed = plans(release)
    said = contents.write(workbook, release, listed)
    issues.write(workbook, release, listed)
    choices = Choices()
    rows: dict[str, Path] = {}
    for plan in listed:
        written = sheet.write(workbook, plan, choices)
        member = f"xl/worksheets/sheet{len(workbook.worksheets)}.xml"
        rows[member] = bodies / str(len(rows))
        with rows[member].open("w", encoding="utf-8", newline="") as file:
            file.writelines(written)
    choices.write(workbook)
    return rows | base.write(workbook, release, bodies, listed, said)


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


def _members(
    saved: ZipFile, ours: dict[str, bytes], rows: dict[str, Path]
) -> Iterator[tuple[str, IO[bytes], int]]:
    """All members, the first first, with ours in place of those that openpyxl made."""
    for name in sorted(saved.namelist(), key=lambda member: (member != _FIRST, member)):
        if name in ours:
            yield name, BytesIO(ours[name]), len(ours[name])
            continue
        if name in rows:
            with _whole(saved.read(name), rows[name]) as content:
                yield name, content, os.fstat(content.fileno()).st_size
            continue
        with saved.open(name) as content:
            yield name, content, saved.getinfo(name).file_size


@contextmanager
def _whole(saved: bytes, rows: Path) -> Iterator[IO[bytes]]:
    """A sheet with its rows put in after the header, as a file."""
    before, end, after = saved.partition(_END)
    if not end:
        raise ExportError("the workbook's library wrote a sheet without an end of its rows")
    with rows.with_suffix(".xml").open("wb+") as sheet_, rows.open("rb") as body:
        sheet_.write(before)
        shutil.copyfileobj(body, sheet_)
        sheet_.write(end + after)
        sheet_.seek(0)
        yield sheet_
