"""A small project, its workbook, and what a curator or a spreadsheet may do to it."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

from pipeline.export import workbook
from pipeline.export.gather import as_release
from pipeline.importing import import_file
from pipeline.importing.told import Shown, text
from pipeline.project import Project
from pipeline.stages import Texts, checked

KINDS = [
    {"value": "speech", "label": "Speech", "label_zh": "讲话"},
    {"value": "toast", "label": "Toast, short", "label_zh": "祝酒，短"},
    {"value": "a-1", "label": "Part one", "label_zh": "甲"},
    {"value": "a-2", "label": "Part two", "label_zh": "甲"},
]

ITEMS = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {
            "name": "name",
            "type": "string",
            "title": "Name",
            "title_zh": "姓名",
            "constraints": {"maxLength": 40},
        },
        {"name": "kind", "type": "string", "title_zh": "类别", "categories": KINDS},
        {"name": "count", "type": "integer", "groupChar": ","},
        {"name": "share", "type": "number"},
        {"name": "day", "type": "date"},
        {"name": "about", "type": "string", "constraints": {"pattern": "[0-9]{4}(-[0-9]{2}){0,2}"}},
        {"name": "open", "type": "boolean"},
        {"name": "note", "type": "string"},
    ],
    "primaryKey": ["id"],
}
PARTS = {
    "fields": [
        {"name": "part_id", "type": "string"},
        {"name": "item", "type": "string"},
    ],
    "primaryKey": ["part_id"],
    "foreignKeys": [{"fields": ["item"], "reference": {"resource": "items", "fields": ["id"]}}],
}
RAW = {
    "items": "id,name,kind,count,share,day,about,open,note\n"
    '007,𠮷田﨑,speech,"1,689",0.5,2020-11-24,2020-11-24,true,"说：""好""，\n换行"\n'
    "a1,﨑本　花子,toast,12,,2020-11-25,2020-11,false,=1+1\n"
    "b2,陈墨,,,1e-3,,2020,,it's 5 o'clock...\n",
    "parts": "part_id,item\np-1,007\np-2,a1\n",
}
VIEW = "/*\ntitle: Totals\nneeds: [items]\nkey: [id]\n*/\nSELECT id, count FROM items ORDER BY id\n"


def project(folder, raw=RAW, schemas=None, *, name="tiny", view=True) -> Path:
    """The project on disk; `raw` is text or bytes by table."""
    schemas = schemas or {"items": ITEMS, "parts": PARTS}
    (folder / "raw").mkdir(parents=True)
    (folder / "schemas" / "views").mkdir(parents=True)
    for table, content in raw.items():
        content = content if isinstance(content, bytes) else content.encode()
        (folder / "raw" / f"{table}.csv").write_bytes(content)
    resources = [
        {"name": t, "path": f"raw/{t}.csv", "schema": f"schemas/{t}.json"} for t in schemas
    ]
    for table, schema in schemas.items():
        (folder / "schemas" / f"{table}.json").write_text(json.dumps(schema), encoding="utf-8")
    if view and "items" in schemas:
        (folder / "schemas" / "views" / "totals.sql").write_text(VIEW, encoding="utf-8")
    described = {
        "name": name,
        "version": "1.0.0",
        "created": "2026-01-31T00:00:00Z",
        "resources": resources,
        "x-pipeline": {"gate": {"severity": {"stray-space": "info"}}},  # spaces must come back too
    }
    (folder / "datapackage.yaml").write_text(json.dumps(described), encoding="utf-8")
    return folder


def exported(folder, out) -> Path:
    """The workbook alone of a release of the project."""
    with checked(Project(folder), Texts(), quiet) as done:
        assert done.report.valid, [issue.message for issue in done.report.issues]
        release = as_release(
            done.con, done.package, done.typed, done.parsed, done.views, epoch=None
        )
        out.mkdir(parents=True, exist_ok=True)
        workbook.write_all(release, out, ())
    return out / f"{release.name}.xlsx"


def edited(file, edit, to=None) -> Path:
    """The workbook after `edit(book)`, saved by another program than ours."""
    book = openpyxl.load_workbook(file)
    edit(book)
    to = to or file.with_name("edited.xlsx")
    book.save(to)
    return to


def imported(folder, file, **more):
    return import_file(Project(folder), file, step=quiet, **more)


def told(done) -> list[str]:
    """The issues as a curator reads them."""
    return [
        f"{i.address or i.path} {i.severity} {i.code}: {i.message}\n    → {i.hint}"
        for i in done.report.issues
    ]


def shown(done) -> str:
    tables = [Shown(item.name, item.spec.path, item.merged) for item in done.changed]
    return text(
        done.file,
        done.origin,
        done.report,
        tables,
        stale=done.stale,
        written=done.written,
        workbook=done.workbook,
        same=done.same,
        covered=done.covered,
    )


def raw(folder) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((folder / "raw").glob("*.csv"))}


def values(file) -> dict[str, list]:
    """Sheet → its values, in the order of the sheet."""
    book = openpyxl.load_workbook(BytesIO(file.read_bytes()))
    return {s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in book}


def quiet(_: str) -> None:
    return None


DAY = date(2020, 11, 24)
