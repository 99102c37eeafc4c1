"""Run the query of one rule and turn its rows into compared cases, sorted by key."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import engine
from pipeline.issue import Place
from pipeline.rules.compare import tidy, verdict
from pipeline.rules.model import Case, Rule, Unfit
from pipeline.rules.session import limit
from pipeline.rules.sql import vet

_NEEDED = ("key", "expected", "actual")
_OPTIONAL = ("reason", "message", "related")
_PLACE = ("resource", "key", "field")
_KINDS = {
    "text": re.compile(r"VARCHAR|ENUM\(.*\)", re.DOTALL),
    "a number": re.compile(r"U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL\(.*\)|FLOAT|DOUBLE"),
    "a date": re.compile(r"DATE"),
    "a time": re.compile(r"TIME"),
    "a date with time": re.compile(r"TIMESTAMP(_S|_MS)?"),
    "nothing": re.compile(r'"?NULL"?'),
}
_BATCH = 10_000
"""Rows fetched at a time: enough to be fast, few enough to need no memory."""


def cases(
    con: engine.Connection, rule: Rule, *, refused: frozenset[str], seconds: float
) -> Iterator[Case]:
    """The cases of a rule, one at a time; Unfit where the rule is not fit to be run."""
    vet(con, rule.sql, needs=rule.needs, refused=refused)
    try:
        with limit(con, seconds):
            con.execute(f"CREATE OR REPLACE TEMP TABLE _cases AS\n{rule.sql}")
            columns = _columns(con)
            _check_kinds(con, columns)
            _check_keys(con, columns)
            yield from _fetch(con, columns)
    finally:
        con.execute("DROP TABLE IF EXISTS temp._cases")


def _columns(con: engine.Connection) -> Mapping[str, str]:
    """Column → type; Unfit where one is missing or unknown."""
    described = con.execute("DESCRIBE temp._cases").fetchall()
    columns = {str(name).lower(): str(kind) for name, kind, *_ in described}
    if missing := [f"`{name}`" for name in _NEEDED if name not in columns]:
        raise Unfit(f"the query does not give the column {' nor '.join(missing)}")
    known = (*_NEEDED, *_OPTIONAL)
    if unknown := [f"`{name}`" for name in columns if name not in known]:
        raise Unfit(f"unknown column {', '.join(unknown)}; known are {', '.join(known)}")
    return columns


def _check_kinds(con: engine.Connection, columns: Mapping[str, str]) -> None:
    """Both sides must be of one kind, else they would differ whatever they say."""
    (expected, many), (actual, several) = (_kind(n, columns[n]) for n in ("expected", "actual"))
    if many and not several:
        raise Unfit("`expected` is a list, so `actual` must be a list too")
    row = con.execute("SELECT count(expected), count(actual) FROM temp._cases").fetchone()
    if row and all(row) and expected != actual and "nothing" not in (expected, actual):
        raise Unfit(
            f"`expected` is {expected} and `actual` is {actual}, which are never equal: "
            "cast one of them"
        )


def _kind(name: str, declared: str) -> tuple[str, bool]:
    """What kind of value a column holds, and whether in lists."""
    base = re.sub(r"\[\d*\]$", "", declared)
    if base == "BOOLEAN":
        raise Unfit(f"`{name}` is a BOOLEAN: give the values themselves, the machine compares them")
    for kind, pattern in _KINDS.items():
        if pattern.fullmatch(base):
            return kind, base != declared
    raise Unfit(
        f"`{name}` is a {declared}, which cannot be compared: "
        "cast it to VARCHAR, a number, DATE, TIME or TIMESTAMP"
    )


def _check_keys(con: engine.Connection, columns: Mapping[str, str]) -> None:
    rows = con.execute("SELECT count(*), count(key) FROM temp._cases").fetchone() or (0, 0)
    if rows[0] != rows[1]:
        raise Unfit(f"`key` is null in {rows[0] - rows[1]} of {rows[0]} cases")
    if rows[0] and columns["key"] != "VARCHAR":
        raise Unfit(f"`key` is a {columns['key']} and must be text: cast it to VARCHAR")
    twice = con.execute(
        "SELECT key, count(*) FROM temp._cases GROUP BY key HAVING count(*) > 1 ORDER BY key"
    ).fetchone()
    if twice:
        raise Unfit(f'`key` must be unique; "{twice[0]}" is given {twice[1]} times')


def _fetch(con: engine.Connection, columns: Mapping[str, str]) -> Iterator[Case]:
    reason, message = (f"CAST({n} AS VARCHAR)" if n in columns else "NULL" for n in _OPTIONAL[:2])
    related = "related" if "related" in columns else "NULL"
    con.execute(
        f"SELECT key, expected, actual, {reason}, {message}, {related} FROM temp._cases "
        "ORDER BY key"
    )
    while batch := con.fetchmany(_BATCH):
        yield from (_case(*row) for row in batch)


def _case(
    key: str, expected: Any, actual: Any, reason: str | None, message: str | None, related: Any
) -> Case:
    sides = tidy(expected), tidy(actual)
    why, said = ((text or "").strip() or None for text in (reason, message))
    return Case(key, *sides, verdict(*sides, why), why, said, _places(related))


def _places(related: Any) -> tuple[Place, ...]:
    """The places of `related` once each, in the rule's order."""
    if related is None:
        return ()
    if not isinstance(related, list):
        raise Unfit("`related` must be a list: of {resource, key, field} or 'resource/key/field'")
    places = (_place(item) for item in related if item is not None)
    return tuple(dict.fromkeys(place for place in places if place.resource))


def _place(item: Any) -> Place:
    """In text, what stands between the first and the last stroke is the key."""
    if isinstance(item, str):
        first, _, rest = item.partition("/")
        middle, stroke, last = rest.rpartition("/")
        parts = (first, middle, last) if stroke else (first, rest, None)
        item = dict(zip(_PLACE, parts, strict=True))
    if not isinstance(item, dict) or not set(item) <= set(_PLACE):
        raise Unfit("`related` must name places: {resource, key, field} or 'resource/key/field'")
    resource, key, field = (_text(item.get(name)) for name in _PLACE)
    return Place(resource=resource, key=key, field=field)


def _text(value: Any) -> str | None:
    return None if value in (None, "") else str(value)
