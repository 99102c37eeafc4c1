"""Small packages of somebody else's on disk, and what validating them gives."""

import json
import zipfile
from pathlib import Path
from typing import Any

from pipeline import strangers
from pipeline.report import Report, Tally

ID = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}

COMPLETE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "tiny",
    "id": "9b1c4c0e-2f7e-4c1e-8a55-3f6f1d2f7a10",
    "licenses": [{"name": "CC0-1.0"}],
}
"""All that the standard recommends, so that a report holds what a test is about."""


def table(name: str = "t", **changes: Any) -> dict[str, Any]:
    return {"name": name, "path": f"{name}.csv", "schema": ID} | changes


def package(folder: Path, *resources: Any, files: dict[str, str | bytes] | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in (files or {}).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    target = folder / "datapackage.json"
    descriptor = COMPLETE | {"resources": list(resources)}
    target.write_text(json.dumps(descriptor), encoding="utf-8")
    return target


def zipped(source: Path, target: Path, *, under: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(p for p in source.rglob("*") if p.is_file()):
            archive.write(file, under + str(file.relative_to(source)))
    return target


def checked(target: Path, schema: Path | None = None) -> Report:
    return strangers.validate_package(target, schema, step=lambda _: None)


def found(report: Report) -> list[tuple[Any, ...]]:
    return [(i.code, i.resource, i.row, i.field) for i in report.issues]


def codes(report: Report) -> list[str]:
    return sorted(i.code for i in report.issues)


def tally(report: Report, code: str) -> Tally:
    return next(check for check in report.checks if check.code == code)
