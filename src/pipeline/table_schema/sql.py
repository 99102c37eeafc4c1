"""Spelling names and values in SQL, and names that DuckDB can tell apart."""

from collections.abc import Iterable


def name(identifier: str) -> str:
    """An identifier, quoted."""
    return '"' + _encodable(identifier).replace('"', '""') + '"'


def text(value: str) -> str:
    """A text literal."""
    return "'" + _encodable(value).replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Text literals in parentheses, for IN; of none, one that equals nothing."""
    return "(" + (", ".join(text(value) for value in values) or "NULL") + ")"


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Each name, with `_2`, `_3`, … after it where DuckDB, blind to case, would confuse it."""
    used = {item.casefold() for item in taken}
    chosen = []
    for wanted in names:
        candidate, number = wanted, 1
        while candidate.casefold() in used or not candidate:
            number += 1
            candidate = f"{wanted}_{number}"
        used.add(candidate.casefold())
        chosen.append(candidate)
    return tuple(chosen)


def _encodable(value: str) -> str:
    """Lone surrogates, which JSON can spell and UTF-8 cannot, as U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)
