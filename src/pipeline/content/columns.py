"""The canonical spelling of typed tables, in SQL."""

from collections.abc import Callable, Sequence

from pipeline import engine
from pipeline.content import spell
from pipeline.table_schema import Field, judged, sql
from pipeline.table_schema.typed import Typed
from pipeline.table_schema.types import TYPES


def canonical(con: engine.Connection, typed: Typed, fields: Sequence[str] = ()) -> str:
    """A FROM item: `_row` and, for each field (default: all, in order), `c0`, `c1`, … as text.

    NULL for missing values, and for the empty text, which a release cannot tell from them.
    """
    kinds = _kinds(con, typed)
    wanted = list(fields) or [item.name for item in typed.schema.fields]
    listed, joins = ["t._row AS _row"], []
    for number, name in enumerate(wanted):
        item, column, kind = kinds[name]
        if (item.type, kind) == ("number", "DOUBLE"):
            joins.append(_exactly(con, typed, item, number))
            listed.append(f"j{number}.value AS c{number}")
        else:
            spelled = _spelled(item, f"t.{sql.name(column)}", kind, name in typed.zoned)
            listed.append(f"{spelled} AS c{number}")
    raw = f" LEFT JOIN {typed.table.sql} r ON r._row = t._row" if joins else ""
    return f"(SELECT {', '.join(listed)} FROM {typed.sql} t{raw}{''.join(joins)})"


def _kinds(con: engine.Connection, typed: Typed) -> dict[str, tuple[Field, str, str]]:
    """Name of the field → the field, its column, and the column's SQL type."""
    found = dict(
        con.execute(
            f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {typed.sql})"
        ).fetchall()
    )
    pairs = zip(typed.schema.fields, typed.columns, strict=True)
    return {item.name: (item, column, found[column]) for item, column in pairs}


def _spelled(item: Field, column: str, kind: str, zoned: bool) -> str:
    if item.type == "number":
        return f"rtrim(rtrim(CAST({column} AS VARCHAR), '0'), '.')"
    if item.type == "boolean":
        return f"CASE {column} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END"
    if item.type in ("time", "datetime"):
        text = f"replace(CAST({column} AS VARCHAR), ' ', 'T')"
        bare = f"regexp_replace(regexp_replace({text}, '(\\.[0-9]*?)0+$', '\\1'), '\\.$', '')"
        return f"{bare} || 'Z'" if zoned and item.type == "datetime" else bare
    return f"nullif(CAST({column} AS VARCHAR), '')" if kind == "VARCHAR" else _cast(column)


def _cast(column: str) -> str:
    return f"CAST({column} AS VARCHAR)"


def _exactly(con: engine.Connection, typed: Typed, item: Field, number: int) -> str:
    """A join that brings the numbers of a column as printed, where DOUBLE would round them."""
    labels = typed.table.labels
    if item.name not in labels:
        return f" LEFT JOIN (SELECT NULL::VARCHAR AS value) j{number} ON FALSE"
    column = sql.name(typed.table.columns[labels.index(item.name)])
    cells = f"SELECT DISTINCT {column} FROM {typed.table.sql}"
    missing = set(typed.schema.missing(item))
    name = f"{typed.name} content {number}"
    target = judged.judge(con, name, cells, "VARCHAR", _reader(item, missing))
    return f" LEFT JOIN {target} j{number} ON j{number}.cell = r.{column}"


def _reader(item: Field, missing: set[str]) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        value = None if text in missing else TYPES[item.type].parse(item, text)
        return None if value is None else spell.number(value)

    return read
