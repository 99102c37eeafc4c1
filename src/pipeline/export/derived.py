"""A view as a table of the release: its Table Schema follows from its query and its head."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline import engine
from pipeline.export.fields import as_field
from pipeline.export.release import ReleaseTable
from pipeline.records import plain
from pipeline.rules import View

_TYPES = (
    (r"BOOLEAN", "boolean"),
    (r"U?(TINY|SMALL|BIG|HUGE)?(INT|INTEGER)", "integer"),
    (r"DECIMAL.*|DOUBLE|FLOAT", "number"),
    (r"DATE", "date"),
    (r"TIME", "time"),
    (r"TIMESTAMP(_S|_MS|_NS)?", "datetime"),
)
"""Table Schema's type by the engine's; all else is text."""

_WORDS = ("title", "title_zh", "description", "description_zh")


def derived(con: engine.Connection, view: View, tables: Sequence[ReleaseTable]) -> ReleaseTable:
    """The rows of a view that stands in the database, in its own order."""
    described = con.execute(f"DESCRIBE {view.table}").fetchall()
    kinds = {str(name): kind(str(stored)) for name, stored, *_ in described}
    source = [table for table in tables if table.name in view.needs]
    schema = _schema(view, kinds, source)
    listed = ", ".join(_select(name, kind) for name, kind in kinds.items())
    found = con.execute(f"SELECT {listed} FROM {view.table} ORDER BY rowid").fetchall()
    return ReleaseTable(
        name=view.name,
        fields=tuple(as_field(item, schema) for item in schema["fields"]),
        schema=schema,
        rows=[tuple(plain(value) for value in row) for row in found],
        primary_key=view.key,
        title=view.title,
        title_zh=view.title_zh,
        description=view.description,
        description_zh=view.description_zh,
        derived=True,
    )


def kind(stored: str) -> str:
    """Table Schema's type of a column, by the engine's."""
    return next((found for known, found in _TYPES if re.fullmatch(known, stored)), "string")


def _select(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return f"CAST({quoted} AS VARCHAR)" if kind == "string" else quoted


def _schema(view: View, kinds: Mapping[str, str], source: Iterable[ReleaseTable]) -> dict[str, Any]:
    about = {word: getattr(view, word) for word in _WORDS}
    fields = [_field(view, name, kind, list(source)) for name, kind in kinds.items()]
    known = {"name": view.name, **about, "fields": fields, "primaryKey": list(view.key)}
    return {key: value for key, value in known.items() if value}


def _field(view: View, name: str, kind: str, source: list[ReleaseTable]) -> dict[str, Any]:
    given = view.columns.get(name)
    said = {word: getattr(given, word) for word in _WORDS} if given else {}
    known = {**_inherited(name, kind, source), **{k: v for k, v in said.items() if v}}
    required = {"constraints": {"required": True}} if name in view.key else {}
    return {"name": name, "type": kind, **known, **required}


def _inherited(name: str, kind: str, source: list[ReleaseTable]) -> dict[str, Any]:
    """What the tables that it reads say of a field of this name, where all say the same."""
    fields = [f for table in source for f in table.schema.get("fields", ()) if f["name"] == name]
    said = [
        {word: item[word] for word in (*_WORDS, "categories") if word in item} for item in fields
    ]
    agreed = said and all(item == said[0] for item in said)
    return said[0] if agreed and all(item.get("type") == kind for item in fields) else {}
