"""How messages show a value of JSON."""

import json

from pipeline.unseen import visible


def shown(value: object) -> str:
    """A JSON value as a message shows it, cut short."""
    plain = value is None or isinstance(value, bool | list | dict)
    text = visible(_spelled(value) if plain else str(value))
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"


def _spelled(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return str(value)
