"""Existing keys that are spelled much like those that were not found."""

from collections.abc import Collection

from pipeline import engine, twins
from pipeline.table_schema import hints

_CANDIDATES = 5_000
"""Keys among which a misspelt one is looked for: more would cost seconds for a guess."""

_WORDS = 1_000
"""Misspelt keys that are guessed at: each is held against every candidate."""


def suggest(con: engine.Connection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Wanted text → a key that it may stand for; `keys` is a query of distinct texts `k`."""
    found = _misspelt(con, keys, wanted) | _padded(con, keys, wanted)
    return found | _flawed(con, keys, wanted) | _tidied(con, keys, wanted)


def _flawed(con: engine.Connection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Keys that are the text but for a flaw of their own, or for the script of both."""
    by = {_plain(text): text for text in reversed([*wanted])}
    found = con.execute(
        f"SELECT DISTINCT k FROM ({keys}) WHERE NOT regexp_full_match(k, '[!-~]*') OR k <> trim(k) "
        f"LIMIT {_CANDIDATES}"
    ).fetchall()
    return {by[_plain(key)]: key for (key,) in found if _plain(key) in by}


def _plain(key: str) -> str:
    return twins.simplified(hints.tidied(key))


def _padded(con: engine.Connection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """The one key that is the same number with other leading zeros, which spreadsheets take off."""
    numbers = [text for text in wanted if text.isascii() and text.isdecimal()]
    if not numbers:
        return {}
    found = con.execute(
        f"SELECT w, min(k) FROM (SELECT unnest(?::VARCHAR[]) AS w), ({keys}) "
        "WHERE ltrim(k, '0') = ltrim(w, '0') AND regexp_full_match(k, '[0-9]+') "
        "GROUP BY w HAVING count(*) = 1",
        [numbers],
    ).fetchall()
    return dict(found)


def _tidied(con: engine.Connection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Keys that differ in spaces, width or capitals only; also among millions."""
    pairs = [(text, other) for text in wanted for other in hints.variants(text)]
    found = con.execute(
        f"SELECT k FROM ({keys}) WHERE k IN (SELECT unnest(?::VARCHAR[]))",
        [[other for _, other in pairs]],
    ).fetchall()
    known = {key for (key,) in found}
    return {text: other for text, other in reversed(pairs) if other in known}


def _misspelt(con: engine.Connection, keys: str, wanted: Collection[str]) -> dict[str, str]:
    """Keys within a quarter of the length, three at most; another number is no slip."""
    words = [text for text in sorted(wanted) if not text.isdecimal() and len(text) >= 4][:_WORDS]
    few = con.execute(f"SELECT count(*) FROM (FROM ({keys}) LIMIT {_CANDIDATES + 1})").fetchone()
    if not words or not few or few[0] > _CANDIDATES:
        return {}
    found = con.execute(
        f"SELECT w, k FROM (SELECT unnest(?::VARCHAR[]) AS w), ({keys}) "
        "WHERE damerau_levenshtein(k, w) <= least(length(w) // 4, 3) "
        "ORDER BY w, damerau_levenshtein(k, w) DESC, k DESC",
        [words],
    ).fetchall()
    return {text: key for text, key in found if not hints.flaw(key)}
