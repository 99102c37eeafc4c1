"""Views: tables derived for readers from the typed ones, by `schemas/views/*.sql`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import engine
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Tally, skipped, tally
from pipeline.rules.check import SECONDS, need
from pipeline.rules.head import ColumnText, ViewHead, files, parse, read_text
from pipeline.rules.model import Problem, Unfit
from pipeline.rules.session import enter, limit
from pipeline.rules.sql import vet, volatile

CODE = "broken-view"
SCHEMA = "views"

_NAME = r"[a-z][a-z0-9]*([_-][a-z0-9]+)*"
"""Views stand beside tables in a release, so they are named as tables are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One file of `schemas/views`; `columns` says more of some columns, `key` tells rows apart."""

    name: str
    path: str
    sql: str
    title: str
    title_zh: str | None = None
    description: str | None = None
    description_zh: str | None = None
    needs: tuple[str, ...]
    columns: Mapping[str, ColumnText] = field(default_factory=dict)
    key: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The quoted name of its DuckDB table."""
        return f'"{SCHEMA}"."{self.name}"'


def read_views(folder: Path, *, shown: str) -> tuple[list[View], list[Tally]]:
    """The views by name; a file that is not one becomes an issue, the others go on."""
    views: list[View] = []
    issues: list[Issue] = []
    for file in files(folder):
        path = f"{shown}/{file.name}"
        try:
            views.append(_read(file, path))
        except Unfit as unfit:
            issues.append(_issue(path, unfit.problem))
    return views, [tally(CODE, Layer.RULE, issues)]


def create_views(
    con: engine.Connection,
    views: Iterable[View],
    tables: Mapping[str, bool],
    *,
    seconds: float = SECONDS,
) -> tuple[list[View], list[Tally]]:
    """The views that now stand in the schema `views`, as tables, their rows as ordered.

    A view reads tables only, not other views. Locks the database; `tables` as in `check`.
    """
    made: list[View] = []
    issues: list[Issue] = []
    waiting: list[Tally] = []
    cursor = enter(con)
    try:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        refused = volatile()
        for view in views:
            try:
                if because := need(view.needs, tables):
                    waiting.append(skipped(CODE, Layer.RULE, f"{view.name} {because}"))
                    continue
                _create(cursor, view, tables, refused, seconds)
                made.append(view)
            except Unfit as unfit:
                issues.append(_issue(view.path, unfit.problem))
    finally:
        cursor.close()
    return made, [tally(CODE, Layer.RULE, issues, evaluated=len(made) + len(issues)), *waiting]


def _create(
    con: engine.Connection,
    view: View,
    tables: Mapping[str, bool],
    refused: frozenset[str],
    seconds: float,
) -> None:
    if view.name in tables:
        raise Unfit(f"`{view.name}` is a table of the package: give the view another name")
    vet(con, view.sql, needs=view.needs, refused=refused)
    with limit(con, seconds):
        con.execute(f"CREATE OR REPLACE TABLE {view.table} AS\n{view.sql}")
        described = con.execute(f"DESCRIBE {view.table}").fetchall()
    given = {str(name) for name, *_ in described}
    try:
        _hold(con, view, given)
    except Unfit:
        con.execute(f"DROP TABLE {view.table}")
        raise


def _hold(con: engine.Connection, view: View, given: set[str]) -> None:
    """Raise Unfit where the rows are not what the head says."""
    named = dict.fromkeys((*view.columns, *view.key))
    if unknown := [f"`{name}`" for name in named if name not in given]:
        raise Unfit(f"the head describes {', '.join(unknown)}, which the query does not give", 1)
    if not view.key:
        return
    listed = ", ".join(f'"{name}"' for name in view.key)
    empty = " OR ".join(f'"{name}" IS NULL' for name in view.key)
    query = f"SELECT {listed} FROM {view.table} GROUP BY ALL HAVING count(*) > 1 OR {empty} LIMIT 1"
    if found := con.execute(query).fetchone():
        shown = ", ".join("nothing" if part is None else repr(part) for part in found)
        raise Unfit(f"its key ({', '.join(view.key)}) does not tell rows apart: {shown}", 1)


def _read(file: Path, path: str) -> View:
    name = file.stem
    if not re.fullmatch(_NAME, name):
        raise Unfit(f"`{name}` cannot name a view: use a-z, 0-9, `_` and `-`")
    text = read_text(file)
    head = parse(text, ViewHead)
    return View(
        name=name,
        path=path,
        sql=text,
        title=head.title,
        title_zh=head.title_zh,
        description=head.description,
        description_zh=head.description_zh,
        needs=head.tables,
        columns=head.columns,
        key=tuple(head.key),
    )


def _issue(path: str, problem: Problem) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.RULE,
        severity=Severity.ERROR,
        message=problem.message,
        hint=f"Correct the view in {path}; until then it is left out.",
        path=path,
        line=problem.line,
        column=problem.column,
    )
