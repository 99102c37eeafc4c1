"""What lets a workbook come back: a hidden copy of each table that people edit, and digests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import content
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.schemas import canonical
from pipeline.export.values import text
from pipeline.export.workbook import body, manifest, notes
from pipeline.export.workbook.manifest import SHEET, Carried, Manifest
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.styles import PLAIN, Styles

_WIDE = 1 << 20
"""Column width at which no row of a hidden sheet is measured for its height."""


def write(
    workbook: Any, release: Release, bodies: Path, plans: Sequence[Plan], said: Iterable[str]
) -> dict[str, Path]:
    """Add the hidden sheets after all others: member of the file → its rows.

    said: what the cells of the first sheet say.
    """
    seen = tuple(workbook.sheetnames)
    rows: dict[str, Path] = {}
    carried = []
    for number, plan in enumerate(plans, 1):
        base = f"_base_{number}" if plan.editable else ""
        texts = _texts(plan.table) if base else list(_shown(plan))
        fields = tuple((item.name, _kind(item)) for item in plan.table.fields)
        digest = manifest.digest(texts)
        coded = [(f.name, f.categories) for f in plan.table.fields if base and f.categories]
        name, left_out = plan.table.name, plan.table.left_out
        told = Carried(name, plan.title, plan.display, base, fields, digest, tuple(coded), left_out)
        carried.append(told)
        if base:
            rows |= _copy(workbook, plan, texts, base, bodies)
    words = [notes.words(plan, field) for plan in plans for field in plan.table.fields]
    known = tuple(sorted({manifest.mark(item) for item in (*said, *words)}))
    _tell(workbook, replace(_manifest(release, seen, tuple(carried)), known=known))
    return rows


def _manifest(release: Release, sheets: tuple[str, ...], tables: tuple[Carried, ...]) -> Manifest:
    if release.draft_of is not None:
        return Manifest(release.draft_of, release.version, "", "", sheets, tables)
    digests = _content(release), _schema(release)
    return Manifest(release.name, release.version, *digests, sheets, tables)


def _kind(field: ReleaseField) -> str:
    """What its cells hold: labels and names are text."""
    return "string" if field.categories or field.references else field.type


def _texts(table: ReleaseTable) -> list[tuple[str, ...]]:
    kinds = [item.type for item in table.fields]
    return [
        tuple(text(value, kind) for value, kind in zip(row, kinds, strict=True))
        for row in table.rows
    ]


def _shown(plan: Plan) -> Iterator[tuple[str, ...]]:
    columns = list(zip(plan.spellers(), map(_kind, plan.table.fields), strict=True))
    for row in plan.table.rows:
        yield tuple(
            text(speller(value) if speller else value, kind)
            for value, (speller, kind) in zip(row, columns, strict=True)
        )


def _copy(
    workbook: Any, plan: Plan, texts: Sequence[tuple[str, ...]], title: str, bodies: Path
) -> dict[str, Path]:
    sheet = _hidden(workbook, title)
    styles = Styles(sheet)
    labels = plan.table.labels
    sheet.append([styles.cell(name, PLAIN) for name in labels])
    plain = ReleaseTable(
        name=title,
        fields=tuple(ReleaseField(name=name) for name in labels),
        schema={},
        rows=[tuple(cell or None for cell in row) for row in texts],
    )
    known = Plan(plain, title, title, plan.lang)
    file = bodies / title
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.writelines(body.rows(sheet, known, [_WIDE] * len(labels)))
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
