"""Our side of a merge: what may stand in each table, and its records as they are in `raw/` now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.content import tool_written
from pipeline.declare import Record
from pipeline.errors import ImportingError
from pipeline.export.gather import texts
from pipeline.importing.names import Names
from pipeline.issue import Severity
from pipeline.returning.accept import canonical
from pipeline.returning.spec import Key, Propose, Spec, Texts, columns
from pipeline.stages import Recorded


@dataclass(frozen=True, slots=True)
class Ours:
    """The records of one table by key, in the order of the file, as canonical texts.

    rows: key → row number. trouble: why nothing can be merged into it. twice: keys of several
    records → their rows.
    """

    spec: Spec
    records: dict[Key, Texts] = field(default_factory=dict)
    rows: dict[Key, int] = field(default_factory=dict)
    trouble: str | None = None
    twice: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)


def editable(data: Recorded) -> list[str]:
    """The tables that people edit, in the order of the descriptor."""
    return [
        resource.name
        for resource in data.package.resources
        if not (resource.name in data.models and data.models[resource.name].TABLE.tool_written)
        and not tool_written(resource.name, resource.schema or {})
    ]


def read(
    data: Recorded,
    name: str,
    names: Names,
    usual: Mapping[str, frozenset[str]] | None = None,
) -> Ours | None:
    """A table as it is; None where it has no schema or cannot be read at all.

    usual: field → line breaks and full-width spaces that its cells hold anyway.
    """
    typed = data.typed.get(name)
    resource = next((r for r in data.package.resources if r.name == name), None)
    if typed is None or resource is None:
        return None
    schema = typed.schema
    spec = Spec(
        name,
        typed.table.path,
        columns(schema, resource.schema or {}, names.of(name), usual or {}),
        schema.primary_key,
        _propose(data.models.get(name)),
    )
    found = Ours(spec)
    places: dict[Key, tuple[int, ...]] = {}
    for row, cells in rows(data, name).items():
        key = spec.key_of(cells)
        places[key] = (*places.get(key, ()), row)
        found.records[key], found.rows[key] = cells, row
    spec = replace(spec, wrong=frozenset(_wrong(data, spec, found.rows)))
    trouble = _trouble(data, name)
    twice = {key: at for key, at in places.items() if len(at) > 1 and not trouble}
    for key in twice:
        trouble = trouble or f"several of its records have {named(key)}"
    return Ours(spec, found.records, found.rows, trouble, twice)


def rows(data: Recorded, name: str) -> dict[int, dict[str, str]]:
    """Row → its cells as a release spells them; a cell that is no value, as it stands."""
    typed = data.typed[name]
    table, schema = typed.table, typed.schema
    sound = texts(data.con, typed, data.parsed.get(name))
    at = {f.name: table.labels.index(f.name) for f in schema.fields if f.name in table.labels}
    listed = ", ".join('"' + column.replace('"', '""') + '"' for column in table.columns)
    found = {}
    for row, *cells in data.con.execute(
        f"SELECT _row, {listed} FROM {table.sql} ORDER BY _row"
    ).fetchall():
        values = {}
        for number, item in enumerate(schema.fields):
            if item.name not in at:
                continue
            cell = cells[at[item.name]] or ""
            if row in sound:
                values[item.name] = sound[row][number]
            elif cell in schema.missing(item):
                values[item.name] = ""
            else:
                values[item.name] = canonical(item, cell) or cell
        found[row] = values
    return found


def _wrong(data: Recorded, spec: Spec, rows: Mapping[Key, int]) -> Iterator[Key]:
    """The keys that lack a part, or of which a check says to correct the cell."""
    refused = {
        issue.row
        for found in data.tallies
        for issue in found.issues
        if issue.resource == spec.name and issue.field in spec.key
        if issue.severity is not Severity.INFO
    }
    return (key for key, row in rows.items() if row in refused or not all(key))


def named(key: Key) -> str:
    """The key that several records have, in words."""
    return f"the key `{', '.join(key)}`" if any(key) else "no key"


def _trouble(data: Recorded, name: str) -> str | None:
    table, schema = data.typed[name].table, data.typed[name].schema
    if not schema.primary_key:
        return "it has no primary key, by which records could be told"
    lacking = [item.name for item in schema.fields if item.name not in table.labels]
    if lacking or len(set(table.labels)) < len(table.labels):
        return f"its header is not that of its schema ({', '.join(lacking) or 'a label twice'})"
    if table.rejected:
        return f"{table.rejected} of its rows cannot be read"
    return None


def _propose(model: type[Record] | None) -> Propose | None:
    kinds = (kind for kind in model.__mro__ if kind is not Record) if model else ()
    if model is None or all("propose_key" not in vars(kind) for kind in kinds):
        return None

    def propose(cells: Mapping[str, str]) -> str | None:
        try:
            return model.propose_key(cells) or None
        except Exception as error:  # a model may do anything
            said = f"{type(error).__name__}: {error}"
            raise ImportingError(
                f"propose_key of the model {model.__name__} fails: {said}"
            ) from error

    return propose
