"""A checked package as the value that the writers of a release need."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import duckdb

from pipeline.declare import Category
from pipeline.errors import ExportError
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.package import Package, Resource
from pipeline.records import Parsed, rows
from pipeline.table_schema import Typed
from pipeline.table_schema.types import TYPES

_KNOWN = frozenset(
    (
        *("name", "version", "title", "title_zh", "description", "description_zh"),
        *("created", "homepage", "keywords", "licenses", "contributors", "sources"),
        *("resources", "$schema", "profile", "x-pipeline"),
    )
)
"""Properties of the descriptor with a place of their own in a Release, or with none in it."""


def as_release(
    con: duckdb.DuckDBPyConnection,
    package: Package,
    typed: Mapping[str, Typed],
    parsed: Mapping[str, Parsed],
    *,
    epoch: str | None,
) -> Release:
    """Gather all tables; ExportError where name, version or a moment to stamp are missing.

    epoch: seconds since 1970 (`SOURCE_DATE_EPOCH`); without it the descriptor's `created`.
    """
    given = package.descriptor
    if not package.name or not package.version:
        raise ExportError(f"{package.path}: a release needs a name and a version")
    return Release(
        name=package.name,
        version=package.version,
        when=_moment(package, epoch),
        tool_version=version("evidence-pipeline"),
        tables=tuple(
            _table(con, resource, typed[resource.name], parsed.get(resource.name))
            for resource in package.resources
        ),
        title=given.get("title"),
        title_zh=given.get("title_zh"),
        description=given.get("description"),
        description_zh=given.get("description_zh"),
        created=given.get("created"),
        homepage=given.get("homepage"),
        keywords=tuple(given.get("keywords") or ()),
        licenses=tuple(given.get("licenses") or ()),
        contributors=tuple(given.get("contributors") or ()),
        sources=tuple(given.get("sources") or ()),
        more={key: value for key, value in given.items() if key not in _KNOWN},
    )


def _moment(package: Package, epoch: str | None) -> datetime:
    if epoch is not None:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise ExportError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch}") from None
    created = package.descriptor.get("created")
    if not isinstance(created, str):
        raise ExportError(
            f"{package.path}: `created` is missing; it dates every file of the release, so give "
            'the release date: created: "2026-01-31T00:00:00Z"'
        )
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        raise ExportError(f"{package.path}: `created` is no RFC 3339 time: {created}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _table(
    con: duckdb.DuckDBPyConnection,
    resource: Resource,
    typed: Typed,
    parsed: Parsed | None,
) -> ReleaseTable:
    schema = resource.schema or {}
    names = tuple(field.name for field in typed.schema.fields)
    return ReleaseTable(
        name=resource.name,
        fields=tuple(_field(item, schema) for item in schema.get("fields", ())),
        schema=schema,
        rows=_records(parsed, names) if parsed else _rows(con, typed, names),
        primary_key=typed.schema.primary_key,
        title=_first(resource, "title"),
        title_zh=_first(resource, "title_zh"),
        description=_first(resource, "description"),
        description_zh=_first(resource, "description_zh"),
        tool_written=parsed.model.TABLE.tool_written if parsed else False,
    )


def _rows(
    con: duckdb.DuckDBPyConnection, typed: Typed, names: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """Typed values; lists and places as texts that their fields read back as the same."""
    fields = typed.schema.fields
    return [
        tuple(TYPES[item.type].cell(item, value) for item, value in zip(fields, cells, strict=True))
        for _, cells in rows(con, typed, names)
    ]


def _records(parsed: Parsed, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The values of the records themselves: exact, whatever SQL could hold of them."""
    fields = {info.alias or name: name for name, info in parsed.model.model_fields.items()}
    return [
        tuple(_value(getattr(record, fields[name])) for name in names)
        for record in parsed.records.values()
    ]


def _value(value: Any) -> Any:
    return value.value if isinstance(value, Category) else value


def _first(resource: Resource, name: str) -> str | None:
    return resource.descriptor.get(name) or (resource.schema or {}).get(name)


def _field(item: Mapping[str, Any], schema: Mapping[str, Any]) -> ReleaseField:
    reference = next(
        (
            (key["reference"].get("resource") or schema.get("name"), key["reference"]["fields"])
            for key in schema.get("foreignKeys", ())
            if _names(key["fields"]) == [item["name"]]
        ),
        None,
    )
    return ReleaseField(
        name=item["name"],
        type=item.get("type", "any"),
        title=item.get("title"),
        title_zh=item.get("title_zh"),
        description=item.get("description"),
        description_zh=item.get("description_zh"),
        required=bool((item.get("constraints") or {}).get("required")),
        categories=tuple(_category(category) for category in item.get("categories") or ()),
        references=(str(reference[0]), _names(reference[1])[0]) if reference else None,
    )


def _names(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _category(given: Any) -> tuple[str, str, str]:
    if not isinstance(given, dict):
        return str(given), str(given), str(given)
    code = str(given.get("value"))
    label = str(given.get("label", code))
    return code, label, str(given.get("label_zh", label))
