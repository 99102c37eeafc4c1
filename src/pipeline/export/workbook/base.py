"""What lets a workbook come back: a hidden copy of each table that people edit, and digests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import content
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.schemas import canonical
from pipeline.export.values import text
from pipeline.export.workbook import body
from pipeline.export.workbook.styles import PLAIN, Styles
from pipeline.returning import manifest
from pipeline.returning.manifest import SHEET, Carried, Manifest

_WIDE = 1 << 20
"""Column width at which no row of a hidden sheet is measured for its height."""


def write(
    workbook: Any, release: Release, bodies: Path, sheets: Sequence[str], displays: Sequence[str]
) -> dict[str, Path]:
    """Add the hidden sheets after all others: member of the file → its rows."""
    seen = tuple(workbook.sheetnames)
    rows: dict[str, Path] = {}
    carried = []
    for number, (table, sheet, display) in enumerate(
        zip(release.tables, sheets, displays, strict=True), 1
    ):
        texts = _texts(table)
        base = "" if table.tool_written or table.derived else f"_base_{number}"
        fields = tuple((item.name, item.type) for item in table.fields)
        carried.append(Carried(table.name, sheet, display, base, fields, manifest.digest(texts)))
        if base:
            rows |= _copy(workbook, replace(table, rows=texts), base, bodies)
    about = Manifest(
        release.name, release.version, _content(release), _schema(release), seen, tuple(carried)
    )
    _tell(workbook, about)
    return rows


def _texts(table: ReleaseTable) -> list[tuple[str, ...]]:
    kinds = [item.type for item in table.fields]
    return [
        tuple(text(value, kind) for value, kind in zip(row, kinds, strict=True))
        for row in table.rows
    ]


def _copy(workbook: Any, table: ReleaseTable, title: str, bodies: Path) -> dict[str, Path]:
    sheet = _hidden(workbook, title)
    styles = Styles(sheet)
    sheet.append([styles.cell(name, PLAIN) for name in table.labels])
    plain = tuple(ReleaseField(name=name) for name in table.labels)
    known = replace(table, fields=plain, rows=[tuple(c or None for c in r) for r in table.rows])
    file = bodies / title
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.writelines(body.rows(sheet, known, [_WIDE] * len(plain)))
    return {f"xl/worksheets/sheet{len(workbook.worksheets)}.xml": file}


def _tell(workbook: Any, about: Manifest) -> None:
    sheet = _hidden(workbook, SHEET)
    styles = Styles(sheet)
    for line in manifest.lines(about):
        sheet.append([styles.cell(line, PLAIN)])


def _hidden(workbook: Any, title: str) -> Any:
    sheet = workbook.create_sheet(title)
    sheet.sheet_state = "veryHidden"
    return sheet


def _content(release: Release) -> str:
    described = {name: getattr(release, name) for name in content.DESCRIPTIVE}
    tables = [
        (table.name, canonical(table), _labels(table), _texts(table))
        for table in release.tables
        if not table.derived
    ]
    return content.of_tables(described, tables)


def _labels(table: ReleaseTable) -> Mapping[str, Any]:
    return {name: getattr(table, name) for name in content.LABELS}


def _schema(release: Release) -> str:
    tables = (table for table in release.tables if not table.derived)
    return content.of_schemas((table.name, table.schema, _labels(table)) for table in tables)
