"""What changed in the rows of a table: added, removed, renamed, corrected."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline import engine
from pipeline.provenance import Adjudication
from pipeline.release.change import EXAMPLES, Change, Example
from pipeline.release.redirects import Redirects
from pipeline.release.sides import Sides
from pipeline.release.version import Bump

_KEY = ", "
"""Between the parts of a key, as everywhere."""


def keyed(
    con: engine.Connection,
    table: str,
    both: Sides,
    was: Redirects,
    now: Redirects,
    raw: str,
) -> Iterator[Change]:
    """Rows that are found by their key; `raw` is the whole new table, as text."""
    _match(con, both, now.table(table), raw)
    retired = [*was.table(table), *now.table(table)]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE retired AS SELECT unnest(?::VARCHAR[]) AS k", [retired]
    )
    label = _label(table, both)
    yield from _listed(
        con, table, "id-reused", Bump.MAJOR, "identifier used again that a redirect gave up",
        "whoever kept the old meaning is misled",
        "SELECT n.k, NULL, NULL FROM new_rows n SEMI JOIN retired r ON n.k = r.k "
        "ANTI JOIN old_rows o ON n.k = o.k",
    )  # fmt: skip
    yield from _listed(
        con, table, "rows-removed", Bump.MAJOR, "row removed without a redirect",
        "whoever refers to its identifier finds nothing; a row of `redirects` would lead on",
        f"SELECT o.k, {label}, NULL FROM matched JOIN old_rows o ON o._row = matched.o "
        "WHERE state = 'removed'",
    )  # fmt: skip
    yield from _listed(
        con, table, "rows-redirected", Bump.MINOR, "row removed with a redirect",
        "its identifier leads on",
        "SELECT o.k, o.k, target FROM matched JOIN old_rows o ON o._row = matched.o "
        "WHERE state = 'redirected'",
    )  # fmt: skip
    yield from _listed(
        con, table, "rows-added", Bump.MINOR, "row added", "there is more than before",
        f"SELECT n.k, NULL, {label} FROM matched JOIN new_rows n ON n._row = matched.n "
        "WHERE state = 'added' AND n.k NOT IN (SELECT k FROM retired)",
    )  # fmt: skip
    yield from _values(con, table, both)


def keyless(con: engine.Connection, table: str, both: Sides) -> Iterator[Change]:
    """Rows without a key, as a multiset: as many as both lost and gained count as corrected."""
    listed = ", ".join(f"c{number}" for number in range(len(both.fields)))
    shown = f"concat_ws(', ', {listed})"
    gone, come = (
        f"SELECT {listed} FROM {one} EXCEPT ALL SELECT {listed} FROM {other}"
        for one, other in ((both.old, both.new), (both.new, both.old))
    )
    lost, gained = (_number(con, f"SELECT count(*) FROM ({query})") for query in (gone, come))
    examples = _examples(con, f"SELECT NULL, {shown}, NULL FROM ({gone})")
    examples += _examples(con, f"SELECT NULL, NULL, {shown} FROM ({come})")
    corrected = min(lost, gained)
    if corrected:
        yield Change(
            Bump.PATCH, "values-changed", f"{_rows(corrected)} changed", "values corrected",
            table, None, corrected, examples,
        )  # fmt: skip
    if lost > gained:
        yield Change(
            Bump.MAJOR, "rows-removed", f"{_rows(lost - gained)} removed, and have no identifier",
            "nothing says where they went", table, None, lost - gained,
            () if corrected else examples,
        )  # fmt: skip
    if gained > lost:
        yield Change(
            Bump.MINOR, "rows-added", f"{_rows(gained - lost)} added", "there is more than before",
            table, None, gained - lost,
            () if corrected else examples,
        )  # fmt: skip


def _match(
    con: engine.Connection, both: Sides, redirects: Mapping[str, str | None], raw: str
) -> None:
    """`old_rows`, `new_rows` with the text `k` of their key, and `matched`: what became of each."""
    parts = ", ".join(f"coalesce(c{number}, '')" for number in both.key)
    for side, source in (("old_rows", both.old), ("new_rows", both.new)):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {side} AS "
            f"SELECT *, concat_ws('{_KEY}', {parts}) AS k FROM {source}"
        )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE redirect AS "
        "SELECT unnest(?::VARCHAR[]) AS k, unnest(?::VARCHAR[]) AS target",
        [list(redirects), list(redirects.values())],
    )
    columns = ", ".join('"' + both.fields[n].replace('"', '""') + '"' for n in both.key)
    known = (
        f"SELECT concat_ws('{_KEY}', {columns}) FROM {raw}"
        if redirects
        else "SELECT NULL WHERE FALSE"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE matched AS "
        "SELECT o._row AS o, n._row AS n, 'same' AS state, NULL::VARCHAR AS target "
        "FROM old_rows o JOIN new_rows n ON o.k = n.k"
    )
    con.execute(
        "INSERT INTO matched SELECT o._row, n._row, "
        "CASE WHEN r.k IS NOT NULL AND (r.target IS NULL "
        f"OR r.target IN ({known})) THEN 'redirected' ELSE 'removed' END, r.target "
        "FROM old_rows o LEFT JOIN redirect r ON o.k = r.k LEFT JOIN new_rows n ON n.k = r.target "
        "AND n._row NOT IN (SELECT n FROM matched) "
        "WHERE o._row NOT IN (SELECT o FROM matched)"
    )
    con.execute(
        "INSERT INTO matched SELECT NULL, n._row, 'added', NULL FROM new_rows n "
        "WHERE n._row NOT IN (SELECT n FROM matched WHERE n IS NOT NULL)"
    )


def _values(con: engine.Connection, table: str, both: Sides) -> Iterator[Change]:
    compared = [n for n in range(len(both.fields)) if n not in both.key]
    if not compared:
        return
    joined = "matched JOIN old_rows o ON o._row = matched.o JOIN new_rows n ON n._row = matched.n"
    counts = ", ".join(f"count(*) FILTER (o.c{n} IS DISTINCT FROM n.c{n})" for n in compared)
    found = con.execute(f"SELECT {counts} FROM {joined}").fetchone() or ()
    for number, count in zip(compared, found, strict=True):
        if count:
            query = (
                f"SELECT n.k, o.c{number}, n.c{number} FROM {joined} "
                f"WHERE o.c{number} IS DISTINCT FROM n.c{number}"
            )
            name = both.fields[number]
            what = f"{count:,} value{'s' if count > 1 else ''} of `{name}` changed"
            examples = _examples(con, query)
            yield Change(
                Bump.PATCH, "values-changed", what, "values corrected", table, name, count, examples
            )


def _listed(
    con: engine.Connection,
    table: str,
    kind: str,
    bump: Bump,
    what: str,
    why: str,
    query: str,
) -> Iterator[Change]:
    count = _number(con, f"SELECT count(*) FROM ({query})")
    if count:
        noun, rest = what.split(" ", 1)
        said = f"{count:,} {noun}{'s' if count > 1 else ''} {rest}"
        yield Change(bump, kind, said, why, table, None, count, _examples(con, query))


def _label(table: str, both: Sides) -> str:
    """SQL: what an adjudication decides, which its key does not say; NULL in other tables."""
    wanted = ("rule", "key", "decision")
    if table != Adjudication.TABLE.name or not set(wanted) <= set(both.fields):
        return "NULL"
    return f"concat_ws(' / ', {', '.join(f'c{both.fields.index(part)}' for part in wanted)})"


def _examples(con: engine.Connection, query: str) -> tuple[Example, ...]:
    found: Sequence[tuple[str | None, str | None, str | None]] = con.execute(
        f"SELECT * FROM ({query}) AS example(k, old, new) ORDER BY ALL LIMIT {EXAMPLES}"
    ).fetchall()
    return tuple(Example(*row) for row in found)


def _number(con: engine.Connection, query: str) -> int:
    found = con.execute(query).fetchone()
    return int(found[0]) if found else 0


def _rows(count: int) -> str:
    return f"{count:,} row{'s' if count > 1 else ''}"
