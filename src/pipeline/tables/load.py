"""DuckDB reads a CSV file that is known to be plain: as SQL, and counted."""

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline import engine
from pipeline.tables.labels import ROW

_LONG_LINE = 1_000_000
"""Bytes of a row from which DuckDB must be told how long rows are: half of its own limit."""


_PIECE = 8_000_000
"""Bytes that a thread takes at a time: with 32 MB, as by default, one often waits for the other."""

FIRST = 2
"""Number of the record after the header."""


def plain(file: Path, columns: Sequence[str], delimiter: str, *, quoted: bool, longest: int) -> str:
    """A FROM item over a plain file with one header row: records are numbered from `FIRST`."""
    types = dict.fromkeys(columns, "VARCHAR")
    # Where a part begins inside quotes, several readers at once take the parts apart wrongly.
    scan = _read_csv(file, types, delimiter, parallel=not quoted, longest=longest)
    return f"(SELECT {FIRST - 1} + row_number() OVER () AS {ROW}, * FROM {scan})"


def normal(file: Path, columns: Sequence[str], longest: int) -> str:
    """A FROM item over a file that the normaliser wrote."""
    types = {ROW: "BIGINT", **dict.fromkeys(columns, "VARCHAR")}
    scan = _read_csv(file, types, ",", parallel=False, longest=4 * longest)
    return f"(SELECT * FROM {scan})"


def count(con: engine.Connection, sql: str) -> int | str:
    """How many rows DuckDB reads, or what it says where it cannot."""
    try:
        found = con.execute(f"SELECT count(*) FROM {sql}").fetchone()
    except engine.Error as error:
        return str(error).partition("\n")[0]
    return int(found[0]) if found else 0


def quoted(column: str) -> str:
    """The name of a column in SQL."""
    return '"' + column.replace('"', '""') + '"'


def nameable(file: Path) -> bool:
    """True where the path can be written in SQL: some systems allow names that are not text."""
    try:
        str(file.absolute()).encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_csv(
    file: Path,
    types: dict[str, str],
    delimiter: str,
    *,
    parallel: bool,
    longest: int,
) -> str:
    texts = [_literal(name) for name in types]  # all: DuckDB miscounts where it reads some columns
    struct = ", ".join(f"{_literal(name)}: '{kind}'" for name, kind in types.items())
    path = re.sub(r"[*?\[]", r"[\g<0>]", str(file.absolute()))  # else it is a pattern of names
    options = {
        "columns": f"{{{struct}}}",
        "auto_detect": "false",
        "header": "true",
        "delim": _literal(delimiter),
        "quote": "'\"'",
        "escape": "'\"'",
        "strict_mode": "true",
        "null_padding": "false",
        "force_not_null": f"[{', '.join(texts)}]",
        "compression": "'none'",
        "hive_partitioning": "false",
        "parallel": str(parallel).lower(),
    }
    if longest > _LONG_LINE:
        options["max_line_size"] = str(longest + _LONG_LINE)
    else:
        options["buffer_size"] = str(_PIECE)
    said = ", ".join(f"{key} = {value}" for key, value in options.items())
    return f"read_csv({_literal(path)}, {said})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
