"""A canonical text as a raw file spells it: its decimal sign, its words for true, its dates."""

from datetime import date, datetime, time

from pipeline.returning.accept import canonical
from pipeline.returning.column import Column
from pipeline.returning.words import Refused
from pipeline.table_schema import Field
from pipeline.table_schema.types import strptime


def spelled(column: Column, text: str) -> str | Refused:
    """The cell to write; refused where the field cannot spell the value."""
    if text == "":
        return _nothing(column)
    item = column.item
    raw = _raw(item, text)
    back = canonical(item, raw) if raw is not None else None
    if raw is None or (back != text and f"{back}Z" != text):
        return Refused(
            f"`{text}` cannot be written as this field is spelled in the file of the table",
            "write it in that file, or widen the field's format in the schema",
        )
    if raw in column.missing:
        return Refused(
            f"`{raw}` stands for no value in this field",
            "leave the cell empty, or write it otherwise",
        )
    return raw


def _nothing(column: Column) -> str | Refused:
    if not column.missing:
        return Refused("the field has no way to spell that it is empty", "write a value")
    return "" if "" in column.missing else min(column.missing)


def _raw(item: Field, text: str) -> str | None:
    options = item.options
    if item.type == "number":
        return text.replace(".", options.decimal_char)
    if item.type == "boolean":
        known = options.true_values if text == "true" else options.false_values
        return text if text in known else next(iter(known), None)
    if item.type in ("date", "time", "datetime") and item.format not in ("default", "any"):
        return _patterned(item, text)
    return text


def _patterned(item: Field, text: str) -> str | None:
    pattern = strptime.pattern(item.format)
    if pattern is None:
        return None
    if item.type == "date":
        return date.fromisoformat(text).strftime(pattern)
    if item.type == "time":
        return time.fromisoformat(text).strftime(pattern)
    return datetime.fromisoformat(text).strftime(pattern)
