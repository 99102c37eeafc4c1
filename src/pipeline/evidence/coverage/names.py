"""Known names: the printed forms of records to which some field refers by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipeline.declare import How, columns
from pipeline.evidence.index import Index
from pipeline.evidence.witness import Place

Key = tuple[str, str]
"""A record: its table and its key."""

SHORTEST = 2
"""Characters of the shortest form that is looked for: one alone is part of too many words."""


@dataclass(frozen=True, slots=True)
class Names:
    """Every form with the records that it may mean; `heads` are the forms by their beginning."""

    forms: Mapping[str, frozenset[Key]]
    heads: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_index(cls, index: Index) -> "Names":
        """The forms of all records in tables that some field refers to by NAME."""
        named = {
            spec.references
            for table in index.tables.values()
            for spec in columns(table.model).values()
            if spec.printed.how is How.NAME and spec.references
        }
        forms: dict[str, set[Key]] = {}
        for record, known in index.names.items():
            for form in known if record[0] in named else ():
                if len(form) >= SHORTEST:
                    forms.setdefault(form, set()).add(record)
        heads: dict[str, list[str]] = {}
        for form in sorted(forms, key=len, reverse=True):
            heads.setdefault(form[:SHORTEST], []).append(form)
        return cls(
            {form: frozenset(records) for form, records in forms.items()},
            {head: tuple(listed) for head, listed in heads.items()},
        )

    def find(self, text: str) -> Iterator[tuple[Place, frozenset[Key]]]:
        """Every name in a text from left to right, the longest where several begin."""
        heads, end = self.heads, 0
        for at, head in enumerate(map("".join, pairwise(text))):
            if head not in heads or at < end:
                continue
            form = next((form for form in heads[head] if text.startswith(form, at)), None)
            if form is not None:
                end = at + len(form)
                yield (at, end), self.forms[form]
