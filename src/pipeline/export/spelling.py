"""Values as JSON, numbers exact; and JSON read back by two parsers that must agree."""

import json
from decimal import Decimal
from typing import Any

from pydantic_core import from_json

from pipeline.export import compare
from pipeline.export.release import Release
from pipeline.export.values import Value, is_number, number, same, text

Record = dict[str, Any]


def held(value: Value) -> Value:
    """What JSON can hold of it: it has neither dates nor infinities, so these are text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal) and number(value).is_finite():
        return value
    return text(value)


def spell(value: Any, *, indent: int | None = None, at: int = 0) -> str:
    """JSON text of a value, also of lists and mappings of values; lists and objects indented."""
    if isinstance(value, dict):
        inner = [f"{spell(k)}: {spell(v, indent=indent, at=at + 1)}" for k, v in value.items()]
        return _block("{", inner, "}", indent, at)
    if isinstance(value, list | tuple):
        return _block("[", [spell(v, indent=indent, at=at + 1) for v in value], "]", indent, at)
    shown = held(value)
    return text(shown) if is_number(shown) else json.dumps(shown, ensure_ascii=False)


def reads_as(value: Value, read: Any) -> bool:
    """Is this what a parser must give for the value?"""
    return same(held(value), read)


def loads(artefact: str, content: bytes) -> Any:
    """Its values, with decimals for numbers; two parsers must say the same of it."""
    try:
        read = json.loads(content, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
        if from_json(content) != json.loads(content):
            compare.spoil(artefact, "two parsers read two things from it")
    except ValueError as error:
        compare.spoil(artefact, str(error))
    return read


def package(release: Release) -> Record:
    """What the head of a JSON file says of the release."""
    known = {
        "name": release.name,
        "version": release.version,
        "title": release.title,
        "title_zh": release.title_zh,
        "description": release.description,
        "description_zh": release.description_zh,
        "created": release.created,
        "homepage": release.homepage,
        "licenses": [dict(item) for item in release.licenses],
    }
    return {key: value for key, value in known.items() if value}


def _block(first: str, inner: list[str], last: str, indent: int | None, at: int) -> str:
    if not inner or indent is None:
        return first + ", ".join(inner) + last
    rim, gap = "\n" + " " * (indent * at), "\n" + " " * (indent * (at + 1))
    return f"{first}{gap}{(',' + gap).join(inner)}{rim}{last}"
