"""How wide words are where every character has one column or two, as on a terminal."""

import unicodedata


def columns(text: str) -> int:
    """The columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def left(text: str, wide: int) -> str:
    """A text with spaces after it, up to a width."""
    return text + " " * (wide - columns(text))


def right(text: str, wide: int) -> str:
    """A text with spaces before it, up to a width."""
    return " " * (wide - columns(text)) + text
