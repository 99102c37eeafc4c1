"""The canonical form of a raw file, so that a diff shows changes of content and nothing else.

UTF-8, LF, quotes only where they must be, no white space at the ends of a cell, columns in the
order of the schema, rows by key or as declared. Columns move only where that is asked for: nobody
can tell from the file whether they were moved, or only their labels exchanged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.dialect import Dialect
from pipeline.tables.encoding import undecodable
from pipeline.tables.lines import MARK
from pipeline.tables.tokens import Tokens
from pipeline.unseen import harmless

AS_IT_IS = "file"
"""Declared in place of an order: the rows stay as the curator put them."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the canonical form of one file depends on. `order` is None where rows stay."""

    fields: tuple[str, ...]
    numeric: frozenset[str]
    order: tuple[str, ...] | None
    mark: bool = False
    match: str = "exact"
    """The schema's `fieldsMatch`: which labels may be more, fewer or in another order."""
    move: bool = False
    """Whether whole columns are to be put in the order of the schema."""

    @classmethod
    def from_schema(
        cls,
        schema: Mapping[str, Any],
        order: Sequence[str] | None,
        *,
        mark: bool,
        move: bool = False,
    ) -> "Form":
        """By its Table Schema: columns as there, rows by primary key unless `order` is given."""
        fields = [f for f in _list(schema.get("fields")) if isinstance(f, dict)]
        named = tuple(str(field.get("name")) for field in fields)
        numeric = {str(f["name"]) for f in fields if f.get("type") in ("integer", "number")}
        key = schema.get("primaryKey") or ()
        by = (key,) if isinstance(key, str) else tuple(key)
        if order is not None:
            by = tuple(order)
        rows = None if by == (AS_IT_IS,) or not by else by
        match = schema.get("fieldsMatch") or "exact"
        match = str(match[0] if isinstance(match, list) else match)
        return cls(named, frozenset(numeric), rows, mark, match, move)


@dataclass(frozen=True, slots=True)
class Canonical:
    """The bytes that a file should have, and in words what differs; or why it cannot be read."""

    content: bytes = b""
    changes: tuple[str, ...] = ()
    refused: str | None = None
    held: str | None = None
    """Why this file, though it can be read, has no canonical form before somebody decides."""
    remark: str | None = None
    """What is wrong with its header, which a canonical form cannot mend."""


def reason(dialect: Dialect, encoding: str, packing: Sequence[str]) -> str | None:
    """Why files that are declared so have no canonical form, or None."""
    if any(packing):
        return "it is packed"
    if dialect != Dialect() or encoding.lower() not in ("utf-8", "utf8"):
        return "it declares a dialect or an encoding of its own"
    return None


def canonical(file: Path, form: Form, *, shown: str) -> Canonical:
    """A file's canonical form; refused, with place and remedy, where it cannot be read whole."""
    before = file.read_bytes()
    wrong = undecodable(file, "utf-8")
    if wrong:
        place = f"{shown}:{wrong.line}:{wrong.column}" if wrong.line else shown
        return Canonical(refused=f"{place}: {wrong.message} {wrong.hint}")
    rows = _rows(file, shown)
    if isinstance(rows, str):
        return Canonical(refused=rows)
    if not rows:
        return Canonical(
            refused=f"{shown}: the file is empty: give it its header, or take it back from the "
            "last commit"
        )
    rows[0][0] = rows[0][0].lstrip(MARK)
    if _other_separator(rows, form):
        return Canonical(
            refused=f"{shown}:1: the header is one label where the schema has {len(form.fields):,} "
            "fields: save the table with commas, or declare its delimiter"
        )
    if not form.move and _exchanged(rows[0], form):
        return Canonical(held=f"{shown}:1: {_either(form)}")
    after = _write(_ordered(rows, form), form)
    return Canonical(after, tuple(_changes(before, after, rows, form)), remark=_remark(rows, form))


def _other_separator(rows: list[list[str]], form: Form) -> bool:
    """Whether a table of several fields reads as one column, which is none of them."""
    return len(rows[0]) == 1 < len(form.fields) and rows[0][0].strip() not in form.fields


def _exchanged(header: list[str], form: Form) -> bool:
    """Whether fields stand in another order than in a schema that asks for its own."""
    labels = [label.strip() for label in header]
    known = [form.fields.index(label) for label in labels if label in form.fields]
    return form.match == "exact" and known != sorted(known)


def _either(form: Form) -> str:
    return (
        "the labels of the schema stand in another order; if whole columns were moved, `pipeline "
        "fmt --columns` puts them in order with their cells; if only the labels were exchanged, "
        f"put the labels back as the schema has them: `{','.join(form.fields)}`"
    )


def _remark(rows: list[list[str]], form: Form) -> str | None:
    """How the labels differ from the fields, where the schema does not allow for it."""
    labels = [label.strip() for label in rows[0]]
    strays = [label for label in labels if label not in form.fields]
    absent = [name for name in form.fields if name not in labels]
    more = bool(strays and form.fields) and form.match not in ("subset", "partial")
    fewer = bool(absent) and form.match not in ("superset", "partial")
    if more and fewer:
        return f"the header has {_names(strays)}, not of the schema, and lacks {_names(absent)}"
    if more:
        return f"the header has {_names(strays)}, not of the schema"
    return f"the header lacks {_names(absent)}" if fewer else None


def _names(labels: list[str]) -> str:
    return ", ".join(f"`{harmless(label)}`" for label in labels)


def _rows(file: Path, shown: str) -> list[list[str]] | str:
    tokens = Tokens(file, "utf-8", Dialect())
    rows: list[list[str]] = []
    for row in tokens.rows():
        if row.flaw:
            return f"{shown}:{row.flaw.line}:{row.flaw.column}: {row.flaw.message} {row.flaw.hint}"
        if not row.text:
            continue
        cells = tokens.cells(row)
        if rows and len(cells) != len(rows[0]):
            return (
                f"{shown}:{row.line}: {len(cells):,} cells under {len(rows[0]):,} headers: mend "
                "the row first, pipeline validate says how"
            )
        rows.append(cells)
    if rows and (bare := rows[0].count("")) > 1:
        return f"{shown}:1: {bare:,} columns have no header: name them, or take them out"
    if rows and len({*rows[0]}) < len(rows[0]):
        return f"{shown}:1: two columns have one header: mend the header first"
    return rows


def _ordered(rows: list[list[str]], form: Form) -> list[list[str]]:
    """Columns, if they are to move, and rows in order, white space around cells gone."""
    labels = [label.strip() for label in rows[0]]
    columns = _columns(labels, form) if form.move else list(range(len(labels)))
    body = [[row[i].strip() for i in columns] for row in rows[1:]]
    header = [labels[i] for i in columns]
    if form.order is not None:
        body.sort(key=_by(header, form))
    return [header, *body]


def _columns(labels: list[str], form: Form) -> list[int]:
    """Those that are no fields last; or in place, where one may be a missing field misspelt."""
    known = [labels.index(name) for name in form.fields if name in labels]
    strays = [i for i in range(len(labels)) if i not in known]
    if len(known) == len(form.fields):
        return known + strays
    rest = iter(known)
    return [i if i in strays else next(rest) for i in range(len(labels))]


def _by(header: list[str], form: Form) -> Callable[[list[str]], tuple[object, ...]]:
    at = [(header.index(n), n in form.numeric) for n in form.order or () if n in header]
    return lambda row: tuple(_rank(row[i], number) for i, number in at)


def _rank(cell: str, number: bool) -> tuple[int, Decimal, str]:
    """Numbers by value, then everything else by code point."""
    if number and cell.isascii():
        try:
            value = Decimal(cell)
        except InvalidOperation:
            return 1, Decimal(0), cell
        if value.is_finite():
            return 0, value, cell
    return 1, Decimal(0), cell


def _write(rows: list[list[str]], form: Form) -> bytes:
    text = "".join(f"{_line(row)}\n" for row in rows)
    return ((MARK if form.mark else "") + text).encode("utf-8")


def _line(cells: list[str]) -> str:
    """One cell that is empty gets quotes: a blank line would be no row."""
    return ",".join(map(_cell, cells)) if cells != [""] else '""'


def _cell(cell: str) -> str:
    if any(sign in cell for sign in ',"\n\r') or cell.startswith(MARK):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _changes(before: bytes, after: bytes, rows: list[list[str]], form: Form) -> list[str]:
    """What differs, in words; each can be seen in the file."""
    if before == after:
        return []
    said: list[str] = []
    if before.startswith((MARK * 2).encode()):
        said.append("it has more than one byte order mark")
    elif before.startswith(MARK.encode()) != form.mark:
        said.append("a byte order mark is missing" if form.mark else "it has a byte order mark")
    if before.count(b"\r\n") > after.count(b"\r\n"):
        said.append("lines end with CR LF")
    if _alone(before) > _alone(after):
        said.append("lines end with CR alone")
    padded = sum(cell != cell.strip() for row in rows for cell in row)
    if padded:
        said.append(f"white space at the ends of {padded:,} cell{'s' * (padded != 1)}")
    ordered = _ordered(rows, form)
    if [label.strip() for label in rows[0]] != ordered[0]:
        said.append("columns are not in the order of the schema")
    elif [[cell.strip() for cell in row] for row in rows[1:]] != ordered[1:]:
        said.append(f"rows are not in the order of {', '.join(form.order or ())}")
    return said or ["quotes where none are needed, blank lines, or no end of the last line"]


def _alone(content: bytes) -> int:
    """How many CR have no LF after them."""
    return content.count(b"\r") - content.count(b"\r\n")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
