"""`parquet/*.parquet`: the tables as typed columns, written by pyarrow, read back by DuckDB."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.export import compare
from pipeline.export.artefact import Artefact, create, measure, spelled
from pipeline.export.release import Release, ReleaseField, ReleaseTable
from pipeline.export.values import Value, is_number, number, same, text

_ROWS = 100_000
"""Rows of a group, fixed, since it shapes the file."""

_BATCH = 10_000
"""Rows read at once."""

_DIGITS = 38
"""Digits of the widest decimal that DuckDB reads."""


def path(table: ReleaseTable) -> str:
    """Where the release keeps a table."""
    return f"parquet/{table.name}.parquet"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """One file a table; titles and descriptions are in the metadata of its columns."""
    return tuple(_write(table, root) for table in release.tables)


def check(release: Release, root: Path) -> None:
    """Read every cell with DuckDB and compare it, typed."""
    from pipeline import engine

    with engine.connect() as con:
        for table in release.tables:
            try:
                _check(con, table, root)
            except engine.Error as error:
                compare.differs(path(table), table, str(error).splitlines()[0])


def _write(table: ReleaseTable, root: Path) -> Artefact:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [_column(table, index) for index in range(len(table.fields))]
    fields = [
        pa.field(field.name, column.type, not _needed(table, field), _words(field))
        for field, column in zip(table.fields, columns, strict=True)
    ]
    schema = pa.schema(fields, _words(table))
    with create(root / path(table)) as file:
        pq.write_table(
            pa.Table.from_arrays(columns, schema=schema),
            file,
            row_group_size=_ROWS,
            compression="zstd",
            version="2.6",
        )
    return measure(root, path(table))


def _column(table: ReleaseTable, index: int) -> Any:
    """The values with the narrowest type that holds them all exactly; text where none does."""
    import pyarrow as pa

    kind = table.fields[index].type
    values: list[Any] = [row[index] for row in table.rows]
    match kind:
        case "integer" | "year" if all(_whole(value) for value in values):
            return pa.array([None if v is None else int(v) for v in values], pa.int64())
        case "integer" | "year" | "number" if all(_double(value) for value in values):
            return pa.array([None if v is None else float(v) for v in values], pa.float64())
        case "integer" | "year" | "number" if scale := _decimal(values):
            exact = [None if v is None else number(v) for v in values]
            return pa.array(exact, pa.decimal128(_DIGITS, scale - 1))
        case "boolean" if _all(values, bool):
            return pa.array(values, pa.bool_())
        case "date" if _all(values, date) and not any(isinstance(v, datetime) for v in values):
            return pa.array(values, pa.date32())
        case "time" if _all(values, time):
            return pa.array(values, pa.time64("us"))
        case "datetime" if _all(values, datetime):
            return pa.array([_naive(value) for value in values], pa.timestamp("us"))
    return pa.array([None if v is None else text(v, kind) for v in values], pa.string())


def _check(con: Any, table: ReleaseTable, root: Path) -> None:
    quoted = spelled(root / path(table)).replace("'", "''")
    cursor = con.execute(f"SELECT * FROM read_parquet('{quoted}')")
    compare.labels(path(table), table, [item[0] for item in cursor.description])
    compare.rows(path(table), table, _read(cursor), _same)


def _read(cursor: Any) -> Iterator[Sequence[Any]]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _same(value: Value, cell: Any, field: ReleaseField) -> bool:
    if isinstance(value, datetime):
        return bool(_naive(value) == cell)
    return same(value, cell) or (isinstance(cell, str) and text(value, field.type) == cell)


def _naive(value: datetime | None) -> datetime | None:
    """In UTC, without saying so: not all readers know of zones."""
    return value.astimezone(UTC).replace(tzinfo=None) if value and value.tzinfo else value


def _whole(value: Value) -> bool:
    return value is None or (isinstance(value, int | Decimal) and _small(number(value)))


def _small(value: Decimal) -> bool:
    whole = value.is_finite() and value == value.to_integral_value()
    return whole and -(2**63) <= value < 2**63


def _double(value: Value) -> bool:
    if value is None:
        return True
    if not is_number(value):
        return False
    exact = number(value)  # type: ignore[arg-type]
    read = Decimal(repr(float(exact)))
    return bool(read == exact or (exact.is_nan() and read.is_nan()))


def _decimal(values: Sequence[Value]) -> int:
    """One more than the decimals that all values need, 0 where no decimal type holds them."""
    exact = [number(v) for v in values if is_number(v)]  # type: ignore[arg-type]
    if not all(value.is_finite() for value in exact):
        return 0
    scale = max((-int(value.normalize().as_tuple().exponent) for value in exact), default=0)
    whole = max((value.adjusted() + 1 for value in exact), default=0)
    return max(scale, 0) + 1 if max(scale, 0) + max(whole, 1) <= _DIGITS else 0


def _all(values: Sequence[Value], kind: type) -> bool:
    return all(value is None or isinstance(value, kind) for value in values)


def _needed(table: ReleaseTable, field: ReleaseField) -> bool:
    return field.required or field.name in table.primary_key


def _words(item: ReleaseField | ReleaseTable) -> dict[str, str]:
    known = {
        "title": item.title,
        "title_zh": item.title_zh,
        "description": item.description,
        "description_zh": item.description_zh,
    }
    return {key: value for key, value in known.items() if value}
