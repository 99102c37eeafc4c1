"""The SQL that makes the database: tables with keys and references, indexes, views."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.export.database.kinds import kinds
from pipeline.export.release import Release, ReleaseField, ReleaseTable

NAMED = "_named"
"""Ends the name of a view that shows what the references of a table point to."""

Reference = tuple[list[str], str, list[str]]
"""Fields, the table that they refer to, and its fields."""


def quote(name: str) -> str:
    """A name as SQL has it, whatever it is made of."""
    return '"' + name.replace('"', '""') + '"'


def create(table: ReleaseTable, tables: Mapping[str, ReleaseTable]) -> str:
    """The definition of a table."""
    typed = zip(table.fields, kinds(table), strict=True)
    parts = [_column(table, field, kind) for field, kind in typed]
    if table.primary_key:
        parts.append(f"PRIMARY KEY ({_list(table.primary_key)})")
    parts += [
        f"FOREIGN KEY ({_list(fields)}) REFERENCES {quote(target)} ({_list(theirs)})"
        for fields, target, theirs in references(table, tables)
    ]
    inner = ",\n  ".join(parts)
    return f"CREATE TABLE {quote(table.name)} (\n  {inner}\n)"


def indexes(release: Release) -> Iterator[str]:
    """An index for every reference, from both of its ends."""
    tables = {table.name: table for table in release.tables}
    taken = {name.casefold() for name in tables}
    made: set[tuple[str, ...]] = {(t.name, *t.primary_key) for t in release.tables}
    for table in release.tables:
        for fields, target, theirs in references(table, tables):
            for unique, name, columns in (("UNIQUE ", target, theirs), ("", table.name, fields)):
                if (name, *columns) in made:
                    continue
                made.add((name, *columns))
                title = _free("_".join((name, *columns)), taken)
                on = f"{quote(name)} ({_list(columns)})"
                yield f"CREATE {unique}INDEX {quote(title)} ON {on}"


def views(release: Release) -> Iterator[str]:
    """For each table that refers to one with labels, a view that shows them beside the ids."""
    nested = release.nested
    tables = {table.name: table for table in release.tables}
    for table in release.tables if nested else ():
        joined = [
            (number, field, *field.references, nested.labels[field.references[0]])
            for number, field in enumerate(table.fields)
            if nested and field.references and field.references[0] in nested.labels
        ]
        if joined and table.name + NAMED not in tables:
            yield _view(table, joined)


def references(table: ReleaseTable, tables: Mapping[str, ReleaseTable]) -> Iterator[Reference]:
    """The references that a database can keep: to a table that is there, by a key of it."""
    for key in table.schema.get("foreignKeys") or ():
        target = key["reference"].get("resource") or table.name
        fields, theirs = _names(key["fields"]), _names(key["reference"]["fields"])
        if target in tables and _tells_apart(tables[target], theirs):
            yield fields, target, theirs


def _view(table: ReleaseTable, joined: Sequence[tuple[int, ReleaseField, str, str, str]]) -> str:
    shown = {number: label for number, _, _, _, label in joined}
    columns = []
    for number, field in enumerate(table.fields):
        columns.append(f"t.{quote(field.name)}")
        if number in shown:
            label = quote(f"{field.name}_label")
            columns.append(f"r{number}.{quote(shown[number])} AS {label}")
    joins = [
        f"LEFT JOIN {quote(target)} r{number} ON r{number}.{quote(key)} = t.{quote(field.name)}"
        for number, field, target, key, _ in joined
    ]
    return "\n".join(
        (
            f"CREATE VIEW {quote(table.name + NAMED)} AS",
            f"SELECT {', '.join(columns)}",
            f"FROM {quote(table.name)} t",
            *joins,
        )
    )


def _column(table: ReleaseTable, field: ReleaseField, kind: str) -> str:
    needed = " NOT NULL" if field.required or field.name in table.primary_key else ""
    either = f" CHECK ({quote(field.name)} IN (0, 1))" if field.type == "boolean" else ""
    return f"{quote(field.name)} {kind}{needed}{either}"


def _tells_apart(table: ReleaseTable, fields: Sequence[str]) -> bool:
    if tuple(fields) == table.primary_key:
        return True
    places = [table.labels.index(name) for name in fields]
    keys = [tuple(row[place] for place in places) for row in table.rows]
    return len(set(keys)) == len(keys)


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found.casefold())
    return found


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(quote, names))


def _names(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given
