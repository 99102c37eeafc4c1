"""Names for what is new, and the nearest known name for one that does not exist."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from pipeline.declare import Category, Record, columns

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def slug(*words: str) -> str:
    """ASCII words joined by hyphens; '' where nothing of them is ASCII."""
    return "-".join(
        part for word in words if (part := _SEPARATORS.sub("-", word.lower()).strip("-"))
    )


def unused(name: str, taken: Collection[str]) -> str:
    """The name, with the first number after it that makes it new."""
    if name not in taken:
        return name
    return next(new for n in range(2, len(taken) + 3) if (new := f"{name}-{n}") not in taken)


def numbered(name: str, taken: Collection[str]) -> str:
    """The name with the first free number, from 1."""
    return next(new for n in range(1, len(taken) + 2) if (new := f"{name}-{n}") not in taken)


def meant(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?` where something known is near, else what there is, if that is little."""
    listed = list(known)
    near = get_close_matches(name, listed, n=1, cutoff=0.5)
    if near:
        return f"; did you mean `{near[0]}`?"
    return f"; there are: {', '.join(listed)}" if 0 < len(listed) <= _FEW else ""


def refusal(model: type[Record], field: str, value: str) -> str | None:
    """Why a value cannot stand in a field: the field or category does not exist; None if it can."""
    if field not in columns(model):
        return f"{model.TABLE.name} has no field `{field}`{meant(field, columns(model))}"
    codes = choices(model, field)
    if codes and value not in codes:
        return f"`{value}` is no {field}{meant(value, codes)}"
    return None


def choices(model: type[Record], field: str) -> tuple[str, ...]:
    """The codes of a field's category; none where it is no category."""
    name = next((n for n, info in model.model_fields.items() if (info.alias or n) == field), "")
    kinds = _kinds(model.model_fields[name].annotation) if name else ()
    found = [k for k in kinds if isinstance(k, type) and issubclass(k, Category)]
    return tuple(member.value for kind in found for member in kind)


def required(model: type[Record]) -> tuple[str, ...]:
    """The columns that must have a value."""
    return tuple(
        info.alias or name
        for name, info in model.model_fields.items()
        if type(None) not in _kinds(info.annotation)
    )


def _kinds(annotation: object) -> tuple[object, ...]:
    return getattr(annotation, "__args__", None) or (annotation,)


_LONG = 60
"""Characters of an id: a quotation may be long, an id is to be read at a glance."""

_FEW = 12
"""Names that are all listed where none is near: they fit on a line or two."""
