"""Tables that fit a descriptor, as far as it can be read: the header that is asked for, no row."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_NAMES = ["id", "name"]


def tables(package: Any, beside: Mapping[str, str]) -> dict[str, str]:
    """Path → text of every file that the resources name; `beside` has schemas by path."""
    listed = package.get("resources") if isinstance(package, dict) else None
    found: dict[str, str] = {}
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict):
            found |= dict.fromkeys(_paths(item), _table(item, beside))
    return found


def _paths(item: Mapping[str, Any]) -> Iterator[str]:
    path = item.get("path")
    for one in path if isinstance(path, list) else [path]:
        if isinstance(one, str) and one and "://" not in one:
            within = not one.startswith("/") and ".." not in one and "\\" not in one
            if within:
                yield one


def _table(item: Mapping[str, Any], beside: Mapping[str, str]) -> str:
    dialect = item.get("dialect") if isinstance(item.get("dialect"), dict) else {}
    delimiter, end = (_text(dialect, *given) for given in (("delimiter", ","),
                                                           ("lineTerminator", "\n")))  # fmt: skip
    if dialect.get("header") is False:
        return delimiter.join(["1", "甲"]) + end
    rows = dialect.get("headerRows")
    times = len(rows) if isinstance(rows, list) and rows else 1
    return (delimiter.join(_names(item, beside)) + end) * times


def _text(dialect: Mapping[str, Any], name: str, usual: str) -> str:
    given = dialect.get(name)
    return given if isinstance(given, str) and given else usual


def _names(item: Mapping[str, Any], beside: Mapping[str, str]) -> list[str]:
    schema = item.get("schema")
    schema = json.loads(beside[schema]) if isinstance(schema, str) and schema in beside else schema
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list):
        return _NAMES
    names = [field.get("name") for field in fields if isinstance(field, dict)]
    return [name for name in names if isinstance(name, str) and name] or _NAMES
