"""What is known of a table before its sheet is read: its fields, its key, what they may hold."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.returning.accept import Column
from pipeline.table_schema import Field, Schema

Key = tuple[str, ...]
Texts = Mapping[str, str]
"""Field → canonical text; "" for nothing."""

Propose = Callable[[Texts, Collection[str]], str | None]
"""An id for a record without one, from its other fields and the ids that are taken."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A table that people edit. path: of its raw file, for messages."""

    name: str
    path: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    propose: Propose | None = None

    def key_of(self, cells: Texts) -> Key:
        """The record's key."""
        return tuple(cells.get(name, "") for name in self.key)


def columns(
    schema: Schema,
    source: Mapping[str, Any],
    keys: Mapping[str, frozenset[str]],
    broken: Collection[str],
) -> dict[str, Column]:
    """Field → what its cells may hold. `source`: the schema as JSON.

    keys: for fields that refer to a table, its keys. broken: fields with line breaks in cells.
    """
    given = {str(i.get("name")): i for i in source.get("fields") or () if isinstance(i, dict)}
    return {
        item.name: Column(
            item,
            frozenset(schema.missing(item)),
            *_codes(item, given.get(item.name, {})),
            keys.get(item.name, frozenset()),
            item.name in broken,
        )
        for item in schema.fields
    }


def _codes(
    item: Field, source: Mapping[str, Any]
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Codes, and folded label → the codes that have it, in whatever language."""
    if not item.categories:
        return (), {}
    codes: list[str] = []
    labels: dict[str, list[str]] = defaultdict(list)
    for given in source.get("categories") or ():
        entry = given if isinstance(given, dict) else {"value": given}
        code = str(entry.get("value"))
        codes.append(code)
        for name in ("label", "label_zh"):
            label = entry.get(name)
            if isinstance(label, str) and code not in labels[label.strip().casefold()]:
                labels[label.strip().casefold()].append(code)
    return tuple(codes), {label: tuple(known) for label, known in labels.items()}
