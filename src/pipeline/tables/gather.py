"""From a resource to its table: one file or several parts, packed or not, or rows given inline."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import engine
from pipeline.dialect import Dialect
from pipeline.issue import Issue, Layer, Severity
from pipeline.paths import is_file, remote
from pipeline.report import Tally, tally
from pipeline.resource import Resource
from pipeline.tables import inline
from pipeline.tables.encoding import codec
from pipeline.tables.findings import Findings, waits
from pipeline.tables.integrity import check as _intact
from pipeline.tables.packed import Refused, unpack
from pipeline.tables.reader import read
from pipeline.tables.table import Part, Table

Found = tuple[Table | None, list[Tally]]


def gather(
    con: engine.Connection,
    resource: Resource,
    root: Path,
    *,
    descriptor: str,
    fields: Sequence[str] | None,
    scratch: Path,
    trusting: bool = False,
) -> Found:
    """The table of a resource, None where it cannot be read, and what every check found.

    `descriptor` names the file that inline rows stand in; `fields` are the names that the schema
    has, which label a table without a header. `scratch` must live as long as the table.
    """
    tallies = intact(resource, root, descriptor)
    if resource.inline:
        table, found = inline.read(con, resource, descriptor, fields or (), scratch)
    elif len(resource.paths) == 1:
        table, found = _file(con, resource, 0, root, scratch, trusting)
    else:
        table, found = _parts(con, resource, root, scratch)
    found = _declared(found, resource, descriptor)
    return _named(table, resource.dialect, fields), tallies + found


def intact(resource: Resource, root: Path, descriptor: str) -> list[Tally]:
    """Are the files there, with their declared size and digest? Remote ones are not looked at."""
    near = [path for path in resource.paths if not remote(path)]
    if len(near) < len(resource.paths):
        return []
    files = [root / path for path in near]
    absent = [path for path, file in zip(near, files, strict=True) if not is_file(file)]
    if resource.unread and absent:
        findings = Findings(resource.name, absent[0])
        findings.add("missing-file", "The file does not exist.", "Restore it, or correct the path.")
        return _declared(findings.only("missing-file"), resource, descriptor)
    return _declared(_intact(resource, files), resource, descriptor)


def _declared(found: Iterable[Tally], resource: Resource, descriptor: str) -> list[Tally]:
    """The tallies, with the place in the descriptor of what it says and the files do not bear."""

    def placed(issue: Issue) -> Issue:
        root = f"/resources/{resource.position}"
        if issue.code in ("byte-count", "hash-count"):
            return replace(issue, path=descriptor)
        if issue.code == "encoding-error" and codec(resource.encoding) is None:
            return replace(issue, path=descriptor, pointer=f"{root}/encoding")
        if issue.code != "missing-file" or issue.path not in resource.paths:
            return issue
        given = resource.descriptor.get("path")
        place = f"/{resource.paths.index(issue.path)}" if isinstance(given, list) else ""
        said = f"`{issue.path}`: {issue.message}"
        pointer = f"{root}/{'url' if given is None else 'path'}{place}"
        return replace(issue, path=descriptor, pointer=pointer, message=said, value=issue.path)

    return [replace(item, issues=tuple(map(placed, item.issues))) for item in found]


def _named(table: Table | None, dialect: Dialect, fields: Sequence[str] | None) -> Table | None:
    """A table without a header has the schema's names, by their order."""
    if table is None or not fields or (table.inline and table.inline.keyed):
        return table
    if dialect.header:
        return table if dialect.case_sensitive else _in_any_case(table, fields)
    labels = (*fields[: len(table.labels)], *table.labels[len(fields) :])
    return replace(table, labels=labels)


def _in_any_case(table: Table, fields: Sequence[str]) -> Table:
    """Labels that are names in other case, as the schema writes those."""
    meant = {name.casefold(): name for name in fields if name not in table.labels}
    labels = tuple(
        label if label in fields else meant.pop(label.casefold(), label) for label in table.labels
    )
    return replace(table, labels=labels)


def _file(
    con: engine.Connection,
    resource: Resource,
    place: int,
    root: Path,
    scratch: Path,
    trusting: bool = False,
) -> Found:
    path, file = resource.paths[place], root / resource.paths[place]
    packing = resource.packing[place] if resource.packing else ""
    if packing and is_file(file):
        unpacked = unpack(file, packing, scratch)
        if isinstance(unpacked, Refused):
            findings = Findings(resource.name, path)
            findings.add(*unpacked)
            return None, findings.refused(unpacked.code)
        file = unpacked
    return read(
        con,
        resource.name,
        file,
        path=path,
        dialect=resource.dialect,
        encoding=resource.encoding,
        scratch=scratch,
        trusting=trusting,
        detect=resource.detect,
    )


def _parts(con: engine.Connection, resource: Resource, root: Path, scratch: Path) -> Found:
    tallies: list[Tally] = []
    parts: list[Part] = []
    above = max(resource.dialect.header_rows, default=0) if resource.dialect.header else 0
    end, whole = 0, True
    for place in range(len(resource.paths)):
        table, found = _file(con, resource, place, root, scratch)
        offset = end - above if place else 0
        tallies += [_of_part(item, place + 1, offset, resource.name) for item in found]
        whole = whole and table is not None
        if table:
            end = offset + _records(found)
            parts.append(Part(table, offset, end))
    if not whole or not parts:
        return None, tallies
    table, wrong = _joined(resource, parts)
    return table, [*tallies, tally("incorrect-label", Layer.TABLE, wrong, evaluated=len(parts))]


def _records(found: Iterable[Tally]) -> int:
    """The last record of a part, as the checks of its rows counted them."""
    return max((item.evaluated for item in found if item.code == "extra-cell"), default=0)


def _of_part(found: Tally, number: int, offset: int, name: str) -> Tally:
    return replace(
        found,
        because=_waits(found.because, number, name),
        issues=tuple(
            replace(issue, part=number, row=None if issue.row is None else issue.row + offset)
            for issue in found.issues
        ),
    )


def _waits(because: str | None, number: int, name: str) -> str | None:
    whole = waits(name, "")
    if because is None or not because.startswith(whole):
        return because
    return f"all checks of part {number} of table `{name}`: {because.removeprefix(whole)}"


def _joined(resource: Resource, parts: list[Part]) -> tuple[Table, list[Issue]]:
    first = parts[0].table
    wrong = [
        _other_header(resource, number, part, first)
        for number, part in enumerate(parts, 1)
        if part.table.labels != first.labels
    ]
    alike = [part for part in parts if part.table.labels == first.labels]
    others = [part for part in parts if part.table.labels != first.labels]
    pieces = " UNION ALL ".join(
        f"SELECT * REPLACE (_row + {part.offset} AS _row) FROM {part.table.sql}" for part in alike
    )
    table = replace(
        first,
        rows=sum(part.table.rows for part in alike),
        rejected=sum(part.table.rejected for part in parts)
        + sum(part.table.rows for part in others),
        sql=f"({pieces})",
        parts=tuple(parts),
        first=None,
    )
    return table, wrong


def _other_header(resource: Resource, number: int, part: Part, first: Table) -> Issue:
    labels = ", ".join(part.table.labels[:20])
    return Issue(
        code="incorrect-label",
        layer=Layer.TABLE,
        severity=Severity.ERROR,
        message=f"part {number} of `{resource.name}` has another header than part 1: {labels}",
        hint="every part begins with the same header: " + ", ".join(first.labels[:20]),
        resource=resource.name,
        path=part.table.path,
        part=number,
        row=1 + part.offset,
        line=1,
        column=1,
    )
