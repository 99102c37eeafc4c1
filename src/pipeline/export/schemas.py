"""`schemas/*.json`: the Table Schemas, saying of canonical data what they said of the raw."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write_json
from pipeline.export.release import Release, ReleaseTable

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
"""Table Schema of the standard's second version."""

_SPELLINGS = frozenset(
    ("missingValues", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues")
)
"""How the raw table spells its values: canonical data have the standard's default spelling."""

_DATED = frozenset(("date", "time", "datetime"))
"""Types whose `format` says how the raw table spells them."""


def path(table: ReleaseTable) -> str:
    """Where the release keeps a table's schema."""
    return f"schemas/{table.name}.json"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """One schema a table."""
    return tuple(write_json(root, path(table), canonical(table)) for table in release.tables)


def check(release: Release, root: Path) -> None:
    """Read every schema and compare it."""
    for table in release.tables:
        read = json.loads((root / path(table)).read_bytes())
        if read != json.loads(json.dumps(canonical(table))):
            compare.differs(path(table), table, "the schema is another")


def canonical(table: ReleaseTable) -> dict[str, Any]:
    """The schema without what it says of raw spellings; `fieldsMatch` has no use either."""
    known = {"$schema": PROFILE, **table.schema}
    fields = [_field(item) for item in known.get("fields", ())]
    kept = {key: value for key, value in known.items() if key not in _SPELLINGS}
    kept.pop("fieldsMatch", None)
    return {**kept, "fields": fields}


def _field(field: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in field.items() if key not in _SPELLINGS}
    if kept.get("type") in _DATED:
        kept.pop("format", None)
    return kept
