"""What is known of a table before its sheet is read: its fields, its key, what they may hold."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.export import ReleaseField
from pipeline.export.fields import as_field
from pipeline.returning.choice import fold
from pipeline.returning.column import Column, Known
from pipeline.table_schema import Field, Schema

Key = tuple[str, ...]
Texts = Mapping[str, str]
"""Field → canonical text; "" for nothing."""

_NONE = Known()

Propose = Callable[[Texts], str | None]
"""An id for a record without one, from its other fields; `NUMBER` in it makes it new."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A table that people edit. path: of its raw file, for messages.

    wrong: keys that the checks of the raw file refuse, and that a sheet may put right.
    """

    name: str
    path: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    propose: Propose | None = None
    wrong: frozenset[Key] = frozenset()

    def key_of(self, cells: Texts) -> Key:
        """The record's key."""
        return tuple(cells.get(name, "") for name in self.key)


def columns(
    schema: Schema,
    source: Mapping[str, Any],
    referred: Mapping[str, Known],
    usual: Mapping[str, frozenset[str]],
) -> dict[str, Column]:
    """Field → what its cells may hold. `source`: the schema as JSON.

    referred: for fields that refer to a table, its records. usual: what texts of a field hold
    anyway.
    """
    given = {str(i.get("name")): i for i in source.get("fields") or () if isinstance(i, dict)}
    found = {}
    for item in schema.fields:
        shown = _shown(item, given.get(item.name), source)
        found[item.name] = Column(
            item,
            shown,
            frozenset(schema.missing(item)),
            _words(shown),
            referred.get(item.name, _NONE),
            usual.get(item.name, frozenset()),
        )
    return found


def _shown(item: Field, given: Mapping[str, Any] | None, source: Mapping[str, Any]) -> ReleaseField:
    """The field as a workbook shows it; plain where its schema is not sound."""
    try:
        return as_field(given or {}, source)
    except (KeyError, TypeError, AttributeError, IndexError):
        return ReleaseField(name=item.name, type=item.type)


def _words(shown: ReleaseField) -> dict[str, frozenset[str]]:
    """Whatever names a category, folded → the codes that it may mean."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, *labels in shown.categories:
        for word in (code, *labels):
            found[fold(word)].add(code)
    return {word: frozenset(codes) for word, codes in found.items() if word}
