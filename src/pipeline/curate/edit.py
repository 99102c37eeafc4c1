"""Records added, changed or taken out of a raw file whose other bytes stay as they are."""

from collections.abc import Collection, Mapping, Sequence

from pipeline.dialect import Dialect
from pipeline.errors import CurateError
from pipeline.tables.grammar import Grammar
from pipeline.tables.lines import MARK, USUAL_ENDS
from pipeline.tables.table import Table
from pipeline.tables.tokens import Row, Tokens


def appended(table: Table, cells: Mapping[str, str]) -> tuple[bytes, int, int]:
    """The file with one record after the last: its bytes, the record's row, its physical line."""
    rows = _rows(table)
    parts = [row.text + row.end for row in rows]
    end = _end(table, rows)
    if parts and not rows[-1].end:
        parts[-1] += end
    row, line = _after(rows)
    parts.append(_record(table, cells) + end)
    return _encoded(table, parts), row, line


def replaced(table: Table, row: int, cells: Mapping[str, str]) -> tuple[bytes, int, int]:
    """The file with other `cells` in one record, as `appended` gives it."""
    rows = _rows(table)
    at = next(i for i, known in enumerate(rows) if known.number == row)
    parts = [known.text + known.end for known in rows]
    parts[at] = _record(table, {**_cells(table, rows[at]), **cells}) + rows[at].end
    return _encoded(table, parts), row, rows[at].line


def revised(
    table: Table,
    changed: Mapping[int, Mapping[str, str]],
    removed: Collection[int],
    added: Sequence[tuple[int | None, Mapping[str, str]]],
) -> bytes:
    """The file with other cells in some records, some taken out, and some added.

    Records go by row number; a new one stands below the record that it names (None: at the end).
    Cells that are not changed stay byte for byte.
    """
    rows = _rows(table)
    end = _end(table, rows)
    below: dict[int | None, list[str]] = {}
    for after, cells in added:
        below.setdefault(after, []).append(_record(table, cells) + end)
    parts: list[str] = []
    for row in rows:
        if row.number not in removed:
            parts.append(_revised(table, row, changed.get(row.number)) + row.end)
        more = below.get(row.number, [])
        if more and parts and not parts[-1].endswith(end):
            parts[-1] += end
        parts += more
    last = below.get(None, [])
    if last and parts and not parts[-1].endswith(("\n", "\r", end)):
        parts[-1] += end
    return _encoded(table, parts + last)


def cells_of(table: Table, row: int) -> dict[str, str]:
    """The cells of one record as they stand in the file, by label."""
    return _cells(table, next(known for known in _rows(table) if known.number == row))


def _rows(table: Table) -> list[Row]:
    """Every row of the file; CurateError where they are not all that it holds."""
    origin = table.origin
    rows = list(Tokens(origin.file, origin.codec, origin.dialect).rows())
    flaw = next((row.flaw for row in rows if row.flaw), None)
    if flaw:
        raise CurateError(
            f"{table.path}:{flaw.line}: {flaw.message} Mend that first; nothing was written"
        )
    return rows


def _cells(table: Table, row: Row) -> dict[str, str]:
    cells = Grammar(table.origin.dialect).cells(row.text)
    return dict(zip(table.labels, [*cells, *[""] * len(table.labels)], strict=False))


def _revised(table: Table, row: Row, cells: Mapping[str, str] | None) -> str:
    """The text of a record, with other text only where a cell changes."""
    if not cells:
        return row.text
    dialect = table.origin.dialect
    grammar = Grammar(dialect)
    text, wanted = row.text, grammar.cells(row.text)
    spans = grammar.spans(text)
    for at in sorted((table.labels.index(label) for label in cells), reverse=True):
        value = wanted[at] = cells[table.labels[at]]
        start, end = spans[at]
        text = text[:start] + _spell(value, dialect) + text[end:]
    if text == "" and len(wanted) == 1 and dialect.quote_char:
        text = dialect.quote_char * 2  # else the line would be blank, and no record
    if grammar.cells(text) != wanted:
        raise CurateError(
            f"{table.path}:{row.line}: the values cannot be written in this file, as its dialect "
            "has no way to quote them; leave out quotes and delimiters"
        )
    return text


def _end(table: Table, rows: Sequence[Row]) -> str:
    """How the file ends its lines."""
    known = next((row.end for row in rows if row.end), None)
    declared = table.origin.dialect.line_terminator
    return known or ("\n" if declared in USUAL_ENDS else declared)


def _after(rows: Sequence[Row]) -> tuple[int, int]:
    last = rows[-1] if rows else None
    return (last.number + 1, last.line + last.lines) if last else (1, 1)


def _record(table: Table, cells: Mapping[str, str]) -> str:
    dialect = table.origin.dialect
    values = [cells.get(label, "") for label in table.labels]
    text = dialect.delimiter.join(_spell(value, dialect) for value in values)
    if Grammar(dialect).cells(text) != values:
        raise CurateError(
            f"{table.path}: the values cannot be written in this file, as its dialect has no way "
            "to quote them; leave out quotes and delimiters"
        )
    return text


def _spell(cell: str, dialect: Dialect) -> str:
    """A cell, in quotes only where it must be."""
    quote, escape = dialect.quote_char, dialect.escape_char
    signs = [s for s in (*dialect.delimiter, quote, escape, "\n", "\r") if s]
    padded = dialect.skip_initial_space and cell.startswith(" ")
    bare = not padded and cell != dialect.null_sequence and not any(s in cell for s in signs)
    if bare or not quote:
        return cell
    if escape and escape != quote:
        cell = cell.replace(escape, escape * 2)
    double = dialect.double_quote or not escape
    return f"{quote}{cell.replace(quote, (quote if double else escape or '') + quote)}{quote}"


def _encoded(table: Table, parts: Sequence[str]) -> bytes:
    """The bytes of the whole file, with the byte order mark that it has."""
    origin = table.origin
    before = origin.file.read_bytes()
    text = before.decode(origin.codec)
    mark = MARK if text.startswith(MARK) else ""
    try:
        if text.encode(origin.codec) != before:
            raise CurateError(
                f"{table.path}: cannot be written in its encoding without changing other rows; "
                "save it as UTF-8"
            )
        return (mark + "".join(parts)).encode(origin.codec)
    except UnicodeEncodeError as error:
        char = error.object[error.start]
        raise CurateError(
            f"{table.path}: `{char}` cannot be written in the encoding of this file; save it as "
            "UTF-8"
        ) from None
