"""Small releases for the tests of export; run as a script it exports one, for other processes."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.export import Release, ReleaseField, ReleaseTable, export

WHEN = datetime(2020, 11, 24, 8, 0, tzinfo=UTC)

F = ReleaseField


def table(name: str, fields: Sequence[ReleaseField], rows: Any = (), **more: Any) -> ReleaseTable:
    """A table whose schema follows from its fields; its first field is the key."""
    key = (fields[0].name,)
    schema: dict[str, Any] = {
        "fields": [{"name": item.name, "type": item.type} for item in fields],
        "primaryKey": list(key),
    }
    links = [
        {"fields": [item.name], "reference": {"resource": item.references[0], "fields": ["id"]}}
        for item in fields
        if item.references
    ]
    if links:
        schema["foreignKeys"] = links
    given = {"schema": schema, "primary_key": key, **more}
    return ReleaseTable(name=name, fields=tuple(fields), rows=list(rows), **given)


def column(kind: str, *values: Any, **more: Any) -> ReleaseTable:
    """A table `t` with a key and one field `v` of this type."""
    rows = [(f"r-{number}", value) for number, value in enumerate(values, 1)]
    return table("t", [F(name="id"), F(name="v", type=kind, **more)], rows)


def release(*tables: ReleaseTable, **more: Any) -> Release:
    """A release of these tables."""
    given = {
        "name": "demo",
        "version": "1.0.0",
        "title": "Demonstration",
        "title_zh": "示例数据",
        "created": "2020-11-24T00:00:00Z",
        "licenses": ({"name": "CC-BY-4.0", "title": "Attribution 4.0"},),
        "contributors": ({"title": "某某某", "roles": ["author"]},),
        "when": WHEN,
        "tool_version": "0.1.0",
        **more,
    }
    return Release(tables=tables, **given)


def rich(version: str = "1.0.0") -> Release:
    """A release with everything that is hard."""
    people = table(
        "people",
        [
            F(name="id", title="Id", title_zh="编号", required=True),
            F(
                name="name",
                title="Name",
                title_zh="姓名",
                description="As printed.",
                description_zh="照录。",
            ),
            F(name="share", type="number"),
            F(name="count", type="integer"),
            F(name="active", type="boolean"),
            F(name="born", type="date"),
            F(name="seen", type="datetime"),
            F(name="since", type="year"),
            F(name="kind", categories=(("a", "One, two", "甲、乙"), ("b", "Three", "丙"))),
            F(name="rank", categories=(("x,y", "Both", "两者"), ("z", "Last", "末"))),
        ],
        [
            (
                "p-1", "=1+1", Decimal("0.10"), 12345678901234567890, True, date(2020, 11, 24),
                datetime(2020, 1, 2, 3, 4, 5), 2020, "a", "x,y",
            ),
            (
                "p-2", '𠮷田﨑 "甲\n乙", _x000D_', Decimal("1E+3"), -5, False, date(1893, 12, 26),
                datetime(2020, 1, 2), 987, "b", "z",
            ),
            ("p-3", "@x", Decimal("123.45"), 0, None, date(1900, 2, 28), None, None, None, None),
            ("p-4", "-x\r\n ", 0.1 + 0.2, None, None, date(9999, 12, 31), None, None, None, None),
            ("p-5", None, None, None, None, None, None, None, None, None),
        ],
        title="People",
        title_zh="人物",
        description="Everyone named.",
        description_zh="凡有名者，一人一条。",
    )  # fmt: skip
    empty = table(
        "links", [F(name="id"), F(name="person", references=("people", "id"))], tool_written=True
    )
    return replace(release(people, empty), version=version)


if __name__ == "__main__":
    export(rich(sys.argv[2]), Path(sys.argv[1]))
