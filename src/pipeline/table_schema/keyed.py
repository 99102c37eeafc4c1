"""The fields of keys and references while a table is streamed: their values in SQL."""

from collections.abc import Collection

from pipeline.table_schema import keys
from pipeline.table_schema.keys import Key
from pipeline.table_schema.plan import Plan
from pipeline.table_schema.schema import Schema
from pipeline.table_schema.typed import column_names
from pipeline.table_schema.types import TYPES, Store

_PARTS = 4
"""Of the hashes of a key: counted by two threads, those of a million take a third of the time."""


class Keyed:
    """Spells what keys are made of, over the columns of a plan."""

    def __init__(self, schema: Schema, made: Plan, referred: frozenset[int]) -> None:
        """referred: fields that references of any table look at."""
        self._schema, self._made, self._referred = schema, made, referred
        self.uniques = tuple(keys.listed(schema))

    @property
    def numbers(self) -> list[int]:
        """Fields that are part of a key or of either side of a reference, and have a column."""
        used = {number for key in self.uniques for number in key.numbers} | self._referred
        for key in self._schema.foreign_keys:
            used |= {*self._schema.numbers(key.fields)}
        return [number for number in self._made.columns if number in used]

    @property
    def there(self) -> list[Key]:
        """Keys that the table has columns for."""
        return [key for key in self.uniques if not self.absent(key)]

    @property
    def many(self) -> bool:
        """True where one pass cannot look at all keys: each takes memory of its own."""
        return len(self.there) > keys.AT_ONCE

    def absent(self, key: Key) -> list[str]:
        """The fields of a key that have no column."""
        pairs = zip(key.fields, key.numbers, strict=True)
        return [name for name, number in pairs if number not in self._made.columns]

    def value(self, number: int) -> str:
        """The value of a field, as its first store holds it."""
        item = self._schema.fields[number]
        store = TYPES[item.type].stores[0]
        return f"CAST({store.value(item, self._made.columns[number])} AS {store.type})"

    def given(self, numbers: tuple[int, ...]) -> str:
        """True where every part of a key has a value."""
        return " AND ".join(f"{self.value(number)} IS NOT NULL" for number in numbers)

    def hashes(self, numbers: tuple[int, ...]) -> list[str]:
        """The aggregates that gather the hashes of all keys, each a part of them.

        As many different ones as there are keys prove that none stands twice, in a fraction of
        the memory; in parts, which several threads count, of which each stays in their caches.
        """
        one = f"hash({', '.join(self.value(number) for number in numbers)})"
        primary = self._schema.numbers(self._schema.primary_key)
        # a row without a primary key is amiss, and looked at again
        given = "" if numbers == primary else f"{self.given(numbers)} AND "
        return [f"list({one}) FILTER ({given}{one} % {_PARTS} = {n})" for n in range(_PARTS)]

    def misfits(self) -> list[str]:
        """For each field that has one, when a value is beyond its first store."""
        return [found for number in self.numbers if (found := self._misfit(number))]

    def stores(self, beyond: Collection[str]) -> list[Store]:
        """For each field the first store, or that of keys where its misfit is in `beyond`."""
        found, keyed = [], set(self.numbers)
        for number, item in enumerate(self._schema.fields):
            wide = number in keyed and self._misfit(number) in beyond
            kind = TYPES[item.type]
            found.append((kind.keyed or kind.stores[-1]) if wide else kind.stores[0])
        return found

    def kept(self, beyond: Collection[str]) -> dict[str, str]:
        """Column → SQL of its value in its store, of all fields of keys and references."""
        stores, names = self.stores(beyond), column_names(self._schema)
        found = {}
        for number in self.numbers:
            store, item = stores[number], self._schema.fields[number]
            value = f"CAST({store.value(item, self._made.columns[number])} AS {store.type})"
            misfit = self._misfit(number)
            if misfit and misfit not in beyond:
                value = f"CASE WHEN NOT coalesce({misfit}, FALSE) THEN {value} END"
            found[names[number]] = value
        return found

    def _misfit(self, number: int) -> str | None:
        item, names = self._schema.fields[number], self._made.columns[number]
        kind = TYPES[item.type]
        asked = [ask(item, names) for ask in (kind.stores[0].misfit, kind.unlike) if ask]
        return f"{names.good} AND ({' OR '.join(asked)})" if asked else None
