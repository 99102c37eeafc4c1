"""A checked package as the value that the writers of a release need."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from pipeline import engine
from pipeline.declare import Category
from pipeline.epoch import since_epoch
from pipeline.errors import ExportError
from pipeline.export import nesting
from pipeline.export.derived import derived
from pipeline.export.fields import as_field
from pipeline.export.release import Release, ReleaseTable
from pipeline.export.values import text
from pipeline.language import Lang
from pipeline.package import Package, Resource
from pipeline.records import Parsed, rows
from pipeline.rules import View
from pipeline.table_schema.typed import Typed
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
    con: engine.Connection,
    package: Package,
    typed: Mapping[str, Typed],
    parsed: Mapping[str, Parsed],
    views: Iterable[View] = (),
    *,
    epoch: str | None,
    report: Mapping[str, Any] | None = None,
    previous: str | None = None,
    lang: Lang = Lang.EN,
) -> Release:
    """Gather the views, then all tables; ExportError where name, version or date are missing.

    epoch: seconds since 1970 (`SOURCE_DATE_EPOCH`); without it the descriptor's `created`.
    """
    given = package.descriptor
    if not package.name or not package.version:
        raise ExportError(f"{package.path}: a release needs a name and a version")
    tables = tuple(
        _table(con, resource, typed[resource.name], parsed.get(resource.name))
        for resource in package.resources
    )
    return Release(
        name=package.name,
        version=package.version,
        when=moment(package, epoch),
        tool_version=version("evidence-pipeline"),
        tables=(*(derived(con, view, tables) for view in views), *tables),
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
        nested=nesting.read(package),
        report=report,
        previous=previous,
        changelog=_changelog(package),
        lang=lang,
    )


def texts(
    con: engine.Connection, typed: Typed, parsed: Parsed | None
) -> dict[int, tuple[str, ...]]:
    """Row → its cells as a release spells them, of the rows that are sound, in the file's order."""
    names = tuple(field.name for field in typed.schema.fields)
    kinds = [field.type for field in typed.schema.fields]
    known = _records(parsed, names) if parsed else _rows(con, typed, names)
    return {
        row: tuple(text(value, kind) for value, kind in zip(values, kinds, strict=True))
        for row, values in known
    }


def _changelog(package: Package) -> str | None:
    try:
        said = (package.root / "CHANGELOG.md").read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"CHANGELOG.md cannot be read: {error}; save it as UTF-8") from error
    return said.replace("\r\n", "\n")


def moment(package: Package, epoch: str | None) -> datetime:
    """The moment that stamps every file; ExportError where none is stated."""
    if epoch:  # an empty variable is an unset one
        return since_epoch(epoch)
    created = package.descriptor.get("created")
    if not isinstance(created, str):
        raise ExportError(
            f"{package.path}: `created` is missing; it dates every file of the release, so give "
            'the release date: created: "2026-01-31T00:00:00Z"'
        )
    try:
        found = datetime.fromisoformat(created)
    except ValueError:
        raise ExportError(f"{package.path}: `created` is no RFC 3339 time: {created}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _table(
    con: engine.Connection,
    resource: Resource,
    typed: Typed,
    parsed: Parsed | None,
) -> ReleaseTable:
    schema = resource.schema or {}
    names = tuple(field.name for field in typed.schema.fields)
    return ReleaseTable(
        name=resource.name,
        fields=tuple(as_field(item, schema) for item in schema.get("fields", ())),
        schema=schema,
        rows=[r for _, r in (_records(parsed, names) if parsed else _rows(con, typed, names))],
        primary_key=typed.schema.primary_key,
        title=_first(resource, "title"),
        title_zh=_first(resource, "title_zh"),
        description=_first(resource, "description"),
        description_zh=_first(resource, "description_zh"),
        tool_written=parsed.model.TABLE.tool_written if parsed else False,
    )


def _rows(
    con: engine.Connection, typed: Typed, names: tuple[str, ...]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Typed values by row; lists and places as texts that their fields read back as the same."""
    fields = typed.schema.fields
    for row, cells in rows(con, typed, names):
        yield (
            row,
            tuple(TYPES[i.type].cell(i, value) for i, value in zip(fields, cells, strict=True)),
        )


def _records(parsed: Parsed, names: tuple[str, ...]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The values of the records themselves: exact, whatever SQL could hold of them."""
    fields = {info.alias or name: name for name, info in parsed.model.model_fields.items()}
    for row, record in parsed.records.items():
        yield row, tuple(_value(getattr(record, fields[name])) for name in names)


def _value(value: Any) -> Any:
    return value.value if isinstance(value, Category) else value


def _first(resource: Resource, name: str) -> str | None:
    return resource.descriptor.get(name) or (resource.schema or {}).get(name)
