"""Is a constraint tighter than it was? For every constraint of the standard, and unknown ones."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.release.version import Bump

TIGHTER, LOOSER, NEITHER = Bump.MAJOR, Bump.MINOR, Bump.NONE

Judge = Callable[[Any, Any], Bump]


def judge(name: str, old: Any, new: Any) -> Bump:
    """MAJOR where data that were allowed may not be now, MINOR where only more is allowed.

    None stands for a constraint that is not there.
    """
    old, new = (None if value is False else value for value in (old, new))
    if old == new:
        return NEITHER
    if old is None:
        return TIGHTER
    if new is None:
        return LOOSER
    return JUDGES.get(name, _other)(old, new)


def _floor(old: Any, new: Any) -> Bump:
    return TIGHTER if _greater(new, old) else LOOSER


def _ceiling(old: Any, new: Any) -> Bump:
    return TIGHTER if _greater(old, new) else LOOSER


def _values(old: Any, new: Any) -> Bump:
    if set(old) == set(new):
        return NEITHER
    return LOOSER if set(old) < set(new) else TIGHTER


def _other(old: Any, new: Any) -> Bump:
    """Nobody can say in general which of two patterns allows more."""
    return TIGHTER


def _greater(one: Any, other: Any) -> bool:
    """In doubt, as with bounds that cannot be compared, the change counts as tighter."""
    try:
        return bool(one > other)
    except TypeError:
        return True


JUDGES: Mapping[str, Judge] = {
    "required": _other,
    "unique": _other,
    "minLength": _floor,
    "minimum": _floor,
    "exclusiveMinimum": _floor,
    "maxLength": _ceiling,
    "maximum": _ceiling,
    "exclusiveMaximum": _ceiling,
    "pattern": _other,
    "enum": _values,
    "jsonSchema": _other,
}
"""Constraint → how an old and a new value of it compare; what is not listed is as a pattern."""
