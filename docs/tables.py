"""The flagship's rows for the docs: the raw tables and views in DuckDB, shown as Markdown."""

from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parent.parent
Rows = list[tuple[Any, ...]]

_SPIRITS = {
    "model-worker-spirit": "劳模精神 Spirit of model workers",
    "labour-spirit": "劳动精神 Spirit of labour",
    "craftsman-spirit": "工匠精神 Spirit of craftsmanship",
}


class Data:
    """The raw tables by name; `ask` runs a query on them, `view` one of `schemas/views`."""

    def __init__(self) -> None:
        self._con = duckdb.connect()
        for file in sorted((ROOT / "raw").glob("*.csv")):
            self._con.execute(
                f"CREATE TABLE {file.stem} AS SELECT * FROM read_csv('{file}', header=true, "
                "all_varchar=true, quote='\"', escape='\"')"
            )
        for column in ("value", "low", "high"):
            self._con.execute(f"ALTER TABLE claims ALTER {column} TYPE DECIMAL(24, 4)")
        self._con.execute("ALTER TABLE list_entries ALTER position TYPE INTEGER")

    def ask(self, query: str) -> Rows:
        """The rows of a query."""
        return self._con.execute(query).fetchall()

    def view(self, name: str, query: str) -> Rows:
        """The rows of a query on a view, which it calls `v`."""
        sql = (ROOT / "schemas" / "views" / f"{name}.sql").read_text(encoding="utf-8")
        return self.ask(f"WITH v AS ({sql}) {query}")


def tables(data: Data) -> dict[str, str]:
    """Every table of docs/dataset.md by the name of its mark."""
    return {
        "figures": _figures(data),
        "honourees": _honourees(data),
        "spirits": _spirits(data),
        "conflicts": _conflicts(data),
        "sizes": _sizes(data),
    }


def _figures(data: Data) -> str:
    rows = data.view(
        "figures",
        "SELECT measure_zh || ' ' || measure, coalesce(o.name, p.name, g.name, t.name, subject), "
        "h.name, value, unit, documents, witnesses, state FROM v "
        "LEFT JOIN places o ON o.place_id = subject LEFT JOIN people p ON p.person_id = subject "
        "LEFT JOIN organizations g ON g.organization_id = subject "
        "LEFT JOIN things t ON t.thing_id = subject "
        "LEFT JOIN honours h ON h.honour_id = v.honour_id "
        "WHERE documents > 1 ORDER BY documents DESC, value DESC, 1, 2, 3",
    )
    heads = ("度量 measure", "主体 subject", "荣誉 honour", "值 value", "单位 unit",
             "文献 documents", "独立见证 witnesses", "状态 state")  # fmt: skip
    return markdown(heads, rows)


def _honourees(data: Data) -> str:
    rows = data.view(
        "honourees",
        "SELECT position, name, CASE gender WHEN 'female' THEN '女 F' END, "
        "ethnicity, honour_zh, affiliation_as_printed FROM v WHERE list_place = '青海省' "
        "QUALIFY row_number() OVER (PARTITION BY honour_zh ORDER BY position) <= 5 "
        "ORDER BY honour_zh, position",
    )
    heads = ("位次 no.", "姓名 name", "性别 gender", "民族 ethnicity", "荣誉 honour",
             "单位职务 body and post")  # fmt: skip
    return markdown(heads, rows)


def _spirits(data: Data) -> str:
    rows = data.ask(
        "SELECT concept, wording, count(*) FROM definitions GROUP BY concept, wording "
        "ORDER BY concept = 'craftsman-spirit', concept = 'labour-spirit', count(*) DESC, wording"
    )
    named = [(_SPIRITS[concept], *rest) for concept, *rest in rows]
    return markdown(("概念 concept", "表述 wording", "文献数 documents"), named)


def _conflicts(data: Data) -> str:
    rows = data.ask(
        "SELECT '`' || rule || '`', key, decision, cause, reason FROM adjudications "
        "ORDER BY rule, key"
    )
    return markdown(("规则 rule", "案例 case", "裁定 decision", "原因 cause", "理由 reason"), rows)


def _sizes(data: Data) -> str:
    names = sorted(file.stem for file in (ROOT / "raw").glob("*.csv"))
    rows = [(f"`{name}`", *data.ask(f"SELECT count(*) FROM {name}")[0]) for name in names]
    half = (len(rows) + 1) // 2
    pairs = [(*a, *b) for a, b in zip(rows, [*rows[half:], ("", "")], strict=False)][:half]
    return markdown(("表 table", "行 rows", "表 table", "行 rows"), pairs)


def markdown(heads: tuple[str, ...], rows: Rows) -> str:
    """A Markdown table; empty cells are what the sources do not state."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    if hasattr(value, "as_tuple") and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("|", "\\|").replace("\n", " ")
