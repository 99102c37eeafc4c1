"""Values of JSON as the text of a cell."""

import json
from typing import Any

from pipeline.digits import Written

NATIVE = "\ufdd0"
"""Stands before the text of a value that is no string, where the two must be told apart; a
character that no text has."""


def told(cell: Any) -> tuple[str, str]:
    """The text of a JSON value, and its JSON type."""
    if cell is None:
        return "", "null"
    if isinstance(cell, str):
        return clean(cell), "string"
    if isinstance(cell, bool):
        return str(cell).lower(), "boolean"
    if isinstance(cell, int):
        return str(cell), "number"
    if isinstance(cell, float):
        exact = cell.is_integer() and abs(cell) < 1e15 and not isinstance(cell, Written)
        return (str(int(cell)) if exact else str(cell).upper()), "number"
    kind = "array" if isinstance(cell, list) else "object"
    return clean(json.dumps(cell, ensure_ascii=False)), kind


def clean(text: str) -> str:
    """Lone surrogates, which JSON can spell and no text can hold, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
