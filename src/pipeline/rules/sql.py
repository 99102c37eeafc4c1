"""Is a text exactly one harmless SELECT over the tables it says it needs?

The locked session would stop most of what is refused here; this names it, and stops what a
session cannot: functions that answer differently every time, and tables read without notice.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, NoReturn

from pipeline import engine
from pipeline.rules.model import Unfit
from pipeline.rules.session import explain

Node = Mapping[str, Any]

_QUERIES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
_TABLE_FUNCTIONS = frozenset(
    {"generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest"}
)
"""Functions that make rows of what they are given, and read nothing else."""

_MOODY = frozenset(
    {"age", "current_setting", "getenv", "getvariable", "reservoir_quantile", "version"}
)
"""Functions that some engine takes for constant, and that ask the clock, chance or machine."""

_WORDS = frozenset(
    {
        "current_catalog", "current_database", "current_date", "current_localtime",
        "current_localtimestamp", "current_query", "current_role", "current_schema",
        "current_time", "current_timestamp", "current_user", "localtime", "localtimestamp",
        "session_user",
    }
)  # fmt: skip
"""What SQL lets one call without parentheses, and what therefore looks like a column."""

_HARMLESS = frozenset({"error"})
"""Volatile to the engine only so that it is not folded away."""

_INNARDS = re.compile(r"duckdb_|pragma_")
"""In a macro: it asks the engine about itself."""


@cache
def volatile() -> frozenset[str]:
    """The functions of the engine whose answer does not depend on their arguments alone."""
    with engine.connect() as con:
        rows = con.execute(
            "SELECT DISTINCT lower(function_name), macro_definition FROM duckdb_functions() "
            "WHERE stability <> 'CONSISTENT' OR macro_definition IS NOT NULL"
        ).fetchall()
    direct = {name for name, macro in rows if macro is None} - _HARMLESS | _MOODY | _WORDS
    macros = {
        name
        for name, macro in rows
        if macro is not None
        and (not direct.isdisjoint(re.findall(r"\w+", macro.lower())) or _INNARDS.search(macro))
    }
    return frozenset(direct | macros)


def vet(
    con: engine.Connection,
    text: str,
    *,
    needs: Collection[str],
    refused: frozenset[str],
) -> None:
    """Unfit unless `text` is one SELECT that reads `needs` only and calls nothing `refused`."""
    _one_select(con, text)
    tables = frozenset(name.lower() for name in needs)
    for node, bound in _walk(_tree(con, text)):
        _vet_query(text, node)
        _vet_functions(text, node, refused)
        _vet_table(text, node, tables, bound)


def _one_select(con: engine.Connection, text: str) -> None:
    try:
        statements = con.extract_statements(text)
    except engine.Error as error:
        raise explain(error) from None
    if len(statements) != 1:
        raise Unfit(f"the file must hold one SELECT; it holds {len(statements) or 'no'} statements")
    (statement,) = statements
    if statement.type == engine.StatementType.MULTI:
        raise Unfit("PIVOT must name its columns: PIVOT … ON column IN (…)")
    if statement.type != engine.StatementType.SELECT:
        raise Unfit(f"the query must be a SELECT, not {statement.type.name}")
    if statement.named_parameters:
        raise Unfit("the query must not have parameters (`?` or `$name`)")


def _tree(con: engine.Connection, text: str) -> Node:
    try:
        row = con.execute("SELECT json_serialize_sql(?)", [text]).fetchone()
        tree: Any = json.loads(row[0] if row else '{"error": true}')
    except engine.Error as error:
        raise explain(error) from None
    except RecursionError:
        raise Unfit("the query is nested too deeply") from None
    if tree["error"]:
        raise Unfit(f"the query must be a plain SELECT: {tree.get('error_message', '')}")
    return tree["statements"][0]  # type: ignore[no-any-return]


def _walk(tree: Node) -> Iterator[tuple[Node, frozenset[str]]]:
    """Every node, with the names of the common table expressions that it can see."""
    waiting: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, bound = waiting.pop()
        if isinstance(node, list):
            waiting += [(item, bound) for item in node]
        if not isinstance(node, dict):
            continue
        if node.get("type") == "RECURSIVE_CTE_NODE":
            bound |= {str(node.get("cte_name", "")).lower()}
        for entry in (node.get("cte_map") or {}).get("map", ()):
            waiting.append((entry["value"], bound))
            bound |= {entry["key"].lower()}
        yield node, bound
        waiting += [(value, bound) for name, value in node.items() if name != "cte_map"]


def _vet_query(text: str, node: Node) -> None:
    kind = node.get("type")
    if isinstance(kind, str) and kind.endswith("_NODE") and kind not in _QUERIES:
        _refuse(text, node, f"the query must only read; it holds a {kind.split('_')[0]}")
    if kind == "SHOW_REF":
        _refuse(text, node, "the query must be a SELECT, not SHOW, DESCRIBE or SUMMARIZE")
    if node.get("sample"):
        _refuse(text, node, "a sample is another one each time: leave SAMPLE out")


def _vet_functions(text: str, node: Node, refused: frozenset[str]) -> None:
    if node.get("type") == "TABLE_FUNCTION":
        name = str(node["function"].get("function_name", "")).lower()
        if name not in _TABLE_FUNCTIONS:
            _refuse(text, node, f"`{name}()` is not allowed: a query reads tables of the package")
    name = str(node.get("function_name", "")).lower()
    if name in refused:
        _refuse(text, node, f"`{name}()` is not allowed: it may answer differently every time")
    columns = node.get("column_names") if node.get("type") == "COLUMN_REF" else None
    if columns and len(columns) == 1 and columns[0].lower() in _WORDS:
        word = columns[0].lower()
        wanted = f"a column of that name is written `table.{word}`"
        _refuse(text, node, f"`{word}` is not allowed: it asks the clock or the engine; {wanted}")


def _vet_table(text: str, node: Node, needs: frozenset[str], bound: frozenset[str]) -> None:
    if node.get("type") != "BASE_TABLE":
        return
    schema, name = (node.get("schema_name") or "").lower(), node["table_name"]
    if schema not in ("", "typed") or node.get("catalog_name"):
        _refuse(text, node, f"`{schema}.{name}` is not a table of the package")
    if name.lower() not in (needs if schema else needs | bound):
        _refuse(text, node, f"the query reads `{name}`, which `needs` in its head does not name")


def _refuse(text: str, node: Node, message: str) -> NoReturn:
    """The tree counts positions in bytes, and gives a huge one where it knows none."""
    raw = text.encode()
    at = node.get("query_location", len(raw))
    if not isinstance(at, int) or at >= len(raw):
        raise Unfit(message)
    before = raw[:at].decode(errors="ignore")
    raise Unfit(message, before.count("\n") + 1, len(before) - before.rfind("\n"))
