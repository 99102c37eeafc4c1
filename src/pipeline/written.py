"""Tables that people write, and tables that the tool writes: each is told what to do about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline import canonical, engine, provenance
from pipeline.declare import Record
from pipeline.issue import Issue, Severity
from pipeline.package import Resource
from pipeline.report import Tally
from pipeline.table_schema import stray as spaces
from pipeline.table_schema.typed import Typed
from pipeline.tables import characters
from pipeline.tables.table import Table

_WRITERS: Mapping[type[Record] | None, str] = {
    provenance.Evidence: "pipeline anchor",
    provenance.Coverage: "pipeline coverage",
}
"""What writes the tables that nobody edits by hand."""


def unusual(
    con: engine.Connection,
    resources: Sequence[Resource],
    tables: Mapping[str, Table],
    models: Mapping[str, type[Record]],
    found: Iterable[Tally] = (),
) -> list[Tally]:
    """Characters out of the common where the text is ours to choose; sources print as they do."""
    mine = [
        (r.name, tables[r.name], _key(r))
        for r in resources
        if r.name in tables and not _by_tool(r.name, models)
    ]
    told = {
        (issue.resource, issue.row, issue.field)
        for item in found
        if item.severity is Severity.ERROR
        for issue in item.issues
    }
    return characters.check(con, mine, told)


def stray(
    con: engine.Connection,
    resources: Sequence[Resource],
    typed: Mapping[str, Typed],
    models: Mapping[str, type[Record]],
) -> list[Tally]:
    """What people write, and never see; a table that the tool writes is held to the others."""
    edited = {name: table for name, table in typed.items() if not _by_tool(name, models)}
    plain = {
        r.name for r in resources if canonical.reason(r.dialect, r.encoding, r.packing) is None
    }
    return spaces.check(con, edited, plain)


def again(found: Tally, models: Mapping[str, type[Record]]) -> Tally:
    """A table of the tool's that cannot be read is not mended, but written again."""
    if found.severity is not Severity.ERROR:
        return found
    issues = [
        replace(issue, hint=_command(issue, command))
        if (command := _WRITERS.get(_tool(models.get(issue.resource or ""))))
        else issue
        for issue in found.issues
    ]
    return replace(found, issues=type(found.issues)(issues))


def _key(resource: Resource) -> tuple[str, ...]:
    """The labels of its key, as far as the schema can be read."""
    given = (resource.schema or {}).get("primaryKey")
    listed = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    return tuple(map(str, listed))


def _by_tool(name: str, models: Mapping[str, type[Record]]) -> bool:
    return name in models and models[name].TABLE.tool_written


def _command(issue: Issue, command: str) -> str:
    """What to do about a table that the tool writes; what it refers to may be what is missing."""
    if issue.code == "foreign-key" and issue.row is not None:
        return f"put the row back that it means, or, if that is gone for good, run `{command}`"
    return f"run `{command}`, which writes the file again"


def _tool(model: type[Record] | None) -> type[Record] | None:
    return next((base for base in _WRITERS if base and model and issubclass(model, base)), None)
