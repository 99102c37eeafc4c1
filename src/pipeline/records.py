"""Rows to records: what Pydantic says of each sound row becomes issues, all at once."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Context, Decimal
from pathlib import Path
from traceback import extract_tb
from typing import Any

from pydantic import ValidationError

from pipeline import engine
from pipeline.declare import FindingsError, Record, columns, primary_key
from pipeline.errors import ModelsError
from pipeline.issue import Issue, Layer, Severity
from pipeline.keeping import room
from pipeline.report import Tally, skipped, tally
from pipeline.table_schema.parts import Options
from pipeline.table_schema.typed import Typed

CODE = "record-error"
_EXACT = Context(prec=76)
"""Twice the digits of DuckDB's widest DECIMAL: nothing is rounded on the way."""

_NUMERIC = ("DECIMAL", "DOUBLE", "FLOAT")
"""SQL types whose values are not exact, or have trailing zeros, as they come."""

_DISAGREES = "correct this row so that its fields agree"
_ENDLESS = "write the number in digits, or leave the cell empty where there is none"

_BATCH = 10_000
"""Rows fetched at a time: enough to be fast, few enough to need no memory."""


@dataclass(slots=True)
class Parsed:
    """The records of one table by row, as far as they are sound; `sound` if all are."""

    name: str
    model: type[Record]
    records: dict[int, Record] = field(default_factory=dict)
    sound: bool = True


def parse(con: engine.Connection, typed: Typed, model: type[Record]) -> tuple[Parsed, Tally]:
    """Parse the sound rows of a table, strictly; rows with a bad cell are left out."""
    parsed = Parsed(typed.name, model, sound=typed.sound)
    names = tuple(columns(model))
    because = _hindrance(typed, names)
    if because:
        parsed.sound = False
        return parsed, skipped(CODE, Layer.RECORD, because)
    issues: list[Issue] = []
    evaluated, failed, most = 0, 0, room()
    exact = _exact(con, typed, names)
    for row, cells in rows(con, typed, names):
        evaluated += 1
        values = dict(zip(names, cells, strict=True))
        if row in exact:
            values |= exact[row]
        try:
            parsed.records[row] = model.model_validate(values)
        except ValidationError as error:
            found = list(_explain(error, typed, model, row, values))
            failed += len(found)
            issues += found[: max(0, most - len(issues))]
        except Exception as error:
            raise _failure(error, typed.name, model, row, values) from error
    parsed.sound = parsed.sound and not failed
    return parsed, tally(CODE, Layer.RECORD, issues, evaluated=evaluated, failed=failed)


def _hindrance(typed: Typed, names: tuple[str, ...]) -> str | None:
    """Why no record of a table can be read: its columns are not those of the model."""
    if {item.name for item in typed.schema.fields} != set(names):
        return f"{typed.name}: its schema has other fields than its model"
    strict = typed.schema.fields_match == "exact"
    if set(names) - set(typed.table.labels) or (strict and typed.table.labels != names):
        return f"{typed.name}: its header is not the one that is wanted"
    return None


def _exact(
    con: engine.Connection, typed: Typed, names: tuple[str, ...]
) -> dict[int, dict[str, Any]]:
    """What no SQL type holds exactly, read from the cells again: row → field → value."""
    described = con.execute(f"SELECT column_name, column_type FROM (DESCRIBE {typed.sql})")
    kinds = dict(described.fetchall())
    found: dict[int, dict[str, Any]] = {}
    for item in typed.schema.fields:
        wide = (item.type, kinds.get(item.name)) in (("number", "DOUBLE"), ("integer", "VARCHAR"))
        if not wide or item.name not in names or item.options != Options():
            continue
        column = typed.table.columns[typed.table.labels.index(item.name)].replace('"', '""')
        for row, text in con.execute(f'SELECT _row, "{column}" FROM {typed.table.sql}').fetchall():
            value = _number(text, whole=item.type == "integer")
            if value is not None:
                found.setdefault(row, {})[item.name] = value
    return found


def _number(text: str, *, whole: bool) -> int | Decimal | None:
    try:
        return int(text) if whole else plain(Decimal(text))
    except (ValueError, ArithmeticError):
        return None


def rows(
    con: engine.Connection, typed: Typed, names: tuple[str, ...]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The sound rows in the order of the file: row number and typed values of `names`."""
    listed = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    cursor = con.cursor().execute(
        f"SELECT _row, {listed} FROM {typed.sql} "
        f"WHERE _row NOT IN (SELECT _row FROM {typed.bad}) ORDER BY _row"
    )
    kinds = [str(kind) for _, kind, *_ in (cursor.description or ())[1:]]
    numeric = [n for n, kind in enumerate(kinds) if kind.startswith(_NUMERIC)]
    while batch := cursor.fetchmany(_BATCH):
        for row, *values in batch:
            for n in numeric:
                values[n] = plain(values[n])
            yield row, tuple(values)


def plain(value: Any) -> Any:
    """A value as records have it: numbers exact, without trailing zeros."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return Decimal(int(value)) if whole else value.normalize(_EXACT)
    return value


def _failure(
    error: Exception, table: str, model: type[Record], row: int, values: Mapping[str, Any]
) -> ModelsError:
    """What the code of a model does that it should not: a fault in the code, not of the record."""
    cause = error.__cause__ or error if isinstance(error, FindingsError) else error
    file = getattr(sys.modules.get(model.__module__), "__file__", None) or model.__module__
    folder = str(Path(file).parent.resolve())
    frames = [f for f in extract_tb(cause.__traceback__) if f.filename.startswith(folder)]
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else file
    key = ", ".join(_shown(values[part]) for part in primary_key(model))
    said = f"{type(cause).__name__}: {''.join(str(cause).splitlines()[:1])}".removesuffix(": ")
    return ModelsError(
        f"{place}: `{model.__name__}` cannot look at row {row} of the table `{table}` ({key}): "
        f"{said}; correct the code there"
    )


def _explain(
    error: ValidationError,
    typed: Typed,
    model: type[Record],
    row: int,
    values: Mapping[str, Any],
) -> Iterator[Issue]:
    for item in error.errors(include_url=False):
        name = str(item["loc"][0]) if item["loc"] else None
        context = item.get("ctx") or {}
        said = item["msg"] if item["type"] == "finding" else f"the model refuses it: {item['msg']}"
        hint = _ENDLESS if item["type"] == "finite_number" else _DISAGREES
        yield Issue(
            code=CODE,
            layer=Layer.RECORD,
            severity=Severity.ERROR,
            message=said,
            message_zh=context.get("message_zh") or None,
            hint_zh=context.get("hint_zh") or None,
            hint=context.get("hint") or hint,
            resource=typed.name,
            row=row,
            field=name,
            key=", ".join(_shown(values[part]) for part in primary_key(model)),
            value=_shown(values.get(name)) if name else None,
        )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
