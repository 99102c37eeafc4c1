"""`RELEASE.json`: which data these are, from what, written by what."""

import json
from pathlib import Path
from typing import Any

from pipeline import content
from pipeline.export import compare
from pipeline.export.artefact import Artefact, write_json
from pipeline.export.release import Release

PATH = "RELEASE.json"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """The descriptor, the schemas and the data must have been written: it digests them."""
    return (write_json(root, PATH, _stamp(release, root)),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it with what stands in the folder."""
    if json.loads((root / PATH).read_bytes()) != _stamp(release, root):
        compare.spoil(PATH, "it says something else")


def _stamp(release: Release, root: Path) -> dict[str, Any]:
    digest, rows = content.of_folder(root)
    return {
        "release": 1,
        "name": release.name,
        "version": release.version,
        "created": release.moment.isoformat().replace("+00:00", "Z"),
        "content": f"sha256:{digest}",
        "tool": {"name": "evidence-pipeline", "version": release.tool_version},
        "rows": rows,
        "sources": _sources(release),
        **({"previous": release.previous} if release.previous else {}),
    }


def _sources(release: Release) -> list[dict[str, str]]:
    """The texts that the data were taken from, where the release has a table that names them."""
    wanted = ("source_id", "file_name", "sha256")
    for table in release.tables:
        if table.name == "sources" and set(wanted) <= set(table.labels):
            at = [table.labels.index(label) for label in wanted]
            return [
                dict(zip(wanted, (str(row[index]) for index in at), strict=True))
                for row in table.rows
            ]
    return []
