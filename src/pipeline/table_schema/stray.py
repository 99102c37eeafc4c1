"""Cells of text that begin or end with white space: nobody sees it, and nothing compares equal."""

from collections.abc import Callable, Collection, Mapping

from pipeline import engine, keeping
from pipeline.report import Tally
from pipeline.table_schema import sql
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.findings import Account, Hit, settle
from pipeline.table_schema.messages import Said
from pipeline.table_schema.typed import Typed

CODE = "stray-space"

BLANK = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
"""All white space of Unicode, which ends with the full-width space."""

_ENDS = 30
"""Characters of a long cell that are shown of the end where the space is."""

_NAMES = {
    " ": "a space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\u00a0": "a no-break space",
    "\u3000": "a full-width space",
}


def check(
    con: engine.Connection, typed: Mapping[str, Typed], tidied: Collection[str]
) -> list[Tally]:
    """One tally a table; `tidied` names those of which `pipeline fmt` writes the file."""
    return [tally for name, table in typed.items() for tally in _judged(con, table, name in tidied)]


def _judged(con: engine.Connection, typed: Typed, tidied: bool) -> list[Tally]:
    account = Account(CODE)
    columns = {
        item.name: sql.name(column)
        for item, column in zip(typed.schema.fields, typed.columns, strict=True)
        if item.type in ("string", "any")
    }
    stray = {name: f"trim({column}, '{BLANK}') <> {column}" for name, column in columns.items()}
    if stray:
        asked = [f"count({columns[name]}), count(*) FILTER ({stray[name]})" for name in stray]
        found = con.execute(f"SELECT {', '.join(asked)} FROM {typed.sql}").fetchone() or ()
        account.evaluated = sum(found[::2])
        for name, failed in zip(stray, found[1::2], strict=True):
            if failed:
                account.found(failed, _hits(con, typed, name, stray[name], tidied))
    return settle(con, typed.table, typed.schema.primary_key, [account])


def _hits(con: engine.Connection, typed: Typed, name: str, stray: str, tidied: bool) -> list[Hit]:
    rows = con.execute(
        f"SELECT _row FROM {typed.sql} WHERE {stray} ORDER BY _row LIMIT {keeping.room()}"
    ).fetchall()
    return [Hit(row, (name,), _saying(name, tidied)) for (row,) in rows]


def _saying(name: str, tidied: bool) -> Callable[[tuple[str, ...]], Said]:
    hint = "delete it at the beginning and the end of the cell"
    if tidied:
        hint = "run `pipeline fmt`, which takes white space from the ends of all cells"

    def say(texts: tuple[str, ...]) -> Said:
        if not texts[0].strip():  # fmt would leave nothing, which may be as wrong
            return Said(_wrong(texts[0], name), "write what is meant, or empty the cell")
        return Said(_wrong(texts[0], name), hint)

    return say


def _wrong(text: str, name: str) -> str:
    if not text.strip():
        return f"{shown(text)} in `{name}` is nothing but white space"
    if not text[0].isspace():
        return f"{shown(text[-_ENDS:])} in `{name}` ends with {_named(text[-1])}"
    if not text[-1].isspace():
        return f"{shown(text[:_ENDS])} in `{name}` begins with {_named(text[0])}"
    return f"{shown(text)} in `{name}` begins and ends with white space"


def _named(sign: str) -> str:
    return _NAMES.get(sign, "white space")
