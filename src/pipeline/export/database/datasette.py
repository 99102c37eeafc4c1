"""`datasette.json`: titles, descriptions, licence, units and facets of the database."""

import json
from pathlib import Path
from typing import Any

from pipeline.export import compare, metadata
from pipeline.export.artefact import Artefact, write_json
from pipeline.export.release import Release, ReleaseField, ReleaseTable

PATH = "datasette.json"

_FACETS = 3
"""Fields with categories that a table offers as facets: more would fill the screen."""


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """What `datasette <name>.sqlite --metadata datasette.json` shows."""
    return (write_json(root, PATH, describe(release)),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it."""
    if json.loads((root / PATH).read_bytes()) != json.loads(json.dumps(describe(release))):
        compare.spoil(PATH, "it says something else")


def describe(release: Release) -> dict[str, Any]:
    """Keys and values as Datasette knows them; words stand in both languages."""
    licences = metadata.licences(release)
    about = {
        "title": both(release.title or release.name, release.title_zh),
        "description": lines(release.description, release.description_zh),
        "license": licences[0].name if licences else None,
        "license_url": licences[0].url if licences else None,
        "source": f"{release.folder}",
        "source_url": release.homepage,
    }
    tables = {table.name: _table(release, table) for table in release.tables}
    return {**_stated(about), "databases": {release.name: {**_stated(about), "tables": tables}}}


def both(english: str | None, chinese: str | None) -> str | None:
    """Two titles on one line."""
    return " · ".join(word for word in (english, chinese) if word) or None


def lines(english: str | None, chinese: str | None) -> str | None:
    """Two descriptions, one below the other."""
    return "\n".join(word for word in (english, chinese) if word) or None


def _table(release: Release, table: ReleaseTable) -> dict[str, Any]:
    facets = [field.name for field in table.fields if field.categories][:_FACETS]
    labels = release.nested.labels if release.nested else {}
    known = {
        "title": both(table.title, table.title_zh),
        "description": lines(table.description, table.description_zh),
        "label_column": labels.get(table.name),
        "facets": facets,
        "units": _units(table),
        "columns": _stated({field.name: _column(field) for field in table.fields}),
    }
    return _stated(known)


def _column(field: ReleaseField) -> str | None:
    words = (field.description or field.title, field.description_zh or field.title_zh)
    return both(*words)


def _units(table: ReleaseTable) -> dict[str, str]:
    given = {item["name"]: item.get("unit") for item in table.schema.get("fields", ())}
    return {name: unit for name, unit in given.items() if isinstance(unit, str)}


def _stated(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value not in (None, "", [], {})}
