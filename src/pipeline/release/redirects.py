"""Identifiers that were released and are now others: the table `redirects` of a package."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.provenance import Redirect
from pipeline.release.dataset import Dataset
from pipeline.table_schema import sql

COLUMNS = ("resource", "old_key", "new_key")


@dataclass(frozen=True, slots=True)
class Redirects:
    """Table → old key → new key, None where the record was withdrawn; chains are followed."""

    known: Mapping[str, Mapping[str, str | None]]

    @classmethod
    def of(cls, data: Dataset) -> "Redirects":
        """What the package's own table says; nothing where it has none."""
        table = data.read.get(Redirect.TABLE.name)
        if table is None or not set(COLUMNS) <= set(table.columns):
            return cls({})
        listed = ", ".join(sql.name(column) for column in COLUMNS)
        found: dict[str, dict[str, str | None]] = {}
        for name, old, new in data.con.execute(f"SELECT {listed} FROM {table.sql}").fetchall():
            found.setdefault(name, {})[old] = new or None
        return cls({name: _followed(pairs) for name, pairs in found.items()})

    def table(self, name: str) -> Mapping[str, str | None]:
        """Old key → new key in one table."""
        return self.known.get(name, {})


def _followed(pairs: Mapping[str, str | None]) -> dict[str, str | None]:
    found = {}
    for old in pairs:
        seen, new = {old}, pairs[old]
        while new is not None and new in pairs and new not in seen:
            seen.add(new)
            new = pairs[new]
        found[old] = new
    return found
