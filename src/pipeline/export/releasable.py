"""Whether what is sound can also be released: said while curating, not only at the export."""

from collections.abc import Iterator, Mapping

from pipeline import engine
from pipeline.checks import UNRELEASABLE as CODE
from pipeline.errors import ExportError
from pipeline.export import nesting
from pipeline.export.gather import moment
from pipeline.export.workbook.cells import escape, illegal
from pipeline.export.workbook.limits import CHARACTERS, units
from pipeline.issue import Issue, Layer, Severity
from pipeline.keeping import room
from pipeline.package import Package
from pipeline.report import Tally, tally
from pipeline.table_schema.typed import Typed

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"
"""As `cells.illegal` has it, for the engine, which holds no lone surrogates."""


def check(con: engine.Connection, package: Package, typed: Mapping[str, Typed]) -> Tally:
    """What would stop an export of a package that declares a version or a date of release."""
    given = package.descriptor
    if not (given.get("version") or given.get("created")):
        return tally(CODE, Layer.PACKAGE, severity=Severity.WARNING)
    issues = [*_about(package)]
    evaluated = 1
    for table in typed.values():
        issues += _cells(con, table)
        evaluated += table.table.rows
    return tally(CODE, Layer.PACKAGE, issues, severity=Severity.WARNING, evaluated=evaluated)


def unheld(value: str) -> tuple[str, str] | None:
    """What a workbook cannot hold of a text, and what to do about it; None where it holds it."""
    if (character := illegal(value)) is not None:
        return (
            f"the control character U+{ord(character):04X} is in the text, which a workbook "
            "cannot hold, so pipeline export will stop",
            "remove it from the cell; it is usually left over from copying",
        )
    if (count := units(escape(value))) > CHARACTERS:
        return (
            f"the text has {count:,} characters; a workbook's cell holds {CHARACTERS:,}, so "
            "pipeline export will stop",
            "shorten it, or divide it among several rows or fields",
        )
    return None


def _about(package: Package) -> Iterator[Issue]:
    for name in ("name", "version"):
        if not package.descriptor.get(name):
            yield _issue(package, name, f"there is no `{name}`, and a release needs one")
    for name, look in (("created", _moment), ("x-pipeline", nesting.read)):
        try:
            look(package)
        except ExportError as error:
            yield _issue(package, name, str(error).removeprefix(f"{package.path}: "))


def _moment(package: Package) -> None:
    moment(package, None)


def _issue(package: Package, name: str, message: str) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.WARNING,
        message=message,
        hint=f"correct `{name}` in {package.path} before you run pipeline export",
        path=package.path,
        pointer=f"/{name}",
    )


def _cells(con: engine.Connection, typed: Typed) -> Iterator[Issue]:
    known = {str(row[0]): row[1] for row in con.execute(f"DESCRIBE {typed.sql}").fetchall()}
    columns = dict(zip((f.name for f in typed.schema.fields), typed.columns, strict=True))
    parts = [_quoted(columns[part]) for part in typed.schema.primary_key if part in columns]
    key = f"concat_ws(', ', {', '.join(parts)})" if parts else "NULL"
    for field, column in zip(typed.schema.fields, typed.columns, strict=True):
        if known.get(column) != "VARCHAR":
            continue
        quoted = _quoted(column)
        found = con.execute(
            f"SELECT _row, {key}, {quoted} FROM {typed.sql} "
            f"WHERE regexp_matches({quoted}, '{_CONTROL}')"
            f" OR length({quoted}) * 8 > {CHARACTERS} ORDER BY _row LIMIT {room()}"
        )
        for row, named, value in found.fetchall():
            if said := unheld(value):
                yield Issue(
                    code=CODE,
                    layer=Layer.PACKAGE,
                    severity=Severity.WARNING,
                    message=said[0],
                    hint=said[1],
                    resource=typed.name,
                    path=typed.table.path,
                    row=row,
                    field=field.name,
                    key=named or None,
                    value=value if len(value) <= 80 else f"{value[:80]}…",
                )


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
