"""Existing keys that are spelled much like those that were not found."""

from collections.abc import Collection

import duckdb

from pipeline.table_schema import hints

_CANDIDATES = 5_000
"""Keys among which a misspelt one is looked for: more would cost seconds for a guess."""


def suggest(con: duckdb.DuckDBPyConnection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Wanted text → a key that it may stand for; `keys` is a query of distinct texts `k`."""
    return _misspelt(con, keys, wanted) | _tidied(con, keys, wanted)


def _tidied(con: duckdb.DuckDBPyConnection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Keys that differ in spaces, width or capitals only; also among millions."""
    pairs = [(text, other) for text in wanted for other in hints.variants(text)]
    found = con.execute(
        f"SELECT k FROM ({keys}) WHERE k IN (SELECT unnest(?::VARCHAR[]))",
        [[other for _, other in pairs]],
    ).fetchall()
    known = {key for (key,) in found}
    return {text: other for text, other in reversed(pairs) if other in known}


def _misspelt(con: duckdb.DuckDBPyConnection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Keys within a quarter of the length; another number is another thing, not a slip."""
    words = [text for text in wanted if not text.isdecimal() and len(text) >= 4]
    few = con.execute(f"SELECT count(*) FROM (FROM ({keys}) LIMIT {_CANDIDATES + 1})").fetchone()
    if not words or not few or few[0] > _CANDIDATES:
        return {}
    found = con.execute(
        f"SELECT w, k FROM (SELECT unnest(?::VARCHAR[]) AS w), ({keys}) "
        "WHERE damerau_levenshtein(k, w) <= length(w) // 4 "
        "ORDER BY w, damerau_levenshtein(k, w) DESC, k DESC",
        [words],
    ).fetchall()
    return dict(found)
