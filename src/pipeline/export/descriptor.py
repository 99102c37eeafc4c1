"""`datapackage.json`: the release as a Data Package, version 2."""

import json
from pathlib import Path
from typing import Any

from pipeline.export import compare, data, opinion, schemas
from pipeline.export.artefact import Artefact, measure, write_json
from pipeline.export.release import Release, ReleaseTable

PATH = "datapackage.json"

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
"""Data Package, second version."""


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """The descriptor; the tables must have been written, it holds their lengths and digests."""
    return (write_json(root, PATH, _descriptor(release, root)),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it, then ask `frictionless` what it thinks of the package."""
    read = json.loads((root / PATH).read_bytes())
    if read != json.loads(json.dumps(_descriptor(release, root))):
        compare.spoil(PATH, "it says something else")
    opinion.ask(root / PATH)


def _descriptor(release: Release, root: Path) -> dict[str, Any]:
    known = {
        "$schema": PROFILE,
        "name": release.name,
        "title": release.title,
        "title_zh": release.title_zh,
        "description": release.description,
        "description_zh": release.description_zh,
        "version": release.version,
        "created": release.created,
        "homepage": release.homepage,
        "keywords": list(release.keywords),
        "licenses": [dict(item) for item in release.licenses],
        "contributors": [dict(item) for item in release.contributors],
        "sources": [dict(item) for item in release.sources],
    }
    more = {key: value for key, value in release.more.items() if key not in known}
    resources = [_resource(table, root) for table in release.tables]
    return {**_stated(known), **_stated(more), "resources": resources}


def _resource(table: ReleaseTable, root: Path) -> dict[str, Any]:
    file = measure(root, data.path(table))
    return _stated(
        {
            "name": table.name,
            "type": "table",
            "title": table.title,
            "title_zh": table.title_zh,
            "description": table.description,
            "description_zh": table.description_zh,
            "path": file.path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.bytes,
            "hash": f"sha256:{file.sha256}",
            "schema": schemas.path(table),
            "x-derived": table.derived or None,
        }
    )


def _stated(properties: dict[str, Any]) -> dict[str, Any]:
    """Without what is not stated: the standard allows no null and no empty list."""
    return {key: value for key, value in properties.items() if value not in (None, "", [])}
