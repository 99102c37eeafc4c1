"""How messages show a value of JSON."""

from pipeline.unseen import visible


def shown(value: object) -> str:
    """A JSON value as a message shows it, cut short."""
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else visible(str(value))
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"
